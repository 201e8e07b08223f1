"""Names of persons in running text: by the title or relation beside them, by a label, by age or illness; the rest is doubted.

The dictionary and the name model are those of jieba (rjieba). A name that stands alone is only doubted: the model takes places,
firms and rare words for names as well.
"""

import re
from collections.abc import Iterator

import rjieba

from .introduced import introduced, person_at
from .reading import Reading, Token, tokens_of
from .spans import Kind, Span
from .surnames import (
    BEFORE_TITLES,
    COMPOUND,
    FAMOUS,
    FUNCTION,
    MINORITY,
    NO_NAMES_END,
    OFTEN_WORDS,
    ORDINARY,
    PLACE_AFTER,
    PLACE_END,
    SINGLE,
    WORDS_TOO,
)
from .titles import AGE_OR_ILLNESS, LABELS, NO_GIVEN, NOBODY, NOT_TITLED, RELATIONS, TITLES

_HAN = "㐀-䶿一-鿿"
_WINDOW = 12
_MINORITY = re.compile(f"(?:{MINORITY})+")
_PLACE = re.compile(PLACE_AFTER)
_PLACE_END = re.compile(PLACE_END)
_DOTTED = re.compile(f"[{_HAN}]{{1,7}}(?:[·•‧・∙][{_HAN}]{{2,7}})+")
_TITLED = re.compile(rf"(?P<between>[副正老大]?)(?P<title>{TITLES})")
_RELATED = re.compile(rf"(?:{RELATIONS}|{TITLES})(?:叫做?|名叫|是|为|[:：]|\s|[“”\"（(])?")
_LABELLED = re.compile(rf"(?P<label>{LABELS})\s?(?:[:：是为]|\s)?\s?")
_NEXT = re.compile(AGE_OR_ILLNESS)
_SURNAMED = re.compile(rf"(?P<name>[{''.join(sorted(SINGLE))}])姓(?={TITLES}|[男女青老村居业]|负责)")
_SIGNED = re.compile(rf"(?:[\n。！!；;]|\s{{2,}})\s*(?P<name>[{_HAN}]{{2,4}})\s*(?:[\d\s年月日.\-/]{{0,20}})$")
_NICKNAMED = re.compile(
    rf"(?:[跟找问让请叫]|[^{_HAN}]|^|员|居委会|村委会|物业)(?P<name>[老小][{''.join(sorted(SINGLE - FUNCTION - OFTEN_WORDS))}])"
    r"(?=[反说答讲让问告来去态两三几家他她]|[，,。！!？?])"
)
_LONGEST_END = 60
_SURNAMES = (SINGLE - FUNCTION).union(COMPOUND)
_GIVEN = re.compile(f"[{_HAN}]{{1,2}}")
_EDGE = re.compile(f"[^{_HAN}]|$|[患得是住在家被与和说称因于今现将把向从到要已及等的系男女也为一答给让]")


def find_names(read: str) -> Iterator[tuple[Span, bool]]:
    """Names with whether they are sure; later ones may repeat or meet earlier ones.

    read: the message in half width and simplified characters, each at its place
    """
    reading = Reading(read)
    known: set[str] = set()
    for look in (_labelled, introduced, _titled, _related, _told, _surnamed, _signed, _dotted, _nicknamed, _bare):
        for start, end, sure in look(reading):
            name = read[start:end]
            if end > start and not NOBODY.fullmatch(name):
                yield Span(start, end, Kind.NAME), sure
                if sure and len(name) > 2:
                    known.add(name)
    for name in known:
        for match in re.finditer(re.escape(name), read):
            yield Span(*match.span(), Kind.NAME), True


_Found = Iterator[tuple[int, int, bool]]


def _labelled(reading: Reading) -> _Found:
    """我叫…, 联系人：…, 姓名…: what follows up to the next mark is a name, if it can be one."""
    for match in _LABELLED.finditer(reading.text):
        start = match.end()
        found = _name_at(reading.text, start)
        if found:
            yield start, found[0], True
        elif match[0].rstrip().endswith((":", "：")) and (
            run := re.match(f"[{_HAN}]{{2,4}}(?![{_HAN}])", reading.text[start:])
        ):
            yield start, start + run.end(), True


def _titled(reading: Reading) -> _Found:
    """高主任, 李梅冬医生, 刘副主任: words before a title."""
    for match in _TITLED.finditer(reading.text):
        if NOT_TITLED.match(reading.text, match.start("title")):
            continue
        yield from _before_title(reading, match.start())


def _before_title(reading: Reading, at: int) -> _Found:
    words = reading.before(at, 3) or _parted(reading, at)
    if not words:
        return
    last = words[-1]
    minority = _minority_start(reading.text, at)
    if minority is not None:
        yield minority, at, True
    elif last.word in COMPOUND:
        yield last.start, at, True
    elif last.word in ORDINARY:
        return
    elif _begins_name(last) and last.named and 1 < len(last.word) <= 4 and last.word[0] not in FUNCTION:
        yield last.start, at, True
    elif _begins_name(last) and last.tag == "nr" and len(last.word) == 3:
        yield last.start, at, False
    elif len(words) > 1 and (joined := _joined(reading, words)):
        yield joined
    elif last.word[-1] in SINGLE and (len(last.word) == 1 or not rjieba.has_word(last.word)):
        yield from _surname_alone(reading.text, at - 1)


def _surname_alone(text: str, at: int) -> _Found:
    """高 in 高主任: sure, unless it may be a word that belongs to what stands before."""
    asked = re.search(r"(?:[请找问叫跟]|尊敬的)$", text[max(0, at - 3) : at])
    if text[at] not in OFTEN_WORDS or text[at] in BEFORE_TITLES or asked:
        yield at, at + 1, True
    elif text[at] not in FUNCTION:
        yield at, at + 1, _stands_alone(text, at)


def _parted(reading: Reading, at: int) -> list[Token]:
    """The words before, where the model takes 胡书记 for one; none inside a word of the dictionary (公安局长)."""
    token = reading.around(at)
    if rjieba.has_word(token.word) and not token.named:
        return []
    start = max(0, at - _WINDOW)
    return tokens_of(reading.text[start:at], start)[-3:]


def _joined(reading: Reading, words: list[Token]) -> tuple[int, int, bool] | None:
    """Surname and personal name cut apart: 王/建国, 高/建/军."""
    for most in (1, 2):
        if len(words) <= most:
            break
        first, rest = words[-most - 1], words[-most:]
        given = "".join(word.word for word in rest)
        if not _GIVEN.fullmatch(given) or NO_GIVEN.search(given) or first.word not in _SURNAMES:
            continue
        sure = first.named or any(word.named for word in rest)
        often = first.word in OFTEN_WORDS and not _stands_alone(reading.text, first.start)
        return first.start, rest[-1].end, sure and not often
    return None


def _stands_alone(text: str, at: int) -> bool:
    return bool(re.search(rf"(?:^|[^{_HAN}]|[请找问叫跟让的和与及])$", text[max(0, at - 1) : at]))


def _minority_start(text: str, end: int) -> int | None:
    """Where a Mongolian, Uyghur or Tibetan name begins that ends there."""
    return next((start for start in range(max(0, end - 9), end - 1) if _MINORITY.fullmatch(text, start, end)), None)


def _related(reading: Reading) -> _Found:
    """我母亲王秀英, 校长卢彬, 邻居巴图: words after a relation or a title."""
    for match in _RELATED.finditer(reading.text):
        if found := _name_at(reading.text, match.end()):
            yield match.end(), *found


def _told(reading: Reading) -> _Found:
    """王秀英患…, 刘平，女，50岁: before an illness, an age or a sex."""
    for match in _NEXT.finditer(reading.text):
        words = reading.before(match.start(), 2)
        if words and _is_full_name(words[-1]):
            yield words[-1].start, match.start(), words[-1].word[0] not in OFTEN_WORDS
        elif len(words) > 1 and words[-2].word in SINGLE and (joined := _joined(reading, words)):
            yield joined
        elif (minority := _minority_start(reading.text, match.start())) is not None:
            yield minority, match.start(), True


def _surnamed(reading: Reading) -> _Found:
    """黄姓老师."""
    for match in _SURNAMED.finditer(reading.text):
        yield *match.span("name"), True


def _signed(reading: Reading) -> _Found:
    """A name alone at the end, as under a letter."""
    end = len(reading.text.rstrip())
    if match := _SIGNED.search(reading.text, max(0, end - _LONGEST_END), end):
        found = _name_at(reading.text, match.start("name"))
        if found and found[0] == match.end("name"):
            yield match.start("name"), found[0], True


def _dotted(reading: Reading) -> _Found:
    """其其格·乌兰: sure where a part of it is known, else it may be an estate."""
    for match in _DOTTED.finditer(reading.text):
        known = [found for found in _MINORITY.finditer(reading.text, *match.span())]
        if known:
            first, last = known[0].start(), known[-1].end()
            dots = [at for at in range(*match.span()) if reading.text[at] in "·•‧・∙"]
            start = first if first < dots[0] else max(match.start(), dots[0] - 4)
            end = last if last > dots[-1] else min(match.end(), dots[-1] + 5)
            yield start, end, True


def _nicknamed(reading: Reading) -> _Found:
    """我跟老贾反映过: only doubted, for whoever reads it knows whether anybody is meant."""
    for match in _NICKNAMED.finditer(reading.text):
        yield *match.span("name"), False


def _bare(reading: Reading) -> _Found:
    """Names beside nothing that tells: only doubted."""
    for number, (word, tag) in enumerate(reading.words):
        if (
            word[:2] in COMPOUND
            and word[:2] not in WORDS_TOO
            and (found := person_at(reading.text, reading.token(number).start))
        ):
            yield reading.token(number).start, found[0], False
        if tag[:2] not in ("nr", "zg") or word[0] in OFTEN_WORDS:
            continue
        token = _one_name(reading, number)
        known = rjieba.has_word(token.word) and (len(token.word) < 3 or token.word[-1] in NO_NAMES_END)
        if not _is_full_name(token) or known or NO_GIVEN.search(token.word[1:]) or token.word in FAMOUS:
            continue
        more = [reading.token(n) for n in range(number, min(number + 2, len(reading.words)))]
        end = token.end if len(token.word) == 3 else token.start + _drawn_out(more)
        if not _PLACE.match(reading.text, end) and not _PLACE_END.search(reading.text[token.start : end]):
            yield token.start, end, False
    for match in _MINORITY.finditer(reading.text):
        if len(match[0]) > 2 and not _PLACE.match(reading.text, match.end()):
            yield *match.span(), False


def _one_name(reading: Reading, number: int) -> Token:
    """A name that the model cut in two (刘/淑珍), or took together with a house (王小芳家)."""
    token = reading.token(number)
    if len(token.word) == 4 and token.word[3] in "家说":
        return Token(token.start, token.end - 1, token.word[:3], token.tag)
    if len(token.word) == 1 and token.word in SINGLE and number + 1 < len(reading.words):
        rest = reading.token(number + 1)
        if rest.named and len(rest.word) == 2:
            return Token(token.start, rest.end, token.word + rest.word, rest.tag)
    return token


def _is_full_name(token: Token) -> bool:
    return (
        token.named
        and 2 <= len(token.word) <= 3
        and _begins_name(token)
        and token.word[0] not in FUNCTION
        and token.word not in ORDINARY
    )


def _name_at(text: str, start: int) -> tuple[int, bool] | None:
    """A name that begins there → its end, and whether it is sure."""
    if minority := _MINORITY.match(text, start):
        return None if _PLACE.match(text, minority.end()) else (minority.end(), True)
    window = text[start : start + _WINDOW]
    if not window or (window[0] not in SINGLE and window[:2] not in COMPOUND):
        return None
    words = tokens_of(window)
    if words[0].word in ORDINARY:
        return None
    if end := _named_end(words):
        return start + end, window[0] not in FUNCTION
    end = _cut_end(words)
    if end and _EDGE.match(window, end) and not NO_GIVEN.search(window[1:end]):
        return start + end, words[0].named
    return None


def _named_end(words: list[Token]) -> int:
    """Where a name ends that the model knows as one: 卢彬, 王/秀英, 欧阳/娜娜, 冯辉/金."""
    first, *others = words
    longest = 4 if first.word[:2] in COMPOUND else 3
    if first.named and len(first.word) > 1 and not NO_GIVEN.search(first.word[1:2]):
        return min(len(first.word), longest) if len(first.word) >= longest else _drawn_out(words)
    if others and others[0].named and len(others[0].word) <= 2 and (first.word in SINGLE or first.word in COMPOUND):
        return others[0].end
    return 0


def _drawn_out(words: list[Token]) -> int:
    """A name of two characters with the third that the model cut off, where it can be one."""
    end = len(words[0].word)
    if len(words) > 1 and len(words[1].word) == 1 and words[1].tag[:1] in "najgzb" and _GIVEN.fullmatch(words[1].word):
        return end if NO_GIVEN.search(words[1].word) or _EDGE.match(words[1].word) else end + 1
    return end


def _cut_end(words: list[Token]) -> int:
    """Where a name may end that is cut into words: 高/建军, 李/四/维."""
    first = words[0]
    if (
        len(words) < 2
        or first.tag in ("c", "p", "d", "u", "r", "m", "v")
        or first.word in OFTEN_WORDS
        or len(first.word) > 2
    ):
        return 0
    if first.word not in SINGLE and first.word not in COMPOUND:
        return 0
    if len(words[1].word) == 2:
        return words[1].end
    if len(words) > 2 and len(words[1].word) == len(words[2].word) == 1 and "x" not in (words[1].tag, words[2].tag):
        return words[2].end
    return words[1].end if len(words[1].word) == 1 and words[1].tag != "x" else 0


def _begins_name(token: Token) -> bool:
    return token.word[0] in SINGLE or token.word[:2] in COMPOUND
