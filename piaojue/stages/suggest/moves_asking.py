"""What may happen to a public question: asked by a resident, looked at like a suggestion, answered by one office."""

from piaojue.commons.basis import Basis, house
from piaojue.commons.moves import Move, Reach, move
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import SIGNED_IN, Role
from piaojue.stages.suggest.models import Suggestion
from piaojue.stages.suggest.models_asking import PUBLIC_STATES, Asked
from piaojue.stages.suggest.models_asking import AskedState as S

READERS = {Role.CONGRESS_CLERK, Role.STREET_CLERK}
VOICES = READERS | {Role.GOV_OFFICE}
"""Whose office answers in public."""


def may_be_asked(suggestion: Suggestion) -> str | None:
    return None if suggestion.is_public else "这条建议现在没有公开，不能公开提问"


def belongs_here(asked: Asked, by: Seat | None) -> bool:
    """An office of the place that answers for the suggestion, or of the street that it is about."""
    if by is None:
        return False
    suggestion = asked.suggestion
    return by.place_id == suggestion.place_id or (by.role == Role.STREET_CLERK and by.place.covers(suggestion.spot))


def one_voice(asked: Asked, by: Seat) -> str | None:
    """Which office has answered about a suggestion goes on answering: nobody gets two answers from two offices."""
    voice, name = asked.voice
    return None if voice is None or voice in by.speaks_for else f"这条建议的提问由{name}统一答复，请转给他们"


ASKING: tuple[Move, ...] = (
    move(
        "ask_publicly",
        "公开提问",
        SIGNED_IN - {Role.ADMIN},
        english="ask in public",
        reach=Reach.ALL,
        checks=[may_be_asked],
        basis=house("大家都看得到问和答，不用各打各的电话"),
    ),
    move(
        "let_question_stand",
        "公开这条提问",
        READERS,
        english="Let a question stand in public",
        source=[S.WAITING, S.REFUSED],
        target=S.OPEN,
        reach=Reach.UP,
        whose=belongs_here,
        basis=Basis("内容生态治理规定", "9"),
    ),
    move(
        "refuse_question",
        "不公开这条提问",
        READERS,
        english="Keep a question from the public",
        source=[S.WAITING, *PUBLIC_STATES],
        target=S.REFUSED,
        reach=Reach.UP,
        whose=belongs_here,
        basis=Basis("内容生态治理规定", "6、7、10"),
    ),
    move(
        "answer_publicly",
        "公开答复",
        VOICES,
        english="Answer in public",
        source=PUBLIC_STATES,
        target=S.ANSWERED,
        reach=Reach.UP,
        whose=belongs_here,
        seat_checks=[one_voice],
        basis=house("一条建议由一个机构统一答复，署机构的名"),
    ),
)
