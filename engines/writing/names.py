"""Names of people in any script: shown as written, compared by one key, found by key or by the initials of its pinyin."""

import re
import unicodedata
from collections.abc import Callable

from .text import clean_line
from .traditional import simplified

_HAN = "〇㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff"
LONGEST = 200
"""What is longer is no name; its key is that of its beginning."""
_DOTS = re.compile("\\s*[·•‧∙⋅・･᛫⸱●﹒․゠∘]\\s*")
_STOP = re.compile(f"(?<=[{_HAN}])\\s*[.．˙'’‐-―－-]\\s*(?=[{_HAN}])")
"""A full stop, a dash or an apostrophe between two Han characters stands for the middle dot."""
_LOOSE = re.compile(f"\\s+(?=[{_HAN}·])|(?<=[{_HAN}·])\\s+")
_RUNS = re.compile(f"[{_HAN}]+|[a-z]+")
_DOUBLE_SURNAMES = {"尉迟": "yc", "万俟": "mq", "长孙": "zs", "单于": "cy", "澹台": "tt", "宰父": "zf", "子车": "zj"}
_SURNAMES = {
    **{"单": "sd", "曾": "z", "仇": "qc", "解": "xj", "区": "oq", "查": "z", "翟": "zd", "乐": "yl", "朴": "p", "覃": "qt"},
    **{"种": "cz", "折": "s", "员": "y", "黑": "h", "秘": "b", "繁": "p", "郗": "xc", "召": "s", "祭": "z", "都": "d"},
    **{"句": "g", "谌": "cs", "车": "c", "佴": "n", "隗": "wk", "粘": "n", "乜": "n", "么": "y", "幺": "y", "能": "n"},
    **{"郇": "xh", "阚": "k", "莘": "sx", "盖": "g", "藏": "zc", "重": "c", "缪": "m", "牟": "m", "宿": "s", "不": "f"},
    **{"沈": "s", "冼": "x", "洗": "x", "晟": "c", "行": "h", "长": "c", "朝": "c", "降": "j", "石": "s", "曲": "q"},
}  # fmt: skip
"""First letters of surnames that are read otherwise than the word, the usual reading first (通用规范汉字字典)."""


def clean_name(s: str) -> str:
    """The name for show: one line, nothing invisible, its spelling, dots and inner blanks as they were written.

    >>> clean_name(" 丁\\u3000三\\u200b ")
    '丁\\u3000三'
    """
    return clean_line(s)


def name_key(s: str) -> str:
    """What two spellings of one name share: one middle dot, no blanks beside Han, half width, small letters, no marks of form.

    Traditional and simplified characters are different names here (於 and 于 are two surnames); `search_key` folds them.

    >>> name_key("其其格 • 乌兰") == name_key("其其格·乌兰") == name_key("其其格.乌兰")
    True
    """
    return _settled(_key, s)


def search_key(s: str) -> str:
    """By which a name is found: its key in simplified characters, without accents and dots.

    >>> search_key("Zoë"), search_key("王 麗"), search_key("其其格·乌兰")
    ('zoe', '王丽', '其其格乌兰')
    """
    return _settled(_found_by, s)


def initials(s: str) -> str:
    """First letters of a name's pinyin, or of its Latin words; several readings of a surname stand side by side.

    >>> initials("王芳"), initials("其其格·乌兰"), initials("覃丽"), initials("欧阳修")
    ('wf', 'qqgwl', 'ql tl', 'oyx')
    """
    key = search_key(s)
    runs = _RUNS.findall(name_key(key))
    if not runs:
        return ""
    first, *others = runs
    rest = "".join(map(_letters, others))
    return " ".join(dict.fromkeys(head + rest for head in _heads(first)))


def _heads(run: str) -> list[str]:
    """Readings of a name's beginning, the usual one first."""
    if run[:2] in _DOUBLE_SURNAMES:
        return [_DOUBLE_SURNAMES[run[:2]] + _letters(run[2:])]
    rest = _letters(run[1:])
    return [letter + rest for letter in _SURNAMES.get(run[0], "")] or [_letters(run)]


def _letters(run: str) -> str:
    if not run:
        return ""
    return run[0] if run.isascii() else _pinyin_letters(run)


def _pinyin_letters(run: str) -> str:
    from pypinyin import Style, lazy_pinyin  # read at the first name: its tables take half a second

    return "".join(letters[:1] for letters in lazy_pinyin(run, style=Style.NORMAL, errors="ignore"))


def _settled(form: Callable[[str], str], s: str) -> str:
    """The form of a form is itself: compatibility characters may uncover marks and blanks that have to go as well."""
    while (formed := form(s)) != s:
        s = formed
    return s


def _key(s: str) -> str:
    text = _STOP.sub("·", clean_line(s))  # before NFKC: it takes ˙ for a mark on a blank
    text = _without_forms(unicodedata.normalize("NFKC", text).casefold())
    text = _STOP.sub("·", _DOTS.sub("·", text[:LONGEST]))
    return _LOOSE.sub("", " ".join(text.split())).strip("· ")


def _found_by(s: str) -> str:
    key = simplified(name_key(s)).replace("·", "")
    return unicodedata.normalize("NFC", "".join(c for c in unicodedata.normalize("NFD", key) if not _is_accent(c)))


def _without_forms(s: str) -> str:
    """Without choices of form, joiners and separators: they are spelling, not the name."""
    return "".join(c for c in s if unicodedata.category(c) != "Cf" and not _is_form(c))


def _is_form(c: str) -> bool:
    return "\ufe00" <= c <= "\ufe0f" or "\U000e0100" <= c <= "\U000e01ef" or "\u180b" <= c <= "\u180f"


def _is_accent(c: str) -> bool:
    return "\u0300" <= c <= "\u036f"
