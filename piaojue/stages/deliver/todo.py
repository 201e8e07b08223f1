"""今天要办: projects to announce, assign, report, coordinate, decide on and accept."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.todo import Task, waiting
from piaojue.commons.years.models import Year, not_voided
from piaojue.commons.years.road import Stage
from piaojue.stages.deliver.budget import budget_problem
from piaojue.stages.deliver.models import ALIVE, Change, ChangeState, Lamp, Problem, ProblemState, Project, ProjectState
from piaojue.stages.deliver.models import Task as Milestone
from piaojue.stages.deliver.moves import MOVES
from piaojue.stages.deliver.pace import last_day

MOST = 10
MOST_DECISIONS = 5
SOON = timedelta(days=30)


@waiting
def delivering(seat: Seat) -> Iterable[Task]:
    """What the year needs beside what its gate says: to press, to accept, to coordinate."""
    years = Year.objects.filter(place=seat.place, stage=Stage.DELIVERING)
    for year in years.select_related("place"):
        projects = Project.objects.filter(year=year)
        if MOVES.entitled("accept", seat.place, seat):
            yield from _past_due(year)
        if MOVES.entitled("set_lamp", seat.place, seat):
            yield _counted("红灯项目", year, projects.filter(state__in=ALIVE), lamp=Lamp.RED)
        if seat.role == Role.LEADING_GROUP:
            yield _counted("红灯项目，听取情况、协调解决", year, projects.filter(state__in=ALIVE), lamp=Lamp.RED)
        yield from _decisions(seat, year)


def _counted(label: str, year: Year, projects: QuerySet[Project], *, urgent: bool = False, **where: str) -> Task:
    """How many projects are so, and the list of them."""
    number = projects.filter(**where).count()
    return Task(label, f"{year.page('projects')}?{urlencode(where)}", count=number, urgent=urgent, note=str(year))


def _past_due(year: Year) -> Iterable[Task]:
    """Past the approved day and neither declared done nor accepted."""
    rows = Project.objects.filter(year=year, state__in=[ProjectState.ASSIGNED, ProjectState.RUNNING])
    for project in rows.prefetch_related("baselines"):
        baseline = next(iter(project.baselines.all()), None)
        if baseline and baseline.due and baseline.due < timezone.localdate():
            words = f"到期未完工，验收或申请变更：{project}"
            yield Task(words, project.work_url, due=baseline.due, note=f"进度 {project.progress}%")


def _decisions(seat: Seat, year: Year) -> Iterable[Task]:
    if MOVES.entitled("decide_problem", seat.place, seat):
        problems = Problem.objects.filter(year=year, state=ProblemState.RAISED).select_related("project")
        for problem in problems[:MOST_DECISIONS]:
            address = reverse("decide_problem", args=[problem.pk])
            yield Task(f"协调难题：{problem.project}", address, urgent=True, note=str(year))


@waiting
def budgeting(seat: Seat) -> Iterable[Task]:
    """The finance office: changes of money that are a budget adjustment or not."""
    if seat.role != Role.FINANCE:
        return
    changes = Change.objects.filter(not_voided(), place=seat.place, state=ChangeState.REQUESTED, budget_note="")
    for change in changes.filter(year__stage=Stage.DELIVERING).select_related("project", "place", "year__place"):
        if budget_problem(change):
            yield Task(f"认定是否属于预算调整：{change.project}", change.get_absolute_url(), note=str(change.year))


@waiting
def executing(seat: Seat) -> Iterable[Task]:
    """The unit's own projects: this month's report, what is finished in figures and not declared, milestones, decisions."""
    if seat.role != Role.DEPARTMENT:
        return
    states = [ProjectState.ASSIGNED, ProjectState.RUNNING]
    projects = Project.objects.filter(not_voided(), department__in=seat.speaks_for, state__in=states)
    projects = projects.filter(year__stage=Stage.DELIVERING)
    yield from _to_report(projects)
    for project in projects.filter(state=ProjectState.RUNNING, progress__gte=100)[:MOST]:
        yield Task(f"申报完工：{project}", project.work_url, note="进度已达 100%")
    yield from _to_reach(seat)
    decided = Problem.objects.filter(project__in=projects, state=ProblemState.DECIDED).select_related("project")
    for problem in decided[:MOST_DECISIONS]:
        address = reverse("solve_problem", args=[problem.pk])
        yield Task(f"落实协调决定：{problem.project}", address, note=problem.decision[:40])


def _to_report(projects: QuerySet[Project]) -> Iterable[Task]:
    """This month's reports."""
    today = timezone.localdate()
    unreported = projects.exclude(reports__month=f"{today:%Y-%m}").select_related("year__place")
    for project in unreported[:MOST]:
        yield Task(
            f"报告进度：{project}",
            reverse("report_progress", args=[project.pk]),
            due=last_day(today.year, today.month),
            urgent=project.lamp == Lamp.RED,
            note=str(project.year),
        )


def _to_reach(seat: Seat) -> Iterable[Task]:
    """The unit's milestones of the next weeks."""
    soon = timezone.localdate() + SOON
    steps = Milestone.objects.filter(done_on=None, due__lte=soon, project__state__in=ALIVE)
    own = Q(unit__in=seat.speaks_for) | Q(unit=None, project__department__in=seat.speaks_for)
    steps = steps.filter(own, not_voided(), year__stage=Stage.DELIVERING).select_related("project", "year__place")
    for step in steps[:MOST]:
        yield Task(f"完成节点：{step}", reverse("finish_task", args=[step.pk]), due=step.due, note=str(step.project))
