"""节点微调 and 实质变更: what the government may move by itself, and what the congress body must approve."""

from datetime import date

from engines.pacing import PlanRefused
from piaojue.commons.acting import Doing, acting
from piaojue.commons.decisions.models import Decision
from piaojue.commons.decisions.queries import members_of, offices_of
from piaojue.commons.drafting.actions import Worded, filed
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.stages.deliver.actions.announcing import Chosen, frozen_version, make_project
from piaojue.stages.deliver.actions.lighting import relight
from piaojue.stages.deliver.actions.planning import task_of
from piaojue.stages.deliver.budget import budget_problem
from piaojue.stages.deliver.models import Baseline, Change, ChangeKind, ChangeState, Project, ProjectState, Slip, Task
from piaojue.stages.deliver.moves import ENDS, MOVES, deciding_line, matter_of
from piaojue.stages.deliver.pace import counts, curve_of, share_of
from piaojue.stages.deliver.queries import replacements, units_for
from piaojue.stages.deliver.telling import tell_followers_of, tell_role
from piaojue.stages.deliver.values import Proposal
from piaojue.stages.deliver.wording import change_notice, goal_text

SHORTEST_TEXT, SHORTEST_REASON, LONGEST_DECISION = 5, 10, 1000
MAY_PROPOSE = {
    ChangeKind.SCOPE: {"scope", "target_count", "target_unit"},
    ChangeKind.SITE: {"scope"},
    ChangeKind.FUNDS: {"year_yuan"},
    ChangeKind.DUE: {"due"},
    ChangeKind.DEPARTMENT: {"department"},
    ChangeKind.TERMINATE: set(),
    ChangeKind.REPLACE: {"dossier"},
}
"""What each kind of change may set in the new baseline."""
KEEP_THE_PLAN = (ChangeKind.FUNDS, ChangeKind.DEPARTMENT)
"""Money and unit leave the plan as it is; every other change asks for a new one."""


def slip(*, task: Task, new: date, reason: str, by: Seat) -> Slip:
    """Move one milestone within the approved goal; published at once.

    raises: NotYours, Refused: past the approved completion date (a material change), out of order, done already
    """
    with acting(MOVES["slip"], task.project, by) as act:
        project, task = act.thing, task_of(act.thing, task)
        if problems := _unfit_slip(project, task, new, reason.strip()):
            raise Refused(*problems)
        row = Slip.objects.create(
            project=project,
            place=project.place,
            year=project.year,
            milestone=task.title,
            old=task.due.isoformat(),
            new=new.isoformat(),
            reason=reason.strip(),
            created_by=by,
        )
        task.due, task.version = new, task.version + 1
        task.save(update_fields=["due", "version"])
        relight(project)
        act.note(slipped=task.pk)
        act.also(MOVES["publish_slip"], row, task=task.pk)
    return row


def _unfit_slip(project: Project, task: Task, new: date, reason: str) -> list[str]:
    problems = [] if len(reason) >= SHORTEST_TEXT else [f"请写明调整节点的原因（至少 {SHORTEST_TEXT} 个字）"]
    if task.done_on:
        problems.append(f"“{task}”已经完成，不能调整")
    if new == task.due:
        problems.append("新时间和原时间相同")
    limit = project.baseline.due
    if limit and new > limit:
        problems.append(f"新时间晚于批准的完成时间 {limit:%Y-%m-%d}，属于实质变更，须报人大批准")
    others = list(project.tasks.exclude(pk=task.pk).values_list("due", "share"))
    try:
        curve_of(project.starts_on or new, [*others, (new, task.share)])
    except PlanRefused as error:
        problems += [f"移动后计划不成立：{problem}" for problem in error.problems]
    return problems


def request_change(
    *,
    project: Project,
    kind: str,
    new: str,
    reason: str,
    by: Seat,
    proposed: Proposal | None = None,
    affected: int | None = None,
    version: int | None = None,
) -> Change:
    """The government asks the congress body to change what was voted on.

    affected: persons who benefited and are concerned
    raises:   NotYours, Refused with every objection
    """
    proposed = proposed or Proposal()
    with acting(MOVES["request_change"], project, by, version=version) as act:
        project, baseline = act.thing, act.thing.baseline
        if problems := _unfit(project, baseline, kind, new.strip(), reason.strip(), proposed):
            raise Refused(*problems)
        change = Change.objects.create(
            project=project,
            place=project.place,
            year=project.year,
            kind=kind,
            old=goal_text(project, baseline)[:1000],
            new=new.strip(),
            proposed=proposed,
            reason=reason.strip(),
            affected=affected,
            created_by=by,
        )
        act.note(change=change.pk)
        act.also(MOVES["file_request"], change, kind=kind)
    matter = matter_of(change)
    concerned = members_of(matter, project.place) | offices_of(matter, project.place)
    text = f"政府申请变更“{project.title}”（{change.get_kind_display()}），请提交会议审议。"
    tell_role(project, concerned, text, change.get_absolute_url())
    return change


def decide_change(*, change: Change, decision: Decision, by: Seat) -> Change:
    """A body has approved it: a new baseline, or the end of the project, published (docs/domain.md#change).

    by: who enters the decision
    raises: Refused: no passed decision of a competent body on this very request
    """
    with acting(deciding_line(change), change, by, decision=decision) as act:
        change = act.thing
        if problem := budget_problem(change):
            raise Refused(problem)
        _write_down(change, decision, by)
        _carry_out(change, decision, by)
        act.note(approved=True, no=decision.number)
    _tell_outcome(change, "已获批准")
    return change


def turn_down_change(*, change: Change, decision: Decision, by: Seat) -> Change:
    """The body has not approved it: nothing changes, and the office may ask again. It follows from a decision alone."""
    with acting(MOVES["turn_down_change"], change, by) as act:
        change = act.thing
        change.state = ChangeState.REJECTED
        _write_down(change, decision, by)
        act.note(approved=False, no=decision.number, decision=decision.pk)
    _tell_outcome(change, "未获批准")
    return change


def _write_down(change: Change, decision: Decision, by: Seat) -> None:
    item = decision.item_of(change)
    change.decision = ((item.note if item else "") or decision.text)[:LONGEST_DECISION]
    change.decision_no, change.decided_by = decision.number, by


def _tell_outcome(change: Change, outcome: str) -> None:
    text = f"“{change.project.title}”的变更申请（{change.get_kind_display()}）{outcome}。"
    tell_role(change.project, [Role.GOV_OFFICE, Role.DEPUTY], text, change.get_absolute_url())


def _carry_out(change: Change, decision: Decision, by: Seat) -> None:
    """The new baseline, or the end of the project and what comes in its place; the notice."""
    with acting(MOVES["carry_out_change"], change.project, by) as act:
        project = act.thing
        if change.kind in ENDS:
            project.state = ProjectState.TERMINATED
            if change.kind == ChangeKind.REPLACE:
                _replace(act, change)
        else:
            _set_goal(project, change)
        act.note(change=change.pk)
    filed(
        year=project.year,
        code="change_decision",
        thing=change,
        by=by,
        number=change.decision_no,
        issued_on=decision.decided_on,
        worded=Worded(change_notice(change)),
    )
    text = f"您关心的“{project.title}”经批准作了变更（{change.get_kind_display()}）：{change.new}"
    tell_followers_of(project, text[:300])


def _set_goal(project: Project, change: Change) -> None:
    """The new baseline; progress and lamp are measured by it."""
    baseline = _new_baseline(project, change)
    if change.proposed.department:
        project.department_id = change.proposed.department
    latest = project.reports.order_by("-month").first()
    if latest and counts(project, baseline):
        project.progress = share_of(project, baseline, latest.percent, latest.done_count)
    relight(project)


def _new_baseline(project: Project, change: Change) -> Baseline:
    """What the change says over what was approved before."""
    old, asked = project.baseline, change.proposed
    return Baseline.objects.create(
        project=project,
        number=old.number + 1,
        scope=old.scope if asked.scope is None else asked.scope,
        target_count=old.target_count if asked.target_count is None else asked.target_count,
        target_unit=old.target_unit if asked.target_unit is None else asked.target_unit,
        year_yuan=old.year_yuan if asked.year_yuan is None else asked.year_yuan,
        due=asked.due or old.due,
        change=change,
        plan=old.plan if change.kind in KEEP_THE_PLAN else (),
        reason=f"{change.get_kind_display()}变更，{change.decision_no}"[:200],
    )


def _replace(act: Doing[Project], change: Change) -> None:
    """What comes in the project's place."""
    project = act.thing
    rows = replacements(project).select_related("spot", "department")
    dossier = rows.filter(pk=change.proposed.dossier).first()
    if dossier is None:
        raise Refused("申请中的替代项目已经实施或不在候选与储备之列，请退回政府重新申请")
    item = Chosen(dossier, frozen_version(dossier), f"替换“{project.title}”，{change.decision_no}")
    number = Project.objects.filter(year=project.year).count() + 1
    successor = make_project(item, year=project.year, no=number, by=act.by, replaces=project)
    act.also(MOVES["make_project"], successor)


def _unfit(project: Project, baseline: Baseline, kind: str, new: str, reason: str, proposed: Proposal) -> list[str]:
    """Every objection to a request."""
    if kind not in ChangeKind.values:
        return ["请选择变更类型"]
    problems = []
    if len(new) < SHORTEST_TEXT:
        problems.append(f"请写清新的内容（至少 {SHORTEST_TEXT} 个字）")
    if len(reason) < SHORTEST_REASON:
        problems.append(f"请写清变更的理由（至少 {SHORTEST_REASON} 个字）")
    if proposed.names() - MAY_PROPOSE[ChangeKind(kind)]:
        problems.append(f"“{ChangeKind(kind).label}”变更不能同时改动其他内容，请分别申请")
    return problems + _lacking(project, baseline, kind, proposed)


def _lacking(project: Project, baseline: Baseline, kind: str, asked: Proposal) -> list[str]:
    """What this kind of change must say and does not."""
    if kind == ChangeKind.DUE and asked.due is None:
        return ["请填写新的完成时间"]
    if kind == ChangeKind.DUE and asked.due == baseline.due:
        return ["新的完成时间和原来相同"]
    if kind == ChangeKind.FUNDS and (asked.year_yuan is None or asked.year_yuan < 0):
        return ["请填写新的年度投资（元）"]
    if kind == ChangeKind.SCOPE and not (asked.scope or asked.target_count):
        return ["请填写新的内容与规模，或新的目标数"]
    if kind == ChangeKind.DEPARTMENT and not units_for(project.place).filter(pk=asked.department or 0).exists():
        return ["请选择新的责任单位"]
    if kind == ChangeKind.REPLACE and not replacements(project).filter(pk=asked.dossier or 0).exists():
        return ["请从落选候选或储备库里选择替代项目"]
    return []
