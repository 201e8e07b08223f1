"""今天要办: demands to judge, appeals, dossiers to finish. What waits for a body is told by `commons.decisions`."""

from collections.abc import Iterable

from django.db.models import Q

from piaojue.commons.people.models import Seat
from piaojue.commons.people.turns import Staff
from piaojue.commons.roles import Role
from piaojue.commons.todo import Day, Task, dated, waiting
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage
from piaojue.stages.shortlist import queries
from piaojue.stages.shortlist.models import Dossier, DossierState
from piaojue.stages.shortlist.moves import APPRAISERS, EDITORS, MOVES, PREPARING
from piaojue.stages.shortlist.statutory import COMMENT, REVIEW, running
from piaojue.stages.shortlist.turns import turns_of

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
        if seat.role in APPRAISERS:
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
        for supply in turns_of(dossier):
            waits = staff.waits(supply, seat)
            if not waits or seat.role in EDITORS:
                yield Task(supply.label, supply.url, note=str(year), waits_for=waits, act=supply.act)


@dated
def statutory_times(seat: Seat) -> Iterable[Day]:
    """合法性审查 and 公开征求意见 that are running: the day on which each is fulfilled."""
    if not MOVES.entitled("read_dossiers", seat.place, seat):
        return
    for year in Year.objects.filter(place=seat.place, stage__in=PREPARING).select_related("place"):
        for timed in (REVIEW, COMMENT):
            if span := running(year, timed):
                label = f"{span.says}满期"
                yield Day(label, span.last, url=span.paper.get_absolute_url(), note=span.words, fixed=span.rule)
