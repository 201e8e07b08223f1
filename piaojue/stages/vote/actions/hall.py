"""In the hall: slips, opening and closing by two, slips exchanged for paper."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from engines.counting import quorum
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.people.roles import Role
from piaojue.commons.record.log import record
from piaojue.commons.sittings.actions import expected, present
from piaojue.commons.sittings.models import SittingState
from piaojue.stages.vote.actions.locking import appointed, box_objects, locked
from piaojue.stages.vote.ballot_box import ballot_box
from piaojue.stages.vote.models import Consent, Poll, PollState
from piaojue.stages.vote.moves import MOVES

OPEN, CLOSE = "open", "close"


@transaction.atomic
def print_slips(*, poll: Poll, number: int, by: Seat, version: int | None = None) -> list[str]:
    """Make `number` slips; their secret codes are returned this once and kept nowhere. Raises NotYours, Refused."""
    poll = locked(poll)
    MOVES.take("print_slips", poll, by, version=version)
    appointed(poll, by)
    with box_objects():
        codes = ballot_box().print_slips(poll.box_id, number)
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
        raise Refused("请扫描或输入剩余票签的号码,一行一个")
    before = ballot_box().slips(poll.box_id)[1]
    with box_objects():
        results = ballot_box().void_slips(poll.box_id, codes)
    if unknown := [place for place, code in enumerate(codes, 1) if results[code] == "unknown"]:
        raise Refused(f"第 {'、'.join(map(str, unknown))} 行不是本次投票的票签号码,请核对。全部改好后再提交,现在一张也没有作废。")
    made = ballot_box().slips(poll.box_id)[1] - before
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
        ballot_box().void_slips(poll.box_id)
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
    roll, here = expected(poll.sitting, poll.voters), present(poll.sitting, poll.voters)
    if poll.rehearsal:
        here = roll
    issued = _issued(poll)
    if problems := _not_open_yet(poll, roll, here, issued):
        raise Refused(*problems)
    if not _two_agree(poll, OPEN, by):
        return poll
    MOVES.take("open_poll", poll, by)
    poll.roll, poll.present, poll.issued, poll.opened_at = roll, here, issued, timezone.now()
    with box_objects():
        ballot_box().open(poll.box_id)
    poll.save(update_fields=["state", "roll", "present", "issued", "opened_at", "version"])
    record("vote.opened", poll, by, roll=roll, present=here, issued=issued)
    return poll


@transaction.atomic
def agree_to_close(*, poll: Poll, by: Seat) -> Poll:
    """Agree to close; with the 总监票人's and one more agreement the box closes and can never open again."""
    poll = locked(poll)
    MOVES.take("agree_to_close", poll, by)
    appointed(poll, by)
    if not _two_agree(poll, CLOSE, by):
        return poll
    MOVES.take("close_poll", poll, by)
    poll.closed_at = timezone.now()
    with box_objects():
        ballot_box().close(poll.box_id)
    poll.codes = ballot_box().codes(poll.box_id)
    poll.save(update_fields=["state", "closed_at", "codes", "version"])
    record("vote.closed", poll, by, returned=len(poll.codes))
    return poll


@transaction.atomic
def exchange_slip(*, poll: Poll, code: str, by: Seat) -> Poll:
    """Take an unused slip back for a paper ballot. Raises Refused when it is used (no paper ballot) or not known."""
    poll = locked(poll)
    MOVES.take("exchange_slip", poll, by)
    appointed(poll, by)
    before = ballot_box().slips(poll.box_id)[1]
    with box_objects():
        result = ballot_box().void_slips(poll.box_id, [code])[code]
    if result == "used":
        raise Refused("这张票签已经投过票,不能再换纸质票")
    if result == "unknown":
        raise Refused("不认识这张票签,请核对号码或票色")
    if ballot_box().slips(poll.box_id)[1] == before:
        raise Refused("这张票签已经换过纸质票或已作废,不能再换")
    poll.exchanged += 1
    poll.save(update_fields=["exchanged", "version"])
    record("vote.slip_exchanged", poll, by)
    return poll


@transaction.atomic
def switch_to_paper(*, poll: Poll, basis: str, by: Seat) -> Poll:
    """The rest of the sitting votes on paper: no more ballots by phone, what was cast stays.

    basis: the presidium's decision, for the minutes
    """
    poll = locked(poll)
    MOVES.take("switch_to_paper", poll, by)
    appointed(poll, by)
    if not basis.strip():
        raise Refused("请填写主席团决定的文号或会议记录")
    with box_objects():
        ballot_box().suspend(poll.box_id)
    poll.on_paper = True
    poll.save(update_fields=["on_paper", "version"])
    record("vote.switched_to_paper", poll, by, basis=basis.strip())
    return poll


def _issued(poll: Poll) -> int:
    printed, void = ballot_box().slips(poll.box_id)
    return printed - void


def _not_open_yet(poll: Poll, roll: int, here: int, issued: int) -> list[str]:
    """Everything that keeps the box closed, in Chinese."""
    problems = []
    if poll.sitting.state != SittingState.OPEN and not poll.rehearsal:
        problems.append("会议还没有签到开会:请先在会议页办理签到")
    if not roll:
        problems.append("名册里没有应到人员,请先登记")
    elif not (there := quorum(here, roll, poll.the_rule.quorum)):
        problems.append(there.sentence)
    paper = sum(box.issued for box in poll.paper_boxes.all())
    if not issued and not paper:
        problems.append("还没有印制票签,也没有登记纸质票箱发出的票")
    if issued + paper > here:
        problems.append(f"票签 {issued} 张、纸质票 {paper} 张,多于实到 {here} 人:请先作废没有发出的票签")
    beside = Poll.objects.filter(sitting=poll.sitting, state=PollState.OPEN, rehearsal=not poll.rehearsal).first()
    if beside:
        problems.append(f"“{beside}”正在投票,演练和正式投票不能同时进行")
    return problems


def _two_agree(poll: Poll, act: str, by: Seat) -> bool:
    """Keep this seat's agreement and say whether 总监票人 and one more, another person, have agreed."""
    _, new = Consent.objects.get_or_create(poll=poll, act=act, seat=by)
    if new:
        record(f"vote.agreed_to_{act}", poll, by)
    agreed = Seat.objects.filter(pk__in=poll.consents.filter(act=act).values("seat"))
    people = {seat.person_id for seat in agreed}
    return any(seat.role == Role.CHIEF_TELLER for seat in agreed) and len(people) >= 2
