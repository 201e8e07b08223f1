"""What may happen to an activity on its way: notice, another day, what was seen, answers rated, promises kept, conclusion."""

from piaojue.commons.basis import Basis, house
from piaojue.commons.moves import Move, Reach, move
from piaojue.commons.people.models import Seat
from piaojue.stages.supervise.kinds import AT_DESK, CLERKS, EXECUTORS, KINDS, SUPERVISORS, ActivityKind
from piaojue.stages.supervise.models import OVER, Activity, ActivityState, Question
from piaojue.stages.supervise.models import ActivityState as A
from piaojue.stages.supervise.models import QuestionState as Q
from piaojue.stages.supervise.procedure import open_steps


def is_organiser(activity: Activity, by: Seat | None) -> bool:
    """The office of the place; and who recorded it, unless it is a body's."""
    if by is None or ActivityKind(activity.kind) not in AT_DESK:
        return False
    office = by.role in CLERKS and by.place_id == activity.place_id
    own = activity.created_by_id == by.pk and KINDS[ActivityKind(activity.kind)].matter is None
    return office or own


def is_of_its_office(activity: Activity, by: Seat | None) -> bool:
    return by is not None and by.role in CLERKS and by.place_id == activity.place_id


def was_asked_by(question: Question, by: Seat | None) -> bool:
    """Who asked; the office for who is no longer there, and for a body."""
    if by is None:
        return False
    author = question.created_by
    return (author is not None and author.person_id == by.person_id) or is_of_its_office(question.activity, by)


def was_asked(question: Question, by: Seat | None) -> bool:
    """The unit that was asked answers."""
    return by is not None and question.asked_of_id in by.speaks_for


def nothing_is_open(activity: Activity) -> str | None:
    lacks = open_steps(activity)
    return "；".join(lacks) if lacks else None


def is_not_public(activity: Activity) -> str | None:
    return "这次监督活动已经公开" if activity.public else None


def is_under_way(activity: Activity) -> str | None:
    return "这次监督活动已经取消" if activity.state == ActivityState.CANCELLED else None


def is_held(activity: Activity) -> str | None:
    """Nothing is asked in an inquiry that nobody has decided on, nor in one that is over."""
    if activity.state in OVER:
        return f"这次{activity.get_kind_display()}{activity.get_state_display()}"
    if activity.state != ActivityState.SUGGESTED:
        return None
    return f"这次{activity.get_kind_display()}还没有经会议决定，只是建议列入"


def is_asked_in_time(question: Question) -> str | None:
    return is_held(question.activity)


def has_a_promise_left(question: Question) -> str | None:
    if not question.promise:
        return "答复里没有书面承诺"
    return f"已经在 {question.kept_on} 登记兑现" if question.kept_on else None


LINES: tuple[Move, ...] = (
    move(
        "give_notice",
        "发出通知",
        SUPERVISORS,
        english="Give notice",
        source=[A.ARRANGED],
        reach=Reach.BELOW,
        whose=is_organiser,
        basis=house("提前告知参加人员和责任单位"),
    ),
    move(
        "postpone_activity",
        "改期",
        SUPERVISORS,
        english="Another day",
        source=[A.SUGGESTED, A.ARRANGED],
        reach=Reach.BELOW,
        whose=is_organiser,
    ),
    move(
        "call_off_activity",
        "取消",
        SUPERVISORS,
        english="Call off",
        logged="取消监督活动",
        source=[A.SUGGESTED, A.ARRANGED],
        target=A.CANCELLED,
        reach=Reach.BELOW,
        whose=is_organiser,
        basis=house("须写明理由"),
    ),
    move(
        "enter_visit",
        "登记开展情况",
        SUPERVISORS,
        english="Enter what was seen",
        source=[A.ARRANGED],
        target=A.RECORDED,
        reach=Reach.BELOW,
        whose=is_organiser,
    ),
    move(
        "conclude_activity",
        "办结监督活动",
        SUPERVISORS,
        english="Conclude",
        source=[A.RECORDED],
        target=A.CONCLUDED,
        reach=Reach.BELOW,
        whose=is_organiser,
        checks=[nothing_is_open],
        basis=Basis("监督法", "17", says="研究处理情况的报告与公布"),
    ),
    move(
        "publish_activity",
        "公开监督活动",
        CLERKS,
        english="Publish the activity",
        reach=Reach.BELOW,
        whose=is_of_its_office,
        checks=[is_under_way, is_not_public],
        basis=house("以人大名义公开的，由人大工作机构决定"),
    ),
    move(
        "follow_up_question",
        "追问",
        SUPERVISORS,
        english="Ask further",
        source=[Q.ANSWERED],
        reach=Reach.BELOW,
        whose=was_asked_by,
        checks=[is_asked_in_time],
        basis=Basis("监督法", "47–50", says="专题询问"),
    ),
    move(
        "rate_answer",
        "评价答复",
        SUPERVISORS,
        english="Rate the answer",
        source=[Q.ANSWERED],
        reach=Reach.BELOW,
        whose=was_asked_by,
        basis=house("答复以后由提问人评价"),
    ),
    move(
        "keep_promise",
        "登记兑现承诺",
        EXECUTORS,
        english="Report a promise as kept",
        source=[Q.ANSWERED],
        reach=Reach.BELOW,
        whose=was_asked,
        checks=[has_a_promise_left],
        basis=house("书面承诺有完成日期"),
    ),
)
