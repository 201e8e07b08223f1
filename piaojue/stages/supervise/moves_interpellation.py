"""What may happen to a 质询案: signed jointly, decided on by the organ, answered by the unit, judged by who signed."""

from engines.law import Matter
from piaojue.commons.basis import Basis, house
from piaojue.commons.moves import Reach, effect, move, resolution, view
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import ANYONE, Role
from piaojue.commons.sittings.models import SittingState
from piaojue.stages.supervise.interpelling import may_sign, needed
from piaojue.stages.supervise.kinds import EXECUTORS
from piaojue.stages.supervise.models import Interpellation, Signature
from piaojue.stages.supervise.models import InterpellationState as S

SIGNERS = {Role.DEPUTY, Role.COMMITTEE, Role.CONGRESS_CHAIR}
OFFICE = {Role.CONGRESS_CLERK, Role.SECRETARIAT}
IN_SESSION = Basis("地方组织法", "24", says="大会会议期间十名以上代表联名，由主席团决定")
IN_COMMITTEE = Basis("监督法", "51–54", says="常委会会议期间省、市五人，县三人以上联名，由主任会议决定")


def was_called(interpellation: Interpellation, by: Seat | None) -> bool:
    """The unit that is called to account answers; an oral answer is written down by the office."""
    return by is not None and (by.role in OFFICE or interpellation.asked_of_id in by.speaks_for)


def raised_it(interpellation: Interpellation, by: Seat | None) -> bool:
    """Who began it, or the office."""
    maker = interpellation.created_by
    return by is not None and (by.role in OFFICE or (maker is not None and maker.person_id == by.person_id))


def is_own(signature: Signature, by: Seat | None) -> bool:
    """One's own; what the office read from paper it takes off again."""
    if by is None:
        return False
    return signature.seat.person_id == by.person_id or (by.role in OFFICE and signature.on_paper)


def can_sign(interpellation: Interpellation, by: Seat) -> str | None:
    if may_sign(interpellation.sitting).filter(pk=by.pk).exists():
        return None
    return f"只有“{interpellation.sitting}”的在任组成人员可以联名"


def has_signed(interpellation: Interpellation, by: Seat) -> str | None:
    signed = interpellation.signatures.filter(seat__person=by.person_id).exists()
    return "您已经联名" if signed else None


def enough_have_signed(interpellation: Interpellation) -> str | None:
    must, have = needed(interpellation.sitting), interpellation.signatures.count()
    if must and have >= must:
        return None
    return f"须 {must} 人以上联名，现在 {have} 人" if must else "这次会议不能提出质询"


def sitting_is_open(interpellation: Interpellation) -> str | None:
    """It is raised while the congress, or its standing committee, meets."""
    if interpellation.sitting.state == SittingState.OPEN:
        return None
    return f"“{interpellation.sitting}”不在开会：质询案在会议期间提出"


def still_gathering(signature: Signature) -> str | None:
    gathering = signature.interpellation.state == S.GATHERING
    return None if gathering else "质询案已经提出，不能退出联名"


LINES = (
    view(
        "read_interpellations",
        "看质询和答复",
        ANYONE,
        english="See interpellations and their answers",
        reach=Reach.ALL,
        basis=house("决定交由答复以后公开"),
    ),
    view(
        "read_gathering",
        "看还没有决定的质询案",
        SIGNERS | OFFICE | {Role.PRESIDIUM, Role.GUIDANCE},
        english="See interpellations that gather signatures",
    ),
    move(
        "draft_interpellation",
        "发起质询",
        SIGNERS | OFFICE,
        english="Begin an interpellation",
        basis=[IN_SESSION, IN_COMMITTEE],
    ),
    move(
        "sign_interpellation",
        "联名",
        SIGNERS,
        english="Sign it, too",
        source=[S.GATHERING],
        seat_checks=[can_sign, has_signed],
        basis=[IN_SESSION, IN_COMMITTEE],
    ),
    move(
        "leave_interpellation",
        "退出联名",
        SIGNERS | OFFICE,
        english="Take back one's signature",
        whose=is_own,
        checks=[still_gathering],
    ),
    move(
        "enter_signers",
        "据纸质件登记联名人",
        OFFICE,
        english="Enter who signed on paper",
        source=[S.GATHERING],
        basis=house("须附联名人签字的质询案"),
    ),
    effect("add_signer", "列为联名人", english="Listed as a signer"),
    move(
        "submit_interpellation",
        "提出质询案",
        SIGNERS | OFFICE,
        english="Submit the interpellation",
        source=[S.GATHERING],
        target=S.SUBMITTED,
        whose=raised_it,
        checks=[enough_have_signed, sitting_is_open],
        basis=[IN_SESSION, IN_COMMITTEE],
    ),
    move(
        "withdraw_interpellation",
        "撤回质询案",
        SIGNERS | OFFICE,
        english="Withdraw the interpellation",
        source=[S.GATHERING, S.SUBMITTED],
        target=S.WITHDRAWN,
        whose=raised_it,
    ),
    resolution(
        "admit_interpellation",
        "决定交由答复",
        matter=Matter.INTERPELLATION,
        english="Decided that it is answered",
        source=[S.SUBMITTED],
        target=S.ASKED,
        checks=[enough_have_signed],
        basis=[IN_SESSION, IN_COMMITTEE],
    ),
    effect("decline_interpellation", "决定不交由答复", english="Decided that it is not answered"),
    move(
        "arrange_answer",
        "安排答复",
        OFFICE,
        english="Arrange the answer",
        source=[S.ASKED],
        basis=Basis("地方组织法", "24", says="口头答复由负责人到会，书面答复由负责人签署"),
    ),
    move(
        "answer_interpellation",
        "答复质询",
        EXECUTORS | OFFICE,
        english="Answer the interpellation",
        source=[S.ASKED],
        target=S.ANSWERED,
        whose=was_called,
        basis=[
            Basis("地方组织法", "24", says="口头答复由负责人到会，书面答复由负责人签署"),
            Basis("监督法", "51–54"),
        ],
    ),
    move(
        "judge_answer",
        "对答复表示意见",
        SIGNERS | OFFICE,
        english="Say whether the answer will do",
        source=[S.ANSWERED],
        basis=Basis("监督法", "51–54", says="过半数不满意的，可以要求再作答复"),
    ),
    effect("note_content", "记下对答复的意见", english="What a signer says of the answer"),
    move(
        "conclude_interpellation",
        "办结质询",
        OFFICE,
        english="Conclude the interpellation",
        source=[S.ANSWERED],
        basis=Basis("监督法", "51–54", says="过半数不满意的，可以要求再作答复"),
    ),
)
