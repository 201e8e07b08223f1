"""Slips: printed, void, exchanged for paper, given back to transcribe paper. Their codes are kept nowhere."""

import secrets
from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple

from django.db import transaction

from piaojue.commons.acting import acting
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.stages.vote.actions.lapsing import paper_went_on
from piaojue.stages.vote.actions.objections import box_objects
from piaojue.stages.vote.ballot_box import ballot_box
from piaojue.stages.vote.few_paper import paper_back
from piaojue.stages.vote.models import Consent, Poll
from piaojue.stages.vote.moves import MOVES

HAND_LETTERS, HAND_LENGTH = "ABCDEFGHJKMNPQRSTUVWXYZ23456789", 6
"""转录码: no letter that looks like another."""


class Voided(NamedTuple):
    """number: slips that became void by the act (张)."""

    poll: Poll
    number: int


def print_slips(*, poll: Poll, number: int, by: Seat, version: int | None = None) -> list[str]:
    """Make `number` slips; their secret codes are returned this once and kept nowhere. Raises NotYours, Refused."""
    with acting(MOVES["print_slips"], poll, by, version=version) as act, box_objects():
        act.note(slips=number)
        return ballot_box(act.thing).print_slips(act.thing.box_id, number)


def void_slips(*, poll: Poll, codes: Iterable[str], by: Seat) -> Voided:
    """Make left-over slips void before opening. Raises Refused naming numbers that are not known."""
    with acting(MOVES["void_slips"], poll, by) as act:
        poll, box = act.thing, ballot_box(act.thing)
        codes = list(dict.fromkeys(code.strip() for code in codes if code.strip()))
        if not codes:
            raise Refused("请扫描或输入剩余票签的号码，一行一个")
        before = box.slips(poll.box_id)[1]
        with box_objects():
            results = box.void_slips(poll.box_id, codes)
        if unknown := [place for place, code in enumerate(codes, 1) if results[code] == "unknown"]:
            raise Refused(
                f"第 {'、'.join(map(str, unknown))} 行不是本次投票的票签号码，请核对。全部改好后再提交，现在一张也没有作废。"
            )
        newly_void = box.slips(poll.box_id)[1] - before
        act.note(slips=newly_void)
    return Voided(poll, newly_void)


def void_all_slips(*, poll: Poll, by: Seat) -> None:
    """Make every slip void before opening, because a printout was spoiled or seen; print anew afterwards."""
    with acting(MOVES["void_all_slips"], poll, by) as act, box_objects():
        ballot_box(act.thing).void_slips(act.thing.box_id)


@transaction.atomic
def exchange_slip(*, poll: Poll, code: str, by: Seat) -> Poll:
    """Take an unused slip back for a paper ballot. Raises Refused when it is used (no paper ballot) or not known."""
    with acting(MOVES["exchange_slip"], poll, by) as act:
        poll, box = act.thing, ballot_box(act.thing)
        before = box.slips(poll.box_id)[1]
        with box_objects():
            result = box.void_slips(poll.box_id, [code])[code]
        if result == "used":
            raise Refused("这张票签已经投过票，不能再换纸质票")
        if result == "unknown":
            raise Refused("不认识这张票签，请核对号码或票色")
        if box.slips(poll.box_id)[1] == before:
            raise Refused("这张票签已经换过纸质票或已作废，不能再换")
        poll.exchanged += 1
    return paper_went_on(poll, by)


class GivenBack(NamedTuple):
    """usable: whether both tellers have asked, so that the slip may transcribe one paper ballot.

    hand: 转录码 of who asked, shown this once: whoever fills types the own one, so that two persons fill
    """

    poll: Poll
    usable: bool
    hand: str


@transaction.atomic
def give_back_slip(*, poll: Poll, code: str, by: Seat) -> GivenBack:
    """Take a slip that was handed in to transcribe one paper ballot into a sealed box (docs/ballot.md#few-paper).

    A sealed box publishes its own sums: a handful of paper ballots counted beside it would be the difference. It takes two
    persons, each at a desk of their own: the first asks, the second asks for the same slip. Who asks again gets a new code.
    raises: NotYours, Refused
    """
    with acting(MOVES["give_back_slip"], poll, by) as act:
        poll = act.thing
        hand = "".join(secrets.choice(HAND_LETTERS) for _ in range(HAND_LENGTH))
        with box_objects():
            state = ballot_box(poll).give_back(poll.box_id, code, _place_at(poll, code, by), hand)
        if state == "unknown":
            raise Refused("这张票签没有换过纸质票，或已经转录，不能用来转录")
        usable = state == "given"
        act.note(usable=usable)
    return GivenBack(paper_went_on(poll, by), usable, hand)


def _place_at(poll: Poll, code: str, by: Seat) -> int:
    """0 for the person who asked for this slip first, 1 for any other."""
    slip = f"t{sha256(code.encode()).hexdigest()[:11]}"
    Consent.objects.get_or_create(poll=poll, act=slip, seat=by)
    first = poll.consents.filter(act=slip).order_by("pk").values_list("seat__person", flat=True)[0]
    return int(first != by.person_id)


def declare_transcribed(*, poll: Poll, ballots: int, by: Seat) -> Poll:
    """Say that all paper ballots, `ballots` of them, are transcribed and the originals sealed.

    Whoever agrees to close agrees to it.
    raises: NotYours, Refused
    """
    with acting(MOVES["declare_transcribed"], poll, by) as act:
        poll = act.thing
        in_box, back = ballot_box(poll).transcribed(poll.box_id), paper_back(poll)
        if ballots != in_box:
            raise Refused(f"票箱里有 {in_box} 张转录的票，填的是 {ballots} 张：请核对纸质票和转录的票")
        if back not in (None, ballots):
            raise Refused(f"纸质票箱登记收回 {back} 张，转录了 {ballots} 张：收回的每一张都要转录，张数数错了先改登记")
        poll.transcribed = ballots
        act.note(ballots=ballots)
    return poll
