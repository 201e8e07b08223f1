"""今天要办: suggestions that wait to be grouped."""

from collections.abc import Iterable

from piaojue.commons.people.models import Seat
from piaojue.commons.todo import Task, waiting
from piaojue.commons.years.models import Year
from piaojue.stages.group import queries
from piaojue.stages.group.moves import GROUPERS, WHILE


@waiting
def suggestions_to_group(seat: Seat) -> Iterable[Task]:
    if seat.role not in GROUPERS:
        return
    for year in Year.objects.filter(place=seat.place, stage__in=WHILE).select_related("place"):
        left = queries.waiting(year).count()
        yield Task("归并建议", year.page("review_queue"), count=left, note=str(year))
