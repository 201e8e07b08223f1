"""验收: the unit declares it done, the government accepts at year's end; what is not done is said so."""

from datetime import date

from django.utils import timezone

from piaojue.commons.acting import acting
from piaojue.commons.drafting.actions import filed
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.years.models import Paper, Year
from piaojue.stages.deliver.models import ACCEPTED, ALIVE, Project, ProjectState, SiteState
from piaojue.stages.deliver.moves import MOVES
from piaojue.stages.deliver.telling import tell_followers_of, tell_role, tell_unit

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
    next_due: date | None = None,
    accepted_on: date | None = None,
    version: int | None = None,
) -> Project:
    """Accept at year's end, by somebody other than the executing unit; may be corrected until the year goes on.

    result:    completed, mostly, unfinished or carried (跨年结转, with next_goal and next_due: what is to be reached by when)
    raises:    NotYours, Refused with every objection
    """
    with acting(MOVES["accept"], project, by, version=version) as act:
        project = act.thing
        problems = _unacceptable(project, result, note.strip(), next_goal.strip())
        if result == ProjectState.CARRIED:
            problems += _without_a_day(project, next_due)
        if problems:
            raise Refused(*problems)
        project.state, project.acceptance = result, note.strip()
        project.next_goal = next_goal.strip() if result == ProjectState.CARRIED else ""
        project.next_due = next_due if result == ProjectState.CARRIED else None
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
    waiting = project.sites.exclude(state=SiteState.ACCEPTED).count() if result == ProjectState.COMPLETED else 0
    if waiting:
        problems.append(f"还有 {waiting} 个点位没有验收合格，不能验收为“完成”")
    if result == ProjectState.CARRIED and len(next_goal) < SHORTEST_NOTE:
        problems.append("跨年结转须写明下年目标")
    return problems


def _without_a_day(project: Project, next_due: date | None) -> list[str]:
    """What is carried over has a day, in one of the next two years."""
    if next_due is None:
        return ["跨年结转须写明下年目标的期限"]
    first, last = project.year.number, project.year.number + 2
    return [] if first < next_due.year <= last else [f"下年目标的期限应在 {first + 1} 至 {last} 年"]


def send_back_done(*, project: Project, reason: str, by: Seat, version: int | None = None) -> Project:
    """It was declared done and is not fit: back to work, and why. Raises NotYours, Refused."""
    with acting(MOVES["send_back_done"], project, by, version=version) as act:
        if len(reason.strip()) < SHORTEST_NOTE:
            raise Refused(f"请写明哪里不合格（至少 {SHORTEST_NOTE} 个字）")
        act.thing.acceptance = f"验收不合格，返工：{reason.strip()}"[:1000]
    tell_unit(project, f"“{project.title}”验收不合格，请返工：{reason.strip()}"[:300])
    return act.thing


def settle_carried(*, project: Project, settlement: str, by: Seat, version: int | None = None) -> Project:
    """What was carried over has reached its goal, or is given up, in a later year. Raises NotYours, Refused."""
    with acting(MOVES["settle_carried"], project, by, version=version) as act:
        if len(settlement.strip()) < SHORTEST_NOTE:
            raise Refused(f"请写明了结情况（至少 {SHORTEST_NOTE} 个字）")
        act.thing.settlement, act.thing.settled_on = settlement.strip(), timezone.localdate()
    tell_followers_of(project, f"您关心的“{project.title}”跨年结转后了结：{settlement.strip()}"[:300])
    return act.thing


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
