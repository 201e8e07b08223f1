"""Texts as people type and paste them, without what nobody sees and what would act on the text beside them.

Unicode's terms: Cf are format characters, Mn and Me marks that stand on another character (The Unicode Standard, 23).
"""

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_JOINING = "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17ff\u1820-\u18aa"
"""Scripts in which a joiner changes letters: Arabic (Uyghur, Kazakh), Indic, Burmese, Khmer, Mongolian."""
_MONGOLIAN = "\u1820-\u18aa"
_PICTURES = "\u00a9\u00ae\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction
    "\u00ad\u034f\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff0-\ufffb\ufffe\uffff\ufdd0-\ufdef"
    "\u115f\u1160\u17b4\u17b5\u3164\uffa0"  # letters without a form
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\ud800-\udfff\U000e0000-\U000e001f\U000e0080-\U000e00ff\U000e01f0-\U000e0fff]"
)
_TAGS = re.compile("(\U0001f3f4[\U000e0020-\U000e007e]{2,6}\U000e007f)|[\U000e0020-\U000e007f]")
"""Tags spell the flags of regions after a black flag; elsewhere they are hidden letters."""
_CHOICES = re.compile(
    f"(?<![{_MONGOLIAN}])[\u180b-\u180d\u180f]"  # form of a Mongolian letter
    "|(?<![^\\s\ufe00-\ufe0f\u180b-\u180f\u200c\u200d\U000e0100-\U000e01ef])[\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
"""Choices of a character's form that have no character before them."""
_JOINERS = re.compile(
    f"(?<![{_JOINING}\u180b-\u180d\u180f])\u200c"
    f"|\u200c(?![{_JOINING}])"
    f"|(?<![{_JOINING}\u180b-\u180d\u180f{_PICTURES}\ufe0f])\u200d(?![{_MONGOLIAN}])"
    f"|(?<=[{_PICTURES}\ufe0f])\u200d(?![{_PICTURES}])"
    f"|(?<![{_MONGOLIAN}\u180b-\u180d\u180f])\u180e|\u180e(?![{_MONGOLIAN}])"
)
"""Joiners, non-joiners and the Mongolian vowel separator where they join or part nothing."""
_BLANKS = re.compile("[\xa0\u1680\u2000-\u200a\u205f\u2800]|\u202f(?![\u1820-\u18aa])")
"""Blanks of other widths. The narrow one before a Mongolian suffix is part of its spelling."""
_STACK = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{3})[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
"""More than three marks on one letter: they would stand on the lines above and below."""
_RUN = re.compile("[ \t\n\u3000]{2,}|[\t\n]")
_BLANK = " \t\u3000"
_PLAIN = re.compile(
    "[ -~\n\u3000-\u3029\u3030-\u3098\u309b-\u30ff\u4e00-\u9fff\uff01-\uff60\u2014\u2018-\u201d\u2026\xb7]*"
)
"""What almost every text is made of. It needs no cleaning but of its blanks."""


def clean_text(s: str) -> str:
    """A text of many lines: line ends are \\n, nothing in it is invisible, it is NFC and has no blanks around it.

    Joiners, separators and choices of form stay where Mongolian, Arabic or Indic script or an emoji is written with them.
    Full-width letters, traditional characters and marks of any language stay as they were typed.

    >>> clean_text("路灯\\u200b坏了\\r\\n\\u202e请修 \\r\\n")
    '路灯坏了\\n请修'
    """
    return "\n".join(line.rstrip(_BLANK) for line in as_seen(s).split("\n")).strip()


def clean_line(s: str) -> str:
    """A text of one line: as `clean_text`, each run of blanks and line ends one blank (an ideographic one stays).

    >>> clean_line(" 东街\\t小区\\n 加装\\u3000\\u3000电梯\\ufeff")
    '东街 小区 加装\\u3000电梯'
    """
    return _RUN.sub(lambda run: "\u3000" if set(run[0]) == {"\u3000"} else " ", as_seen(s)).strip()


def one_line_ends(s: str) -> str:
    """Each end of a line is one \\n, as a browser counts it in a field of limited length. Browsers send \\r\\n."""
    return _LINE_ENDS.sub("\n", s)


def as_seen(s: str) -> str:
    """The text without what nobody sees, its line ends one character each, its blanks where they were.

    For what comes through a page's form: cells and lines that are empty still count.

    >>> as_seen(" a\\u200b\\t\\r\\n")
    ' a\\t\\n'
    """
    return _seen(one_line_ends(s))


def is_seen(s: str) -> bool:
    """Whether a reader sees anything: a letter, a digit, a sign or a picture."""
    return any(unicodedata.category(character)[0] in "LNPS" for character in clean_text(s))


def _seen(s: str) -> str:
    if _PLAIN.fullmatch(s):
        return s
    s = _UNSEEN.sub("", s)
    s = _TAGS.sub(lambda tags: tags[1] or "", s)
    s = _BLANKS.sub(" ", s)
    s = unicodedata.normalize("NFC", s)
    s = _STACK.sub(r"\1", s)
    s = _JOINERS.sub("", _CHOICES.sub("", s))
    return unicodedata.normalize("NFC", _without_loose_marks(s))


def _without_loose_marks(s: str) -> str:
    """Without marks at the beginning of the text: they would stand on whatever is before it on a page."""
    at = 0
    while at < len(s) and (s[at].isspace() or unicodedata.category(s[at]) in ("Mn", "Me", "Mc")):
        at += 1
    return s[at:] if any(not character.isspace() for character in s[:at]) else s
