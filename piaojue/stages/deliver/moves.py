"""What may happen to a project under way: reports and money by the government side, material changes by the congress side."""

from engines.law import Matter
from piaojue.commons.basis import BY_CONGRESS, OPENNESS, Basis, house, local
from piaojue.commons.moves import Move, Moves, Reach, effect, move, resolution, view
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import ANYONE, Role
from piaojue.commons.years.road import Stage
from piaojue.stages.deliver.budget import needs_budget
from piaojue.stages.deliver.calling import is_called_for
from piaojue.stages.deliver.models import (
    ACCEPTED,
    ALIVE,
    Change,
    ChangeKind,
    LampRuling,
    Problem,
    Project,
    Side,
    Site,
    SiteState,
    Talk,
    Task,
)
from piaojue.stages.deliver.models import ChangeState as C
from piaojue.stages.deliver.models import ProblemState as P
from piaojue.stages.deliver.models import ProjectState as S
from piaojue.stages.deliver.models import RulingState as R

EXECUTORS = {Role.DEPARTMENT, Role.GOV_OFFICE}
WORKERS = EXECUTORS | {
    Role.DEPUTY,
    Role.CONGRESS_CLERK,
    Role.CONGRESS_CHAIR,
    Role.COMMITTEE,
    Role.PRESIDIUM,
    Role.GUIDANCE,
    Role.LEADING_GROUP,
    Role.FINANCE,
    Role.STREET_CHAIR,
    Role.STREET_CLERK,
}
ANNOUNCERS = {Role.GOV_OFFICE, Role.CONGRESS_CLERK, Role.CONGRESS_CHAIR, Role.STREET_CHAIR, Role.STREET_CLERK}
UNDER_WAY = [Stage.DELIVERING]
SEASON = [Stage.ANNOUNCING, Stage.DELIVERING]
AND_AFTER = [Stage.DELIVERING, Stage.EVALUATING, Stage.ARCHIVED]
ENDS = (ChangeKind.TERMINATE, ChangeKind.REPLACE)
"""Kinds of changes after which the project that was voted on is no more."""


def executes(thing: Project | Task | Problem | Site | Talk, by: Seat | None) -> bool:
    """Who acts for a project: its unit, a unit with a task in it, the government office of its place."""
    project = thing if isinstance(thing, Project) else thing.project
    if by is None:
        return False
    if by.role == Role.GOV_OFFICE:
        return by.place_id == project.place_id
    own = project.department_id in by.speaks_for
    if isinstance(thing, Problem) and thing.owner_id in by.speaks_for:
        return True
    return own or Task.objects.filter(project=project, unit__in=by.speaks_for).exists()


def is_unanswered(talk: Talk) -> str | None:
    return None if talk.is_open else "这次约谈的要求已经报告过落实情况，或者当时没有定期限"


def plan_is_open(project: Project) -> str | None:
    """A plan is rewritten only before work is reported, or after an approved change left the new baseline without one."""
    current = project.baselines.first()
    if project.state == S.ASSIGNED or current is None or not current.plan:
        return None
    return "已经开始实施，不能重排计划：移动节点请用“节点微调”，改变目标请申请“实质变更”"


def no_open_change(project: Project) -> str | None:
    waiting = project.changes.filter(state=C.REQUESTED).first()
    return f"还有一项变更申请没有决定（{waiting.get_kind_display()}），请等决定后再申请" if waiting else None


def finished_in_figures(project: Project) -> str | None:
    return None if project.progress >= 100 else f"最近一期报告的进度是 {project.progress}%，达到 100% 后才能申报完工"


def changes_money(change: Change) -> str | None:
    return None if needs_budget(change) else "这项变更不改变资金，或者这里没有一级预算，不用认定"


def is_lit_by_hand(project: Project) -> str | None:
    return None if project.hand_lamp else "现在的亮灯就是按规则的结果"


def is_of_own_side(project: Project, by: Seat) -> str | None:
    """Who is measured does not put out a lamp that who measures has lit; the other way round it may be done."""
    setter = project.hand_by
    if setter is None or by.role != Role.GOV_OFFICE or setter.role == Role.GOV_OFFICE:
        return None
    return f"这盏灯由{setter.body}人工调整，只能由人大一方恢复或改动。政府可以提出意见，写在进度报告里"


GOVERNMENT = {Role.GOV_OFFICE, Role.LEADING_GROUP}
RULERS = GOVERNMENT | {Role.CONGRESS_CLERK, Role.CONGRESS_CHAIR, Role.STREET_CLERK, Role.STREET_CHAIR}


def is_of_this_side(ruling: LampRuling, by: Seat | None) -> bool:
    """Each side enters what its own meeting passed."""
    return by is not None and (by.role in GOVERNMENT) == (ruling.side == Side.GOVERNMENT)


def wrote_it_not(ruling: LampRuling, by: Seat) -> str | None:
    author = ruling.created_by
    own = author is not None and author.person_id == by.person_id
    return "这份规则是您拟定的，请由另一个人对照本地规定办理" if own else None


def is_in_time(project: Project) -> str | None:
    """After its year only what was carried over is still reported on."""
    if project.state == S.CARRIED and not project.runs_on:
        return "结转项目已经了结" if project.settled_on else "结转时没有写明期限，请先由政府办补正验收结论"
    if project.state != S.CARRIED and project.year.stage != Stage.DELIVERING:
        return "这个年度的实施已经结束，只有跨年结转的项目继续报告"
    return None


def runs_on(project: Project) -> str | None:
    return None if project.runs_on else "这个项目没有跨年结转，或者已经了结"


MOVES = Moves(
    "deliver",
    "公布与实施",
    view(
        "read_projects",
        "看项目、进度、资金和照片",
        ANYONE,
        english="See projects, progress, money and photos",
        reach=Reach.ALL,
        basis=OPENNESS,
    ),
    view(
        "read_work", "看任务分解、难题与变更办理", WORKERS, english="See tasks, problems and changes", reach=Reach.BELOW
    ),
    move(
        "announce",
        "公布入选项目",
        ANNOUNCERS,
        english="Announce the adopted projects",
        stages=[Stage.ANNOUNCING],
        basis=[
            BY_CONGRESS,
            Basis("信息公开条例", "26", says="行政机关的信息形成 20 个工作日内公开"),
        ],
    ),
    effect("make_project", "列为实施项目", english="Made a project"),
    move(
        "assign",
        "分解任务",
        {Role.GOV_OFFICE},
        english="Break into tasks",
        source=[S.ADOPTED],
        target=S.ASSIGNED,
        stages=SEASON,
        basis=local("先定目标、资金分解、进度表", "绵阳"),
    ),
    move(
        "replan",
        "重排计划",
        {Role.GOV_OFFICE},
        english="Plan anew",
        source=[S.ASSIGNED, S.RUNNING],
        stages=SEASON,
        checks=[plan_is_open],
    ),
    move(
        "file_breakdown", "登记任务分解表", ANNOUNCERS, english="File the work assignments", logged=None, stages=SEASON
    ),
    move(
        "report",
        "报告进度",
        EXECUTORS,
        english="Report progress",
        source=[S.ASSIGNED, S.RUNNING, S.CARRIED],
        stages=AND_AFTER,
        reach=Reach.BELOW,
        whose=executes,
        checks=[is_in_time],
        basis=house("按月报告"),
    ),
    effect("file_report", "登记进度报告", english="Report filed"),
    effect("correct_report", "更正进度报告", english="Report corrected"),
    move(
        "finish_task",
        "登记节点完成",
        EXECUTORS,
        english="Register a milestone as done",
        source=ALIVE,
        stages=UNDER_WAY,
        reach=Reach.BELOW,
        whose=executes,
    ),
    effect("reach_milestone", "节点完成", english="Milestone reached"),
    move(
        "declare_done",
        "申报完工",
        EXECUTORS,
        english="Declare finished",
        source=[S.RUNNING],
        target=S.DONE,
        stages=UNDER_WAY,
        reach=Reach.BELOW,
        whose=executes,
        checks=[finished_in_figures],
    ),
    move(
        "set_lamp",
        "人工调整亮灯",
        {Role.GOV_OFFICE, Role.CONGRESS_CLERK, Role.STREET_CLERK},
        english="Set a lamp by hand",
        source=ALIVE,
        stages=UNDER_WAY,
        seat_checks=[is_of_own_side],
        basis=local("人工调整必须写明理由"),
    ),
    move(
        "clear_lamp",
        "恢复按规则亮灯",
        {Role.GOV_OFFICE, Role.CONGRESS_CLERK, Role.STREET_CLERK},
        english="Back to the rule's lamp",
        source=ALIVE,
        stages=UNDER_WAY,
        checks=[is_lit_by_hand],
        seat_checks=[is_of_own_side],
    ),
    move(
        "set_lamp_rule",
        "拟定亮灯规则",
        {Role.GOV_OFFICE, Role.CONGRESS_CLERK, Role.STREET_CLERK},
        english="Write a lamp rule",
        basis=local("阈值由本地定", "银川、三亚、瓯海"),
    ),
    resolution(
        "pass_lamp_rule",
        "通过政府亮灯规则",
        matter=Matter.LAMP_RULES,
        english="Passing the government's lamp rule",
        source=[R.PROPOSED],
        target=R.IN_FORCE,
        basis=house("规则由会议通过，自某日起施行，不溯及以前"),
    ),
    resolution(
        "pass_lamp_rule_of_congress",
        "通过人大亮灯规则",
        matter=Matter.WATCH_RULES,
        english="Passing the congress's lamp rule",
        source=[R.PROPOSED],
        target=R.IN_FORCE,
        basis=house("规则由会议通过，自某日起施行，不溯及以前"),
    ),
    effect("drop_lamp_rule", "亮灯规则未通过", english="Lamp rule not passed"),
    move(
        "adopt_lamp_rule",
        "依据本地规定施行亮灯规则",
        RULERS,
        english="Put a lamp rule into force by a local rule",
        source=[R.PROPOSED],
        target=R.IN_FORCE,
        whose=is_of_this_side,
        seat_checks=[wrote_it_not],
        basis=house("本地规定写明阈值的，指明条文就施行；规定要已对照原文核过"),
    ),
    move(
        "withdraw_lamp_rule",
        "撤回亮灯规则草案",
        RULERS,
        english="Withdraw a lamp rule",
        source=[R.PROPOSED],
        target=R.DROPPED,
        whose=is_of_this_side,
    ),
    effect("judge_lamp", "按规则亮灯", english="Lamp judged by its rule", by_clock=True),
    move(
        "raise_problem",
        "上报难题",
        EXECUTORS,
        english="Raise a problem",
        source=ALIVE,
        stages=UNDER_WAY,
        reach=Reach.BELOW,
        whose=executes,
        basis=house("难题由领导小组会议协调"),
    ),
    move(
        "decide_problem",
        "作出协调决定",
        {Role.LEADING_GROUP},
        english="Decide",
        source=[P.RAISED],
        target=P.DECIDED,
        stages=UNDER_WAY,
        basis=house("民主集中、民主协调后推进"),
    ),
    move(
        "enter_coordination",
        "照签字纪要登记协调决定",
        GOVERNMENT,
        english="Enter decisions from signed minutes",
        stages=UNDER_WAY,
        basis=house("领导小组会议一次议多个难题，由办公室照签字的纪要登记"),
    ),
    effect("coordinate", "照签字纪要协调决定", english="Decided by signed minutes"),
    move(
        "solve_problem",
        "报告难题已解决",
        EXECUTORS,
        english="Report a problem as solved",
        source=[P.DECIDED],
        target=P.SOLVED,
        stages=AND_AFTER,
        reach=Reach.BELOW,
        whose=executes,
    ),
    move(
        "call_in",
        "登记约谈",
        {Role.GOV_OFFICE, Role.LEADING_GROUP},
        english="Enter a talk",
        source=ALIVE,
        stages=UNDER_WAY,
        checks=[is_called_for],
        basis=local("黄灯约谈项目负责人，连续不绿、红灯由市领导约谈", "三亚"),
    ),
    move(
        "answer_talk",
        "报告约谈要求的落实",
        EXECUTORS,
        english="Report on what a talk asked for",
        stages=AND_AFTER,
        reach=Reach.BELOW,
        whose=executes,
        checks=[is_unanswered],
        basis=house("约谈要求有期限，承办单位逐项报告"),
    ),
    move(
        "slip",
        "节点微调",
        {Role.GOV_OFFICE},
        english="Milestones moved",
        source=ALIVE,
        stages=UNDER_WAY,
        basis=local("不改变批准目标的节点调整由政府决定并公布", "大连"),
    ),
    effect("publish_slip", "公布节点微调", english="Moved milestone published"),
    move(
        "request_change",
        "申请实质变更",
        {Role.GOV_OFFICE},
        english="Ask for a material change",
        source=[S.ADOPTED, *ALIVE],
        stages=UNDER_WAY,
        checks=[no_open_change],
        basis=Basis("决策条例", "35", says="出现重大变化的先报告"),
    ),
    effect("file_request", "登记变更申请", english="Request filed"),
    resolution(
        "decide_change",
        "批准实质变更",
        matter=Matter.CHANGE,
        english="Approve a material change",
        logged="审议实质变更",
        source=[C.REQUESTED],
        target=C.APPROVED,
        stages=UNDER_WAY,
        basis=Basis("决策条例", "37", says="调整票决通过的项目，依原决策的程序办理"),
    ),
    resolution(
        "decide_termination",
        "批准终止或替换",
        matter=Matter.TERMINATION,
        english="Approve an end or a replacement",
        source=[C.REQUESTED],
        target=C.APPROVED,
        stages=UNDER_WAY,
        basis=Basis("决策条例", "37", says="终止票决通过的项目，依原决策的程序办理"),
    ),
    move(
        "note_budget",
        "认定不属于预算调整",
        {Role.FINANCE},
        english="Find that it is no budget adjustment",
        source=[C.REQUESTED],
        stages=UNDER_WAY,
        checks=[changes_money],
        basis=Basis("预算法", "67–69", says="列明哪些情形应当进行预算调整"),
    ),
    effect("turn_down_change", "变更未获批准", english="Change not approved"),
    effect("carry_out_change", "执行实质变更", english="Change carried out"),
    move(
        "accept",
        "年底验收",
        {Role.GOV_OFFICE},
        english="year-end acceptance",
        source=[*ALIVE, *ACCEPTED],
        stages=UNDER_WAY,
        basis=local("完成、基本完成、未完成、跨年结转", "宁海"),
    ),
    move(
        "send_back_done",
        "验收不合格，返工",
        {Role.GOV_OFFICE},
        english="Not fit: do it again",
        source=[S.DONE],
        target=S.RUNNING,
        stages=UNDER_WAY,
        basis=house("不合格的返工后再验收"),
    ),
    move(
        "settle_carried",
        "了结结转项目",
        {Role.GOV_OFFICE},
        english="Settle what was carried over",
        source=[S.CARRIED],
        checks=[runs_on],
        basis=local("确需跨年的写明年度目标", "巴南、璧山、常州、陕西"),
    ),
    move(
        "list_sites",
        "列出点位",
        EXECUTORS,
        english="List the sites",
        source=ALIVE,
        stages=UNDER_WAY,
        reach=Reach.BELOW,
        whose=executes,
    ),
    effect("make_site", "列入点位", english="Site listed"),
    move(
        "finish_site",
        "报点位完工",
        EXECUTORS,
        english="Report a site as finished",
        source=[SiteState.OPEN, SiteState.FAILED],
        target=SiteState.DONE,
        stages=AND_AFTER,
        reach=Reach.BELOW,
        whose=executes,
        basis=house("完工须附照片"),
    ),
    move(
        "look_at_site",
        "验收点位",
        {Role.GOV_OFFICE},
        english="Look at a site",
        source=[SiteState.DONE],
        stages=AND_AFTER,
        basis=house("逐处验收，不合格的返工后再验收"),
    ),
    move(
        "file_completion",
        "登记完成情况报告",
        ANNOUNCERS,
        english="File the completion report",
        logged=None,
        stages=UNDER_WAY,
        basis=[
            Basis("监督法", "15", says="县级以上听取专项报告"),
            Basis("地方组织法", "19", says="乡镇由主席团安排听取"),
        ],
    ),
)


def matter_of(change: Change) -> Matter:
    """What a body decides by it: a change, or the end of the project."""
    return Matter.TERMINATION if change.kind in ENDS else Matter.CHANGE


def deciding_line(change: Change) -> Move:
    """The line by which it is approved."""
    return MOVES["decide_termination" if matter_of(change) is Matter.TERMINATION else "decide_change"]
