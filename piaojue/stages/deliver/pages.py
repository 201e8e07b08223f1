"""Pages of 实施 that show: the year's projects, the wall, one project at work, one change."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from piaojue.commons.moves import NotYours
from piaojue.commons.roles import Role
from piaojue.commons.web.forms import fill, version_of
from piaojue.commons.web.listing import listing
from piaojue.commons.years.queries import on_page, year_at
from piaojue.stages.deliver import actions, queries
from piaojue.stages.deliver.actions.locking import executes
from piaojue.stages.deliver.forms import DecideChangeForm
from piaojue.stages.deliver.models import ALIVE, Lamp, Project, ProjectState
from piaojue.stages.deliver.moves import MOVES, deciding_act
from piaojue.stages.deliver.wording import proposed_lines

YEAR_STEPS = {
    "announce": (actions.announce, "已公布 {} 个入选项目"),
    "file_breakdown": (actions.file_breakdown, "任务分解表已登记"),
    "file_completion": (actions.file_completion, "完成情况报告已登记"),
}
PROJECT_STEPS = {"declare_done": actions.declare_done, "set_lamp": actions.clear_lamp}
PROJECT_ACTS = (
    "assign",
    "replan",
    "report",
    "declare_done",
    "set_lamp",
    "raise_problem",
    "slip",
    "request_change",
    "accept",
    "finish_task",
)
WORST_FIRST = ("red", "yellow", "green")
TONES = {
    ProjectState.COMPLETED: "green",
    ProjectState.MOSTLY: "yellow",
    ProjectState.UNFINISHED: "red",
    ProjectState.CARRIED: "red",
    ProjectState.TERMINATED: "red",
}
TILES = 12  # as many as can be read from the last row of the hall
EXECUTOR_ACTS = {"report", "declare_done", "raise_problem", "finish_task"}
COLUMNS = [
    ("序号", "no"),
    ("项目", "title"),
    ("领域", "get_category_display"),
    ("责任单位", "department"),
    ("状态", "get_state_display"),
    ("进度（%）", "progress"),
    ("累计支付（元）", "paid_yuan"),
    ("亮灯", "get_lamp_display"),
    ("亮灯理由", "lamp_reason"),
]


@require_GET
def projects(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """The year's projects: promised, how far, which lamp."""
    year = year_at(request, place, number)
    actions.lamps_daily(year)
    rows = queries.projects_of(year)
    page = listing(
        request,
        rows.prefetch_related("baselines"),
        search=("title", "department__name", "spot__name"),
        export=COLUMNS,
        filters={
            "lamp": ("亮灯", Lamp.choices),
            "state": ("状态", ProjectState.choices),
            "department": ("责任单位", queries.units_of(rows)),
        },
    )
    if isinstance(page, HttpResponse):
        return page
    return render(
        request,
        "deliver/projects.html",
        {
            "year": year,
            "page": page,
            "figures": queries.figures(rows),
            "may": {act: MOVES.may(act, year, request.seat) for act in YEAR_STEPS},
            "inner": MOVES.entitled("read_work", year.place, request.seat),
            "seat_unit": request.seat.body_id if request.seat and request.seat.role == Role.DEPARTMENT else None,
            "may_rule": MOVES.entitled("set_lamp_rule", year.place, request.seat),
        },
    )


@require_GET
def wall(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """The big screen: every project with its lamp, those in trouble first."""
    year = year_at(request, place, number)
    actions.lamps_daily(year)
    rows = queries.projects_of(year)
    shown = sorted(
        ((tone_of(project), project) for project in rows), key=lambda tile: (WORST_FIRST.index(tile[0]), tile[1].no)
    )
    return render(
        request,
        "deliver/wall.html",
        {
            "year": year,
            "tiles": shown[:TILES],
            "more": max(0, len(shown) - TILES),
            "figures": queries.figures(rows),
            "alive": ALIVE,
        },
    )


def tone_of(project: Project) -> str:
    """red, yellow or green of a tile: the lamp while it burns, else what acceptance found."""
    return TONES.get(project.state) or project.lamp


@require_POST
def year_step(request: HttpRequest, place: str, number: int, act: str) -> HttpResponse:
    if act not in YEAR_STEPS:
        raise NotYours(act)
    year = year_at(request, place, number)
    MOVES.require(act, year.place, request.seat)
    action, word = YEAR_STEPS[act]
    made = action(year=year, by=request.seat)
    messages.success(request, word.format(len(made) if isinstance(made, list) else ""))
    return redirect("projects", place, number)


@require_GET
def project(request: HttpRequest, pk: int) -> HttpResponse:
    """One project for those who carry it out and those who press."""
    actions.lamps_daily(queries.project_for(request.seat, pk).year)
    found = queries.project_for(request.seat, pk)
    on_page(request, found)
    seat, tasks = request.seat, list(found.tasks.select_related("unit"))
    mine = executes(found, seat)
    may = {act: MOVES.may(act, found, seat) and (act not in EXECUTOR_ACTS or mine) for act in PROJECT_ACTS}
    return render(
        request,
        "deliver/project.html",
        {
            "project": found,
            "year": found.year,
            "thing": found,
            "may": may,
            "mine": mine,
            "tasks": tasks,
            "today": timezone.localdate(),
            "baselines": found.baselines.select_related("change", "seen"),
            "chart": queries.plan_chart(found, tasks),
            "points": queries.curve_points(found, tasks),
            "reports": found.reports.prefetch_related("photos"),
            "problems": found.problems.select_related("decided_by__person"),
            "changes": found.changes.all(),
            "slips": found.slips.all(),
            "may_decide": MOVES.entitled("decide_problem", found.place, seat),
            "may_solve": mine and MOVES.entitled("solve_problem", found.place, seat),
        },
    )


@require_POST
def project_step(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    if act not in PROJECT_STEPS:
        raise NotYours(act)
    found = queries.project_for(request.seat, pk)
    MOVES.require(act, found.place, request.seat)
    done = PROJECT_STEPS[act](project=found, by=request.seat, version=version_of(request))
    messages.success(request, f"现在是：{done.get_state_display()}，{done.get_lamp_display()}")
    return redirect("work", pk)


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """What is asked to change, beside what was voted on; the congress body decides here."""
    found = queries.change_for(request.seat, pk)
    on_page(request, found)
    act = deciding_act(found.place)
    if request.method == "POST":
        MOVES.require(act, found.place, request.seat)

    def then(cleaned: dict) -> str:
        actions.decide_change(change=found, by=request.seat, version=version_of(request), **cleaned)
        return request.path

    context = {
        "change": found,
        "project": found.project,
        "year": found.year,
        "thing": found,
        "proposed": proposed_lines(found),
        "may_decide": MOVES.may(act, found, request.seat),
        "basis": MOVES.lines[act].basis_text,
    }
    return fill(request, DecideChangeForm, then, template="deliver/change.html", context=context)
