"""What may be seen in 初定 and 候选."""

from django.db.models import Avg, Case, Count, DurationField, ExpressionWrapper, F, Q, QuerySet, When

from piaojue.commons.moves import NotYours
from piaojue.commons.people.models import Seat
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage, stages_of
from piaojue.stages.group.public import Demand, DemandState
from piaojue.stages.shortlist.models import (
    Appeal,
    AppealState,
    Disposition,
    Dossier,
    DossierState,
    Outcome,
    ReasonCode,
    Version,
)
from piaojue.stages.shortlist.moves import MOVES
from piaojue.stages.suggest.public import ProposerType, Suggestion


def outcomes_for(by: Seat | None, year: Year) -> QuerySet[Outcome]:
    """Public answers, newest first."""
    return (
        Outcome.objects.filter(year=year)
        .select_related("demand__spot", "department", "year__place")
        .order_by("-answered_at", "-pk")
    )


def to_screen(year: Year, by: Seat | None = None) -> QuerySet[Demand]:
    """Open demands with the number of judgements; `by`: only those this reviewer has not judged."""
    found = Demand.objects.filter(year=year, state=DemandState.OPEN).select_related("spot", "year", "place")
    if by is not None:
        found = found.exclude(screenings__reviewer=by)
    return found.annotate(judged=Count("screenings", distinct=True)).order_by("-voices", "pk")


PUT_OFF = Q(outcome__disposition=Disposition.RESERVED) | Q(outcome__code=ReasonCode.NOT_THIS_YEAR)
"""Demands that were told: not this year."""


def behind(year: Year, previous: Dossier | None = None) -> QuerySet[Demand]:
    """Demands that a dossier of this year may answer: those shortlisted this year, those that earlier years put off, and
    those behind `previous`, the earlier dossier it goes on with."""
    earlier = Demand.objects.filter(place=year.place_id, year__number__lt=year.number)
    put_off = earlier.filter(PUT_OFF).exclude(dossiers__year__number__lt=year.number)
    found = Q(year=year, state=DemandState.SHORTLISTED) | Q(pk__in=put_off.values("pk"))
    if previous is not None:
        found |= Q(pk__in=earlier.filter(dossiers=previous).values("pk"))
    return Demand.objects.filter(found).select_related("year")


def earlier_dossier(year: Year, pk: str | None) -> Dossier | None:
    """The dossier of an earlier year of the same place that a form names; None when there is none."""
    if not (pk or "").isdecimal() or len(pk) > 18:
        return None
    return (
        Dossier.objects.filter(place=year.place_id, year__number__lt=year.number, pk=pk).select_related("year").first()
    )


def published(year: Year) -> bool:
    """Candidates are public once they were fixed for reading."""
    road = stages_of(year.road)
    fixed = Stage.CIRCULATING if Stage.CIRCULATING in road else Stage.CONSULTING
    return road.index(Stage(year.stage)) >= road.index(fixed)


def candidates_for(by: Seat | None, year: Year) -> QuerySet[Dossier]:
    """Formal candidates, in the order of the ballot; before publication only for those who prepare them."""
    found = Dossier.objects.filter(year=year, state=DossierState.CANDIDATE).select_related(
        "department", "spot", "year", "place"
    )
    if not published(year) and not MOVES.entitled("read_dossiers", year.place, by):
        return found.none()
    return found.order_by("no")


def dossiers_for(by: Seat | None, year: Year) -> QuerySet[Dossier]:
    """All dossiers for those who prepare them, candidates for everybody else."""
    if MOVES.entitled("read_dossiers", year.place, by):
        return Dossier.objects.filter(year=year).select_related("department", "spot", "year", "place")
    return candidates_for(by, year)


def dossier_for(by: Seat | None, pk: int) -> Dossier:
    """One dossier. Raises NotYours when it does not exist for this reader."""
    found = Dossier.objects.select_related("department", "spot", "year__place", "place").filter(pk=pk).first()
    if found is None or not dossiers_for(by, found.year).filter(pk=pk).exists():
        raise NotYours("dossier")
    return found


def mix_of(dossier: Dossier) -> list[tuple[str, int]]:
    """(who proposed, suggestions) behind a dossier, most first: how much of it came from residents."""
    found = Suggestion.objects.filter(links__demand__in=dossier.demands.all(), links__ended_at=None).values_list(
        "proposer_type"
    )
    rows = found.annotate(n=Count("pk", distinct=True)).order_by("-n", "proposer_type")
    return [(str(ProposerType(kind).label), n) for kind, n in rows]


def frozen_version(dossier: Dossier) -> Version | None:
    """What deputies read and vote on."""
    return dossier.versions.filter(frozen=True).first()


def frozen(dossiers: list[Dossier]) -> bool:
    """Whether every one of them has its version for reading."""
    return Version.objects.filter(dossier__in=dossiers, frozen=True).values("dossier").distinct().count() == len(
        dossiers
    )


def appeals_for(by: Seat | None, year: Year) -> QuerySet[Appeal]:
    """Open appeals first, for those who decide."""
    MOVES.require("uphold", year.place, by)
    return (
        Appeal.objects.filter(year=year)
        .select_related("outcome__demand", "outcome__answered_by")
        .order_by(Case(When(state=AppealState.OPEN, then=0), default=1), "pk")
    )


def open_appeals(year: Year) -> QuerySet[Appeal]:
    return Appeal.objects.filter(year=year, state=AppealState.OPEN)


def answering_times(year: Year) -> list[dict]:
    """[{department, answers, days}]: mean days from the demand to its answer, by department."""
    took = ExpressionWrapper(F("answered_at") - F("demand__created_at"), output_field=DurationField())
    rows = (
        Outcome.objects.filter(year=year)
        .values("department__name")
        .annotate(answers=Count("pk"), took=Avg(took))
        .order_by("-answers")
    )
    return [
        {
            "department": row["department__name"] or "未指定",
            "answers": row["answers"],
            "days": round(row["took"].total_seconds() / 86400, 1),
        }
        for row in rows
    ]


def agreement(demand: Demand) -> tuple[int, int]:
    """(reviewers in favour, reviewers)."""
    rows = list(demand.screenings.values_list("in_favour", flat=True))
    return sum(rows), len(rows)
