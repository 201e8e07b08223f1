"""今天要办: what waits for a seat. Rooms say it of their states, gates of what they lack; one page lists it.

A room's todo.py:

    @waiting
    def dossiers_to_review(seat: Seat) -> Iterable[Task]:
        if seat.role == Role.COMMITTEE: yield Task("审议候选项目", url, count=3, due=date(2026, 1, 5))

What a gate lacks is a `Lack`: a sentence that knows who supplies it and where. The list and the gate's page show the same ones.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from piaojue.commons.roles import Role

if TYPE_CHECKING:
    from piaojue.commons.people.models import Seat


class When(StrEnum):
    """The groups of the list, in their order."""

    LATE = "逾期"
    TODAY = "今天"
    WEEK = "本周"
    LATER = "之后"
    OTHERS = "等别人"


@dataclass(frozen=True)
class Task:
    """One line of the work list.

    label, url: the act in a few words; the very form or page where it is done
    count:      how many things wait
    due:        the last day; None: as soon as possible
    note:       which year, which thing
    urgent:     shown first;  danger: before all
    waits_for:  whom this seat waits for; empty: the line is its own to do
    gate:       the gate that it holds up, as `Gate.key` with the year's id before it; empty: none
    act:        the declared act that does it, `room.code`; empty: several could
    """

    label: str
    url: str
    count: int = 1
    due: date | None = None
    urgent: bool = False
    note: str = ""
    danger: bool = False
    waits_for: str = ""
    gate: str = ""
    act: str = ""

    @property
    def own(self) -> bool:
        """Whether it is for the seat itself to do."""
        return not self.waits_for

    def when(self, today: date) -> When:
        """Its group on a day. What is urgent or has no day is for today; a week ends on Sunday."""
        if self.waits_for:
            return When.OTHERS
        if self.due is not None and self.due < today:
            return When.LATE
        if self.due is None or self.due == today or self.urgent or self.danger:
            return When.TODAY
        return When.WEEK if self.due <= today + timedelta(days=6 - today.weekday()) else When.LATER


@dataclass(frozen=True)
class Supply:
    """Who supplies what is missing, and where.

    label:  the act in a few words
    url:    the form or page where it is done
    roles:  who can do it, the owner first, then the substitutes
    bodies: ids of the units whose affair it is; empty: everybody in the role
    number: how many things are meant
    due:    the last day that a law, a rule or a promise sets
    opens:  the first day on which it can be done; until then everybody waits for that day
    after:  what has to be there first, in words; then everybody waits for that
    act:    the declared act, `room.code`
    """

    label: str
    url: str
    roles: tuple[Role, ...]
    bodies: tuple[int, ...] = ()
    number: int = 1
    due: date | None = None
    opens: date | None = None
    after: str = ""
    act: str = ""


def in_turn(roles: Iterable[str], *first: Role) -> tuple[Role, ...]:
    """Those who may do an act, as `Supply.roles` wants them: `first` are its owners, the others stand in for them."""
    rest = set(roles) - set(first)
    return (*first, *(role for role in Role if role in rest))


class Lack(str):
    """One line of what a gate lacks: a sentence for the reader, with what the work list makes of it.

    supply: None: whoever passes the gate sees to it on the gate's page
    """

    supply: Supply | None

    def __new__(cls, text: str, supply: Supply | None = None) -> "Lack":
        self = super().__new__(cls, text)
        self.supply = supply
        return self


Waiting = Callable[["Seat"], Iterable[Task]]
WAITING: list[Waiting] = []


def waiting(source: Waiting) -> Waiting:
    """Register a room's source of tasks."""
    WAITING.append(source)
    return source


def tasks_of(seat: "Seat") -> list[Task]:
    """Everything that waits for this seat: danger, urgent first, then by due date; last what it waits for itself.

    What a room says once more than the gate is shown once, as urgent as the room says.
    """
    tasks = [task for source in WAITING for task in source(seat) if task.count]
    said = {(task.label, task.url): task for task in tasks if not task.gate}
    at_gates = {(task.label, task.url) for task in tasks if task.gate}
    gates = [_as_urgent(task, said.get((task.label, task.url))) for task in tasks if task.gate]
    others = [task for task in tasks if not task.gate and (task.label, task.url) not in at_gates]
    return sorted(gates + others, key=_place)


def _as_urgent(task: Task, twin: Task | None) -> Task:
    return replace(task, urgent=twin.urgent, danger=twin.danger) if twin else task


def _place(task: Task) -> tuple:
    return (not task.own, not task.danger, not task.urgent, task.due or date.max, task.label)


@dataclass(frozen=True)
class Day:
    """One date that a seat has to know of (日程与期限).

    label, url, note: what it is and where
    on, until:        its first and last day; no last day: one day
    fixed:            the law and article that set it; empty: it can still be moved
    moves:            the form in which it is moved; empty: whoever has the matter in hand moves it
    """

    label: str
    on: date
    until: date | None = None
    url: str = ""
    note: str = ""
    fixed: str = ""
    moves: str = ""


Dated = Callable[["Seat"], Iterable[Day]]
DATED: list[Dated] = []


def dated(source: Dated) -> Dated:
    """Register a room's source of dates, in its todo.py."""
    DATED.append(source)
    return source


def days_of(seat: "Seat") -> list[Day]:
    """What all rooms say of a seat's dates, in no order."""
    return [day for source in DATED for day in source(seat)]
