"""What a sealed box shows the public: how far its keys are, its bundle's fingerprint, where anybody checks it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from piaojue.stages.vote.archive import publish
from piaojue.stages.vote.ballot_box import ballot_box
from piaojue.stages.vote.models import Poll, PollState
from piaojue.stages.vote.outcome import rounds


def keys_of(poll: Poll) -> dict[str, Any] | None:
    """How far the keys of a sealed box are (see KeyedBox.keys); None for another box or before freezing."""
    if not poll.sealed or not poll.box_id or poll.state == PollState.ABANDONED:
        return None
    keys = ballot_box(poll).keys(poll.box_id)
    if not poll.counts or keys["bundle"]:
        return dict(keys)
    publish(poll)  # a round that was counted before bundles were kept
    return dict(ballot_box(poll).keys(poll.box_id))


def keys_shared_with(poll: Poll) -> UUID | None:
    """The box of the same sitting whose keys and slips serve this poll, too; None: it needs a ceremony of its own.

    A council's deputies and residents vote apart: a slip of one group never opens the other's box.
    """
    beside = Poll.objects.filter(sitting=poll.sitting, group=poll.group, level=poll.level, rehearsal=poll.rehearsal)
    beside = beside.exclude(state=PollState.ABANDONED).exclude(box_id=None).exclude(pk=poll.pk)
    for other in beside.order_by("pk"):
        if (other.keyholders, other.threshold) == (poll.keyholders, poll.threshold):
            return other.box_id
    return None


def verify_address(absolute: Callable[[str], str], poll: Poll) -> str:
    """Where anybody checks a sealed poll; carries the bundle's fingerprint, so that a scan keeps it. Empty for other boxes."""
    keys = keys_of(poll)
    return absolute(f"{poll.page('verify_poll')}?head={keys['bundle']}") if keys else ""


def archives_of(poll: Poll | None, absolute: Callable[[str], str]) -> list[dict[str, str]]:
    """The sealed rounds of a poll: [{"title", "head", "address"}], first round first."""
    sealed = [one for one in rounds(poll) if one.sealed and one.counts and not one.desk.void] if poll else []
    return [
        {"title": one.title, "head": keys["bundle"], "address": verify_address(absolute, one)}
        for one in sealed
        if (keys := keys_of(one))
    ]
