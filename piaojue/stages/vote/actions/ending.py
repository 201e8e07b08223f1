"""Polls that do not count: withdrawn before anybody voted, declared void by the presidium, drills that are over."""

from typing import Any

from django.db import transaction

from piaojue.commons.acting import acting, locked
from piaojue.commons.decisions.models import Decision
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.stages.vote.actions.advising import back_to_hand
from piaojue.stages.vote.ballot_box import ballot_box
from piaojue.stages.vote.models import Poll, PollState, Voiding, VoidingState
from piaojue.stages.vote.moves import MOVES

LONGEST_REASON = 300
NOTHING_LEFT: dict[str, Any] = {"counts": None, "verdict": None, "desk": None, "codes": []}


@transaction.atomic
def abandon_poll(*, poll: Poll, reason: str, by: Seat) -> Poll:
    """Withdraw a poll in which nobody has voted, or a council's; its box is wiped, nothing of it is ever counted.

    A congress's vote that goes on is declared void by its presidium alone (`propose_voiding`).
    raises: NotYours, Refused
    """
    with acting(MOVES["abandon_poll"], poll, by) as act:
        if not reason.strip():
            raise Refused("请写明作废的原因")
        _wipe(act.thing)
        act.note(reason=reason.strip())
    if act.thing.advisory and not act.thing.rehearsal:
        back_to_hand(act.thing, by)
    return act.thing


def propose_voiding(*, poll: Poll, reason: str, by: Seat) -> Voiding:
    """Put to the presidium that a vote be void. Raises NotYours, Refused."""
    voiding = Voiding(place=poll.place, year=poll.year, poll=poll, reason=reason.strip()[:LONGEST_REASON])
    with acting(MOVES["propose_voiding"], poll, by, makes=voiding, hold=True):
        if not voiding.reason:
            raise Refused("请写明作废的原因")
    return voiding


def void_poll(*, voiding: Voiding, decision: Decision, by: Seat) -> Poll:
    """The presidium has declared the vote void: its box is wiped, nothing of it is ever counted. Raises Refused."""
    with acting(MOVES["void_poll"], voiding, by, decision=decision) as act:
        poll = locked(act.thing.poll)
        _discard(poll)
        act.change(MOVES["end_void_poll"], poll, {"state": PollState.ABANDONED, **NOTHING_LEFT})
    return poll


def keep_poll(*, voiding: Voiding, decision: Decision, by: Seat) -> Voiding:
    """The presidium was asked and did not declare the vote void."""
    with acting(MOVES["keep_poll"], voiding, by, state=VoidingState.REFUSED) as act:
        act.note(decision=decision.pk)
    return act.thing


def wipe_rehearsal(*, poll: Poll, by: Seat) -> Poll:
    """End a rehearsal and wipe everything that was voted in it."""
    with acting(MOVES["wipe_rehearsal"], poll, by) as act:
        _wipe(act.thing)
    return act.thing


def _wipe(poll: Poll) -> None:
    """Nothing that was voted is left, neither in the box nor on sheets."""
    _discard(poll)
    for name, value in NOTHING_LEFT.items():
        setattr(poll, name, value)


def _discard(poll: Poll) -> None:
    if poll.box_id:
        ballot_box(poll).discard(poll.box_id)
    poll.paper_boxes.update(entries={}, settled=None)
