"""质询: raised jointly in a sitting, decided on by its organ, answered by the unit, and again where who signed is not content."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils import timezone

from engines import dates
from engines.dates import unexplained
from piaojue.commons.acting import Doing, acting
from piaojue.commons.decisions.models import Decision
from piaojue.commons.evidence.models import Upload
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.people.queries import officers_of
from piaojue.commons.sittings.models import SittingState
from piaojue.commons.years.models import Year
from piaojue.stages.supervise.interpelling import RAISED_AT, decided_by, may_sign, needed, verdict_of
from piaojue.stages.supervise.models import Interpellation, InterpellationState, Manner, Signature
from piaojue.stages.supervise.moves import MOVES
from piaojue.stages.supervise.moves_interpellation import OFFICE
from piaojue.stages.supervise.queries import ANSWERING
from piaojue.stages.supervise.telling import tell_seats
from piaojue.stages.supervise.values import InterpellationDraft

SHORTEST_TITLE, SHORTEST_TEXT = 4, 10
DAYS_TO_ANSWER = 30
"""From the decision of the 主任会议, where no sitting ends sooner; the law names no day, the office sets it (待核)."""


def draft_interpellation(*, year: Year, draft: InterpellationDraft, by: Seat) -> Interpellation:
    """Begin it; a deputy or member who begins it has signed. Raises NotYours, Refused with every objection."""
    row = Interpellation(
        place=year.place,
        year=year,
        sitting=draft.sitting,
        asked_of=draft.asked_of,
        project=draft.project,
        title=draft.title.strip(),
        text=draft.text.strip(),
    )
    with acting(MOVES["draft_interpellation"], year, by, makes=row) as act:
        if problems := _unfit(row, by):
            raise Refused(*problems)
        row.save()
        if by.role not in OFFICE:
            _sign(act, row, by)
    return row


def _unfit(row: Interpellation, by: Seat) -> list[str]:
    sitting, problems = row.sitting, []
    if sitting.place_id != row.place_id or sitting.kind not in RAISED_AT or sitting.state == SittingState.CLOSED:
        problems.append("请选择本级还没有闭会的人民代表大会会议或常委会会议：质询案在会议期间提出")
    elif not needed(sitting):
        problems.append(f"{row.place.kind.label}的这种会议没有质询")
    elif by.role not in OFFICE and not may_sign(sitting).filter(pk=by.pk).exists():
        problems.append(f"只有“{sitting}”的在任组成人员可以发起质询")
    if row.asked_of.kind not in ANSWERING or row.asked_of.place_id != row.place_id:
        problems.append("质询对象应是本级人民政府或它的工作部门")
    if len(row.title) < SHORTEST_TITLE or len(row.text) < SHORTEST_TEXT:
        problems.append(f"请写明质询的问题（至少 {SHORTEST_TITLE} 个字）和内容（至少 {SHORTEST_TEXT} 个字）")
    if row.project is not None and row.project.year_id != row.year_id:
        problems.append("所选项目不在这个年度")
    return problems


def _sign(act: Doing, row: Interpellation, seat: Seat, *, on_paper: bool = False) -> Signature:
    signature = Signature.objects.create(
        place=row.place, year=row.year, interpellation=row, seat=seat, on_paper=on_paper, created_by=act.by
    )
    act.also(MOVES["add_signer"], signature)
    return signature


def sign_interpellation(*, interpellation: Interpellation, by: Seat) -> Signature:
    """A deputy or member signs it, too. Raises NotYours; Refused: not of this sitting, signed already."""
    signature = Signature(place=interpellation.place, year=interpellation.year, interpellation=interpellation, seat=by)
    with acting(MOVES["sign_interpellation"], interpellation, by, makes=signature, hold=True):
        pass
    return signature


def leave_interpellation(*, signature: Signature, by: Seat) -> Interpellation:
    """Take one's own signature back while it gathers. Raises NotYours, Refused."""
    with acting(MOVES["leave_interpellation"], signature, by) as act:
        act.delete()
    return signature.interpellation


def enter_signers(
    *,
    interpellation: Interpellation,
    seats: Iterable[Seat],
    paper: Upload | None,
    by: Seat,
    version: int | None = None,
) -> Interpellation:
    """The office enters who signed on paper. Raises NotYours; Refused: no paper, somebody who may not sign here."""
    seats = list(seats)
    with acting(MOVES["enter_signers"], interpellation, by, version=version) as act:
        row = act.thing
        there = set(row.signatures.values_list("seat__person_id", flat=True))
        fit = set(may_sign(row.sitting).values_list("pk", flat=True))
        strange = [str(seat.person) for seat in seats if seat.pk not in fit]
        problems = [f"{'、'.join(strange)}不是“{row.sitting}”的在任组成人员"] if strange else []
        if paper is None and row.paper is None:
            problems.append("请附联名人签字的质询案（扫描件）")
        if problems:
            raise Refused(*problems)
        row.paper = paper or row.paper
        for seat in seats:
            if seat.person_id not in there:
                there.add(seat.person_id)
                _sign(act, row, seat, on_paper=True)
        act.note(signers=len(there))
    return row


def submit_interpellation(*, interpellation: Interpellation, by: Seat, version: int | None = None) -> Interpellation:
    """Enough have signed: it goes to the presidium, or to the 主任会议. Raises NotYours, Refused."""
    with acting(MOVES["submit_interpellation"], interpellation, by, version=version) as act:
        act.note(signers=act.thing.signatures.count())
    office = Seat.objects.in_office().filter(place=interpellation.place_id, role__in=OFFICE)
    tell_seats(office, f"质询案“{interpellation.title}”已提出，请提请会议决定。", interpellation)
    return act.thing


def withdraw_interpellation(*, interpellation: Interpellation, by: Seat, version: int | None = None) -> Interpellation:
    """It is not pursued. Raises NotYours, Refused."""
    with acting(MOVES["withdraw_interpellation"], interpellation, by, version=version) as act:
        pass
    return act.thing


def admit_interpellation(*, interpellation: Interpellation, decision: Decision, by: Seat) -> Interpellation:
    """The organ decided that it is answered: in a session until its end, else within the days that the office sets.

    raises: Refused: another organ decided, too few have signed
    """
    with acting(MOVES["admit_interpellation"], interpellation, by, decision=decision) as act:
        row = act.thing
        right = decided_by(row.sitting)
        if right is None or decision.organ != right.value:
            raise Refused(f"这件质询案由{right.label if right else '有权的机构'}决定")
        row.due = max(row.sitting.ends_on, timezone.localdate())
        if row.sitting.state == SittingState.CLOSED or row.rounds:
            row.due = timezone.localdate() + timedelta(days=DAYS_TO_ANSWER)
    row = act.thing
    tell_seats(officers_of(row.asked_of_id), f"质询案“{row.title}”已决定由你单位答复，期限 {row.due}。", row)
    _tell_signers(row, f"质询案“{row.title}”已决定交由{row.asked_of}答复。")
    return row


def decline_interpellation(*, interpellation: Interpellation, by: Seat) -> Interpellation:
    """The organ decided that it is not answered."""
    with acting(MOVES["decline_interpellation"], interpellation, by) as act:
        act.thing.state = InterpellationState.DECLINED
    _tell_signers(act.thing, f"质询案“{act.thing.title}”没有决定交由答复。")
    return act.thing


def arrange_answer(
    *, interpellation: Interpellation, manner: str, due: date, by: Seat, venue: str = "", version: int | None = None
) -> Interpellation:
    """How, where and by when the unit answers, as the organ decided. Raises NotYours, Refused."""
    with acting(MOVES["arrange_answer"], interpellation, by, version=version) as act:
        row, problems = act.thing, unexplained(dates.due(due, today=timezone.localdate()))
        if manner not in Manner.values:
            problems.append("请选择口头答复或书面答复")
        if problems:
            raise Refused(*problems)
        row.manner, row.venue, row.due = manner, venue.strip(), due
    tell_seats(officers_of(row.asked_of_id), f"质询“{row.title}”：{row.get_manner_display()}，期限 {row.due}。", row)
    return row


def answer_interpellation(
    *, interpellation: Interpellation, answer: str, answerer: str, by: Seat, version: int | None = None
) -> Interpellation:
    """The unit answers; its head answers in person or signs. Raises NotYours for another unit, Refused."""
    with acting(MOVES["answer_interpellation"], interpellation, by, version=version) as act:
        row, problems = act.thing, []
        if len(answer.strip()) < SHORTEST_TEXT:
            problems.append(f"请写清答复（至少 {SHORTEST_TEXT} 个字）")
        if not answerer.strip():
            problems.append("请写明由哪位负责人到会答复，或在书面答复上签署")
        if problems:
            raise Refused(*problems)
        row.answer, row.answerer, row.answered_by = answer.strip(), answerer.strip(), by
        row.answered_at, row.rounds = timezone.now(), row.rounds + 1
        act.note(round=row.rounds)
    _tell_signers(row, f"{row.asked_of}答复了质询“{row.title}”，请表示是否满意。")
    return row


def judge_answer(
    *, interpellation: Interpellation, content: bool, by: Seat, signers: Iterable[Signature] = ()
) -> Interpellation:
    """Who signed says whether the answer will do; the office enters those who said so on paper or in the meeting.

    signers: for the office: whose word it is; others speak for themselves alone
    raises:  NotYours, Refused: somebody who has not signed
    """
    with acting(MOVES["judge_answer"], interpellation, by, hold=True) as act:
        row = act.thing
        own = row.signatures.filter(seat__person=by.person_id)
        chosen = row.signatures.filter(pk__in=[one.pk for one in signers]) if by.role in OFFICE else own
        rows = list(chosen.select_for_update(of=("self",)))
        if not rows:
            raise Refused("请选择表示意见的联名人" if by.role in OFFICE else "只有联名人对答复表示意见")
        for signature in rows:
            act.change(MOVES["note_content"], signature, {"content": content, "round": row.rounds})
        act.note(content=content, signers=len(rows))
    return row


def conclude_interpellation(
    *, interpellation: Interpellation, outcome: str, by: Seat, version: int | None = None
) -> Interpellation:
    """By what the signers said: it is settled, or answered again (in a standing committee once the 主任会议 has decided so).

    raises: NotYours; Refused while those who have not said could still turn it
    """
    with acting(MOVES["conclude_interpellation"], interpellation, by, version=version) as act:
        row, verdict = act.thing, verdict_of(act.thing)
        if not verdict.again and not verdict.settled and verdict.waiting:
            raise Refused(f"还有 {verdict.waiting} 位联名人没有表示意见，结果未定")
        row.outcome = outcome.strip()
        row.state = _next_state(row) if verdict.again else InterpellationState.SETTLED
        if row.state == InterpellationState.ASKED:
            row.due = max(row.sitting.ends_on, timezone.localdate())
        act.note(content=verdict.content, discontent=verdict.discontent, again=verdict.again)
    words = "联名人不满意，要求再作答复" if verdict.again else "办结"
    tell_seats([*officers_of(row.asked_of_id), *_signers(row)], f"质询“{row.title}”：{words}。", row)
    return row


def _next_state(row: Interpellation) -> str:
    """Deputies ask for another answer themselves; for members of the standing committee the 主任会议 decides (监督法 54)."""
    session = row.sitting.kind == RAISED_AT[0]
    return InterpellationState.ASKED if session else InterpellationState.SUBMITTED


def _signers(row: Interpellation) -> list[Seat]:
    return [signature.seat for signature in row.signatures.select_related("seat")]


def _tell_signers(row: Interpellation, text: str) -> None:
    tell_seats(_signers(row), text, row)
