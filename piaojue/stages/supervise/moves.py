"""What may happen in 监督: found by the congress side and the public, answered by the executing side, never closed by it."""

from piaojue.commons.basis import Basis, house, local
from piaojue.commons.moves import Moves, Reach, move, view
from piaojue.commons.roles import ANYONE, SIGNED_IN, Role
from piaojue.commons.years.road import Stage
from piaojue.stages.deliver.public import WORKERS
from piaojue.stages.supervise.models import ClosedAs, Finding
from piaojue.stages.supervise.models import FindingState as F
from piaojue.stages.supervise.models import QuestionState as Q

CLERKS = {Role.CONGRESS_CLERK, Role.CONGRESS_CHAIR, Role.STREET_CLERK, Role.STREET_CHAIR}
SUPERVISORS = CLERKS | {Role.DEPUTY, Role.COMMITTEE, Role.GUIDANCE}
VERIFIERS = CLERKS | {Role.DEPUTY, Role.COMMITTEE, Role.VOLUNTEER}
EXECUTORS = {Role.DEPARTMENT, Role.GOV_OFFICE}
SEASON = [Stage.DELIVERING, Stage.EVALUATING]


def is_fixed(finding: Finding) -> str | None:
    if finding.fixed_at or finding.closed_as == ClosedAs.UNFOUNDED:
        return None
    return "责任单位只作了答复，还没有报告整改完成：“已答复”不等于“已整改”，请等整改完成后再核实销号"


MOVES = Moves(
    "supervise",
    "监督",
    view(
        "read_supervision",
        "看监督活动与问题整改",
        ANYONE,
        english="See inspections and findings",
        reach=Reach.ALL,
        basis=Basis("信息公开条例", "19"),
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
        SUPERVISORS,
        english="Record an activity",
        stages=SEASON,
        reach=Reach.BELOW,
        basis=Basis("监督法", "47–50", says="专题视察、重点调研、跟踪监督、专题询问"),
    ),
    move("raise_finding", "登记问题", SUPERVISORS, english="Record a finding", stages=SEASON, reach=Reach.BELOW),
    move(
        "patrol",
        "巡查",
        {Role.VOLUNTEER, Role.DEPUTY},
        english="Patrol",
        stages=SEASON,
        reach=Reach.BELOW,
        basis=house("群众义务监督员"),
    ),
    move(
        "ask_progress",
        "问进度",
        {Role.DEPUTY},
        english="Ask for progress",
        stages=SEASON,
        reach=Reach.BELOW,
        basis=house("代表到现场问进度"),
    ),
    move(
        "report_by_scan",
        "扫码反映",
        SIGNED_IN - {Role.ADMIN},
        english="Report by QR code",
        stages=SEASON,
        reach=Reach.ALL,
        basis=house("选民和代表随时扫码监督"),
    ),
    move(
        "ask_question",
        "列询问问题",
        SUPERVISORS,
        english="Put a question",
        stages=SEASON,
        reach=Reach.BELOW,
        basis=Basis("监督法", "47–50", says="专题询问：问题清单"),
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
        target=F.CLOSED,
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
        basis=house("办结须附佐证"),
    ),
    move(
        "return_finding",
        "退回重办",
        VERIFIERS,
        english="sent back",
        source=[F.ANSWERED],
        target=F.RETURNED,
        stages=SEASON,
        reach=Reach.BELOW,
    ),
    move(
        "close_finding",
        "核实销号",
        VERIFIERS,
        english="Verify and close",
        source=[F.ANSWERED],
        target=F.CLOSED,
        stages=SEASON,
        reach=Reach.BELOW,
        checks=[is_fixed],
        basis=Basis("监督法", "17", says="由执行单位以外的人核实（审议意见闭环）"),
    ),
    move(
        "dispute_finding",
        "反映人申诉",
        SIGNED_IN,
        english="dispute",
        source=[F.CLOSED],
        target=F.RETURNED,
        stages=SEASON,
        reach=Reach.ALL,
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
        "set_group",
        "编排监督小组",
        CLERKS,
        english="Set up a supervision group",
        stages=SEASON,
        basis=local("按懂行配人", "台州"),
    ),
)
