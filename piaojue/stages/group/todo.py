"""今天要办: suggestions that can be grouped; in 归并 itself the gate says so."""

from collections.abc import Iterable

from piaojue.commons.people.models import Seat
from piaojue.commons.tallies.queries import number
from piaojue.commons.todo import Task, waiting
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage
from piaojue.stages.group.moves import GROUPERS, WHILE


@waiting
def suggestions_to_group(seat: Seat) -> Iterable[Task]:
    if seat.role not in GROUPERS:
        return
    beside = [stage for stage in WHILE if stage != Stage.GROUPING]
    for year in Year.objects.filter(place=seat.place, stage__in=beside).select_related("place"):
        left = number("ungrouped", year.pk)
        yield Task("归并建议", year.page("review_queue"), count=left, note=str(year))
