"""What may happen in 监督: found by the congress side and the public, answered by the executing side, never closed by it."""

from collections.abc import Iterable
from itertools import chain
from typing import Any

from engines.law import PlaceKind, competence
from piaojue.commons.basis import OPENNESS, Basis, house, local, of
from piaojue.commons.moves import Move, Moves, Reach, effect, move, resolution, view, year_of
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import ANYONE, SIGNED_IN, Role
from piaojue.stages.deliver.public import WORKERS
from piaojue.stages.supervise.kinds import AT_DESK, CLERKS, EXECUTORS, KINDS, SEASON, SUPERVISORS, ActivityKind
from piaojue.stages.supervise.models import Activity, ActivityState, ClosedAs, Finding
from piaojue.stages.supervise.models import FindingState as F
from piaojue.stages.supervise.models import QuestionState as Q
from piaojue.stages.supervise.moves_hearing import LINES as OF_HEARINGS
from piaojue.stages.supervise.moves_interpellation import LINES as OF_INTERPELLATIONS
from piaojue.stages.supervise.moves_opinion import LINES as OF_OPINIONS
from piaojue.stages.supervise.moves_plan import LINES as OF_PLANS
from piaojue.stages.supervise.moves_procedure import LINES as OF_PROCEDURES
from piaojue.stages.supervise.moves_procedure import is_held, was_asked
from piaojue.stages.supervise.moves_record import LINES as OF_RECORDS
from piaojue.stages.supervise.moves_route import LINES as OF_ROUTES
from piaojue.stages.supervise.moves_suggestion import LINES as OF_SUGGESTIONS


def is_in_season(thing: Activity | Any) -> str | None:
    """What is found is of a year that is carried out; a round of the city goes through years that are, whatever its own is."""
    if isinstance(thing, Activity) and thing.regions.exists():
        return None
    year = year_of(thing)
    if year is None or year.stage in SEASON:
        return None
    return f"{year}还没有开始实施，没有项目可查"


LOOKERS = {Role.DEPUTY, Role.COMMITTEE, Role.VOLUNTEER}


def was_charged(finding: Finding, by: Seat | None) -> bool:
    """The unit to which a finding was given answers."""
    return by is not None and finding.assigned_to_id in by.speaks_for


def reported_it(finding: Finding, by: Seat | None) -> bool:
    """Only who reported a finding disputes how it was closed."""
    return by is not None and finding.reporter_id is not None and by.person_id == finding.reporter_id


def is_fixed(finding: Finding) -> str | None:
    if finding.fixed_at or finding.closed_as == ClosedAs.UNFOUNDED:
        return None
    return "责任单位只作了答复，还没有报告整改完成：“已答复”不等于“已整改”，请等整改完成后再核实销号"


def waits_for_its_unit(finding: Finding) -> str | None:
    return "已经报告整改完成，正在等待核实" if finding.fixed_at else None


def first_dispute(finding: Finding) -> str | None:
    return "您已经申诉过一次。仍有意见，请联系人大代表或拨打 12345" if finding.disputed else None


def is_independent(finding: Finding, by: Seat) -> str | None:
    """Nobody verifies their own work: no seat in the unit that was charged or that executes, and not who answered."""
    units = {finding.assigned_to_id, finding.project.department_id} - {None}
    own = Seat.objects.in_office().filter(person=by.person_id, body__in=units).exists()
    answered = finding.replied_by is not None and finding.replied_by.person_id == by.person_id
    if not own and not answered:
        return None
    return "您在执行单位任职或参与了办理，不能核实自己的整改，请由其他代表或工作人员核实"


def _decided(code: str, label: str, kind: ActivityKind, *, english: str) -> Move:
    """What follows from a body's decision on an activity of this kind."""
    matter = KINDS[kind].matter
    assert matter is not None
    bases = [of(*one.bases) for one in competence(matter, PlaceKind.COUNTY)]
    return resolution(
        code,
        label,
        matter=matter,
        english=english,
        source=[ActivityState.SUGGESTED],
        target=ActivityState.ARRANGED,
        basis=list(dict.fromkeys(chain(*bases))),
    )


def _of_kind(code: str, label: str, kind: ActivityKind, *, english: str, reach: Reach = Reach.BELOW) -> Move:
    """The act of a kind that has one of its own."""
    known = KINDS[kind]
    basis: Iterable[Basis] = [known.basis] if known.basis else []
    return move(code, label, known.who, english=english, stages=SEASON, reach=reach, basis=basis)


MOVES = Moves(
    "supervise",
    "监督",
    view(
        "read_supervision",
        "看监督活动与问题整改",
        ANYONE,
        english="See inspections and findings",
        reach=Reach.ALL,
        basis=OPENNESS,
    ),
    view(
        "read_reports",
        "看群众反映的原文与照片",
        CLERKS | {Role.GOV_OFFICE, Role.DEPARTMENT, Role.COMMITTEE},
        english="See reports in people's own words and photos",
        reach=Reach.BELOW,
    ),
    view(
        "print_stickers",
        "打印项目二维码",
        WORKERS,
        english="Print a project's QR code",
        reach=Reach.BELOW,
        basis=house("扫码监督"),
    ),
    move(
        "record_activity",
        "登记监督活动",
        frozenset().union(*(KINDS[kind].who for kind in AT_DESK)),
        english="Record an activity",
        stages=SEASON,
        reach=Reach.BELOW,
        basis=[
            Basis("监督法", "13", says="县级以上视察、调研"),
            Basis("代表法", "29–31", says="代表视察、专题调研"),
            Basis("监督法", "17", says="跟踪监督"),
            Basis("地方组织法", "19", says="乡镇由主席团安排"),
        ],
    ),
    _decided("hold_inquiry", "决定专题询问", ActivityKind.INQUIRY, english="Inquiry decided on"),
    _decided("hold_inspection", "决定执法检查", ActivityKind.CHECK, english="Inspection decided on"),
    _decided("hold_hearing", "决定听取专项报告", ActivityKind.REPORT, english="Hearing decided on"),
    move(
        "raise_finding",
        "登记问题",
        SUPERVISORS,
        english="Record a finding",
        reach=Reach.BELOW,
        checks=[is_in_season],
    ),
    _of_kind("patrol", "巡查", ActivityKind.PATROL, english="Patrol"),
    _of_kind("ask_progress", "问进度", ActivityKind.ASK, english="Ask for progress"),
    _of_kind("report_by_scan", "扫码反映", ActivityKind.SCAN, english="Report by QR code", reach=Reach.ALL),
    move(
        "ask_question",
        "列询问问题",
        SUPERVISORS,
        english="Put a question",
        stages=SEASON,
        reach=Reach.BELOW,
        checks=[is_held],
        basis=[
            Basis("监督法", "47–50", says="专题询问：问题清单"),
            Basis("代表法", "46", says="闭会期间提出询问、意见"),
        ],
    ),
    move(
        "answer_question",
        "答复询问",
        EXECUTORS,
        english="Answer a question",
        source=[Q.OPEN, Q.ANSWERED],
        target=Q.ANSWERED,
        stages=SEASON,
        reach=Reach.BELOW,
        whose=was_asked,
    ),
    move(
        "assign_finding",
        "交办问题",
        CLERKS | {Role.GOV_OFFICE},
        english="Assign a finding",
        source=[F.OPEN],
        target=F.ASSIGNED,
        stages=SEASON,
        reach=Reach.BELOW,
    ),
    move(
        "dismiss_finding",
        "不予交办",
        CLERKS,
        english="Dismiss",
        source=[F.OPEN],
        target=F.DISMISSED,
        stages=SEASON,
        reach=Reach.BELOW,
        basis=house("须写明理由并告知反映人"),
    ),
    move(
        "answer_finding",
        "办理回执",
        EXECUTORS,
        english="Answer of the unit",
        source=[F.ASSIGNED, F.RETURNED, F.ANSWERED],
        target=F.ANSWERED,
        stages=SEASON,
        reach=Reach.BELOW,
        whose=was_charged,
        checks=[waits_for_its_unit],
        basis=house("办结须附佐证"),
    ),
    move(
        "assess_mending",
        "提核实意见",
        LOOKERS,
        english="Say whether it is mended",
        source=[F.ANSWERED],
        stages=SEASON,
        reach=Reach.BELOW,
        checks=[is_fixed],
        seat_checks=[is_independent],
        basis=Basis("代表法", "31", says="代表提意见，不直接处理问题"),
    ),
    move(
        "return_finding",
        "退回重办",
        CLERKS,
        english="sent back",
        source=[F.ANSWERED],
        target=F.RETURNED,
        stages=SEASON,
        reach=Reach.BELOW,
        seat_checks=[is_independent],
        basis=Basis("代表法", "31", says="由工作机构办理"),
    ),
    move(
        "close_finding",
        "核实销号",
        CLERKS,
        english="Verify and close",
        source=[F.ANSWERED],
        target=F.CLOSED,
        stages=SEASON,
        reach=Reach.BELOW,
        checks=[is_fixed],
        seat_checks=[is_independent],
        basis=[Basis("代表法", "31", says="代表、监督员提意见，由工作机构办结"), house("由执行单位以外的人核实")],
    ),
    move(
        "dispute_finding",
        "反映人申诉",
        SIGNED_IN,
        english="dispute",
        source=[F.CLOSED, F.DISMISSED],
        target=F.RETURNED,
        stages=SEASON,
        reach=Reach.ALL,
        whose=reported_it,
        checks=[first_dispute],
        basis=house("已销号不等于已解决"),
    ),
    move(
        "join_group",
        "认领项目",
        {Role.DEPUTY},
        english="Take up a project",
        stages=SEASON,
        reach=Reach.BELOW,
        basis=local("监督小组", "台州"),
    ),
    move(
        "leave_group",
        "退出监督小组",
        {Role.DEPUTY},
        english="Leave a supervision group",
        stages=SEASON,
        reach=Reach.BELOW,
    ),
    move(
        "set_group",
        "编排监督小组",
        CLERKS,
        english="Set up a supervision group",
        stages=SEASON,
        basis=local("按懂行配人", "台州"),
    ),
    *OF_SUGGESTIONS,
    *OF_INTERPELLATIONS,
    *OF_HEARINGS,
    *OF_OPINIONS,
    *OF_PROCEDURES,
    *OF_PLANS,
    *OF_RECORDS,
    *OF_ROUTES,
    effect("forget_reporter", "注销账号时删除反映人", english="Reporter erased with the account"),
    effect("name_member", "列入监督小组", english="Put into a supervision group"),
    effect("drop_member", "移出监督小组", english="Taken out of a supervision group"),
    effect("set_lead", "调整监督组长", english="Lead of a supervision group set"),
)
