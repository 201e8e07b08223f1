"""In the hall: the box opens and closes when two agree; the sitting may go on on paper."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from engines.counting import SMALLEST_PAPER
from piaojue.commons.acting import acting
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.sittings.actions import strike_off
from piaojue.commons.sittings.models import SittingState
from piaojue.stages.vote.actions.objections import box_objects
from piaojue.stages.vote.ballot_box import ballot_box
from piaojue.stages.vote.few_paper import paper_before_closing
from piaojue.stages.vote.models import Consent, ConsentTo, Poll, PollState
from piaojue.stages.vote.moves import MOVES
from piaojue.stages.vote.roll import quorum_of, roll_of
from piaojue.stages.vote.telling import tell_voters
from piaojue.stages.vote.watching import before_opening


@dataclass(frozen=True)
class _Hall:
    """Who and what is in the hall before the box opens.

    roll:   应到 (人);  present: 实到 (人)
    issued: slips that are valid (张);  paper: paper ballots that went out (张)
    """

    roll: int
    present: int
    issued: int
    paper: int


@transaction.atomic
def agree_to_open(*, poll: Poll, by: Seat) -> Poll:
    """Agree to open; with the 总监票人's and one more agreement the box opens at once.

    raises: NotYours, Refused with everything that is missing: quorum, slips, people, the year's gate
    """
    with acting(MOVES["agree_to_open"], poll, by) as act:
        poll = act.thing
        if problems := _not_open_yet(poll, _hall(poll)):
            raise Refused(*problems)
        if not _agrees(poll, ConsentTo.OPEN, by):
            act.nothing()
    return _open(poll, by) if _two_agree(poll, ConsentTo.OPEN) else poll


def _open(poll: Poll, by: Seat) -> Poll:
    with acting(MOVES["open_poll"], poll, by) as act:
        poll, hall = act.thing, _hall(act.thing)
        poll.roll, poll.present, poll.issued = hall.roll, hall.present, hall.issued
        poll.opened_at = timezone.now()
        with box_objects():
            ballot_box(poll).open(poll.box_id)
        act.note(roll=hall.roll, present=hall.present, issued=hall.issued)
    tell_voters(poll)
    return poll


@transaction.atomic
def agree_to_close(*, poll: Poll, by: Seat) -> Poll:
    """Agree to close; with the 总监票人's and one more agreement the box closes and can never open again."""
    with acting(MOVES["agree_to_close"], poll, by) as act:
        poll = act.thing
        if problem := paper_before_closing(poll):
            raise Refused(problem)
        if not _agrees(poll, ConsentTo.CLOSE, by):
            act.nothing()
    return _close(poll, by) if _two_agree(poll, ConsentTo.CLOSE) else poll


def _close(poll: Poll, by: Seat) -> Poll:
    with acting(MOVES["close_poll"], poll, by) as act:
        poll, box = act.thing, ballot_box(act.thing)
        poll.closed_at = timezone.now()
        with box_objects():
            box.close(poll.box_id)
        poll.codes = box.codes(poll.box_id)
        act.note(returned=len(poll.codes))
    return poll


def switch_to_paper(*, poll: Poll, basis: str, by: Seat) -> Poll:
    """The rest of the sitting votes on paper: no more ballots by phone, what was cast stays.

    basis: the presidium's decision, for the minutes
    """
    with acting(MOVES["switch_to_paper"], poll, by) as act:
        if not basis.strip():
            raise Refused(act.thing.term("请填写主席团决定的文号或会议记录"))
        with box_objects():
            ballot_box(act.thing).suspend(act.thing.box_id)
        act.thing.on_paper = True
        act.note(basis=basis.strip())
    return act.thing


def strike_off_departed(*, poll: Poll, by: Seat) -> Poll:
    """Take off the check-ins of those who left office since. Raises NotYours, Refused."""
    strike_off(sitting=poll.sitting, by=by)
    return poll


def _hall(poll: Poll) -> _Hall:
    """A rehearsal is played by simulated deputies, who need not be as many as the real ones."""
    roll, present = roll_of(poll)
    printed, void = ballot_box(poll).slips(poll.box_id)
    if poll.rehearsal:
        present = roll = max(roll, printed - void)
    return _Hall(roll, present, printed - void, sum(box.issued for box in poll.paper_boxes.all()))


def _not_open_yet(poll: Poll, hall: _Hall) -> list[str]:
    """Everything that keeps the box closed, in Chinese."""
    problems = []
    if poll.sitting.state != SittingState.OPEN and not poll.rehearsal:
        problems.append("会议还没有签到开会：请先在会议页办理签到")
    if not hall.roll:
        problems.append("名册里没有应到人员，请先登记")
    elif not poll.rehearsal and not (quorum := quorum_of(poll)):
        problems.append(quorum.sentence)
    problems += before_opening(poll)
    if not hall.issued and not hall.paper:
        problems.append("还没有印制票签，也没有登记纸质票箱发出的票")
    if poll.sealed and 0 < hall.paper < SMALLEST_PAPER:
        problems.append(
            f"加密票箱旁不能只发 {hall.paper} 张纸质票（少于 {SMALLEST_PAPER} 张会暴露个人意见）：请改发票签"
        )
    if hall.issued + hall.paper > hall.present:
        problems.append(
            f"票签 {hall.issued} 张、纸质票 {hall.paper} 张，多于实到 {hall.present} 人：请先作废没有发出的票签"
        )
    beside = Poll.objects.filter(sitting=poll.sitting, state=PollState.OPEN, rehearsal=not poll.rehearsal).first()
    if beside:
        problems.append(f"“{beside}”正在投票，演练和正式投票不能同时进行")
    return problems


def _agrees(poll: Poll, to: ConsentTo, by: Seat) -> bool:
    """Keep this seat's agreement. Returns whether it is new."""
    _, new = Consent.objects.get_or_create(poll=poll, act=to, seat=by)
    return new


def _two_agree(poll: Poll, to: ConsentTo) -> bool:
    """Whether 总监票人 and one more, another person, have agreed; both are tellers still."""
    agreed = poll.tellers.filter(pk__in=poll.consents.filter(act=to).values("seat"))
    people = {seat.person_id for seat in agreed}
    return any(seat.role == Role.CHIEF_TELLER for seat in agreed) and len(people) >= 2
