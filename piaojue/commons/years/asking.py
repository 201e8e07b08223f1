"""四问: what the data say of a region when it is asked, and what the guidance group thinks of its answer."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from piaojue.commons.people.models import Seat
    from piaojue.commons.places.models import Place

HEADINGS = {
    1: "一问：上年底问下年计划",
    2: "二问：年初问票决结果",
    3: "三问：年中问项目进展",
    4: "四问：年底问经验总结",
}
"""What each question is called where it is asked, by its number."""


class Verdict(models.TextChoices):
    """What the guidance group thinks of an answer."""

    SOUND = "sound", "扎实"
    FAIR = "fair", "一般"
    WEAK = "weak", "薄弱"


@dataclass(frozen=True)
class Fact:
    """One number as the data say it: its name and its value, in words."""

    name: str
    value: str


Facts = Callable[[int, "Place", int], list[Fact]]
"""(which question 1–4, region, number of the year) → what the data say now."""
SOURCES: list[Facts] = []


def tells_facts(source: Facts) -> Facts:
    """Decorator: the pages across rooms know the numbers, this floor does not."""
    SOURCES.append(source)
    return source


@dataclass(frozen=True)
class Visit:
    """A round of the guidance group that goes to one region.

    leader: who leads, in words; stops: places of it that were looked at; open_findings: not settled yet
    """

    region: "Place"
    title: str
    on: date
    url: str
    leader: str = ""
    stops: int = 0
    open_findings: int = 0

    @property
    def left_words(self) -> str:
        return f"{self.open_findings} 个问题没有了结"


Visits = Callable[["Place", int, "Iterable[Place]", "Seat | None"], list[Visit]]
"""(who visits, number of the year, which regions, who looks) → the rounds, region by region."""
VISITED: list[Visits] = []


def tells_visits(source: Visits) -> Visits:
    """Decorator: the room of supervision knows the rounds, this floor does not."""
    VISITED.append(source)
    return source


def visits_of(place: "Place", number: int, regions: "Iterable[Place]", by: "Seat | None") -> list[Visit]:
    """Which rounds of a year go to which regions, as far as this seat may read of them."""
    return [visit for source in VISITED for visit in source(place, number, list(regions), by)]


def answers_to(place: "Place", above: "Place") -> bool:
    """Whether a region answers the 四问 of the one above it: 旗县区, or 乡镇街道; neither zones without a congress nor villages."""
    return place.parent_id == above.pk and not place.is_zone and not place.is_leaf


def facts_of(ordinal: int, place: "Place", number: int) -> tuple[Fact, ...]:
    """What each question arrives filled with."""
    return tuple(fact for source in SOURCES for fact in source(ordinal, place, number))
