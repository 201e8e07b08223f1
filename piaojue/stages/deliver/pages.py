"""Pages of 实施 that show: the year's projects, the wall, one project at work."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from piaojue.commons.moves import owns
from piaojue.commons.roles import Role
from piaojue.commons.web.listing import listing, show_list
from piaojue.commons.web.request import Request
from piaojue.commons.years.queries import on_page, year_at
from piaojue.stages.deliver import actions, queries, showing
from piaojue.stages.deliver.models import Lamp, ProjectState
from piaojue.stages.deliver.moves import MOVES, executes
from piaojue.stages.suggest.public import Category, fair, parts_of

YEAR_ACTS = ("announce", "file_breakdown", "file_completion")
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
def projects(request: Request, place: str, number: int) -> HttpResponse:
    """The year's projects: promised, how far, which lamp."""
    year, seat = year_at(request, place, number), request.seat
    actions.lamps_daily(year)
    rows = queries.projects_of(year)
    page = listing(
        request,
        rows.prefetch_related("baselines"),
        search=("title", "department__name", "spot__name"),
        filters={
            "spot__code__startswith": ("在哪里", parts_of(year.place)),
            "category": ("领域", Category.choices),
            "lamp": ("亮灯", Lamp.choices),
            "state": ("状态", ProjectState.choices),
            "department": ("责任单位", queries.units_of(rows)),
        },
        orders={
            "ballot": ("按票面次序", ["no", "pk"]),
            "slowest": ("进度慢的在前", ["progress", "no", "pk"]),
            "fair": fair(timezone.localdate()),
        },
    )
    context = {
        "year": year,
        "figures": queries.figures(rows),
        "thumbs": showing.latest_photos(page),
        "may": {act: MOVES.may(act, year, seat) for act in YEAR_ACTS},
        "inner": MOVES.entitled("read_work", year.place, seat),
        "seat_units": seat.speaks_for if seat and seat.role == Role.DEPARTMENT else (),
    }
    return show_list(request, "deliver/projects.html", page, context, columns=COLUMNS)


@require_GET
def project(request: Request, pk: int) -> HttpResponse:
    """One project for those who carry it out and those who press."""
    actions.lamps_daily(queries.project_for(request.seat, pk).year)
    row, seat = queries.project_for(request.seat, pk), request.seat
    on_page(request, row)
    tasks = list(row.tasks.select_related("unit"))
    context = {
        "project": row,
        "year": row.year,
        "thing": row,
        "may": {act: MOVES.may(act, row, seat) for act in PROJECT_ACTS},
        "mine": executes(row, seat),
        "tasks": tasks,
        "today": timezone.localdate(),
        "baselines": row.baselines.select_related("change", "seen"),
        "chart": showing.plan_chart(row, tasks),
        "points": queries.curve_points(row, tasks),
        "reports": row.reports.prefetch_related("photos"),
        "sites": queries.sites_at_work(row, seat),
        "talks": row.talks.select_related("created_by__body"),
        "problems": row.problems.select_related("decided_by__person", "entered_by__person", "owner").prefetch_related(
            "proofs", "minutes"
        ),
        "changes": row.changes.all(),
        "slips": row.slips.all(),
        "may_decide": MOVES.entitled("decide_problem", row.place, seat),
        "may_solve": owns(MOVES["solve_problem"], row, seat),
    }
    return render(request, "deliver/project.html", context)
