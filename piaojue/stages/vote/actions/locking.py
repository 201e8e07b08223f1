"""What the actions of this room share: the locked row, the appointed tellers, the box's objections as refusals."""

from collections.abc import Iterator
from contextlib import contextmanager

from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.stages.vote.models import Poll


def locked(poll: Poll) -> Poll:
    """The row as it is now, locked until the action ends."""
    rows = Poll.objects.select_for_update(of=("self",)).select_related(
        "place", "year", "year__place", "sitting", "previous"
    )
    return rows.get(pk=poll.pk)


def appointed(poll: Poll, by: Seat) -> None:
    """Only who was appointed for this poll acts as its teller. Raises Refused."""
    if not poll.tellers.filter(pk=by.pk).exists():
        raise Refused("您不在本次投票的监票计票人员名单里。请会务人员先在“监票计票人员”中登记。")


@contextmanager
def box_objects() -> Iterator[None]:
    """The ballot box's ValueErrors (Chinese sentences) become refusals."""
    try:
        yield
    except ValueError as error:
        raise Refused(str(error)) from error
