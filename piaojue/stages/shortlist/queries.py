"""What may be seen in 初定 and 候选."""

from fractions import Fraction
from typing import Any

from django.db.models import Avg, Case, Count, DurationField, ExpressionWrapper, F, Q, QuerySet, When
from django.shortcuts import get_object_or_404

from engines.counting import Rule, check_candidates
from piaojue.commons.finding import row_key
from piaojue.commons.moves import NotYours
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage, stages_of
from piaojue.stages.group.public import Demand, DemandState
from piaojue.stages.shortlist.completeness import incomplete, unappraised
from piaojue.stages.shortlist.models import (
    Appeal,
    AppealState,
    Disposition,
    Dossier,
    DossierState,
    Outcome,
    PastProject,
    Screening,
    Version,
)
from piaojue.stages.shortlist.moves import MOVES
from piaojue.stages.shortlist.reasons import ReasonCode
from piaojue.stages.suggest.public import ProposerType, Suggestion

MOST_IN_A_GRID = 200


def outcomes_for(by: Seat | None, year: Year) -> QuerySet[Outcome]:
    """Public answers, newest first."""
    return (
        Outcome.objects.filter(year=year)
        .select_related("demand__spot", "department", "year__place")
        .order_by("-answered_at", "-pk")
    )


def outcome_at(pk: int) -> Outcome:
    """One answer, public. Raises Http404."""
    rows = Outcome.objects.select_related("demand__spot", "department", "year__place", "place", "answered_by__body")
    return get_object_or_404(rows, pk=pk)


def own_appeal(outcome: Outcome, by: Seat | None) -> Appeal | None:
    """What this person has asked for against an answer."""
    return outcome.appeals.filter(person=by.person).first() if by else None


def decided_appeals(outcome: Outcome) -> QuerySet[Appeal]:
    """Appeals whose decision is public."""
    return outcome.appeals.exclude(state=AppealState.OPEN)


def screenings_of(demand: Demand) -> QuerySet[Screening]:
    """What reviewers said of a demand."""
    return demand.screenings.select_related("reviewer__body")


def own_screening(demand: Demand, by: Seat) -> Screening | None:
    """What this reviewer said of a demand."""
    return demand.screenings.filter(reviewer=by).first()


def to_screen(year: Year, by: Seat | None = None) -> QuerySet[Demand]:
    """Open demands with the number of judgements; `by`: only those this reviewer has not judged."""
    rows = Demand.objects.filter(year=year, state=DemandState.OPEN).select_related("spot", "year", "place")
    if by is not None:
        rows = rows.exclude(screenings__reviewer=by)
    return rows.annotate(judged=Count("screenings", distinct=True)).order_by("-voices", "pk")


PUT_OFF = Q(outcome__disposition=Disposition.RESERVED) | Q(outcome__code=ReasonCode.NOT_THIS_YEAR)
"""Demands that were told: not this year."""


def behind(year: Year, previous: Dossier | None = None) -> QuerySet[Demand]:
    """Demands that a dossier of this year may answer.

    They are those shortlisted this year, those that earlier years put off, and those behind `previous`, the earlier
    dossier it goes on with.
    """
    earlier = Demand.objects.filter(place=year.place_id, year__number__lt=year.number, year__standing=year.standing)
    put_off = earlier.filter(PUT_OFF).exclude(dossiers__year__number__lt=year.number)
    possible = Q(year=year, state=DemandState.SHORTLISTED) | Q(pk__in=put_off.values("pk"))
    if previous is not None:
        possible |= Q(pk__in=earlier.filter(dossiers=previous).values("pk"))
    return Demand.objects.filter(possible).select_related("year")


def demand_behind(year: Year, pk: str) -> Demand | None:
    """The demand that an address names, if a dossier of this year may answer it."""
    return behind(year).filter(pk=row_key(pk)).first()


def earlier_dossier(year: Year, pk: str | None) -> Dossier | None:
    """The dossier of an earlier year of the same place that a form names; None when there is none."""
    earlier = Dossier.objects.filter(place=year.place_id, year__number__lt=year.number, year__standing=year.standing)
    return earlier.filter(pk=row_key(pk)).select_related("year").first()


def past_years(year: Year) -> list[tuple[str, str]]:
    """Years of which past projects of this place are known, for a filter."""
    numbers = PastProject.objects.filter(place=year.place).order_by("-number").values_list("number", flat=True)
    return [(str(number), f"{number} 年度") for number in numbers.distinct()]


def published(year: Year) -> bool:
    """Candidates are public once they were fixed for reading."""
    road = stages_of(year.road)
    fixed = Stage.CIRCULATING if Stage.CIRCULATING in road else Stage.CONSULTING
    return road.index(Stage(year.stage)) >= road.index(fixed)


def candidates_for(by: Seat | None, year: Year) -> QuerySet[Dossier]:
    """Formal candidates, in the order of the ballot; before publication only for those who prepare them."""
    rows = Dossier.objects.filter(year=year, state=DossierState.CANDIDATE)
    if not published(year) and not MOVES.entitled("read_dossiers", year.place, by):
        return rows.none()
    return rows.select_related("department", "spot", "year", "place").order_by("no")


def dossiers_for(by: Seat | None, year: Year) -> QuerySet[Dossier]:
    """All dossiers for those who prepare them, candidates for everybody else."""
    if MOVES.entitled("read_dossiers", year.place, by):
        return Dossier.objects.filter(year=year).select_related("department", "spot", "year", "place")
    return candidates_for(by, year)


def to_appraise(by: Seat | None, year: Year) -> list[Dossier]:
    """Drafts on which this seat can write conclusions, at most `MOST_IN_A_GRID`; a department its own."""
    if by is None or not MOVES.entitled("set_appraisal", year.place, by):
        return []
    rows = Dossier.objects.filter(year=year, state=DossierState.DRAFT).select_related("department").order_by("pk")
    if by.role == Role.DEPARTMENT:
        rows = rows.filter(Q(department__in=by.speaks_for) | Q(created_by=by))
    return list(rows[:MOST_IN_A_GRID])


def ready_to_appraise(year: Year) -> int:
    """How many drafts have their whole sheet and every conclusion."""
    drafts = Dossier.objects.filter(year=year, state=DossierState.DRAFT).select_related("place", "year", "department")
    return sum(not incomplete(one) and not unappraised(one) for one in drafts)


def dossier_for(by: Seat | None, pk: int) -> Dossier:
    """One dossier. Raises NotYours when it does not exist for this reader."""
    dossier = Dossier.objects.select_related("department", "spot", "year__place", "place").filter(pk=pk).first()
    if dossier is None or not dossiers_for(by, dossier.year).filter(pk=pk).exists():
        raise NotYours("dossier")
    return dossier


def version_of(dossier: Dossier, number: int) -> Version:
    """One kept version. Raises NotYours where there is none."""
    version = earlier_version(dossier, number)
    if version is None:
        raise NotYours("version")
    return version


def earlier_version(dossier: Dossier, number: int) -> Version | None:
    """The version of this number, if there is one."""
    return dossier.versions.filter(number=number).first()


def not_ready(year: Year) -> list[str]:
    """Why the candidates cannot be fixed yet: incomplete ones, and the surplus (差额) against the local rule."""
    candidates = list(Dossier.objects.filter(year=year, state=DossierState.CANDIDATE).select_related("department"))
    lines = [reason for dossier in candidates for reason in incomplete(dossier)]
    rule = Rule(seats=year.seats_to_fill, min_surplus=Fraction(year.settings.surplus_percent, 100))
    check = check_candidates(len(candidates), year.seats_to_fill, rule)
    return lines if check else [*lines, check.sentence]


def mix_of(dossier: Dossier) -> list[tuple[str, int]]:
    """(who proposed, suggestions, public or not) behind a dossier, most first: how much of it came from residents."""
    rows = Suggestion.objects.filter(links__demand__in=dossier.demands.all(), links__ended_at=None)
    counts = rows.values_list("proposer_type").annotate(n=Count("pk", distinct=True)).order_by("-n", "proposer_type")
    return [(str(ProposerType(kind).label), n) for kind, n in counts]


def frozen_version(dossier: Dossier) -> Version | None:
    """What deputies read and vote on."""
    return dossier.versions.filter(frozen=True).first()


def frozen(dossiers: list[Dossier]) -> bool:
    """Whether every one of them has its version for reading."""
    fixed = Version.objects.filter(dossier__in=dossiers, frozen=True).values("dossier").distinct()
    return fixed.count() == len(dossiers)


def appeals_for(by: Seat | None, year: Year) -> QuerySet[Appeal]:
    """Open appeals first, for those who decide."""
    MOVES.require("uphold", year.place, by)
    return (
        Appeal.objects.filter(year=year)
        .select_related("outcome__demand", "outcome__answered_by")
        .order_by(Case(When(state=AppealState.OPEN, then=0), default=1), "pk")
    )


def appeal_at(pk: int) -> Appeal:
    """One appeal. Raises Http404."""
    return get_object_or_404(Appeal.objects.select_related("outcome__demand", "year__place", "place"), pk=pk)


def open_appeals(year: Year) -> QuerySet[Appeal]:
    return Appeal.objects.filter(year=year, state=AppealState.OPEN)


def answering_times(year: Year) -> list[dict[str, Any]]:
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
    judgements = list(demand.screenings.values_list("in_favour", flat=True))
    return sum(judgements), len(judgements)
