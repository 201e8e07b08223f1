"""今天要办: projects to announce, assign, report, coordinate, decide on and accept."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.todo import Task, waiting
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage
from piaojue.stages.deliver.models import ALIVE, Change, Problem, Project, ProjectState
from piaojue.stages.deliver.models import Task as Milestone
from piaojue.stages.deliver.moves import MOVES, deciding_act
from piaojue.stages.deliver.pace import last_day


@waiting
def delivering(seat: Seat) -> Iterable[Task]:
    for year in Year.objects.filter(place=seat.place, stage__in=[Stage.ANNOUNCING, Stage.DELIVERING]).select_related(
        "place"
    ):
        at, projects = f"{year.get_absolute_url()}projects/", Project.objects.filter(year=year)
        if MOVES.may("announce", year, seat) and not projects.exists():
            yield Task("公布入选项目", at, urgent=True, note=str(year))
        if MOVES.entitled("assign", seat.place, seat):
            yield Task(
                "分解任务",
                f"{at}?state=adopted",
                count=projects.filter(state=ProjectState.ADOPTED).count(),
                urgent=True,
                note=str(year),
            )
            yield Task(
                "验收申报完工的项目",
                f"{at}?state=done",
                count=projects.filter(state=ProjectState.DONE).count(),
                note=str(year),
            )
            yield from _past_due(year)
        if MOVES.entitled("set_lamp", seat.place, seat):
            yield Task(
                "红灯项目", f"{at}?lamp=red", count=projects.filter(lamp="red", state__in=ALIVE).count(), note=str(year)
            )
        yield from _decisions(seat, year)


def _past_due(year: Year) -> Iterable[Task]:
    """Past the approved day and neither declared done nor accepted."""
    rows = Project.objects.filter(year=year, state__in=[ProjectState.ASSIGNED, ProjectState.RUNNING]).prefetch_related(
        "baselines"
    )
    for project in rows:
        baseline = next(iter(project.baselines.all()), None)
        if baseline and baseline.due and baseline.due < timezone.localdate():
            yield Task(
                f"到期未完工，验收或申请变更：{project}",
                project.work_url,
                due=baseline.due,
                note=f"进度 {project.progress}%",
            )


def _decisions(seat: Seat, year: Year) -> Iterable[Task]:
    if MOVES.entitled("decide_problem", seat.place, seat):
        for problem in Problem.objects.filter(year=year, state="raised").select_related("project")[:5]:
            yield Task(f"协调难题：{problem.project}", f"/problems/{problem.pk}/decide/", urgent=True, note=str(year))
    if MOVES.entitled(deciding_act(seat.place), seat.place, seat):
        for change in Change.objects.filter(year=year, state="requested").select_related("project")[:5]:
            yield Task(f"审议变更：{change.project}", change.get_absolute_url(), urgent=True, note=str(year))


@waiting
def executing(seat: Seat) -> Iterable[Task]:
    """The unit's own projects: this month's report, what is finished in figures and not declared, milestones, decisions."""
    if seat.role != Role.DEPARTMENT:
        return
    today = timezone.localdate()
    month = f"{today:%Y-%m}"
    rows = Project.objects.filter(
        department=seat.body_id, state__in=[ProjectState.ASSIGNED, ProjectState.RUNNING], year__stage=Stage.DELIVERING
    )
    for project in rows.exclude(reports__month=month).select_related("year__place")[:10]:
        yield Task(
            f"报告进度：{project}",
            f"/projects/{project.pk}/report/",
            due=last_day(today.year, today.month),
            urgent=project.lamp == "red",
            note=str(project.year),
        )
    for project in rows.filter(state=ProjectState.RUNNING, progress__gte=100)[:10]:
        yield Task(f"申报完工：{project}", project.work_url, note="进度已达 100%")
    soon = today + timedelta(days=30)
    steps = Milestone.objects.filter(
        done_on=None, due__lte=soon, project__state__in=ALIVE, year__stage=Stage.DELIVERING
    )
    mine = Q(unit=seat.body_id) | Q(unit=None, project__department=seat.body_id)
    for step in steps.filter(mine).select_related("project", "year__place")[:10]:
        yield Task(f"完成节点：{step}", f"/tasks/{step.pk}/finish/", due=step.due, note=str(step.project))
    for problem in Problem.objects.filter(project__in=rows, state="decided").select_related("project")[:5]:
        yield Task(f"落实协调决定：{problem.project}", f"/problems/{problem.pk}/solve/", note=problem.decision[:40])
