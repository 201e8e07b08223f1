"""What must be done in this room before the year goes on."""

from datetime import date

from django.db.models import Min, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from engines.law import CLOCKS, Matter, deadline
from piaojue.commons.decisions.gates import entering
from piaojue.commons.roles import Role
from piaojue.commons.todo import Lack, Supply, in_turn
from piaojue.commons.words import said
from piaojue.commons.years.gates import demands, draws
from piaojue.commons.years.models import PaperKind, Year
from piaojue.stages.deliver.models import ALIVE, Change, ChangeState, Project, ProjectState
from piaojue.stages.deliver.moves import ANNOUNCERS, ENDS, EXECUTORS

OFFICE = in_turn(ANNOUNCERS, Role.CONGRESS_CLERK, Role.STREET_CLERK)
GOVERNMENT = in_turn(ANNOUNCERS, Role.GOV_OFFICE)


def announcing(year: Year) -> Supply:
    return Supply("公布入选项目", year.page("projects"), OFFICE, act="deliver.announce")


def assigning(project: Project) -> Supply:
    """任务分解 of one project."""
    return Supply(
        f"分解任务：{project}", reverse("assign_project", args=[project.pk]), (Role.GOV_OFFICE,), act="deliver.assign"
    )


def finishing(project: Project) -> Supply:
    """Whose turn it is with a project that is not accepted: the unit reports and declares, the government office accepts."""
    if project.state == ProjectState.ADOPTED:
        return assigning(project)
    if project.state == ProjectState.DONE:
        address = reverse("accept_project", args=[project.pk])
        return Supply(f"验收：{project}", address, (Role.GOV_OFFICE,), act="deliver.accept")
    baseline = project.baselines.first()
    return Supply(
        f"报告进度、申报完工：{project}",
        project.work_url,
        in_turn(EXECUTORS, Role.DEPARTMENT),
        bodies=(project.department_id,) if project.department_id else (),
        due=baseline.due if baseline else None,
        act="deliver.report",
    )


@demands("publish_result")
def every_project_is_assigned(year: Year) -> list[Lack]:
    projects = list(Project.objects.filter(year=year))
    if not projects:
        return [Lack(_("入选项目还没有公布：请在“项目实施”里公布"), announcing(year))]
    return [
        Lack(_("“%(title)s”还没有分解任务") % {"title": project}, assigning(project))
        for project in projects
        if project.state == ProjectState.ADOPTED
    ]


@demands("close_delivery")
def every_project_is_accepted(year: Year) -> list[Lack]:
    projects = list(Project.objects.filter(year=year).prefetch_related("baselines"))
    if not projects:
        return [Lack(_("本年度还没有实施中的项目"), announcing(year))]
    waiting = [
        Lack(
            _("“%(title)s”还没有验收（现在：%(state)s）")
            % {"title": project, "state": said(project.get_state_display())},
            finishing(project),
        )
        for project in projects
        if project.state in (ProjectState.ADOPTED, *ALIVE)
    ]
    changes = Change.objects.filter(year=year, state=ChangeState.REQUESTED).select_related("project", "year__place")
    return waiting + [
        Lack(_("“%(title)s”的变更申请还没有决定") % {"title": change.project}, deciding(change)) for change in changes
    ]


def deciding(change: Change) -> Supply:
    """The body that the law names decides; in a 街道 its Party working committee."""
    return entering(change.year, Matter.TERMINATION if change.kind in ENDS else Matter.CHANGE)


@draws(PaperKind.RESULT_NOTICE)
def from_the_announcement(year: Year) -> Supply | None:
    """It is filed with the announcement, where it was not filed with the result."""
    return None if Project.objects.filter(year=year).exists() else announcing(year)


@draws(PaperKind.TASK_BREAKDOWN)
def from_the_plans(year: Year) -> Supply | None:
    """Drawn up from the projects' plans."""
    projects = Project.objects.filter(year=year)
    waits = not projects.exists() or projects.filter(state=ProjectState.ADOPTED).exists()
    after = _("入选项目分解任务") if waits else ""
    return Supply(
        "登记任务分解表",
        year.page("projects"),
        GOVERNMENT,
        due=disclosed_by(projects),
        after=after,
        act="deliver.file_breakdown",
    )


def disclosed_by(projects: QuerySet[Project]) -> date | None:
    """The day by which the government has made public what the vote decided (信息公开条例 26); None: nothing is announced yet."""
    announced = projects.aggregate(first=Min("created_at"))["first"]
    return deadline(CLOCKS["disclosure"], timezone.localdate(announced)) if announced else None


@draws(PaperKind.COMPLETION_REPORT)
def from_the_acceptance(year: Year) -> Supply | None:
    """Drawn up from what was accepted."""
    waits = Project.objects.filter(year=year, state__in=(ProjectState.ADOPTED, *ALIVE)).exists()
    after = _("项目验收") if waits else ""
    return Supply("登记完成情况报告", year.page("projects"), GOVERNMENT, after=after, act="deliver.file_completion")
