"""What follows an evaluation: rectifications, the archive, what goes on in the next year."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404

from engines.scoring import needs_rectification
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.years.models import Year, not_voided
from piaojue.stages.evaluate.models import Archive, Item, Rectification, RectificationState, SurveyState
from piaojue.stages.evaluate.moves import DESK, MOVES
from piaojue.stages.evaluate.queries.surveys import verdict_of
from piaojue.stages.evaluate.values import Carried
from piaojue.stages.shortlist.public import Dossier


def to_rectify(year: Year) -> list[Item]:
    """Published rows that need a rectification and have none ordered yet. Re-evaluations have their own chain."""
    items = Item.objects.filter(survey__year=year, survey__state=SurveyState.PUBLISHED, survey__mends=None)
    items = items.filter(rectification=None).exclude(project=None).select_related("survey__year", "project")
    return [item for item in items if needs_rectification(verdict_of(item.survey, item), item.survey.the_formula)]


def rectifications_for(seat: Seat | None, year: Year) -> QuerySet[Rectification]:
    """Public: orders, reports and what the re-evaluation said."""
    MOVES.require("read_evaluations", year.place, seat)
    return Rectification.objects.filter(year=year).select_related(
        "project__department", "item__survey", "reevaluation", "year", "place"
    )


def rectification_for(seat: Seat | None, pk: int) -> Rectification:
    """One rectification; public. Raises Http404."""
    rows = Rectification.objects.select_related(
        "project__department", "item__survey__year", "reevaluation", "year", "year__place", "place", "created_by"
    )
    rectification = rows.filter(pk=pk).first()
    if rectification is None:
        raise Http404("no such rectification")
    MOVES.require("read_evaluations", rectification.place, seat)
    return rectification


def rectifications_waiting(seat: Seat) -> QuerySet[Rectification]:
    """What waits for this unit or this desk."""
    rows = Rectification.objects.filter(not_voided(), place=seat.place)
    if seat.role == Role.DEPARTMENT:
        return rows.filter(state=RectificationState.ORDERED, project__department__in=seat.speaks_for)
    reported = rows.filter(state=RectificationState.REPORTED, reevaluation=None)
    return reported if seat.role in DESK else rows.none()


def archive_of(year: Year) -> Archive | None:
    return Archive.objects.filter(year=year).select_related("upload", "to_year__place", "year", "place").first()


@dataclass(frozen=True)
class CarriedIn:
    """What an earlier year left to this one.

    from_year: number of the year that left it
    taken:     the dossier of this year that goes on with it
    take_up:   where a dossier of it is begun; empty where none can be
    """

    title: str
    why: str
    url: str
    from_year: int
    taken: Dossier | None
    take_up: str


def carried_into(year: Year) -> list[CarriedIn]:
    """What earlier years left to this one; public."""
    archives = Archive.objects.filter(to_year=year).select_related("year")
    lines = [(archive.year.number, line) for archive in archives for line in archive.carried]
    mine = Dossier.objects.filter(year=year)
    demands = [line.pk for _number, line in lines if line.kind == "demand"]
    taken = {("dossier", dossier.previous_id): dossier for dossier in mine.exclude(previous=None)} | {
        ("demand", demand.pk): dossier
        for dossier in mine.filter(demands__in=demands).prefetch_related("demands")
        for demand in dossier.demands.all()
    }
    return [_carried_in(year, number, line, taken.get((line.kind, line.pk))) for number, line in lines]


def _carried_in(year: Year, number: int, line: Carried, dossier: Dossier | None) -> CarriedIn:
    begin, asked = year.page("draft_dossier"), {"dossier": "from", "demand": "demand"}.get(line.kind)
    take_up = f"{begin}?{asked}={line.pk}" if asked and dossier is None else ""
    return CarriedIn(line.title, line.why, line.url, number, dossier, take_up)


def item_by(pk: int) -> Item:
    """One row. Raises Http404."""
    item = Item.objects.select_related("survey__year__place", "survey__place", "project").filter(pk=pk).first()
    if item is None:
        raise Http404("no such row")
    return item
