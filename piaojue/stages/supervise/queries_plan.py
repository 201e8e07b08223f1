"""What may be seen of a year's plans of supervision: published ones by everybody."""

from django.db.models import QuerySet

from piaojue.commons.moves import NotYours
from piaojue.commons.people.models import Seat
from piaojue.commons.years.models import Year
from piaojue.stages.supervise.models import PlanLine, PlanState, SupervisionPlan
from piaojue.stages.supervise.moves import MOVES


def plans_for(by: Seat | None, year: Year) -> QuerySet[SupervisionPlan]:
    rows = SupervisionPlan.objects.filter(year=year).select_related("place", "year__place")
    if MOVES.entitled("read_draft_plans", year.place, by):
        return rows
    return rows.filter(state=PlanState.PUBLISHED)


def plan_for(by: Seat | None, pk: int) -> SupervisionPlan:
    """Raises NotYours."""
    plan = SupervisionPlan.objects.select_related("place", "year__place").filter(pk=pk).first()
    if plan is None:
        raise NotYours("plan")
    if plan.state != PlanState.PUBLISHED:
        MOVES.require("read_draft_plans", plan.place, by)
    return plan


def line_for(by: Seat | None, pk: int) -> PlanLine:
    """Raises NotYours."""
    line = PlanLine.objects.select_related("plan", "place", "year__place").filter(pk=pk).first()
    if line is None:
        raise NotYours("line")
    plan_for(by, line.plan_id)
    return line


def lines_of(plan: SupervisionPlan) -> QuerySet[PlanLine]:
    return plan.lines.select_related("activity").prefetch_related("projects", "regions")
