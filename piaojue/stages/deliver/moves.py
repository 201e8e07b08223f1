"""What may happen to a project under way: reports and money by the government side, material changes by the congress side."""

from piaojue.commons.moves import Moves, Reach, move, view
from piaojue.commons.people.roles import ANYONE, Role
from piaojue.commons.places.models import Level, Place
from piaojue.commons.years.road import Stage
from piaojue.stages.deliver.models import ACCEPTED, ALIVE, Project
from piaojue.stages.deliver.models import ChangeState as C
from piaojue.stages.deliver.models import ProblemState as P
from piaojue.stages.deliver.models import ProjectState as S

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


MOVES = Moves(
    "deliver",
    "公布与实施",
    view("read_projects", "看项目、进度、资金和照片", ANYONE, reach=Reach.ALL, basis="信息公开条例 19 条"),
    view("read_work", "看任务分解、难题与变更办理", WORKERS, reach=Reach.BELOW),
    move(
        "announce",
        "公布入选项目",
        ANNOUNCERS,
        stages=[Stage.ANNOUNCING],
        basis="形成 20 个工作日内公开〔法 信息公开条例 26 条〕",
    ),
    move(
        "assign",
        "分解任务",
        {Role.GOV_OFFICE},
        source=[S.ADOPTED],
        target=S.ASSIGNED,
        stages=SEASON,
        basis="先定目标、资金分解、进度表〔地方：绵阳〕",
    ),
    move("replan", "重排计划", {Role.GOV_OFFICE}, source=[S.ASSIGNED, S.RUNNING], stages=SEASON, checks=[plan_is_open]),
    move("file_breakdown", "登记任务分解表", ANNOUNCERS, stages=SEASON),
    move(
        "report",
        "报告进度",
        EXECUTORS,
        source=[S.ASSIGNED, S.RUNNING],
        target=S.RUNNING,
        stages=UNDER_WAY,
        reach=Reach.BELOW,
        basis="按月报告（DOMAIN §5.4）",
    ),
    move("finish_task", "登记节点完成", EXECUTORS, source=ALIVE, stages=UNDER_WAY, reach=Reach.BELOW),
    move(
        "declare_done",
        "申报完工",
        EXECUTORS,
        source=[S.RUNNING],
        target=S.DONE,
        stages=UNDER_WAY,
        reach=Reach.BELOW,
        checks=[finished_in_figures],
    ),
    move(
        "set_lamp",
        "人工调整亮灯",
        {Role.GOV_OFFICE, Role.CONGRESS_CLERK, Role.STREET_CLERK},
        source=ALIVE,
        stages=UNDER_WAY,
        basis="人工调整必须写明理由〔地方〕",
    ),
    move(
        "set_lamp_rule",
        "设定亮灯规则",
        {Role.GOV_OFFICE, Role.CONGRESS_CLERK, Role.STREET_CLERK},
        basis="阈值由本地定〔地方：银川、三亚、瓯海〕",
    ),
    move(
        "raise_problem",
        "上报难题",
        EXECUTORS,
        source=ALIVE,
        stages=UNDER_WAY,
        reach=Reach.BELOW,
        basis="难题由领导小组会议协调（S16）",
    ),
    move(
        "decide_problem",
        "作出协调决定",
        {Role.LEADING_GROUP},
        source=[P.RAISED],
        target=P.DECIDED,
        stages=UNDER_WAY,
        basis="民主集中、民主协调后推进（S16）",
    ),
    move(
        "solve_problem",
        "报告难题已解决",
        EXECUTORS,
        source=[P.DECIDED],
        target=P.SOLVED,
        stages=UNDER_WAY,
        reach=Reach.BELOW,
    ),
    move(
        "slip",
        "节点微调",
        {Role.GOV_OFFICE},
        source=ALIVE,
        stages=UNDER_WAY,
        basis="不改变批准目标的节点调整由政府决定并公布〔地方：大连〕",
    ),
    move(
        "request_change",
        "申请实质变更",
        {Role.GOV_OFFICE},
        source=[S.ADOPTED, *ALIVE],
        stages=UNDER_WAY,
        checks=[no_open_change],
        basis="决策机关决定调整〔法 决策条例 35 条〕",
    ),
    move(
        "decide_change",
        "审议变更申请（县级以上）",
        {Role.COMMITTEE, Role.CONGRESS_CHAIR},
        source=[C.REQUESTED],
        stages=UNDER_WAY,
        basis="常委会审议批准〔地方〕",
    ),
    move(
        "decide_change_town",
        "审议变更申请（乡镇）",
        {Role.PRESIDIUM, Role.CONGRESS_CHAIR},
        source=[C.REQUESTED],
        stages=UNDER_WAY,
        basis="主席团审议批准〔地方〕",
    ),
    move(
        "decide_change_street",
        "确认变更申请（街道）",
        {Role.LEADING_GROUP, Role.STREET_CHAIR},
        source=[C.REQUESTED],
        stages=UNDER_WAY,
        basis="党工委确认〔地方〕；街道不设人大",
    ),
    move(
        "accept",
        "年底验收",
        {Role.GOV_OFFICE},
        source=[*ALIVE, *ACCEPTED],
        stages=UNDER_WAY,
        basis="完成、基本完成、未完成、跨年结转〔地方：宁海〕",
    ),
    move("file_completion", "登记完成情况报告", ANNOUNCERS, stages=UNDER_WAY, basis="听取专项报告〔法 监督法 15 条〕"),
)


def deciding_act(place: Place) -> str:
    """The line by which this place's body decides on material changes."""
    if place.is_subdistrict:
        return "decide_change_street"
    return "decide_change_town" if place.level == Level.TOWN else "decide_change"
