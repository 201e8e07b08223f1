"""What may happen in 会商. A 街道 consults and recommends; it never decides by 票决 (地方组织法 59 条)."""

from engines.law import Matter
from piaojue.commons.basis import house, local
from piaojue.commons.moves import Moves, Reach, effect, move, resolution, view
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import ANYONE, Role
from piaojue.commons.sittings.holds import hold
from piaojue.commons.sittings.models import Sitting
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import RoadKind, Stage
from piaojue.stages.consult.models import Consultation, CouncilOpinion
from piaojue.stages.consult.models import MeetingState as S

DESK = {Role.STREET_CHAIR, Role.STREET_CLERK}
COUNCIL = {Role.COUNCIL_MEMBER, Role.DEPUTY}


def on_the_street(year: Year) -> str | None:
    return None if year.road == RoadKind.STREET else "会商只用于街道；有人民代表大会的地方请走票决程序"


@hold
def counted_by_check_in(sitting: Sitting) -> str | None:
    """The double threshold counts who was there when the ballot began."""
    meeting = Consultation.objects.filter(sitting=sitting).exclude(state__in=[S.CALLED, S.OPEN]).first()
    return "会商已经按签到人数开始票选，签到不能再撤销；有出入请写进会议纪要" if meeting else None


def is_typed(consultation: Consultation) -> str | None:
    return "这一轮用票签或加密票箱票选，计数由票箱得出，不用录入" if consultation.result.box else None


def is_counted(consultation: Consultation) -> str | None:
    waits = consultation.result.box and not consultation.result.counted
    return "票箱还没有计票：两箱都计票后，在“票箱票选”页并入会商" if waits else None


def is_untyped(consultation: Consultation) -> str | None:
    if consultation.result.counted:
        return "这一轮票箱已经计票，请形成推荐结果"
    return "已经有人录入了纸质票的计数，这一轮请用纸质票" if consultation.result.entries else None


def is_still_minuted(thing: CouncilOpinion | Consultation) -> str | None:
    """thing: an opinion, or the meeting it was said in."""
    meeting = thing.consultation if isinstance(thing, CouncilOpinion) else thing
    still_open = meeting.state in (S.OPEN, S.BALLOT)
    return None if still_open else "推荐结果已经形成，会商意见不能再改；有出入请写进会议纪要"


def is_her_own(opinion: CouncilOpinion, by: Seat | None) -> bool:
    """A member corrects what she said; the desk corrects any."""
    return by is not None and (Role(by.role) in DESK or by.pk == opinion.speaker_id)


MOVES = Moves(
    "consult",
    "会商（街道）",
    view(
        "read_consultation",
        "看会商与推荐结果",
        ANYONE,
        english="See consultations and what they recommend",
        reach=Reach.ALL,
    ),
    view(
        "read_council",
        "看会商工作页",
        DESK | COUNCIL | {Role.LEADING_GROUP, Role.GOV_OFFICE},
        english="See the council's working page",
    ),
    move(
        "call",
        "召集会商",
        DESK,
        english="Call a consultation",
        stages=[Stage.CONSULTING],
        checks=[on_the_street],
        basis=local("街道居民议事制度", "市级指导意见"),
    ),
    move("open_meeting", "开始会商", DESK, english="Begin the consultation", source=[S.CALLED], target=S.OPEN),
    move(
        "speak",
        "记录会商意见",
        DESK | COUNCIL,
        english="Minute an opinion of the council",
        source=[S.OPEN],
        basis=house("只提意见建议，不提议案"),
    ),
    move(
        "amend_opinion",
        "更正会商意见",
        DESK | COUNCIL,
        english="Correct an opinion of the council",
        whose=is_her_own,
        checks=[is_still_minuted],
        basis=house("议事会成员只更正自己的"),
    ),
    move("open_ballot", "开始票选", DESK, english="Begin the ballot", source=[S.OPEN], target=S.BALLOT),
    move(
        "enter_count",
        "录入票选计数",
        DESK | {Role.COUNCIL_MEMBER},
        english="Enter the count of the advisory ballot",
        source=[S.BALLOT],
        checks=[is_typed],
        basis=house("两人各自独立录入"),
    ),
    move(
        "choose_way",
        "选定票选方式",
        DESK,
        english="Choose how the advisory ballot is cast",
        source=[S.BALLOT],
        checks=[is_untyped],
    ),
    move(
        "take_count",
        "并入票箱计数",
        DESK,
        english="Take the boxes' count",
        source=[S.BALLOT],
        basis=house("各箱只计合计，合并后形成推荐"),
    ),
    move(
        "conclude",
        "形成推荐结果",
        DESK,
        english="Make the recommendation",
        source=[S.BALLOT],
        target=S.CLOSED,
        checks=[is_counted],
        basis=local("双门槛：代表赞成过半且总赞成超过三分之二", "石鼓区"),
    ),
    effect("recommend", "形成推荐意见", english="Recommend an item or not"),
    move(
        "vote_again",
        "末位平票，再次票选",
        DESK,
        english="Vote again on what is tied",
        source=[S.BALLOT],
        checks=[is_counted],
    ),
    resolution(
        "confirm",
        "党工委确认",
        matter=Matter.RECOMMENDATION,
        english="Confirmation by the Party committee",
        source=[S.CLOSED],
        target=S.CONFIRMED,
        basis=local("结果由街道党工委会议确认后实施", "西湖区"),
    ),
    effect("confirm_recommendation", "确认推荐项目", english="Confirm a recommended item"),
)
