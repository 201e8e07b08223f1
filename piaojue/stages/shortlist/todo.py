"""今天要办: demands to judge and answer, appeals, dossiers that wait for a step."""

from collections.abc import Iterable

from piaojue.commons.people.models import Seat
from piaojue.commons.todo import Task, waiting
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage
from piaojue.stages.shortlist import queries
from piaojue.stages.shortlist.models import Dossier, DossierState
from piaojue.stages.shortlist.moves import MOVES, PREPARING, reviewing_act

STEPS = [
    ("clear", DossierState.APPRAISED, "审定项目材料"),
    ("review", DossierState.CLEARED, "审议项目材料"),
    ("nominate", DossierState.REVIEWED, "列为正式候选"),
]


@waiting
def shortlisting(seat: Seat) -> Iterable[Task]:
    for year in Year.objects.filter(place=seat.place, stage__in=PREPARING).select_related("place"):
        at = year.get_absolute_url()
        if year.stage == Stage.SCREENING and MOVES.entitled("screen", seat.place, seat):
            yield Task("评审诉求", f"{at}screening/", count=queries.to_screen(year, seat).count(), note=str(year))
        if year.stage == Stage.SCREENING and MOVES.entitled("answer", seat.place, seat):
            yield Task("答复诉求", f"{at}screening/", count=queries.to_screen(year).count(), note=str(year))
        if MOVES.entitled("uphold", seat.place, seat):
            yield Task(
                "决定复议", f"{at}appeals/", count=queries.open_appeals(year).count(), urgent=True, note=str(year)
            )
        for act, state, label in STEPS:
            act = reviewing_act(seat.place) if act == "review" else act
            if MOVES.entitled(act, seat.place, seat):
                yield Task(
                    label,
                    f"{at}dossiers/?state={state}",
                    count=Dossier.objects.filter(year=year, state=state).count(),
                    note=str(year),
                )
