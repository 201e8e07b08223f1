"""今天要办: corrections that wait for a second person."""

from collections.abc import Iterable

from piaojue.commons.corrections import queries
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import STAFF
from piaojue.commons.todo import Task, waiting


@waiting
def corrections_to_countersign(seat: Seat) -> Iterable[Task]:
    if seat.role not in STAFF:
        return
    for row in queries.waiting_on(seat):
        yield Task(f"复核更正：{row.title}", row.get_absolute_url(), urgent=True, note=row.why)


@waiting
def corrections_asked_for(seat: Seat) -> Iterable[Task]:
    for row in queries.asked_by(seat):
        yield Task(f"更正：{row.title}", row.get_absolute_url(), note=row.why, waits_for="另一人复核")


@waiting
def motions_to_agree_to(seat: Seat) -> Iterable[Task]:
    if seat.role not in STAFF:
        return
    for row in queries.motions_waiting_on(seat):
        yield Task(f"{row.get_kind_display()}，请表态", row.get_absolute_url(), urgent=True, note=str(row.year))
