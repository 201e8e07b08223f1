"""Paper that goes on beside a sealed box: nobody has declared or agreed to this number of it yet."""

from piaojue.commons.acting import acting
from piaojue.commons.people.models import Seat
from piaojue.stages.vote.models import ConsentTo, Poll, PollState
from piaojue.stages.vote.moves import MOVES


def paper_went_on(poll: Poll, by: Seat) -> Poll:
    """Paper went out, came in or is copied: what was declared of it, and agreed to on that ground, lapses."""
    with acting(MOVES["lapse_agreements"], poll, by) as act:
        poll = act.thing
        if poll.state == PollState.OPEN and _lapses(poll):
            poll.transcribed = None
        else:
            act.nothing()
    return poll


def _lapses(poll: Poll) -> bool:
    """Take back the agreements to close a sealed box. Returns whether anything was agreed to or declared."""
    agreed = poll.consents.filter(act=ConsentTo.CLOSE).delete()[0] if poll.sealed else 0
    return bool(agreed) or poll.transcribed is not None
