"""How far two messages state the same demand: same matter, same place, same words.

likeness = (0.7·√(matter · place) + 0.3·wording) · 0.2 if their titles name different places · 0.35 if they mean
different regions. Each part is a cosine in 0…1; place counts 0.25 at least, so that two messages without any
name can still be alike by their matter. The figures were found on residents' messages of one city and are
measured anew by `python -m benchmarks demands`.
"""

from dataclasses import dataclass

import numpy as np

from .ngrams import dots, products
from .placenames import SUFFIXES
from .traits import Ground, Reading, Traits, matter_words, without_names

MATTER_AND_PLACE = 0.7
PLACE_AT_LEAST = 0.25
OTHER_PLACE = 0.2
OTHER_REGION = 0.35
DIFFERENT = 0.15
"""Names whose bigrams agree less than this are different places."""


def likeness(one: Traits, first: np.ndarray, other: Traits, second: np.ndarray) -> np.ndarray:
    """Likeness (0…1, float32) of one[first[k]] and other[second[k]] for every k."""
    places = dots(one.places, other.places, first, second)
    in_titles = dots(one.title_places, other.title_places, first, second)
    named = (np.diff(one.title_places.indptr)[first] > 0) & (np.diff(other.title_places.indptr)[second] > 0)
    known: dict[tuple[tuple[str, ...], tuple[str, ...]], bool] = {}
    regions = np.zeros(len(first), bool)
    for at, (a, b) in enumerate(zip(first, second, strict=True)):
        key = one.regions[a], other.regions[b]
        if key not in known:
            known[key] = apart(*key)
        regions[at] = known[key]
    return _together(
        dots(one.text, other.text, first, second),
        dots(one.matter, other.matter, first, second),
        places,
        named & (places < DIFFERENT) & (in_titles < DIFFERENT),
        regions,
    )


def table(traits: Traits) -> np.ndarray:
    """Likeness of every message with every other: n × n, for n up to some thousands."""

    places = products(traits.places)
    named = np.diff(traits.title_places.indptr) > 0
    elsewhere = (named[:, None] & named[None]) & (places < DIFFERENT) & (products(traits.title_places) < DIFFERENT)
    kinds = {codes: at for at, codes in enumerate(sorted(set(traits.regions)))}
    differ = np.array([[apart(a, b) for b in kinds] for a in kinds], bool).reshape(len(kinds), len(kinds))
    of = np.array([kinds[codes] for codes in traits.regions], int)
    return _together(products(traits.text), products(traits.matter), places, elsewhere, differ[np.ix_(of, of)])


def apart(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether both say where they are and no region of the one holds or equals a region of the other."""
    return bool(one and other) and not any(a.startswith(b) or b.startswith(a) for a in one for b in other)


def _together(
    text: np.ndarray, matter: np.ndarray, places: np.ndarray, elsewhere: np.ndarray, other_region: np.ndarray
) -> np.ndarray:
    alike = MATTER_AND_PLACE * np.sqrt(matter * np.maximum(places, PLACE_AT_LEAST)) + (1 - MATTER_AND_PLACE) * text
    alike = alike * np.where(elsewhere, OTHER_PLACE, 1) * np.where(other_region, OTHER_REGION, 1)
    rounded: np.ndarray = np.round(np.clip(alike, 0, 1), 5).astype(np.float32)
    return rounded


_WORN = set("个了的着得们")
"""What words end with that are cut from talk, not from matters: 看个, 坏了."""


@dataclass(frozen=True)
class Why:
    """Why two messages are put together, for a person. words: what both say; places: where both are."""

    places: tuple[str, ...]
    words: tuple[str, ...]
    other_places: tuple[str, ...] = ()

    @property
    def place_alone(self) -> bool:
        """Whether they share where they are, and no word of what is wanted (社区 is none)."""
        return bool(self.places) and all(word in SUFFIXES for word in self.words)

    def __str__(self) -> str:
        parts = []
        if self.places:
            parts.append("同一地点：" + "、".join(self.places))
        if self.words:
            parts.append("同一事项：" + "、".join(self.words))
        if self.other_places:
            parts.append("注意地点不同：" + "、".join(self.other_places))
        return "；".join(parts) or "用词相近"


def why(one: Reading, other: Reading, ground: Ground, most: int = 4) -> Why:
    """The shared places and the most telling shared words of two messages, most telling first."""
    sides = [without_names(reading, ground.known) for reading in (one, other)]
    places = [{*reading.places, *side[2], *side[3]} for reading, side in zip((one, other), sides, strict=True)]
    shared = {min(a, b, key=len) for a in places[0] for b in places[1] if a in b or b in a}
    words = [set(matter_words(f"{side[0]} {side[1]}")) for side in sides]
    common = words[0] & words[1]
    telling = sorted(
        (w for w in common if w[-1] not in _WORN and not ground.is_everywhere(w)), key=lambda w: (-ground.rarity(w), w)
    )[:most]
    titles = [set(one.title_places), set(other.title_places)]
    differ = () if shared or not all(titles) else (min(titles[0]), min(titles[1]))
    return Why(tuple(sorted(shared, key=lambda name: (-len(name), name))[:2]), tuple(telling), differ)
