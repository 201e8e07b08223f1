"""Places named in a text: by the gazetteer of the region tree first, by what names end with second.

A name that two districts share is never guessed: it is returned as ambiguous with all its regions, to be asked.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from operator import add

import rjieba

from engines.writing import simplified

from .placenames import BARE, BOUNDARIES, SUFFIXES, Kind


class State(StrEnum):
    """How sure the tie to the region tree is."""

    KNOWN = "确定"
    AMBIGUOUS = "重名，请选择"
    NEW = "未登记"


@dataclass(frozen=True)
class Entry:
    """One line of the gazetteer.

    region: code in the region tree; of a region its own code, of an estate, road or school the code of the
            smallest region that holds it. A road through several regions has one entry for each.
    """

    name: str
    region: str
    kind: Kind
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mention:
    """A place as the text names it, in simplified characters; text[start:end] == name.

    regions: codes it may lie in — one when KNOWN, two or more when AMBIGUOUS, none when NEW
    """

    name: str
    kind: Kind
    start: int
    end: int
    state: State
    regions: tuple[str, ...] = ()

    @property
    def question(self) -> str:
        """What to ask the writer; empty unless ambiguous."""
        return f"“{self.name}”有 {len(self.regions)} 处同名，请选择是哪一处" if self.state is State.AMBIGUOUS else ""


_LONGEST_SUFFIX = max(map(len, SUFFIXES))
_LAST = {suffix[-1] for suffix in SUFFIXES}
_LONGEST_NAME = 12
_CHINESE = re.compile(r"[\u3400-\u9fffA-Za-z0-9]+")
_CODE = re.compile(r"[A-Z]\d{0,2}(?:市|区|县)")
_QUARTER = re.compile(r"(?:[一二三四五六七八九十\d]+期|[A-Za-z]区)$")
_GENERIC = re.compile(
    r"(?:[\d一二三四五六七八九十百两几多半]+[条座个栋所家处块段级公里米]*|[大小老新旧主本该此某各原现]|(?:大|小|中)型|公办|民办|私立|公立|普惠性?"
    r"|营利性|配套|专科|综合|眼科|临时|公共|地下|露天|消防|出行|进出|高层|住宅|封闭|农贸|乡镇|附近|周边|周围|当地|人民|各级|市委市|党委|省市区?"
    r"|农村|乡村|城市|城区|美丽|示范|高新|民营|商业|服务|营销|活动|物业|房地产|地产|开发|建设)+"
)
_NO_NAME = re.compile(
    r"(?:[心家场手眼嘴公夜市县区村镇城楼屋院店厂车路这那哪]|校园|[单社]区)里$|(?:指|跑|让|修|走)路$|道路$|乡村$"
)
"""Ends of plain words that end like a name: 心里, 公里, 跑路."""
_LEADING = re.compile(
    r"(?:[因对至从走跑及现后离距绕且]|一[处家](?=..)|之前|距离|这条|目前|以上|期间|每天|里面|原(?!州|阳|平))*"
)
_NEVER_IN_NAMES = {
    "v",
    "vd",
    "vn",
    "d",
    "p",
    "c",
    "r",
    "u",
    "uj",
    "ul",
    "uv",
    "ud",
    "uz",
    "ug",
    "ad",
    "t",
    "l",
    "i",
    "y",
    "zg",
    "df",
    "vq",
}


class Gazetteer:
    """Known names, found in a text in one pass (longest first).

    entries: any order; the same name may come several times with different regions
    """

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._found: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            for name in dict.fromkeys((entry.name, *entry.aliases)):
                if len(name) > 1:
                    self._found[name].append(entry)
        self._lengths: dict[str, list[int]] = defaultdict(list)
        for name in self._found:
            self._lengths[name[:2]].append(len(name))
        for head, lengths in self._lengths.items():
            self._lengths[head] = sorted(set(lengths), reverse=True)

    def __len__(self) -> int:
        return len(self._found)

    def names(self, text: str) -> list[tuple[int, str]]:
        """Known names in a text as (start, name), from the left, the longest at each place, without overlaps."""
        found, end = [], 0
        for start in [at for at, head in enumerate(map(add, text, text[1:])) if head in self._lengths]:
            if start >= end and (name := self._at(text, start)):
                end = start + len(name)
                found.append((start, name))
        return found

    def _at(self, text: str, start: int) -> str:
        for length in self._lengths[text[start : start + 2]]:
            if (name := text[start : start + length]) in self._found:
                return name
        return ""

    def entries(self, name: str) -> list[Entry]:
        """Everything of that name."""
        return self._found.get(name, [])


NOWHERE = Gazetteer()


def find_places(text: str, gazetteer: Gazetteer = NOWHERE, within: str = "") -> list[Mention]:
    """Places that a text names, in order of appearance, without overlaps.

    within: code of the region the message was sent to or chosen for; of names that several regions share those
            inside it are meant. Regions the text itself names narrow in the same way.
    """
    text = simplified(text)
    known = gazetteer.names(text)
    spans = [(start, start + len(name)) for start, name in known]
    named = [
        entry.region
        for _, name in known
        if len(entries := gazetteer.entries(name)) == 1
        for entry in entries
        if entry.kind in (Kind.REGION, Kind.TOWN, Kind.COMMUNITY, Kind.VILLAGE)
    ]
    mentions = [_tied(name, start, gazetteer, within, named) for start, name in known]
    mentions += [Mention(text[start:end], kind, start, end, State.NEW) for start, end, kind in _by_ending(text, spans)]
    return sorted(mentions, key=lambda mention: mention.start)


def without(text: str, names: Iterable[tuple[int, str]]) -> str:
    """A text with a blank in the place of each of its names, (start, name) from the left."""
    kept, end = [], 0
    for start, name in names:
        kept.append(text[end:start])
        end = start + len(name)
    return " ".join([*kept, text[end:]])


def core(name: str) -> str:
    """The part of a name by which people tell it: without 小区, 社区, 二期, B区 and the like at its end."""
    shorter = _QUARTER.sub("", name)
    for tail in ("小区", "社区", "楼盘", "项目"):
        if shorter.endswith(tail) and len(shorter) - len(tail) >= 2:
            shorter = shorter[: -len(tail)]
    return shorter if len(shorter) >= 2 else name


def _tied(name: str, start: int, gazetteer: Gazetteer, within: str, named: list[str]) -> Mention:
    entries = gazetteer.entries(name)
    regions = sorted({entry.region for entry in entries})
    for hint in filter(None, (within, *sorted(set(named), key=len))):
        inside = [region for region in regions if region.startswith(hint) or hint.startswith(region)]
        regions = inside or regions
    state = State.KNOWN if len(regions) == 1 else State.AMBIGUOUS
    return Mention(name, entries[0].kind, start, start + len(name), state, tuple(regions))


def _by_ending(text: str, taken: list[tuple[int, int]]) -> list[tuple[int, int, Kind]]:
    names: list[tuple[int, int, Kind]] = []
    for words in _runs(text):
        begin = words[0][0]
        for start, end, boundary in words:
            word = text[start:end]
            if boundary or any(a < end and start < b for a, b in taken):
                begin = end
            elif names and names[-1][1] == start and word in SUFFIXES:
                names[-1] = (names[-1][0], end, SUFFIXES[word])
                begin = end
            elif ending := _ending(text[max(begin, end - _LONGEST_NAME) : end]):
                if leading := _LEADING.match(text, begin, end):
                    begin = leading.end()
                if _is_name(text[begin:end], ending):
                    names.append((begin, end, SUFFIXES[ending]))
                    begin = end
                elif word in BARE:
                    begin = end
    return _joined(text, names)


def _runs(text: str) -> list[list[tuple[int, int, bool]]]:
    """Words of each run of characters as (start, end, whether a name cannot hold it); region codes such as A3区 are one word."""
    runs = [
        [piece for piece in _pieces(run.group(), run.start()) if piece[0] < piece[1]] for run in _CHINESE.finditer(text)
    ]
    plain = [text[start:end] for run in runs for start, end, code in run if not code]
    tagged = iter(rjieba.tag("\n".join(plain)))  # one call for all: nothing is read across a line's end
    words: list[list[tuple[int, int, bool]]] = []
    for run in runs:
        words.append([])
        for start, end, code in run:
            if code:
                words[-1].append((start, end, True))
                continue
            while start < end:
                word, tag = next(tagged)
                if word != "\n":
                    words[-1].append((start, start + len(word), _is_boundary(word, tag)))
                    start += len(word)
    return words


def _pieces(run: str, offset: int) -> Iterator[tuple[int, int, bool]]:
    """(start, end, whether it is a region's code)."""
    at = 0
    for code in _CODE.finditer(run):
        yield offset + at, offset + code.start(), False
        yield offset + code.start(), offset + code.end(), True
        at = code.end()
    yield offset + at, offset + len(run), False


def _is_boundary(word: str, tag: str) -> bool:
    """Function words always; verbs, adverbs and the like of two characters or more unless names are made with them."""
    return word in BOUNDARIES or (len(word) > 1 and word not in SUFFIXES and tag in _NEVER_IN_NAMES)


def _is_name(name: str, ending: str) -> bool:
    stem = name[: -len(ending)]
    return (
        bool(stem)
        and len(name) <= _LONGEST_NAME
        and name not in BARE
        and not _GENERIC.fullmatch(stem)
        and not _NO_NAME.search(name)
    )


def _ending(word: str) -> str:
    if word[-1:] not in _LAST:
        return ""
    return next((word[-n:] for n in range(min(_LONGEST_SUFFIX, len(word)), 0, -1) if word[-n:] in SUFFIXES), "")


def _joined(text: str, names: list[tuple[int, int, Kind]]) -> list[tuple[int, int, Kind]]:
    """江山 + 帝景小区 is one name: what ends like a hill or a river and is followed at once is its first half."""
    result: list[tuple[int, int, Kind]] = []
    for start, end, kind in names:
        if result and result[-1][1] == start and text[start - 1] in "湖河江山苑府桥国际" and kind is not Kind.ROAD:
            start = result.pop()[0]
        result.append((start, end, kind))
    return result
