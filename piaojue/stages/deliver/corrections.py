"""What of the work on projects can be corrected: people in charge, reports, problems, changes that were decided."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from piaojue.commons.acting import Doing
from piaojue.commons.correctable import correctable
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.stages.deliver.models import (
    Baseline,
    Change,
    ChangeState,
    Problem,
    ProblemState,
    Project,
    Report,
    Site,
    Slip,
    Talk,
    Task,
)
from piaojue.stages.deliver.moves import EXECUTORS
from piaojue.stages.group.public import voices_of

DECIDERS = {Role.CONGRESS_CLERK, Role.CONGRESS_CHAIR, Role.STREET_CHAIR, Role.STREET_CLERK}
Row = Report | Problem | Slip | Change | Task | Baseline | Site


def executes(row: Row, by: Seat) -> bool:
    """A department corrects what is its own project's."""
    return by.role != Role.DEPARTMENT or row.project.department_id in by.speaks_for


def who_follows(project: Project) -> Iterable[int]:
    """Persons who asked for it, and deputies who watch it."""
    people, _phones = voices_of(project.dossier.demands.all())
    return people | set(project.watches.values_list("seat__person_id", flat=True))


def followers(row: Row) -> Iterable[int]:
    return who_follows(row.project)


correctable(
    Project,
    fields=("co_departments", "leader", "acceptance", "next_goal", "next_due", "settlement"),
    roles=EXECUTORS,
    whose=lambda project, by: by.role != Role.DEPARTMENT or project.department_id in by.speaks_for,
    frozen=lambda project: "项目已经公布",
    settled=lambda project: "",
    public=lambda project: True,
    relied=who_follows,
)


def in_the_plan_too(act: Doing[Any], task: Task, correction: Any) -> None:
    """The present baseline has the milestones of its plan by name."""
    baseline, old = task.project.baseline, str(correction.before.get("title", ""))
    month = f"{task.due:%Y-%m}"
    baseline.plan = tuple(
        replace(one, task=task.title) if (one.task, one.month) == (old, month) else one for one in baseline.plan
    )
    baseline.save(update_fields=["plan"])


def why_it_stays(baseline: Baseline) -> str:
    """What was voted on, or decided on, stays as it was; a correction stands beside it."""
    return "已经按原文票决" if baseline.number == 1 else "已经按会议决定变更"


correctable(
    Task,
    label="更正节点名称",
    fields=("title",),
    roles=EXECUTORS,
    whose=executes,
    frozen=lambda task: "任务分解已经公布",
    public=lambda task: True,
    relied=followers,
    then=in_the_plan_too,
)
correctable(
    Baseline,
    label="更正说明",
    fields=("scope", "target_count", "target_unit", "year_yuan", "due", "reason"),
    roles=EXECUTORS,
    whose=executes,
    settled=why_it_stays,
    public=lambda baseline: True,
    relied=followers,
)
correctable(
    Report,
    fields=("text", "problem", "next_step", "arrived_yuan"),
    roles=EXECUTORS,
    author="created_by",
    whose=executes,
    frozen=lambda report: "进度报告已经公开",
    public=lambda report: True,
    relied=followers,
)
correctable(
    Problem,
    part="text",
    label="更正难题",
    fields=("text", "solution"),
    roles=EXECUTORS,
    author="created_by",
    whose=executes,
    frozen=lambda problem: "" if problem.state == ProblemState.RAISED else "领导小组已据此作出决定",
    relied=lambda problem: [problem.decided_by.person_id] if problem.decided_by else [],
)
correctable(
    Problem,
    part="decision",
    label="更正决定",
    fields=("decision", "decided_on", "minutes_no"),
    roles={Role.LEADING_GROUP, Role.GOV_OFFICE},
    author="decided_by",
    whose=lambda problem, by: (
        bool(problem.decision) and (by.role == Role.LEADING_GROUP or problem.entered_by_id is not None)
    ),
    frozen=lambda problem: "承办单位已据此办理",
    countersigners=frozenset({Role.LEADING_GROUP, Role.GOV_OFFICE, *DECIDERS}),
    relied=lambda problem: (
        Seat.objects.in_office().filter(body=problem.project.department_id).values_list("person_id", flat=True)
    ),
)
correctable(
    Talk,
    fields=("who", "held_on", "agreed", "due"),
    roles={Role.GOV_OFFICE, Role.LEADING_GROUP},
    author="created_by",
    frozen=lambda talk: "承办单位已经收到",
    relied=lambda talk: (
        Seat.objects.in_office().filter(body=talk.project.department_id).values_list("person_id", flat=True)
    ),
)
correctable(
    Slip,
    fields=("milestone", "reason"),
    roles=EXECUTORS,
    author="created_by",
    whose=executes,
    frozen=lambda slip: "节点微调已经公布",
    public=lambda slip: True,
    relied=followers,
)
correctable(
    Change,
    part="request",
    label="更正申请",
    fields=("old", "new", "reason", "affected"),
    roles=EXECUTORS,
    author="created_by",
    whose=executes,
    frozen=lambda change: "变更已经报送" if change.state == ChangeState.REQUESTED else "",
    settled=lambda change: "" if change.state == ChangeState.REQUESTED else f"变更{change.get_state_display()}",
    public=lambda change: change.state == ChangeState.APPROVED,
    relied=followers,
)
correctable(
    Change,
    part="decision",
    label="更正决定文号",
    fields=("decision_no", "decision"),
    roles=DECIDERS,
    author="decided_by",
    whose=lambda change, by: change.state != ChangeState.REQUESTED,
    frozen=lambda change: "决定已经公布",
    public=lambda change: change.state == ChangeState.APPROVED,
    relied=followers,
)
correctable(
    Site,
    fields=("title", "note"),
    roles=EXECUTORS,
    author="created_by",
    whose=executes,
    frozen=lambda site: "点位已经公开",
    public=lambda site: True,
    relied=followers,
)
