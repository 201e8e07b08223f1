"""What may be seen of 实施. Lists answer with a bounded number of queries whatever their length."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext

from piaojue.commons.moves import NotYours
from piaojue.commons.people.models import Seat
from piaojue.commons.years.models import Year
from piaojue.stages.deliver.models import ACCEPTED, ALIVE, Change, Lamp, Problem, Project, ProjectState, Task
from piaojue.stages.deliver.moves import MOVES
from piaojue.stages.deliver.pace import curve_of_project


def projects_of(year: Year) -> QuerySet[Project]:
    """The year's projects, public, in the order of announcement."""
    return Project.objects.filter(year=year).select_related("department", "spot", "place", "year").order_by("no", "pk")


def units_of(projects: QuerySet[Project]) -> list[tuple[int, str]]:
    """(id, name) of the units that carry out these projects."""
    return list(
        projects.exclude(department=None)
        .order_by("department__name")
        .values_list("department", "department__name")
        .distinct()
    )


def project_for(by: Seat | None, pk: int) -> Project:
    """A project with what its working page shows. Raises NotYours for who has nothing to do with the work."""
    found = (
        Project.objects.select_related("place", "year__place", "department", "spot", "dossier").filter(pk=pk).first()
    )
    if found is None:
        raise NotYours("project")
    MOVES.require("read_work", found.place, by)
    return found


def change_for(by: Seat | None, pk: int) -> Change:
    """A change and its project; decided ones are public. Raises NotYours."""
    rows = Change.objects.select_related(
        "project__department", "place", "year__place", "decided_by__person", "created_by__body"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotYours("change")
    if found.state == "requested":
        MOVES.require("read_work", found.place, by)
    return found


def row_for(model: type, by: Seat | None, pk: int) -> Task | Problem:
    """A task or a problem with its project, for those at work. Raises NotYours."""
    found = (
        model.objects.select_related("project__place", "project__year__place", "project__department")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise NotYours(model.__name__)
    MOVES.require("read_work", found.project.place, by)
    return found


def figures(projects: QuerySet[Project]) -> dict:
    """How many under each lamp (of those under way), in each state; money in 元 of the latest baselines and reports."""
    alive, burning = (
        Q(state__in=ALIVE),
        {f"{lamp}_lamps": Count("pk", filter=Q(lamp=lamp, state__in=ALIVE)) for lamp in Lamp.values},
    )
    return projects.order_by().aggregate(
        count=Count("pk"),
        alive=Count("pk", filter=alive),
        accepted=Count("pk", filter=Q(state__in=ACCEPTED)),
        completed=Count("pk", filter=Q(state=ProjectState.COMPLETED)),
        mostly=Count("pk", filter=Q(state=ProjectState.MOSTLY)),
        left=Count("pk", filter=Q(state__in=[ProjectState.UNFINISHED, ProjectState.CARRIED])),
        paid=Sum("paid_yuan"),
        **burning,
    )


def curve_points(project: Project, tasks: Iterable[Task]) -> list[tuple[str, int]]:
    """[(month "YYYY-MM", planned cumulative % at its end)] from the planned start to the last milestone; empty without a plan."""
    tasks = list(tasks)
    curve = curve_of_project(project, tasks)
    if curve is None:
        return []
    points, (year, month) = [], (project.starts_on.year, project.starts_on.month)
    last = max(task.due for task in tasks)
    while (year, month) <= (last.year, last.month):
        following = (year, month + 1) if month < 12 else (year + 1, 1)
        points.append((f"{year}-{month:02d}", round(float(curve.at(date(*following, 1) - date.resolution)) * 100)))
        year, month = following
    return points


def plan_chart(project: Project, tasks: Iterable[Task]) -> dict | None:
    """ECharts options of plan against actual, %; None without a plan."""
    points = curve_points(project, tasks)
    if not points:
        return None
    actual = {report.month: report.percent for report in project.reports.all()}
    months = sorted({month for month, _ in points} | set(actual))
    plan = dict(points)
    return {
        "legend": {"top": 0},
        "grid": {"left": 44, "right": 16, "top": 36, "bottom": 28},
        "tooltip": {"trigger": "axis"},
        "xAxis": {"type": "category", "data": [gettext("%(n)s 月") % {"n": month[5:].lstrip("0")} for month in months]},
        "yAxis": {"type": "value", "max": 100, "axisLabel": {"formatter": "{value}%"}},
        "series": [
            {
                "name": gettext("计划"),
                "type": "line",
                "data": [plan.get(month) for month in months],
                "lineStyle": {"type": "dashed"},
            },
            {"name": gettext("实际"), "type": "line", "data": [actual.get(month) for month in months]},
        ],
    }


def overdue(projects: QuerySet[Project]) -> QuerySet[Task]:
    """Milestones past their day and not reached."""
    return Task.objects.filter(
        project__in=projects, done_on=None, due__lt=timezone.localdate(), project__state__in=ALIVE
    )
