"""今天要办: each room says what waits for a seat; one page lists it.

A room's todo.py:

    @waiting
    def dossiers_to_review(seat: Seat) -> Iterable[Task]:
        if seat.role == Role.COMMITTEE: yield Task("审议候选项目", url, count=3, due=date(2026, 1, 5))
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from piaojue.commons.people.models import Seat


@dataclass(frozen=True)
class Task:
    """One line of the work list. count: how many things wait; due: by when; urgent: shown first; danger: before all."""

    label: str
    url: str
    count: int = 1
    due: date | None = None
    urgent: bool = False
    note: str = ""
    danger: bool = False


Waiting = Callable[["Seat"], Iterable[Task]]
WAITING: list[Waiting] = []


def waiting(source: Waiting) -> Waiting:
    """Register a room's source of tasks."""
    WAITING.append(source)
    return source


def tasks_of(seat: "Seat") -> list[Task]:
    """Everything that waits for this seat: danger, then urgent first, then by due date."""
    tasks = [task for source in WAITING for task in source(seat) if task.count]
    return sorted(tasks, key=lambda task: (not task.danger, not task.urgent, task.due or date.max, task.label))
