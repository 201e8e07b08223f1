"""How a table writes a place: abbreviated (土左旗), with everything above it, without 街道; read from the left, level by level."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from engines.writing import clean_line, simplified
from piaojue.commons.places.models import Level, Place

ENDINGS = ("村民委员会", "社区居民委员会", "居民委员会", "社区居委会", "居委会", "村委会", "街道办事处", "人民政府")
SHORTENED = ("街道", "社区", "嘎查", "苏木", "镇", "乡", "村", "区", "县", "旗", "市", "省", "自治区")
LEAST = 2
"""Characters of the shortest name that is understood without its ending."""


@dataclass(frozen=True)
class Spelt:
    """What a cell says. codes: places it may mean (several bear the name); rest: what it says beyond them; empty codes: none."""

    codes: tuple[str, ...]
    rest: str = ""


@dataclass
class Spellings:
    """The places of a region and those it lies in, ready to be read."""

    region: Place
    above: list[Place] = field(default_factory=list)
    below: dict[str, list[Place]] = field(default_factory=dict)
    now: dict[str, str] = field(default_factory=dict)
    """Code of a place that went over → code of what stands for it."""

    @classmethod
    def of(cls, region: Place) -> "Spellings":
        """All places of a region, in one query, former ones too: tables go on calling a village by its former town."""
        above = list(Place.objects.filter(pk__in=[region.pk[:n] for n in (2, 4, 6, 9) if n <= len(region.pk)]))
        below: dict[str, list[Place]] = defaultdict(list)
        now: dict[str, str] = {}
        for place in Place.objects.filter(code__startswith=region.pk).exclude(pk=region.pk):
            for name in {*_names(place), place.name}:
                below[name[:1]].append(place)
            if place.ends:
                now[place.pk] = place.today.pk
        return cls(region, sorted(above, key=lambda place: place.pk), below, now)

    def read(self, text: str) -> Spelt:
        """The deepest places that a cell names. Empty: it names the region itself, or nothing at all (then codes are empty)."""
        text = "".join(simplified(clean_line(text)).split()).strip("，。、").strip(",.-/")
        left, inside = text, not text
        for place in self.above:
            cut = _longest(place, left)
            left, inside = left[cut:], inside or cut > 0
        here, found = [self.region.pk], inside
        while left:
            steps = [(cut, place.pk) for cut, place in self._begins(left) if any(place.pk.startswith(c) for c in here)]
            deepest = max((cut for cut, _code in steps), default=0)
            steps = [(cut, code) for cut, code in steps if cut == deepest and code not in here]
            if not steps:
                break
            here, found, left = sorted({code for _cut, code in steps}), True, left[deepest:]
        here = sorted({self.now.get(code, code) for code in here})
        return Spelt(tuple(here) if found and (here != [self.region.pk] or inside) else (), left)

    def _begins(self, text: str) -> Iterator[tuple[int, Place]]:
        """(length, place) of the places of the region with whose name the text begins."""
        for place in dict.fromkeys(self.below.get(text[:1], ())):
            if cut := _longest(place, text):
                yield cut, place


def _longest(place: Place, text: str) -> int:
    """How much of the beginning of a text is this place's name, whole, without its ending, or abbreviated."""
    names = [name for name in _names(place) if text.startswith(name)]
    whole = max(map(len, names), default=0)
    if whole >= len(place.name) or place.level not in (Level.PROVINCE, Level.CITY, Level.COUNTY):
        return whole
    return max(whole, _abbreviated(place.name, text))


def _names(place: Place) -> list[str]:
    names = [place.name]
    for ending in ENDINGS:
        if place.name.endswith(ending):
            stem = place.name.removesuffix(ending)
            names += [stem, f"{stem}社区" if "社区" in ending or "居" in ending else f"{stem.removesuffix('村')}村"]
    for name in list(names):
        names += [name.removesuffix(end) for end in SHORTENED if name.endswith(end) and len(name) - len(end) >= LEAST]
    return [simplified(name) for name in dict.fromkeys(names) if len(name) >= LEAST]


def _abbreviated(name: str, text: str) -> int:
    """Length of a beginning that leaves characters of the name out, but neither its first nor its last: 土左旗 of 土默特左旗."""
    for length in range(min(len(name) - 1, len(text)), 1, -1):
        short = text[:length]
        if short[0] == name[0] and short[-1] == name[-1]:
            letters = iter(name)
            if all(letter in letters for letter in short):
                return length
    return 0
