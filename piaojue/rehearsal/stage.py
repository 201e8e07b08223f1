"""What every scene has at hand: the region's people, the year, luck, the calendar and the curtain (progress bar)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import TypeVar

from tqdm import tqdm

from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.sittings.models import Sitting
from piaojue.commons.years.models import Year
from piaojue.rehearsal.company import Company
from piaojue.stages.vote.models import Poll

T = TypeVar("T")


@dataclass
class Stage:
    """One rehearsal.

    suggestions, seats: sizes; quiet: no progress bars
    projects:           published items (title, category, type, count, unit) that become candidates first; may be empty
    """

    company: Company
    year: Year
    luck: Random
    residents: list[Seat]
    suggestions: int = 200
    candidates: int = 12
    seats: int = 10
    quiet: bool = False
    projects: tuple = ()
    spots: list[Place] = field(default_factory=list)
    sitting: Sitting | None = None
    poll: Poll | None = None

    def __post_init__(self) -> None:
        if not self.spots:
            below = Place.objects.filter(code__startswith=self.year.place_id)
            villages = list(below.filter(level="village")[:400])
            self.spots = villages or list(below)

    def day(self, month: int, day: int = 10) -> date:
        """A day of the year's calendar: months 8–12 lie in the year before."""
        return date(self.year.number - (1 if month >= 8 else 0), month, day)

    def bar(self, things: Iterable[T], label: str, total: int | None = None) -> Iterator[T]:
        """The same things, with a progress bar."""
        return iter(tqdm(things, desc=f"{self.year.place.name} {label}", total=total, disable=self.quiet, leave=False))
