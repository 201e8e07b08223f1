"""查重: which projects of earlier years were this one already, by their names and by how far they lie apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from . import ngrams
from .synonyms import one_word
from .wording import normalise

EARTH = 6_371_000
"""Mean radius in metres."""
NEAR = 500
"""Metres within which two projects of the same field are at the same spot."""
ALIKE, SAME_FIELD = 0.45, 0.25
"""Cosine of the names from which on two projects are the same matter; with the same field less is enough."""

Point = tuple[float, float]
"""(longitude, latitude) in degrees."""


@dataclass(frozen=True)
class Work:
    """A project as it is compared. at: None: nobody knows where exactly"""

    title: str
    field: str = ""
    at: Point | None = None


@dataclass(frozen=True)
class Before:
    """An earlier project that may be the same one. at: its index; alike: 0…1; metres: None: not known."""

    at: int
    alike: float
    metres: int | None = None


def metres(one: Point, other: Point) -> int:
    """Distance on the ground."""
    (east, north), (east2, north2) = ((radians(lng), radians(lat)) for lng, lat in (one, other))
    half = sin((north2 - north) / 2) ** 2 + cos(north) * cos(north2) * sin((east2 - east) / 2) ** 2
    return round(2 * EARTH * asin(sqrt(min(1.0, half))))


def done_before(new: Work, earlier: Sequence[Work], most: int = 5) -> list[Before]:
    """The earlier projects that may be this one, the likeliest first."""
    if not earlier or not new.title.strip():
        return []
    rows = ngrams.unit(ngrams.count([one_word(normalise(work.title)) for work in (new, *earlier)], (1, 2)))
    scores = (rows[1:] @ rows[0].T).toarray().ravel()
    found = []
    for index, work in enumerate(earlier):
        apart = metres(new.at, work.at) if new.at and work.at else None
        same_field = bool(new.field) and new.field == work.field
        at_the_spot = same_field and apart is not None and apart <= NEAR
        if scores[index] >= (SAME_FIELD if same_field else ALIKE) or at_the_spot:
            found.append(Before(index, round(float(scores[index]), 3), apart))
    return sorted(found, key=lambda one: (-one.alike, one.metres is None, one.metres or 0))[:most]
