"""What may happen to an 审议意见: passed, sent to the government, dealt with, commented on, reported, published (监督法 17, 50)."""

from engines.law import Matter
from piaojue.commons.basis import Basis, local
from piaojue.commons.moves import Reach, move, resolution, view
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import ANYONE, Role
from piaojue.stages.supervise.models import ReviewOpinion
from piaojue.stages.supervise.models import ReviewState as S

OFFICE = {Role.CONGRESS_CLERK}
GOVERNMENT = {Role.GOV_OFFICE}
INSIDE = OFFICE | GOVERNMENT | {Role.CONGRESS_CHAIR, Role.COMMITTEE, Role.DEPARTMENT, Role.GUIDANCE}
CHAIN = Basis("监督法", "17", says="研究处理 → 征求意见 → 书面报告 → 公布；专题询问照此（监督法 50）")


def was_sent(opinion: ReviewOpinion, by: Seat | None) -> bool:
    """The government that it was sent to."""
    return by is not None and opinion.sent_to_id in by.speaks_for


LINES = (
    view(
        "read_review_opinions",
        "看审议意见和研究处理情况",
        ANYONE,
        english="See opinions of the standing committee and what became of them",
        reach=Reach.ALL,
        basis=Basis("监督法", "17", says="审议意见和研究处理情况向社会公布"),
    ),
    view(
        "read_opinions_on_their_way",
        "看还没有公布的审议意见",
        INSIDE,
        english="See opinions that are not published yet",
        reach=Reach.BELOW,
    ),
    move(
        "draft_opinion",
        "拟审议意见",
        OFFICE,
        english="Draft an opinion",
        basis=Basis("监督法", "17", says="对专项工作报告的审议意见"),
    ),
    resolution(
        "adopt_opinion",
        "通过审议意见",
        matter=Matter.OPINION,
        english="Opinion passed",
        source=[S.DRAFTED],
        target=S.ADOPTED,
        basis=CHAIN,
    ),
    move(
        "send_opinion",
        "转送政府研究处理",
        OFFICE,
        english="Send to the government",
        source=[S.ADOPTED],
        target=S.SENT,
        basis=[CHAIN, local("一般三个月内报告", unsure=True)],
    ),
    move(
        "handle_opinion",
        "送研究处理情况征求意见",
        GOVERNMENT,
        english="Send what was done to the committees",
        source=[S.SENT],
        target=S.HANDLED,
        whose=was_sent,
        basis=CHAIN,
    ),
    move(
        "comment_opinion",
        "登记委员会意见",
        OFFICE | {Role.COMMITTEE},
        english="What a committee says of it",
        source=[S.HANDLED, S.COMMENTED],
        target=S.COMMENTED,
        basis=CHAIN,
    ),
    move(
        "report_handling",
        "向常委会书面报告",
        GOVERNMENT,
        english="Report to the standing committee",
        source=[S.COMMENTED],
        target=S.REPORTED,
        whose=was_sent,
        basis=CHAIN,
    ),
    move(
        "deliberate_again",
        "再次审议",
        OFFICE,
        english="Deliberate again",
        source=[S.REPORTED, S.PUBLISHED],
        basis=Basis("监督法", "17", says="认为必要时可以再审议；专题询问照此（监督法 50）"),
    ),
    move(
        "publish_opinion",
        "公布审议意见和研究处理情况",
        OFFICE,
        english="Publish the opinion and what became of it",
        source=[S.REPORTED],
        target=S.PUBLISHED,
        basis=CHAIN,
    ),
)
