"""In the hall: slips, opening and closing by two, slips exchanged for paper."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from engines.counting import SMALLEST_PAPER
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.record.log import record
from piaojue.commons.roles import Role
from piaojue.commons.sittings.models import SittingState
from piaojue.stages.vote.actions.locking import appointed, box_objects, locked
from piaojue.stages.vote.ballot_box import ballot_box
from piaojue.stages.vote.models import Consent, Poll, PollState
from piaojue.stages.vote.moves import MOVES
from piaojue.stages.vote.roll import quorum_of, roll_of

OPEN, CLOSE = "open", "close"
TO_PRESIDIUM = "请报告主席团，由主席团决定作废本次投票、重新投票"
"""What is left where paper can neither be counted apart nor transcribed."""


@transaction.atomic
def print_slips(*, poll: Poll, number: int, by: Seat, version: int | None = None) -> list[str]:
    """Make `number` slips; their secret codes are returned this once and kept nowhere. Raises NotYours, Refused."""
    poll = locked(poll)
    MOVES.take("print_slips", poll, by, version=version)
    appointed(poll, by)
    with box_objects():
        codes = ballot_box(poll).print_slips(poll.box_id, number)
    poll.save(update_fields=["version"])
    record("vote.slips_printed", poll, by, slips=number)
    return codes


@transaction.atomic
def void_slips(*, poll: Poll, codes: Iterable[str], by: Seat) -> int:
    """Make left-over slips void before opening. Returns how many. Raises Refused naming numbers that are not known."""
    poll = locked(poll)
    MOVES.take("void_slips", poll, by)
    appointed(poll, by)
    codes = list(dict.fromkeys(code.strip() for code in codes if code.strip()))
    if not codes:
        raise Refused("请扫描或输入剩余票签的号码，一行一个")
    before = ballot_box(poll).slips(poll.box_id)[1]
    with box_objects():
        results = ballot_box(poll).void_slips(poll.box_id, codes)
    if unknown := [place for place, code in enumerate(codes, 1) if results[code] == "unknown"]:
        raise Refused(
            f"第 {'、'.join(map(str, unknown))} 行不是本次投票的票签号码，请核对。全部改好后再提交，现在一张也没有作废。"
        )
    made = ballot_box(poll).slips(poll.box_id)[1] - before
    poll.save(update_fields=["version"])
    record("vote.slips_voided", poll, by, slips=made)
    return made


@transaction.atomic
def void_all_slips(*, poll: Poll, by: Seat) -> None:
    """Make every slip void before opening, because a printout was spoiled or seen; print anew afterwards."""
    poll = locked(poll)
    MOVES.take("void_slips", poll, by)
    appointed(poll, by)
    with box_objects():
        ballot_box(poll).void_slips(poll.box_id)
    poll.save(update_fields=["version"])
    record("vote.all_slips_voided", poll, by)


@transaction.atomic
def agree_to_open(*, poll: Poll, by: Seat) -> Poll:
    """Agree to open; with the 总监票人's and one more agreement the box opens at once.

    raises: NotYours, Refused with everything that is missing: quorum, slips, people, the year's gate
    """
    poll = locked(poll)
    MOVES.take("agree_to_open", poll, by)
    appointed(poll, by)
    roll, here = roll_of(poll)
    issued = _issued(poll)
    if poll.rehearsal:  # played by simulated deputies, who need not be as many as the real ones
        here = roll = max(roll, issued)
    if problems := _not_open_yet(poll, roll, here, issued):
        raise Refused(*problems)
    if not _two_agree(poll, OPEN, by):
        return poll
    MOVES.take("open_poll", poll, by)
    poll.roll, poll.present, poll.issued, poll.opened_at = roll, here, issued, timezone.now()
    with box_objects():
        ballot_box(poll).open(poll.box_id)
    poll.save(update_fields=["state", "roll", "present", "issued", "opened_at", "version"])
    record("vote.opened", poll, by, roll=roll, present=here, issued=issued)
    return poll


@transaction.atomic
def agree_to_close(*, poll: Poll, by: Seat) -> Poll:
    """Agree to close; with the 总监票人's and one more agreement the box closes and can never open again."""
    poll = locked(poll)
    MOVES.take("agree_to_close", poll, by)
    appointed(poll, by)
    if problem := paper_before_closing(poll):
        raise Refused(problem)
    if not _two_agree(poll, CLOSE, by):
        return poll
    MOVES.take("close_poll", poll, by)
    poll.closed_at = timezone.now()
    with box_objects():
        ballot_box(poll).close(poll.box_id)
    poll.codes = ballot_box(poll).codes(poll.box_id)
    poll.save(update_fields=["state", "closed_at", "codes", "version"])
    record("vote.closed", poll, by, returned=len(poll.codes))
    return poll


@transaction.atomic
def exchange_slip(*, poll: Poll, code: str, by: Seat) -> Poll:
    """Take an unused slip back for a paper ballot. Raises Refused when it is used (no paper ballot) or not known."""
    poll = locked(poll)
    MOVES.take("exchange_slip", poll, by)
    appointed(poll, by)
    before = ballot_box(poll).slips(poll.box_id)[1]
    with box_objects():
        result = ballot_box(poll).void_slips(poll.box_id, [code])[code]
    if result == "used":
        raise Refused("这张票签已经投过票，不能再换纸质票")
    if result == "unknown":
        raise Refused("不认识这张票签，请核对号码或票色")
    if ballot_box(poll).slips(poll.box_id)[1] == before:
        raise Refused("这张票签已经换过纸质票或已作废，不能再换")
    paper_went_on(poll, by)
    poll.exchanged += 1
    poll.save(update_fields=["exchanged", "version"])
    record("vote.slip_exchanged", poll, by)
    return poll


@transaction.atomic
def give_back_slip(*, poll: Poll, code: str, by: Seat) -> Poll:
    """Take a slip that was handed in to transcribe one paper ballot into a sealed box (docs/ballot.md#few-paper).

    A sealed box publishes its own sums: a handful of paper ballots counted beside it would be the difference.
    raises: NotYours, Refused
    """
    poll = locked(poll)
    MOVES.take("give_back_slip", poll, by)
    appointed(poll, by)
    with box_objects():
        result = ballot_box(poll).give_back(poll.box_id, code)
    if result != "given":
        raise Refused("这张票签没有换过纸质票，不能用来转录")
    paper_went_on(poll, by)
    poll.save(update_fields=["version"])
    record("vote.slip_given_back", poll, by)
    return poll


def paper_went_on(poll: Poll, by: Seat) -> None:
    """Paper went out, came in or is copied: beside a sealed box nobody has declared or agreed to this number of it yet."""
    lapsed = poll.sealed and poll.state == PollState.OPEN and poll.consents.filter(act=CLOSE).delete()[0]
    if lapsed or (poll.state == PollState.OPEN and poll.transcribed is not None):
        poll.transcribed = None
        poll.save(update_fields=["transcribed"])
        record("vote.transcribed_no_more", poll, by)


@transaction.atomic
def declare_transcribed(*, poll: Poll, ballots: int, by: Seat) -> Poll:
    """Say that all paper ballots, `ballots` of them, are transcribed and the originals sealed; whoever agrees to close agrees to it.

    raises: NotYours, Refused
    """
    poll = locked(poll)
    MOVES.take("give_back_slip", poll, by)
    appointed(poll, by)
    there, came = ballot_box(poll).transcribed(poll.box_id), _came_back(poll)
    if ballots != there:
        raise Refused(f"票箱里有 {there} 张转录的票，填的是 {ballots} 张：请核对纸质票和转录的票")
    if came not in (None, ballots):
        raise Refused(f"纸质票箱登记收回 {came} 张，转录了 {ballots} 张：收回的每一张都要转录，张数数错了先改登记")
    poll.transcribed = ballots
    poll.save(update_fields=["transcribed", "version"])
    record("vote.transcribed", poll, by, ballots=ballots)
    return poll


def paper_before_closing(poll: Poll) -> str | None:
    """What is still to be done with the paper beside a sealed box before it may close (docs/ballot.md#few-paper); None: nothing.

    Its own sums become public at closing, so that a handful of paper ballots counted beside it would be read off the
    difference. How many came back is known before closing by their number alone. More than went out: the paper part is
    void, and nothing of it may enter the box.
    """
    out, came = _paper_out(poll), _came_back(poll)
    if not poll.sealed or not (out or came) or poll.transcribed is not None:
        return None
    begun = ballot_box(poll).transcribed(poll.box_id)
    if came is None and out >= SMALLEST_PAPER and not begun:
        return "请先封闭纸质票箱，票面朝下数清收回的张数，在“登记发出和收回数”里填好，再截止电子票箱"
    if came is not None and came > out:
        return (
            f"纸质票收回 {came} 张，多于发出的 {out} 张，纸质部分无效，但已转录 {begun} 张，不能撤回：{poll.term(TO_PRESIDIUM)}"
            if begun
            else None
        )
    few = came != 0 and (came or out) < SMALLEST_PAPER
    if few and (came or 0) > poll.exchanged:
        return f"纸质票收回 {came} 张，不足 {SMALLEST_PAPER} 张，单独计票会暴露个人意见，交回的票签只有 {poll.exchanged} 张，不够用来转录：{poll.term(TO_PRESIDIUM)}"
    if begun or few:
        return f"纸质票不足 {SMALLEST_PAPER} 张，单独计票会暴露个人意见：请两名监票人用交回的票签把它们转录进票箱，登记转录完毕，再截止"
    return None


def _paper_out(poll: Poll) -> int:
    """Paper ballots that went out, against a slip or at check-in (张)."""
    return max(sum(box.issued for box in poll.paper_boxes.all()), poll.exchanged)


def _came_back(poll: Poll) -> int | None:
    """Paper ballots found in all boxes (张); None while a box was not looked at, or there is none."""
    known = [box.collected for box in poll.paper_boxes.all()]
    return None if not known or None in known else sum(known)


@transaction.atomic
def switch_to_paper(*, poll: Poll, basis: str, by: Seat) -> Poll:
    """The rest of the sitting votes on paper: no more ballots by phone, what was cast stays.

    basis: the presidium's decision, for the minutes
    """
    poll = locked(poll)
    MOVES.take("switch_to_paper", poll, by)
    appointed(poll, by)
    if not basis.strip():
        raise Refused(poll.term("请填写主席团决定的文号或会议记录"))
    with box_objects():
        ballot_box(poll).suspend(poll.box_id)
    poll.on_paper = True
    poll.save(update_fields=["on_paper", "version"])
    record("vote.switched_to_paper", poll, by, basis=basis.strip())
    return poll


def _issued(poll: Poll) -> int:
    printed, void = ballot_box(poll).slips(poll.box_id)
    return printed - void


def _not_open_yet(poll: Poll, roll: int, here: int, issued: int) -> list[str]:
    """Everything that keeps the box closed, in Chinese."""
    problems = []
    if poll.sitting.state != SittingState.OPEN and not poll.rehearsal:
        problems.append("会议还没有签到开会：请先在会议页办理签到")
    if not roll:
        problems.append("名册里没有应到人员，请先登记")
    elif not poll.rehearsal and not (there := quorum_of(poll)):
        problems.append(there.sentence)
    paper = sum(box.issued for box in poll.paper_boxes.all())
    if not issued and not paper:
        problems.append("还没有印制票签，也没有登记纸质票箱发出的票")
    if poll.sealed and 0 < paper < SMALLEST_PAPER:
        problems.append(f"加密票箱旁不能只发 {paper} 张纸质票（少于 {SMALLEST_PAPER} 张会暴露个人意见）：请改发票签")
    if issued + paper > here:
        problems.append(f"票签 {issued} 张、纸质票 {paper} 张，多于实到 {here} 人：请先作废没有发出的票签")
    beside = Poll.objects.filter(sitting=poll.sitting, state=PollState.OPEN, rehearsal=not poll.rehearsal).first()
    if beside:
        problems.append(f"“{beside}”正在投票，演练和正式投票不能同时进行")
    return problems


def _two_agree(poll: Poll, act: str, by: Seat) -> bool:
    """Keep this seat's agreement and say whether 总监票人 and one more, another person, have agreed; both are tellers still."""
    _, new = Consent.objects.get_or_create(poll=poll, act=act, seat=by)
    if new:
        record(f"vote.agreed_to_{act}", poll, by)
    agreed = poll.tellers.filter(pk__in=poll.consents.filter(act=act).values("seat"))
    people = {seat.person_id for seat in agreed}
    return any(seat.role == Role.CHIEF_TELLER for seat in agreed) and len(people) >= 2
