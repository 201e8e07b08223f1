"""公开问答: a resident asks about a suggestion, an editor looks where something raises a doubt, one office answers."""

from django.utils import timezone

from piaojue.commons.acting import acting
from piaojue.commons.moves import Refused
from piaojue.commons.notify.tell import tell
from piaojue.commons.people.models import Seat
from piaojue.commons.web.shared import drop_all
from piaojue.stages.suggest.doubts import doubts_in
from piaojue.stages.suggest.models import Suggestion
from piaojue.stages.suggest.models_asking import Asked, AskedState
from piaojue.stages.suggest.moves import MOVES
from piaojue.stages.suggest.telling import tell_proposer

SHORTEST_QUESTION, SHORTEST_PUBLIC_ANSWER = 4, 5


def ask_publicly(*, suggestion: Suggestion, text: str, by: Seat) -> Asked:
    """A question for everybody to read. It stands at once where nothing in it raises a doubt, as a suggestion does.

    raises: NotYours; Refused: the suggestion is not public, too short
    """
    asked = Asked(place=suggestion.place, year=suggestion.year, suggestion=suggestion, text=text.strip())
    with acting(MOVES["ask_publicly"], suggestion, by, makes=asked, hold=True):
        if len(asked.text) < SHORTEST_QUESTION:
            raise Refused(f"请把问题写清楚，至少 {SHORTEST_QUESTION} 个字")
        asked.state = AskedState.WAITING if doubts_in(asked.text, suggestion.spot) else AskedState.OPEN
    if asked.is_public and suggestion.proposer_id != by.person_id:
        tell_proposer(suggestion, f"有人对您的建议“{suggestion.title}”公开提了问题，答复以后再告诉您。")
    return asked


def let_question_stand(*, asked: Asked, by: Seat, version: int | None = None) -> Asked:
    """Everybody may read it from now on. Raises NotYours, Refused."""
    with acting(MOVES["let_question_stand"], asked, by, version=version) as act:
        if act.thing.answer:
            act.thing.state = AskedState.ANSWERED
    _tell_asker(act.thing, "您的提问已经公开，答复以后会告诉您。")
    return act.thing


def refuse_question(*, asked: Asked, by: Seat, version: int | None = None) -> Asked:
    """Nobody reads it in public, nor any more. Raises NotYours, Refused."""
    with acting(MOVES["refuse_question"], asked, by, version=version) as act:
        drop_all()
    _tell_asker(act.thing, "您的提问不适合公开：可能有别人的个人信息，或者说的是另一件事。可以换一种说法再问。")
    return act.thing


def answer_publicly(*, asked: Asked, text: str, by: Seat, version: int | None = None) -> Asked:
    """The answer in the office's name; once more: the answer corrected, the one before stays in the log.

    raises: NotYours; Refused: another office answers about this suggestion, too short
    """
    with acting(MOVES["answer_publicly"], asked, by, version=version) as act:
        if len(text.strip()) < SHORTEST_PUBLIC_ANSWER:
            raise Refused(f"请写明答复，至少 {SHORTEST_PUBLIC_ANSWER} 个字")
        act.thing.answer, act.thing.answered_by, act.thing.answered_at = text.strip(), by.body, timezone.now()
    _tell_asker(act.thing, f"您的公开提问，{by.body}答复了。")
    suggestion = act.thing.suggestion
    if asked.created_by is None or suggestion.proposer_id != asked.created_by.person_id:
        tell_proposer(suggestion, f"有人对您的建议“{suggestion.title}”提的问题，{by.body}答复了。", by_sms=True)
    return act.thing


def _tell_asker(asked: Asked, text: str) -> None:
    if asked.created_by is not None:
        tell([asked.created_by.person_id], text, asked.get_absolute_url(), year=asked.year)
