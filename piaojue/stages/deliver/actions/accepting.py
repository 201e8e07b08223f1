"""验收: the unit declares it done, the government accepts at year's end; what is not done is said so."""

from datetime import date

from django.utils import timezone

from piaojue.commons.acting import acting
from piaojue.commons.drafting.actions import filed
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.years.models import Paper, Year
from piaojue.stages.deliver.models import ACCEPTED, ALIVE, Project, ProjectState
from piaojue.stages.deliver.moves import MOVES
from piaojue.stages.deliver.telling import tell_followers_of, tell_role

SHORTEST_NOTE = 4


def declare_done(*, project: Project, by: Seat, version: int | None = None) -> Project:
    """The unit says that the goal is reached; acceptance follows. Raises NotYours for another unit, Refused."""
    with acting(MOVES["declare_done"], project, by, version=version) as act:
        project = act.thing
    tell_role(project, [Role.GOV_OFFICE], f"“{project.title}”申报完工，请验收。")
    return project


def accept(
    *,
    project: Project,
    result: str,
    note: str,
    by: Seat,
    next_goal: str = "",
    accepted_on: date | None = None,
    version: int | None = None,
) -> Project:
    """Accept at year's end, by somebody other than the executing unit; may be corrected until the year goes on.

    result:    completed, mostly, unfinished or carried (跨年结转, with next_goal: what is to be reached next year)
    raises:    NotYours, Refused with every objection
    """
    with acting(MOVES["accept"], project, by, version=version) as act:
        project = act.thing
        if problems := _unacceptable(project, result, note.strip(), next_goal.strip()):
            raise Refused(*problems)
        project.state, project.acceptance = result, note.strip()
        project.next_goal = next_goal.strip() if result == ProjectState.CARRIED else ""
        project.accepted_on = accepted_on or timezone.localdate()
        act.note(result=result)
    goal = f"，下年目标：{project.next_goal}" if project.next_goal else ""
    text = f"您关心的“{project.title}”已验收：{project.get_state_display()}{goal}。年底请来评价。"
    tell_followers_of(project, text[:300])
    return project


def _unacceptable(project: Project, result: str, note: str, next_goal: str) -> list[str]:
    problems = [] if result in ACCEPTED else ["请选择验收结论：完成、基本完成、未完成或跨年结转"]
    if len(note) < SHORTEST_NOTE:
        problems.append(f"请写明验收意见（至少 {SHORTEST_NOTE} 个字）")
    if result == ProjectState.COMPLETED and project.progress < 100:
        problems.append(f"最近一期报告的进度是 {project.progress}%，不能验收为“完成”；请补报进度，或选择其他结论")
    if result == ProjectState.CARRIED and len(next_goal) < SHORTEST_NOTE:
        problems.append("跨年结转须写明下年目标")
    return problems


def file_completion(*, year: Year, by: Seat) -> Paper:
    """File the year's 完成情况报告 from what was accepted. Raises Refused while a project is not accepted."""
    with acting(MOVES["file_completion"], year, by) as act:
        act.leave()
        projects = list(Project.objects.filter(year=year))
        if not projects:
            raise Refused("本年度还没有项目")
        if waiting := [project for project in projects if project.state in (ProjectState.ADOPTED, *ALIVE)]:
            raise Refused(*(f"“{project}”还没有验收" for project in waiting))
        return filed(year=year, code="completion", thing=year, by=by)
