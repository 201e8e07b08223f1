"""今天要办: demands to judge and answer, appeals. Dossiers that wait for a body are told by `commons.decisions`."""

from collections.abc import Iterable

from piaojue.commons.people.models import Seat
from piaojue.commons.todo import Task, waiting
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage
from piaojue.stages.shortlist import queries
from piaojue.stages.shortlist.moves import MOVES, PREPARING


@waiting
def shortlisting(seat: Seat) -> Iterable[Task]:
    for year in Year.objects.filter(place=seat.place, stage__in=PREPARING).select_related("place"):
        if year.stage == Stage.SCREENING:
            yield from _screening(seat, year)
        if MOVES.entitled("uphold", seat.place, seat):
            appeals = queries.open_appeals(year).count()
            yield Task("决定复议", year.page("appeals"), count=appeals, urgent=True, note=str(year))


def _screening(seat: Seat, year: Year) -> Iterable[Task]:
    if MOVES.entitled("screen", seat.place, seat):
        unjudged = queries.to_screen(year, seat).count()
        yield Task("评审诉求", year.page("screening"), count=unjudged, note=str(year))
    if MOVES.entitled("answer", seat.place, seat):
        unanswered = queries.to_screen(year).count()
        yield Task("答复诉求", year.page("screening"), count=unanswered, note=str(year))
