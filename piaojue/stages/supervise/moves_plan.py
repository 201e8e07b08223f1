"""What may happen to a year's plan of supervision: drafted line by line, passed by the 主任会议 or the presidium, published."""

from engines.law import Matter
from piaojue.commons.basis import OPENNESS, Basis
from piaojue.commons.moves import Reach, effect, move, resolution, view
from piaojue.commons.roles import ANYONE
from piaojue.stages.supervise.kinds import CLERKS
from piaojue.stages.supervise.models import PlanState as P
from piaojue.stages.supervise.models import SupervisionPlan

PLAN = [
    Basis("监督法", "63", says="年度监督计划由主任会议通过，并公布"),
    Basis("地方组织法", "19", says="乡镇由主席团有计划地安排"),
]


def has_a_line(plan: SupervisionPlan) -> str | None:
    return None if plan.lines.exists() else "计划里还没有事项"


LINES = (
    view(
        "read_plans",
        "看年度监督计划",
        ANYONE,
        english="See the year's plan of supervision",
        reach=Reach.ALL,
        basis=OPENNESS,
    ),
    view("read_draft_plans", "看还没有公布的监督计划", CLERKS, english="See plans that are not published yet"),
    move("draft_plan", "拟年度监督计划", CLERKS, english="Draft a plan of supervision", basis=PLAN),
    move("add_to_plan", "添加计划事项", CLERKS, english="Add to the plan", source=[P.DRAFTED]),
    move("drop_from_plan", "删去计划事项", CLERKS, english="Take out of the plan"),
    resolution(
        "adopt_plan",
        "通过年度监督计划",
        matter=Matter.ANNUAL_PLAN,
        english="Plan of supervision passed",
        source=[P.DRAFTED],
        target=P.ADOPTED,
        checks=[has_a_line],
        basis=PLAN,
    ),
    effect("arrange_planned", "按计划安排监督活动", english="Arranged by the plan"),
    effect("take_up_line", "计划事项列入监督活动", english="Line of the plan taken up"),
    move(
        "publish_plan",
        "公布年度监督计划",
        CLERKS,
        english="Publish the plan",
        source=[P.ADOPTED],
        target=P.PUBLISHED,
        basis=PLAN,
    ),
)
