"""What must be done in this room before the year goes on."""

from django.utils.translation import gettext as _

from piaojue.commons.words import said
from piaojue.commons.years.gates import demands
from piaojue.commons.years.models import Year
from piaojue.stages.deliver.models import ALIVE, Change, ChangeState, Project, ProjectState


@demands("publish_result")
def every_project_is_assigned(year: Year) -> list[str]:
    projects = list(Project.objects.filter(year=year))
    if not projects:
        return [_("入选项目还没有公布：请在“项目实施”里公布")]
    return [
        _("“%(title)s”还没有分解任务") % {"title": project}
        for project in projects
        if project.state == ProjectState.ADOPTED
    ]


@demands("close_delivery")
def every_project_is_accepted(year: Year) -> list[str]:
    projects = list(Project.objects.filter(year=year))
    if not projects:
        return [_("本年度还没有实施中的项目")]
    waiting = [
        _("“%(title)s”还没有验收（现在：%(state)s）") % {"title": project, "state": said(project.get_state_display())}
        for project in projects
        if project.state in (ProjectState.ADOPTED, *ALIVE)
    ]
    changes = Change.objects.filter(year=year, state=ChangeState.REQUESTED).select_related("project")
    return waiting + [_("“%(title)s”的变更申请还没有决定") % {"title": change.project} for change in changes]
