"""What every scene has at hand: the region's people, the year, luck, the calendar and the curtain (progress bar)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from tqdm import tqdm

from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.sittings.models import Sitting
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage as S
from piaojue.rehearsal.clock import Clock
from piaojue.rehearsal.company import Company
from piaojue.rehearsal.published import Published
from piaojue.stages.vote.public import Poll

T = TypeVar("T")


def needed(value: T | None, what: str) -> T:
    """The value, which the scenes before have brought about.

    what:   its name, for whoever reads the failure
    raises: LookupError: it is not there
    """
    if value is None:
        raise LookupError(f"the rehearsal has no {what} here")
    return value


STARTS: dict[str, tuple[int, int]] = {
    S.PLANNED: (9, 1),
    S.SOLICITING: (10, 8),
    S.GROUPING: (11, 21),
    S.SCREENING: (12, 1),
    S.CONSULTING: (12, 20),
    S.NOMINATING: (12, 26),
    S.CIRCULATING: (1, 12),
    S.DELIBERATING: (2, 1),
    S.VOTING: (2, 8),
    S.ANNOUNCING: (2, 10),
    S.DELIVERING: (3, 1),
}
"""Usual (month, day) on which stages begin."""


@dataclass
class Stage:
    """One rehearsal.

    suggestions, seats: sizes; quiet: no progress bars
    shift:              days by which the calendar is moved, so that a stage falls on today
    projects:           published items that become candidates first; may be empty
    """

    company: Company
    year: Year
    luck: Random
    residents: list[Seat]
    suggestions: int = 200
    candidates: int = 12
    seats: int = 10
    quiet: bool = False
    projects: tuple[Published, ...] = ()
    clock: Clock = field(default_factory=Clock)
    shift: int = 0
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
        return date(self.year.number - (1 if month >= 8 else 0), month, day) + timedelta(days=self.shift)

    def starts(self, at: str) -> date:
        """The day on which a stage of the year begins."""
        if at in (S.EVALUATING, S.ARCHIVED):
            return date(self.year.number, 12, 12 if at == S.EVALUATING else 31)
        return self.day(*STARTS[at])

    def months_reported(self) -> int:
        """The last month of the year that is over by now, 3–11."""
        today = self.clock.present()
        return 11 if today.year > self.year.number else max(3, min(11, today.month - 1))

    def on(self, month: int, day: int = 10) -> None:
        """The scene plays on that day of the calendar."""
        self.clock.set(self.day(month, day))

    def bar(self, things: Iterable[T], label: str, total: int | None = None) -> Iterator[T]:
        """The same things, with a progress bar."""
        return iter(tqdm(things, desc=f"{self.year.place.name} {label}", total=total, disable=self.quiet, leave=False))
