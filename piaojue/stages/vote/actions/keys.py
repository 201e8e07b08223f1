"""The keys of a sealed box: connection codes for the tellers' stations and the credential office, a ceremony begun anew."""

from piaojue.commons.acting import acting
from piaojue.commons.people.models import Seat
from piaojue.stages.vote.actions.objections import box_objects
from piaojue.stages.vote.ballot_box import ballot_box
from piaojue.stages.vote.models import Poll
from piaojue.stages.vote.moves import MOVES

OFFICE = 0


def connect_station(*, poll: Poll, by: Seat) -> str:
    """A connection code for this teller's own station, shown this once; an earlier one stops working.

    raises: NotYours, Refused (no sealed box, not one of those who hold its keys)
    """
    with acting(MOVES["connect_station"], poll, by) as act:
        return ballot_box(act.thing).connect(act.thing.box_id, act.thing.keyholders.index(by.pk) + 1)


def connect_office(*, poll: Poll, by: Seat) -> str:
    """A connection code for the credential office (票签组), shown this once. Raises NotYours, Refused."""
    with acting(MOVES["connect_office"], poll, by) as act:
        return ballot_box(act.thing).connect(act.thing.box_id, OFFICE)


def restart_keys(*, poll: Poll, by: Seat) -> Poll:
    """Forget the keys made so far and begin the ceremony anew, while no slip is valid. Raises NotYours, Refused."""
    with acting(MOVES["restart_keys"], poll, by) as act, box_objects():
        ballot_box(act.thing).restart_keys(act.thing.box_id)
    return act.thing
