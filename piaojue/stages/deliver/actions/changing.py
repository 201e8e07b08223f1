"""节点微调 and 实质变更: what the government may move by itself, and what the congress body must approve."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from engines.pacing import PlanRefused
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.record.log import record
from piaojue.commons.roles import Role
from piaojue.commons.years.actions import file_paper
from piaojue.commons.years.models import PaperKind
from piaojue.stages.deliver.actions.announcing import frozen_version, make_project
from piaojue.stages.deliver.actions.locking import locked, locked_row
from piaojue.stages.deliver.actions.planning import units_for
from piaojue.stages.deliver.actions.pressing import relight
from piaojue.stages.deliver.models import Baseline, Change, ChangeKind, ChangeState, Project, ProjectState, Slip, Task
from piaojue.stages.deliver.moves import MOVES, deciding_act
from piaojue.stages.deliver.pace import counts, curve_of
from piaojue.stages.deliver.telling import tell_proposers, tell_role
from piaojue.stages.deliver.wording import change_notice, goal_text
from piaojue.stages.shortlist.public import Dossier, DossierState

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


@transaction.atomic
def slip(*, task: Task, new: date, reason: str, by: Seat, version: int | None = None) -> Slip:
    """Move one milestone within the approved goal; published at once.

    raises: NotYours, Refused: past the approved completion date (a material change), out of order, done already
    """
    project = locked(task.project)
    task = Task.objects.select_for_update().get(pk=task.pk, project=project)
    MOVES.take("slip", project, by, version=version)
    problems = [] if len(reason.strip()) >= 5 else ["请写明调整节点的原因（至少 5 个字）"]
    if task.done_on:
        problems.append(f"“{task}”已经完成，不能调整")
    if new == task.due:
        problems.append("新时间和原时间相同")
    limit = project.baselines.first().due
    if limit and new > limit:
        problems.append(f"新时间晚于批准的完成时间 {limit:%Y-%m-%d}，属于实质变更，须报人大批准")
    others = list(project.tasks.exclude(pk=task.pk).values_list("due", "share"))
    try:
        curve_of(project.starts_on, [*others, (new, task.share)])
    except PlanRefused as error:
        problems += [f"移动后计划不成立：{problem}" for problem in error.problems]
    if problems:
        raise Refused(*problems)
    made = Slip.objects.create(
        project=project,
        place=project.place,
        year=project.year,
        milestone=task.title,
        old=task.due.isoformat(),
        new=new.isoformat(),
        reason=reason.strip(),
        created_by=by,
    )
    task.due = new
    task.version += 1
    task.save(update_fields=["due", "version"])
    relight(project)
    project.save()
    record("deliver.replanned", project, by, slipped=task.pk)
    record("deliver.slipped", made, by, task=task.pk)
    return made


@transaction.atomic
def request_change(
    *,
    project: Project,
    kind: str,
    new: str,
    reason: str,
    by: Seat,
    proposed: dict[str, Any] | None = None,
    affected: int | None = None,
    version: int | None = None,
) -> Change:
    """The government asks the congress body to change what was voted on.

    proposed: what the new baseline shall say (see Change.proposed), e.g. {"due": date, …}; replacement: {"dossier": id}
    raises:   NotYours, Refused with every objection
    """
    project = locked(project)
    MOVES.take("request_change", project, by, version=version)
    proposed = {name: value for name, value in (proposed or {}).items() if value not in (None, "")}
    baseline = project.baselines.first()
    if problems := _objections(project, baseline, kind, new, reason, proposed):
        raise Refused(*problems)
    proposed = {name: value.isoformat() if isinstance(value, date) else value for name, value in proposed.items()}
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
    project.save(update_fields=["version"])
    record("deliver.change_requested", change, by, kind=kind)
    deciders = MOVES.lines[deciding_act(project.place)].roles
    text = f"政府申请变更“{project.title}”（{change.get_kind_display()}），请审议。"
    tell_role(project, [*deciders, Role.CONGRESS_CLERK], text, change.get_absolute_url())
    return change


@transaction.atomic
def decide_change(
    *, change: Change, approve: bool, decision: str, decision_no: str = "", by: Seat, version: int | None = None
) -> Change:
    """The congress body decides: 常委会 (county and up), 主席团 (township), 党工委 (街道). Approved: a new baseline, published.

    decision_no: number of the decision, required when approved
    raises: NotYours, Refused
    """
    change = locked_row(change)
    MOVES.take(deciding_act(change.place), change, by, version=version)
    problems = [] if len(decision.strip()) >= 4 else ["请写明审议决定（至少 4 个字）"]
    if approve and not decision_no.strip():
        problems.append("批准变更须填写决定文号")
    if problems:
        raise Refused(*problems)
    change.state = ChangeState.APPROVED if approve else ChangeState.REJECTED
    change.decision, change.decision_no, change.decided_by = decision.strip(), decision_no.strip(), by
    change.save()
    if approve:
        _carry_out(change, by)
    record("deliver.change_decided", change, by, approved=approve, no=decision_no.strip())
    word = "已获批准" if approve else "未获批准"
    text = f"“{change.project.title}”的变更申请（{change.get_kind_display()}）{word}。"
    tell_role(change.project, [Role.GOV_OFFICE, Role.DEPUTY], text, change.get_absolute_url())
    return change


def _carry_out(change: Change, by: Seat) -> None:
    """The new baseline, or the end of the project and what comes in its place; the notice."""
    project = locked(change.project)
    if change.kind in (ChangeKind.TERMINATE, ChangeKind.REPLACE):
        project.state = ProjectState.TERMINATED
        if change.kind == ChangeKind.REPLACE:
            _replace(project, change, by)
    else:
        _new_baseline(project, change)
        if change.proposed.get("department"):
            project.department_id = change.proposed["department"]
        latest, baseline = project.reports.order_by("-month").first(), project.baselines.first()
        if latest and counts(project, baseline):
            project.progress = min(100, (latest.done_count or 0) * 100 // baseline.target_count)
        relight(project)
    project.version += 1
    project.save()
    record("deliver.changed", project, by, change=change.pk)
    file_paper(
        year=project.year,
        kind=PaperKind.CHANGE_NOTICE,
        title=f"关于“{project.title}”项目调整的公告"[:120],
        doc_no=change.decision_no,
        issued_on=timezone.localdate(),
        body=change_notice(change),
        public=True,
        by=by,
    )
    tell_proposers(
        project, f"您关心的“{project.title}”经批准作了变更（{change.get_kind_display()}）：{change.new}"[:300]
    )


def _new_baseline(project: Project, change: Change) -> Baseline:
    """What the change says over what was approved before. Money and unit leave the plan as it is; else it is made anew."""
    old, said = project.baselines.first(), change.proposed
    kept = change.kind in (ChangeKind.FUNDS, ChangeKind.DEPARTMENT)
    return Baseline.objects.create(
        project=project,
        number=old.number + 1,
        scope=said.get("scope", old.scope),
        target_count=said.get("target_count", old.target_count),
        target_unit=said.get("target_unit", old.target_unit),
        year_yuan=said.get("year_yuan", old.year_yuan),
        due=date.fromisoformat(said["due"]) if said.get("due") else old.due,
        change=change,
        plan=old.plan if kept else [],
        reason=f"{change.get_kind_display()}变更，{change.decision_no}"[:200],
    )


def _replace(project: Project, change: Change, by: Seat) -> Project:
    dossier = replacements(project).select_related("spot", "department").filter(pk=change.proposed["dossier"]).first()
    if dossier is None:
        raise Refused("申请中的替代项目已经实施或不在候选与储备之列，请退回政府重新申请")
    return make_project(
        dossier,
        frozen=frozen_version(dossier),
        no=Project.objects.filter(year=project.year).count() + 1,
        year=project.year,
        reason=f"替换“{project.title}”，{change.decision_no}",
        by=by,
        replaces=project,
    )


def _objections(
    project: Project, baseline: Baseline, kind: str, new: str, reason: str, proposed: dict[str, Any]
) -> list[str]:
    if kind not in ChangeKind.values:
        return ["请选择变更类型"]
    found = []
    if len(new.strip()) < 5:
        found.append("请写清新的内容（至少 5 个字）")
    if len(reason.strip()) < 10:
        found.append("请写清变更的理由（至少 10 个字）")
    if set(proposed) - MAY_PROPOSE[kind]:
        found.append(f"“{ChangeKind(kind).label}”变更不能同时改动其他内容，请分别申请")
    return found + _wanting(project, baseline, kind, proposed)


def _wanting(project: Project, baseline: Baseline, kind: str, said: dict[str, Any]) -> list[str]:
    """What this kind of change must say."""
    if kind == ChangeKind.DUE:
        if not isinstance(said.get("due"), date):
            return ["请填写新的完成时间"]
        return ["新的完成时间和原来相同"] if said["due"] == baseline.due else []
    if kind == ChangeKind.FUNDS:
        return [] if isinstance(said.get("year_yuan"), int) and said["year_yuan"] >= 0 else ["请填写新的年度投资（元）"]
    if kind == ChangeKind.SCOPE:
        return [] if said.get("scope") or said.get("target_count") else ["请填写新的内容与规模，或新的目标数"]
    if kind == ChangeKind.DEPARTMENT:
        return (
            [] if units_for(project.place).filter(pk=said.get("department") or 0).exists() else ["请选择新的责任单位"]
        )
    if kind == ChangeKind.REPLACE:
        return (
            []
            if replacements(project).filter(pk=said.get("dossier") or 0).exists()
            else ["请从落选候选或储备库里选择替代项目"]
        )
    return []


def replacements(project: Project) -> QuerySet[Dossier]:
    """Dossiers that may take a terminated project's place: candidates that lost and the reserve."""
    states = [DossierState.CANDIDATE, DossierState.RESERVED]
    return Dossier.objects.filter(year=project.year_id, state__in=states, project=None).order_by("no", "pk")
