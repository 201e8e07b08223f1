"""今天要办: what waits for a body's decision, for the office that enters it."""

from collections.abc import Iterable

from piaojue.commons.decisions import queries
from piaojue.commons.decisions.moves import RECORDERS
from piaojue.commons.people.models import Seat
from piaojue.commons.todo import Task, waiting
from piaojue.commons.years.models import Year


@waiting
def decisions_to_enter(seat: Seat) -> Iterable[Task]:
    if seat.role not in RECORDERS:
        return
    for year in Year.objects.filter(place=seat.place).select_related("place"):
        for one in queries.waits(year, seat):
            yield Task(f"登记会议决定：{one.matter.label}", one.url, count=one.number, note=str(year))
