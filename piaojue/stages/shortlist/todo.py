"""今天要办: demands to judge, appeals, dossiers to finish. What waits for a body is told by `commons.decisions`."""

from collections.abc import Iterable

from django.db.models import Q

from piaojue.commons.people.models import Seat
from piaojue.commons.people.turns import Staff
from piaojue.commons.roles import Role
from piaojue.commons.todo import Task, waiting
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage
from piaojue.stages.shortlist import queries
from piaojue.stages.shortlist.models import Dossier, DossierState
from piaojue.stages.shortlist.moves import EDITORS, MOVES, PREPARING
from piaojue.stages.shortlist.turns import turn_of

MOST = 20
"""Dossiers in the list at most."""


@waiting
def shortlisting(seat: Seat) -> Iterable[Task]:
    for year in Year.objects.filter(place=seat.place, stage__in=PREPARING).select_related("place"):
        if year.stage == Stage.SCREENING:
            yield from _screening(seat, year)
        elif MOVES.entitled("uphold", seat.place, seat):  # in 初定 the gate says so
            appeals = queries.open_appeals(year).count()
            yield Task("决定复议", year.page("appeals"), count=appeals, urgent=True, note=str(year))
        if seat.role in EDITORS:
            yield from _drafts(seat, year)


def _screening(seat: Seat, year: Year) -> Iterable[Task]:
    if MOVES.entitled("screen", seat.place, seat):
        unjudged = queries.to_screen(year, seat).count()
        yield Task("评审诉求", year.page("screening"), count=unjudged, note=str(year), act="shortlist.screen")
    if seat.role == Role.DEPARTMENT:
        own = queries.to_screen(year).filter(department__in=seat.speaks_for).count()
        yield Task("答复诉求", year.page("screening"), count=own, note=str(year), act="shortlist.answer")


def _drafts(seat: Seat, year: Year) -> Iterable[Task]:
    """Dossiers that are not appraised: each for whose turn it is; the unit that will carry it out follows its own."""
    staff = Staff(year.place)
    rows = Dossier.objects.filter(year=year, state=DossierState.DRAFT).select_related("department").order_by("pk")
    if seat.role == Role.DEPARTMENT:
        rows = rows.filter(Q(department__in=seat.speaks_for) | Q(created_by=seat))
    for dossier in rows[:MOST]:
        supply = turn_of(dossier)
        waits = staff.waits(supply, seat)
        yield Task(supply.label, supply.url, note=str(year), waits_for=waits, act=supply.act)
