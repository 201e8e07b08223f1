"""The keys of a sealed box: connection codes for the tellers' stations and the credential office, a ceremony begun anew."""

from django.db import transaction

from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.record.log import record
from piaojue.stages.vote.actions.locking import appointed, box_objects, locked
from piaojue.stages.vote.ballot_box import ballot_box
from piaojue.stages.vote.models import Poll
from piaojue.stages.vote.moves import MOVES

OFFICE = 0


@transaction.atomic
def connect_station(*, poll: Poll, by: Seat) -> str:
    """A connection code for this teller's own station, shown this once; an earlier one stops working.

    raises: NotYours, Refused (no sealed box, not one of those who hold its keys)
    """
    poll = locked(poll)
    MOVES.take("connect_station", poll, by)
    if by.pk not in poll.keyholders:
        raise Refused("您不在本次投票持有钥匙的人员之中")
    code = ballot_box(poll).connect(poll.box_id, poll.keyholders.index(by.pk) + 1)
    poll.save(update_fields=["version"])
    record("vote.station_connected", poll, by)
    return code


@transaction.atomic
def connect_office(*, poll: Poll, by: Seat) -> str:
    """A connection code for the credential office (票签组), shown this once. Raises NotYours, Refused."""
    poll = locked(poll)
    MOVES.take("connect_office", poll, by)
    appointed(poll, by)
    code = ballot_box(poll).connect(poll.box_id, OFFICE)
    poll.save(update_fields=["version"])
    record("vote.office_connected", poll, by)
    return code


@transaction.atomic
def restart_keys(*, poll: Poll, by: Seat) -> Poll:
    """Forget the keys made so far and begin the ceremony anew, while no slip is valid. Raises NotYours, Refused."""
    poll = locked(poll)
    MOVES.take("restart_keys", poll, by)
    appointed(poll, by)
    with box_objects():
        ballot_box(poll).restart_keys(poll.box_id)
    poll.save(update_fields=["version"])
    record("vote.keys_restarted", poll, by)
    return poll
