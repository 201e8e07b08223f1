"""What became of a notice outside the house: by which ways it left, and whether the provider says that it arrived."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from piaojue.commons.notify.models import Message, MessageState, Notice, Way
from piaojue.commons.people.models import Person
from piaojue.commons.words import said

TOGETHER = timedelta(seconds=60)
"""A notice and its messages are written in one transaction; this far their times lie apart at most."""
GONE = (MessageState.FAILED, MessageState.UNSURE)


@dataclass(frozen=True)
class Left:
    """One way that a notice took. tone: of its badge."""

    words: str
    tone: str


def ways_of(person: Person, notices: Iterable[Notice]) -> dict[int, list[Left]]:
    """Key of a notice → how it left the house, for those that did. Messages are kept for 30 days (outbox.KEPT)."""
    shown = list(notices)
    rows = list(Message.objects.filter(person=person, text__in={notice.text for notice in shown}).order_by("pk"))
    return {notice.pk: left for notice in shown if (left := [_left(row) for row in rows if _is_of(row, notice)])}


def _is_of(row: Message, notice: Notice) -> bool:
    return row.text == notice.text and abs(row.created_at - notice.at) < TOGETHER


def _left(row: Message) -> Left:
    tone = {MessageState.DELIVERED: "good"}.get(MessageState(row.state), "bad" if row.state in GONE else "plain")
    return Left(f"{said(Way(row.way).label)} {said(MessageState(row.state).label)}", tone)
