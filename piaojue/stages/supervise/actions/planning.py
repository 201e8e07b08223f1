"""年度监督计划: drafted by the office, passed by a meeting; each line then becomes an activity with its day."""

from django.utils import timezone

from piaojue.commons.acting import Doing, acting
from piaojue.commons.decisions.models import Decision
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.years.models import Year
from piaojue.stages.supervise.kinds import AT_DESK, ActivityKind, assignment, is_decided_on, not_here
from piaojue.stages.supervise.models import Activity, ActivityState, PlanLine, PlanState, SupervisionPlan
from piaojue.stages.supervise.moves import MOVES
from piaojue.stages.supervise.values import PlannedActivity

SHORTEST_TITLE = 4
MOST_LINES = 60


def draft_plan(*, year: Year, title: str, by: Seat) -> SupervisionPlan:
    """Begin it. Raises NotYours; Refused while another one is being drafted."""
    plan = SupervisionPlan(place=year.place, year=year, title=title.strip())
    with acting(MOVES["draft_plan"], year, by, makes=plan, hold=True):
        if len(plan.title) < SHORTEST_TITLE:
            raise Refused(f"请写计划名称（至少 {SHORTEST_TITLE} 个字）")
        if SupervisionPlan.objects.filter(year=year, state=PlanState.DRAFTED).exists():
            raise Refused("已经有一份计划在拟稿，请在那一份里添加事项")
    return plan


def add_to_plan(*, plan: SupervisionPlan, line: PlannedActivity, by: Seat) -> PlanLine:
    """One more line. Raises NotYours, Refused with every objection."""
    projects, regions = list(line.projects), list(line.regions)
    row = PlanLine(place=plan.place, year=plan.year, plan=plan, kind=line.kind, held_on=line.held_on)
    row.title, row.led_by, row.note = line.title.strip(), line.led_by.strip(), line.note.strip()
    row.budget_line = line.budget_line.strip()
    with acting(MOVES["add_to_plan"], plan, by, makes=row, hold=True) as act:
        problems = _unfit(row, [project.year_id for project in projects])
        if any(not region.pk.startswith(row.place_id) or region.pk == row.place_id for region in regions):
            problems.append("涉及地区应是本地区下面的地区")
        if problems:
            raise Refused(*problems)
        act.save()
        row.projects.set(projects)
        row.regions.set(regions)
    return row


def _unfit(row: PlanLine, years: list[int]) -> list[str]:
    problems = []
    if row.kind not in AT_DESK:
        problems.append("请选择监督方式")
    elif strange := not_here(ActivityKind(row.kind), row.place):
        problems.append(strange)
    if len(row.title) < SHORTEST_TITLE:
        problems.append(f"请写明主题（至少 {SHORTEST_TITLE} 个字）")
    if not row.year.number - 1 <= row.held_on.year <= row.year.number + 1:
        problems.append(f"计划日期应在 {row.year.number} 年前后")
    if any(year != row.year_id for year in years):
        problems.append("所选项目不在这个年度")
    if row.plan.lines.count() >= MOST_LINES:
        problems.append(f"一份计划最多 {MOST_LINES} 项")
    return problems


def drop_from_plan(*, line: PlanLine, by: Seat) -> SupervisionPlan:
    """Take a line out while the plan is drafted. Raises NotYours, Refused."""
    with acting(MOVES["drop_from_plan"], line, by) as act:
        if act.thing.plan.state != PlanState.DRAFTED:
            raise Refused("计划已经会议通过，不能再删；不再开展的，请取消那次监督活动并写明理由")
        act.thing.projects.clear()
        act.thing.regions.clear()
        act.delete()
    return line.plan


def adopt_plan(*, plan: SupervisionPlan, decision: Decision, by: Seat) -> SupervisionPlan:
    """The meeting has passed it: each line becomes an activity, suggested where a body still decides on it. Raises Refused."""
    with acting(MOVES["adopt_plan"], plan, by, decision=decision) as act:
        act.thing.doc_no, act.thing.adopted_on = decision.number, decision.decided_on
        for line in act.thing.lines.select_related("place", "year__place").prefetch_related("projects"):
            _arrange(act, line)
    return act.thing


def _arrange(act: Doing[SupervisionPlan], line: PlanLine) -> None:
    kind, projects = ActivityKind(line.kind), list(line.projects.all())
    activity = Activity(place=line.place, year=line.year, kind=kind, title=line.title, held_on=line.held_on)
    activity.project = projects[0] if len(projects) == 1 else None
    activity.state = ActivityState.ARRANGED
    if is_decided_on(kind, line.place):
        activity.state, activity.order = ActivityState.SUGGESTED, assignment(kind, line.place)
    activity.created_by, activity.budget_line = act.by, line.budget_line
    activity.save()
    activity.regions.set(line.regions.all())
    if len(projects) > 1:
        activity.projects.set(projects)
    act.also(MOVES["arrange_planned"], activity, plan=act.thing.pk)
    act.change(MOVES["take_up_line"], line, {"activity": activity})


def publish_plan(*, plan: SupervisionPlan, by: Seat, version: int | None = None) -> SupervisionPlan:
    """Everybody may read it (监督法 63). Raises NotYours, Refused."""
    with acting(MOVES["publish_plan"], plan, by, version=version) as act:
        act.thing.published_on = timezone.localdate()
    return act.thing
