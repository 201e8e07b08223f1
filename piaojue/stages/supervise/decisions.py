"""What bodies decide about supervision: inquiries, inspections, hearings, 质询 and 审议意见 (docs/domain.md#supervision)."""

from collections.abc import Callable, Iterable

from engines.law import Matter
from piaojue.commons.decidable import decidable
from piaojue.commons.decisions.models import Decision
from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.years.models import Year
from piaojue.stages.supervise import actions
from piaojue.stages.supervise.kinds import KINDS
from piaojue.stages.supervise.models import (
    Activity,
    ActivityState,
    Interpellation,
    InterpellationState,
    PlanState,
    ReviewOpinion,
    ReviewState,
    SupervisionPlan,
)


def _suggested(matter: Matter) -> Callable[[Place, Year], Iterable[Activity]]:
    kinds = [kind for kind, known in KINDS.items() if known.matter is matter]

    def waiting(place: Place, year: Year) -> Iterable[Activity]:
        rows = Activity.objects.filter(year=year, kind__in=kinds, state=ActivityState.SUGGESTED)
        return rows.select_related("place", "year__place").order_by("pk")

    return waiting


def held(activity: Activity, decision: Decision, by: Seat) -> None:
    actions.hold_activity(activity=activity, decision=decision, by=by)


for of_a_body in (Matter.SPECIAL_INQUIRY, Matter.INSPECTION, Matter.SPECIAL_REPORT):
    decidable(of_a_body, Activity, waiting=_suggested(of_a_body), carry_out=held, optional=True)


def interpellations(place: Place, year: Year) -> Iterable[Interpellation]:
    rows = Interpellation.objects.filter(year=year, state=InterpellationState.SUBMITTED)
    return rows.select_related("place", "year__place", "sitting__body").order_by("pk")


def admitted(interpellation: Interpellation, decision: Decision, by: Seat) -> None:
    actions.admit_interpellation(interpellation=interpellation, decision=decision, by=by)


def declined(interpellation: Interpellation, decision: Decision, by: Seat) -> None:
    actions.decline_interpellation(interpellation=interpellation, by=by)


def opinions(place: Place, year: Year) -> Iterable[ReviewOpinion]:
    rows = ReviewOpinion.objects.filter(year=year, state=ReviewState.DRAFTED)
    return rows.select_related("place", "year__place", "sitting__body").order_by("pk")


def adopted(opinion: ReviewOpinion, decision: Decision, by: Seat) -> None:
    actions.adopt_opinion(opinion=opinion, decision=decision, by=by)


decidable(Matter.INTERPELLATION, Interpellation, waiting=interpellations, carry_out=admitted, turn_down=declined)
decidable(Matter.OPINION, ReviewOpinion, waiting=opinions, carry_out=adopted)


def plans(place: Place, year: Year) -> Iterable[SupervisionPlan]:
    """Those with something in them."""
    rows = SupervisionPlan.objects.filter(year=year, state=PlanState.DRAFTED, lines__isnull=False).distinct()
    return rows.select_related("place", "year__place").order_by("pk")


def plan_adopted(plan: SupervisionPlan, decision: Decision, by: Seat) -> None:
    actions.adopt_plan(plan=plan, decision=decision, by=by)


decidable(Matter.ANNUAL_PLAN, SupervisionPlan, waiting=plans, carry_out=plan_adopted, optional=True)
