"""今天要办: projects to announce, assign, report, coordinate, decide on and accept."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from piaojue.commons.people.models import Seat
from piaojue.commons.people.turns import Staff
from piaojue.commons.roles import Role, word_for
from piaojue.commons.todo import Day, Supply, Task, dated, waiting
from piaojue.commons.years.models import Year, not_voided
from piaojue.commons.years.road import Stage
from piaojue.stages.deliver.budget import budget_problem
from piaojue.stages.deliver.calling import called_for, callers
from piaojue.stages.deliver.models import (
    ALIVE,
    BURNING,
    Change,
    ChangeState,
    Lamp,
    Problem,
    ProblemState,
    Project,
    ProjectState,
    Site,
    SiteState,
    Talk,
)
from piaojue.stages.deliver.models import Task as Milestone
from piaojue.stages.deliver.moves import GOVERNMENT, MOVES
from piaojue.stages.deliver.pace import last_day

MOST = 10
MOST_DECISIONS = 5
SOON = timedelta(days=30)
MOST_DAYS = 300
"""Milestones in a diary at most."""


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
        yield from _talks(seat, year)
        yield from _unkept(seat, year)


def _unkept(seat: Seat, year: Year) -> Iterable[Task]:
    """What the leading group decided and nobody has carried out in time stays before those who decided it."""
    if seat.role not in GOVERNMENT:
        return
    late = Problem.objects.filter(year=year, state=ProblemState.DECIDED, due__lt=timezone.localdate())
    for problem in late.select_related("project", "owner")[:MOST_DECISIONS]:
        words = f"协调决定逾期没有落实：{problem.project}"
        yield Task(
            words, problem.project.work_url, due=problem.due, note=f"{problem.owner or ''} {problem.decision[:40]}"
        )


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
    if seat.role == Role.GOV_OFFICE:  # the leaders decide; their office copies what they have signed
        raised = Problem.objects.filter(year=year, state=ProblemState.RAISED).count()
        leaders = word_for(Role.LEADING_GROUP, seat.place)
        yield Task(
            "照签字纪要登记协调决定",
            year.page("enter_coordination"),
            count=raised,
            note=str(year),
            waits_for=leaders,
            act="deliver.enter_coordination",
        )
    if MOVES.entitled("decide_problem", seat.place, seat):
        problems = Problem.objects.filter(year=year, state=ProblemState.RAISED).select_related("project")
        for problem in problems[:MOST_DECISIONS]:
            address = reverse("decide_problem", args=[problem.pk])
            yield Task(f"协调难题：{problem.project}", address, urgent=True, note=str(year))


def _talks(seat: Seat, year: Year) -> Iterable[Task]:
    """Projects whose lamps call somebody in: for whose turn it is; the red ones first."""
    if not MOVES.entitled("call_in", seat.place, seat):
        return
    staff = Staff(year.place)
    bad = Project.objects.filter(year=year, state__in=ALIVE).exclude(lamp=Lamp.GREEN).order_by("lamp", "no")
    for project in bad.select_related("year__place").prefetch_related("reports", "talks"):
        if escalation := called_for(project):
            supply = Supply(f"约谈：{project}", reverse("call_in", args=[project.pk]), callers(project, escalation))
            if not staff.waits(supply, seat):
                yield Task(supply.label, supply.url, note=escalation.sentence, act="deliver.call_in")


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
    own = Q(owner__in=seat.speaks_for) | Q(owner=None, project__in=projects)
    decided = Problem.objects.filter(own, not_voided(), state=ProblemState.DECIDED).select_related("project")
    for problem in decided[:MOST_DECISIONS]:
        address = reverse("solve_problem", args=[problem.pk])
        yield Task(f"落实协调决定：{problem.project}", address, due=problem.due, note=problem.decision[:40])


@waiting
def talks_to_answer(seat: Seat) -> Iterable[Task]:
    """What a talk asked of the unit."""
    for talk in _open_talks(seat)[:MOST] if seat.role == Role.DEPARTMENT else ():
        address = reverse("answer_talk", args=[talk.pk])
        words = f"落实约谈要求：{talk.project}"
        yield Task(words, address, due=talk.due, note=talk.agreed[:40], act="deliver.answer_talk")


@dated
def talks_ahead(seat: Seat) -> Iterable[Day]:
    """By when a unit does what a talk asked for; the offices see those of the place."""
    if MOVES.entitled("read_work", seat.place, seat):
        for talk in _open_talks(seat)[:MOST_DAYS]:
            if talk.due is None:
                continue
            yield Day(f"落实约谈要求：{talk.project}", talk.due, url=talk.project.work_url, note=talk.agreed[:40])


def _open_talks(seat: Seat) -> QuerySet[Talk]:
    """Talks that wait for an answer, of the seat's unit or of its place."""
    rows = Talk.objects.filter(not_voided(), answered_on=None, due__isnull=False, project__state__in=ALIVE)
    mine = Q(project__department__in=seat.speaks_for) if seat.role == Role.DEPARTMENT else Q(place=seat.place)
    return rows.filter(mine).select_related("project").order_by("due", "pk")


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


@waiting
def sites(seat: Seat) -> Iterable[Task]:
    """Sites to be looked at; for the unit those that were not fit."""
    rows = Site.objects.filter(not_voided()).select_related("project").order_by("project", "pk")
    if MOVES.entitled("look_at_site", seat.place, seat):
        for site in rows.filter(place=seat.place, state=SiteState.DONE)[:MOST]:
            yield Task("验收点位", reverse("look_at_site", args=[site.pk]), note=f"{site.project}：{site}")
    if seat.role == Role.DEPARTMENT:
        for site in rows.filter(project__department__in=seat.speaks_for, state=SiteState.FAILED)[:MOST]:
            address = reverse("finish_site", args=[site.pk])
            yield Task("返工不合格的点位", address, note=f"{site.project}：{site}", urgent=True)


@waiting
def carried_over(seat: Seat) -> Iterable[Task]:
    """What an earlier year carried over: reported on each month, settled by its day."""
    rows = Project.objects.filter(BURNING, not_voided(), state=ProjectState.CARRIED).order_by("next_due", "pk")
    if MOVES.entitled("settle_carried", seat.place, seat):
        for project in rows.filter(place=seat.place)[:MOST]:
            address = reverse("settle_carried", args=[project.pk])
            yield Task(f"了结结转项目：{project}", address, due=project.next_due, note=project.next_goal)
    if seat.role == Role.DEPARTMENT:
        yield from _to_report(rows.filter(department__in=seat.speaks_for))


@dated
def milestones_ahead(seat: Seat) -> Iterable[Day]:
    """Milestones that are not reached: a unit's own, for the offices those of the place."""
    if not MOVES.entitled("read_work", seat.place, seat):
        return
    steps = Milestone.objects.filter(not_voided(), done_on=None, place=seat.place, year__stage=Stage.DELIVERING)
    steps = steps.filter(project__state__in=ALIVE)
    if seat.role == Role.DEPARTMENT:
        own = Q(unit__in=seat.speaks_for) | Q(unit=None, project__department__in=seat.speaks_for)
        steps = Milestone.objects.filter(own, not_voided(), done_on=None, project__state__in=ALIVE)
    for step in steps.select_related("project").order_by("due")[:MOST_DAYS]:
        yield Day(f"节点：{step}", step.due, url=step.project.work_url, note=str(step.project))
