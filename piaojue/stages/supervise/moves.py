"""What may happen in 监督: found by the congress side and the public, answered by the executing side, never closed by it."""

from piaojue.commons.moves import Moves, Reach, move, view
from piaojue.commons.people.roles import ANYONE, SIGNED_IN, Role
from piaojue.commons.years.road import Stage
from piaojue.stages.deliver.moves import WORKERS
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
    view("read_supervision", "看监督活动与问题整改", ANYONE, reach=Reach.ALL, basis="信息公开条例 19 条"),
    view(
        "read_reports",
        "看群众反映的原文与照片",
        CLERKS | {Role.GOV_OFFICE, Role.DEPARTMENT, Role.COMMITTEE},
        reach=Reach.BELOW,
    ),
    view("print_stickers", "打印项目二维码", WORKERS, reach=Reach.BELOW, basis="扫码监督（S47、S48）"),
    move(
        "record_activity",
        "登记监督活动",
        SUPERVISORS,
        stages=SEASON,
        reach=Reach.BELOW,
        basis="专题视察、重点调研、跟踪监督、专题询问（S38–S41）〔法 监督法 47–50 条〕",
    ),
    move("raise_finding", "登记问题", SUPERVISORS, stages=SEASON, reach=Reach.BELOW),
    move(
        "patrol", "巡查", {Role.VOLUNTEER, Role.DEPUTY}, stages=SEASON, reach=Reach.BELOW, basis="群众义务监督员（S42）"
    ),
    move("ask_progress", "问进度", {Role.DEPUTY}, stages=SEASON, reach=Reach.BELOW, basis="代表到现场问进度（S46）"),
    move(
        "report_by_scan",
        "扫码反映",
        SIGNED_IN - {Role.ADMIN},
        stages=SEASON,
        reach=Reach.ALL,
        basis="选民和代表随时扫码监督（S47）",
    ),
    move(
        "ask_question",
        "列询问问题",
        SUPERVISORS,
        stages=SEASON,
        reach=Reach.BELOW,
        basis="专题询问：问题清单〔法 监督法 47–50 条〕",
    ),
    move(
        "answer_question",
        "答复询问",
        EXECUTORS,
        source=[Q.OPEN, Q.ANSWERED],
        target=Q.ANSWERED,
        stages=SEASON,
        reach=Reach.BELOW,
    ),
    move(
        "assign_finding",
        "交办问题",
        CLERKS | {Role.GOV_OFFICE},
        source=[F.OPEN],
        target=F.ASSIGNED,
        stages=SEASON,
        reach=Reach.BELOW,
    ),
    move(
        "dismiss_finding",
        "不予交办",
        CLERKS,
        source=[F.OPEN],
        target=F.CLOSED,
        stages=SEASON,
        reach=Reach.BELOW,
        basis="须写明理由并告知反映人",
    ),
    move(
        "answer_finding",
        "办理回执",
        EXECUTORS,
        source=[F.ASSIGNED, F.RETURNED, F.ANSWERED],
        target=F.ANSWERED,
        stages=SEASON,
        reach=Reach.BELOW,
        basis="办结须附佐证",
    ),
    move(
        "return_finding",
        "退回重办",
        VERIFIERS,
        source=[F.ANSWERED],
        target=F.RETURNED,
        stages=SEASON,
        reach=Reach.BELOW,
    ),
    move(
        "close_finding",
        "核实销号",
        VERIFIERS,
        source=[F.ANSWERED],
        target=F.CLOSED,
        stages=SEASON,
        reach=Reach.BELOW,
        checks=[is_fixed],
        basis="由执行单位以外的人核实（审议意见闭环）〔法 监督法 17 条〕",
    ),
    move(
        "dispute_finding",
        "反映人申诉",
        SIGNED_IN,
        source=[F.CLOSED],
        target=F.RETURNED,
        stages=SEASON,
        reach=Reach.ALL,
        basis="已销号不等于已解决",
    ),
    move("join_group", "认领项目", {Role.DEPUTY}, stages=SEASON, reach=Reach.BELOW, basis="监督小组〔地方：台州〕"),
    move("set_group", "编排监督小组", CLERKS, stages=SEASON, basis="按懂行配人〔地方：台州〕"),
)
