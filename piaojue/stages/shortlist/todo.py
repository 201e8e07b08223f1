"""今天要办: demands to judge and answer, appeals, dossiers that wait for a step."""

from collections.abc import Iterable

from piaojue.commons.people.models import Seat
from piaojue.commons.todo import Task, waiting
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage
from piaojue.stages.shortlist import queries
from piaojue.stages.shortlist.models import DossierState
from piaojue.stages.shortlist.moves import MOVES, PREPARING, reviewing_act

STEPS = [
    ("clear", DossierState.APPRAISED, "审定项目材料"),
    ("review", DossierState.CLEARED, "审议项目材料"),
    ("nominate", DossierState.REVIEWED, "列为正式候选"),
]


@waiting
def shortlisting(seat: Seat) -> Iterable[Task]:
    for year in Year.objects.filter(place=seat.place, stage__in=PREPARING).select_related("place"):
        if year.stage == Stage.SCREENING:
            yield from _screening(seat, year)
        if MOVES.entitled("uphold", seat.place, seat):
            appeals = queries.open_appeals(year).count()
            yield Task("决定复议", year.page("appeals"), count=appeals, urgent=True, note=str(year))
        for act, state, label in STEPS:
            line = reviewing_act(seat.place) if act == "review" else act
            if MOVES.entitled(line, seat.place, seat):
                waiting_here = queries.waiting_dossiers(year, state)
                yield Task(label, f"{year.page('dossiers')}?state={state}", count=waiting_here, note=str(year))


def _screening(seat: Seat, year: Year) -> Iterable[Task]:
    if MOVES.entitled("screen", seat.place, seat):
        unjudged = queries.to_screen(year, seat).count()
        yield Task("评审诉求", year.page("screening"), count=unjudged, note=str(year))
    if MOVES.entitled("answer", seat.place, seat):
        unanswered = queries.to_screen(year).count()
        yield Task("答复诉求", year.page("screening"), count=unanswered, note=str(year))
