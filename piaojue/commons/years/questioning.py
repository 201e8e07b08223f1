"""四问: the guidance group asks, each region below answers with proof, the group judges and asks further."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from engines import dates
from engines.dates import unexplained
from piaojue.commons.acting import acting
from piaojue.commons.evidence.models import Upload
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.years.asking import Verdict, facts_of
from piaojue.commons.years.models import Answer, Checkpoint, Year
from piaojue.commons.years.moves import MOVES

QUESTIONS_A_YEAR = 4


def ask_checkpoint(*, year: Year, ordinal: int, title: str, questions: list[str], due: date, by: Seat) -> Checkpoint:
    """Ask one of the 四问 of all lower regions. Raises NotYours; Refused when it was asked already."""
    checkpoint = Checkpoint(year=year, ordinal=ordinal, title=title, questions=questions, due=due)
    with acting(MOVES["ask_checkpoint"], year, by, makes=checkpoint):
        if wrong := unexplained(dates.due(due, today=timezone.localdate())):
            raise Refused(*wrong)
        if not 1 <= ordinal <= QUESTIONS_A_YEAR:
            raise Refused("四问只有第一问到第四问")
        if Checkpoint.objects.filter(year=year, ordinal=ordinal).exists():
            raise Refused(f"第 {ordinal} 问已经发出")
    return checkpoint


def amend_checkpoint(*, checkpoint: Checkpoint, questions: list[str], due: date, by: Seat) -> Checkpoint:
    """Correct what is asked or until when; answers that came stay, the log keeps what was asked before.

    raises: NotYours, Refused
    """
    with acting(MOVES["amend_checkpoint"], checkpoint, by) as act:
        if not questions:
            raise Refused("请至少写一个问题")
        if due != act.thing.due and (wrong := unexplained(dates.due(due, today=timezone.localdate()))):
            raise Refused(*wrong)
        act.thing.questions, act.thing.due = questions, due
    return act.thing


def answer_checkpoint(*, checkpoint: Checkpoint, text: str, proofs: Iterable[Upload] = (), by: Seat) -> Answer:
    """Answer for the seat's own region; a later answer replaces the earlier one (both stay in the log) and is judged anew.

    What the data say at this moment is kept beside the words. proofs: are added to those that are there.
    raises: NotYours, Refused
    """
    own = getattr(by, "place", None)
    answer = Answer.objects.filter(checkpoint=checkpoint, place=own).first() or Answer(checkpoint=checkpoint, place=own)
    with acting(MOVES["answer_checkpoint"], checkpoint, by, makes=answer):
        if not text.strip():
            raise Refused("请填写答复")
        answer.text, answer.seat, answer.at = text, by, timezone.now()
        answer.facts = facts_of(checkpoint.ordinal, by.place, checkpoint.year.number)
        answer.verdict, answer.judgement, answer.judged_by, answer.judged_at = "", "", None, None
        answer.save()
        answer.proofs.add(*proofs)
    return answer


def judge_answer(
    *,
    answer: Answer,
    verdict: str,
    judgement: str,
    follow_up: str = "",
    due: date | None = None,
    read: str = "",
    by: Seat,
) -> Answer:
    """What the guidance group thinks of an answer, and what it asks for further, until when.

    read:   when the answer was written that was read (ISO); empty: whatever stands there now
    raises: NotYours, Refused: no such verdict, a weak answer without a reason, a further question without a day, other words by now
    """
    answer = Answer.objects.select_related("checkpoint__year__place").get(pk=answer.pk)
    with acting(MOVES["judge_answer"], answer.checkpoint, by, makes=answer):
        if read and read != answer.at.isoformat():
            raise Refused("这个地区刚换过答复，请看过新的答复再评价")
        if verdict not in Verdict.values:
            raise Refused("请选择扎实、一般或薄弱")
        if verdict == Verdict.WEAK and not judgement.strip():
            raise Refused("评价为“薄弱”的，请写明薄弱在哪里")
        if follow_up.strip() and due is None:
            raise Refused("追问要写明答复期限")
        if due and due != answer.follow_up_due and (wrong := unexplained(dates.due(due, today=timezone.localdate()))):
            raise Refused(*wrong)
        if follow_up.strip() != answer.follow_up:
            answer.follow_up, answer.follow_up_reply = follow_up.strip(), ""
        answer.follow_up_due = due if answer.follow_up else None
        answer.verdict, answer.judgement = verdict, judgement.strip()
        answer.judged_by, answer.judged_at = by, timezone.now()
    return answer


def answer_follow_up(*, answer: Answer, text: str, by: Seat) -> Answer:
    """The region says more to what it was asked further. Raises NotYours for another region; Refused: nothing is asked."""
    answer = Answer.objects.select_related("checkpoint__year__place").get(pk=answer.pk)
    with acting(MOVES["answer_follow_up"], answer.checkpoint, by, makes=answer):
        if answer.place_id != by.place_id:
            raise NotYours("answer_follow_up")
        if not answer.follow_up:
            raise Refused("没有追问")
        if not text.strip():
            raise Refused("请填写答复")
        answer.follow_up_reply = text.strip()
    return answer
