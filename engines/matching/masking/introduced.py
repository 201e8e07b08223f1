"""Names where people say who they are: behind 我是, 俺叫, 本人, 业主; behind a door; before 反映; under a letter.

In such a place a name needs no model that knows it. It has to begin with a surname, to end where a name ends, and to be no
other word.
"""

import re
from collections.abc import Iterator

import rjieba

from .reading import Reading, tokens_of
from .surnames import COMPOUND, FUNCTION, MINORITY, OFTEN_WORDS, ORDINARY, PLACE_END, SINGLE
from .titles import NO_GIVEN, ROLES, TITLES

_HAN = "㐀-䶿一-鿿"
_MINORITY = re.compile(f"(?:{MINORITY})+")
_EDGE = re.compile(
    f"$|[^{_HAN}]|的(?!居民|村民|牧民|社员|住户|业主|租户|商户|市民|群众|百姓|老百姓|老人|人|学生|家长|教师|老师|职工|党员|干部|路|街)|今年|现年|住|家(?![^，,。]{0, 2}[营沟窑壕梁庄村堡湾屯洞号])|一家|反映|建议|提议|提出|要求|请求|希望|恳请|投诉|举报|诉求|敬上|敬启|谨上|谨启|拜上|拜托|"
    "呈上|手书|留言|上[。！!]?$|联系|电话|手机|身份证|他[爹爸妈娘]|她[爹爸妈娘]|患|得了|身患|腿脚|行动|说|和[我老]|年过|年近|[一二三四五六七八九]十|是[一个]"
)
_SELF = re.compile(
    r"(?:我|俺|咱|本人|鄙人|在下)(?:们?家?(?:的)?(?:大名|小名|学名|真名|姓名|名字|名)?(?:就?是|就?叫做?|为)[:：\s]?|[,，:：\s])|本人|鄙人|"
    r"(?:大名|小名|学名|真名|名字|名)(?:就?是|就?叫做?)?[:：\s]?"
)
_OF_A_PLACE = re.compile(r"(?:我|俺|咱|本人)(?:就?是)[^，,。；;！!？?\n]{1,14}?的")
_FAMILY_NAME = re.compile(
    rf"姓(?P<family>[{_HAN}]{{1,2}}?)[,，、\s]?(?:大?名叫?|叫做?|单名|名字叫?)(?:做|是)?(?P<rest>[{_HAN}]{{1,4}})"
)
_ROLE = re.compile(rf"(?:{ROLES})(?:名叫|叫做?|是|为)?[:：,，\s]?\s?")
_DOOR = re.compile(
    r"(?:＊(?:室|房|户|号)?|\d{3,4}(?:室|房|户|号)|\d号(?:楼|院)?的?|(?:单元|栋|幢|座)的?)[\s:：,，\-—]{0,2}(?=[^\d＊])"
)
_OPENING = re.compile(
    rf"(?:^|[\n。！!？?；;])\s*(?=[{_HAN}]{{2,4}}(?:[:：]|的(?:建议|提议|意见|诉求|来信|反映)|反映|建议[:：]|提议[:：]))"
)
_CLOSING = re.compile(
    rf"(?:[\n。！!；;，,\s（(—\-]|敬礼|谢谢)\s*(?P<name>[{_HAN}]{{2,4}}?)(?:敬上|敬启|谨上|谨启|拜上|呈上|呈|上|启|留言|手书)?[）)]?"
    r"[。.！!\s]*[\d\s年月日.\-/]{0,20}$"
)
_OTHER = re.compile(rf"^.(?:{TITLES})$|^敬|某|苑$|{PLACE_END}")
_LONGEST_END = 60


def introduced(reading: Reading) -> Iterator[tuple[int, int, bool]]:
    """(start, end, whether it is sure) of names in such places."""
    text = reading.text
    for pattern in (_SELF, _OF_A_PLACE, _ROLE, _DOOR, _OPENING):
        for match in pattern.finditer(text):
            if found := person_at(text, match.end()):
                yield match.end(), *found
    for match in _FAMILY_NAME.finditer(text):
        if end := _given_end(text, match):
            yield match.start("family"), match.end("family"), True
            yield match.start("rest"), end, True
    end = len(text)
    if closing := _CLOSING.search(text, max(0, end - _LONGEST_END)):
        start, stop = closing.span("name")
        found = person_at(text[:stop], start)
        if found and found[0] == stop:
            yield start, *found


def person_at(text: str, start: int) -> tuple[int, bool] | None:
    """Where a name ends that begins there, and whether it is sure. None: another word stands there."""
    if (minority := _MINORITY.match(text, start)) and _EDGE.match(text, minority.end()):
        return minority.end(), True
    family = 2 if text[start : start + 2] in COMPOUND else 1
    if family == 1 and text[start : start + 1] not in SINGLE:
        return None
    for given in (2, 1):
        end = start + family + given
        name = text[start:end]
        if len(name) == family + given and _EDGE.match(text, end) and (sure := _is_name(name, family)) is not None:
            return end, sure
    return None


def _is_name(name: str, family: int) -> bool | None:
    """Whether it is surely one; None: it is another word."""
    given = name[family:]
    if not re.fullmatch(f"[{_HAN}]+", given) or NO_GIVEN.search(given) or _OTHER.search(name):
        return None
    if name in ORDINARY or name[:2] in ORDINARY:
        return None
    words = tokens_of(name)
    first = words[0]
    if first.named and len(first.word) > 1:
        return True
    if first.word[0] in FUNCTION:
        return None
    if len(words) == 1:
        return None if rjieba.has_word(name) or name[0] in OFTEN_WORDS else False
    if len(first.word) != family:
        return None
    is_word = len(given) > 1 and rjieba.has_word(given) and not words[1].named
    if first.word in OFTEN_WORDS and (is_word or len(given) == 1):
        return None
    return not is_word and len(given) > 1


def _given_end(text: str, match: re.Match[str]) -> int:
    """Where the personal name behind 姓王叫 ends, which may repeat the surname; 0: none."""
    start, family = match.start("rest"), match["family"]
    if family not in SINGLE and family not in COMPOUND:
        return 0
    longest = 2 + (len(family) if text.startswith(family, start) else 0)
    for end in range(start + longest, start, -1):
        if end <= match.end("rest") and _EDGE.match(text, end) and not NO_GIVEN.search(text[start:end]):
            return end
    return 0
