"""查重 while somebody types: what earlier years have done already, as a later room knows it.

The road runs one way, so the room that keeps past projects says here what it knows.
"""

from collections.abc import Callable
from dataclasses import dataclass

from piaojue.commons.years.models import Year

Point = tuple[float, float]
"""(longitude, latitude) in degrees."""


@dataclass(frozen=True)
class Done:
    """One project of an earlier year. metres: from the point on the map; None: not known; url: empty: it has no page."""

    number: int
    title: str
    where: str
    result: str = ""
    metres: int | None = None
    url: str = ""


Knows = Callable[[Year, str, str, Point | None], list[Done]]
"""(year, title, category, point) → what was done, the likeliest first."""
KNOWING: list[Knows] = []


def knowing(source: Knows) -> Knows:
    """Decorator for the room that keeps past projects."""
    KNOWING.append(source)
    return source


def done_already(year: Year, title: str, category: str = "", point: Point | None = None) -> list[Done]:
    """What may have been done in earlier years; empty where nobody knows."""
    return [one for source in KNOWING for one in source(year, title, category, point)]
