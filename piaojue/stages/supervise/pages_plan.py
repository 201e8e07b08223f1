"""Pages of the year's plan of supervision."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from engines.law import Matter
from piaojue.commons.decisions.queries import may_record
from piaojue.commons.web.act_pages import ActButton, ActForm
from piaojue.commons.web.listing import listing, show_list
from piaojue.commons.web.request import Request
from piaojue.commons.years.models import Year
from piaojue.commons.years.queries import on_page, year_at
from piaojue.stages.supervise import actions, forms_procedure, queries_plan
from piaojue.stages.supervise.models import HELD, PlanLine, PlanState, SupervisionPlan
from piaojue.stages.supervise.moves import MOVES

COLUMNS = [
    ("计划名称", "title"),
    ("状态", "get_state_display"),
    ("文号", "doc_no"),
    ("通过日期", "adopted_on"),
    ("公布日期", "published_on"),
]


@require_GET
def plans(request: Request, place: str, number: int) -> HttpResponse:
    """The year's plans; usually one."""
    year = year_at(request, place, number)
    page = listing(request, queries_plan.plans_for(request.seat, year), search=("title",))
    context = {"year": year, "may_draft": MOVES.may("draft_plan", year, request.seat)}
    return show_list(request, "supervise/plans.html", page, context, columns=COLUMNS)


@require_GET
def plan(request: Request, pk: int) -> HttpResponse:
    """One plan with its lines and what became of each."""
    row, seat = queries_plan.plan_for(request.seat, pk), request.seat
    on_page(request, row)
    lines = list(queries_plan.lines_of(row))
    decides = row.state == PlanState.DRAFTED and bool(lines) and may_record(Matter.ANNUAL_PLAN, row.place, seat)
    context = {
        "plan": row,
        "year": row.year,
        "lines": lines,
        "held": sum(line.activity is not None and line.activity.state in HELD for line in lines),
        "may_drop": row.state == PlanState.DRAFTED and MOVES.entitled("drop_from_plan", row.place, seat),
        "decide_url": row.year.page("decide", Matter.ANNUAL_PLAN.value) if decides else "",
        "basis": MOVES["draft_plan"].basis,
    }
    return render(request, "supervise/plan.html", context)


def _usual_title(year: Year) -> dict:
    return {"title": f"{year.place.name}{year.number} 年度监督计划"}


draft_plan = ActForm(
    path="<place:place>/<int:number>/supervision-plans/new/",
    line=MOVES["draft_plan"],
    find=year_at,
    action=actions.draft_plan,
    thing="year",
    form=forms_procedure.PlanForm,
    form_options=lambda request, year: {"initial": _usual_title(year)},
    lead="先写出全年要开展的监督，经会议通过以后公布。通过以后每一项自动列为监督活动。",
    submit="开始拟稿",
    cancel=lambda year: year.page("supervision_plans"),
    goes_to=SupervisionPlan.get_absolute_url,
)
add_to_plan = ActForm(
    of=SupervisionPlan,
    kind="primary",
    path="supervision-plans/<int:pk>/lines/new/",
    line=MOVES["add_to_plan"],
    find=lambda request, pk: queries_plan.plan_for(request.seat, pk),
    action=actions.add_to_plan,
    thing="plan",
    form=forms_procedure.PlanLineForm,
    form_options=lambda request, plan: {"year": plan.year},
    submit="添加",
    done="已添加，可以继续添加",
    goes_to=PlanLine.get_absolute_url,
)
drop_from_plan = ActButton(
    path="supervision-plan-lines/<int:pk>/drop/",
    line=MOVES["drop_from_plan"],
    find=lambda request, pk: queries_plan.line_for(request.seat, pk),
    action=actions.drop_from_plan,
    thing="line",
    done="已删去",
    goes_to=SupervisionPlan.get_absolute_url,
)
publish_plan = ActButton(
    of=SupervisionPlan,
    kind="primary",
    path="supervision-plans/<int:pk>/publish/",
    line=MOVES["publish_plan"],
    find=lambda request, pk: queries_plan.plan_for(request.seat, pk),
    action=actions.publish_plan,
    thing="plan",
    done="年度监督计划已公布",
    goes_to=SupervisionPlan.get_absolute_url,
)
