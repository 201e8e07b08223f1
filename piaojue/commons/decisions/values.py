"""What is entered from signed minutes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Model

from piaojue.commons.decisions.models import PaperForm, Tabling, Way
from piaojue.commons.evidence.models import Upload
from piaojue.commons.people.models import Body, Seat


@dataclass(frozen=True)
class Item:
    """One thing that was put to the body.

    ayes, noes, abstentions: 票; without ayes the numbers of the whole tally hold
    agreed: what the minutes say, where the body decides by them
    note:   the body's opinion on this thing
    """

    thing: Model
    ayes: int | None = None
    noes: int = 0
    abstentions: int = 0
    agreed: bool = True
    note: str = ""


@dataclass(frozen=True)
class Tally:
    """Who was there and how they voted.

    came:    seats that were ticked as present; or
    present: 实到 (人), typed for a large body
    roll:    应到 (人), for a body whose members are not on the roll; else it is counted
    ayes, noes, abstentions: one vote on everything; items may have numbers of their own
    """

    came: tuple[Seat, ...] = ()
    present: int | None = None
    roll: int | None = None
    way: str = Way.HANDS
    ayes: int | None = None
    noes: int = 0
    abstentions: int = 0


@dataclass(frozen=True)
class Minutes:
    """The body's paper.

    on:    empty: the last day of the sitting, or today
    held:  where in a session (预备会议)
    scans: of the signed paper; a session without a check-in needs one
    """

    text: str
    number: str = ""
    form: str = PaperForm.DECISION
    title: str = ""
    on: date | None = None
    held: str = ""
    public: bool = False
    scans: Iterable[Upload] = ()


@dataclass(frozen=True)
class Tabled:
    """How it came before the body: as what, by which body or by which members jointly, with which papers."""

    kind: str = Tabling.TOPIC
    body: Body | None = None
    signers: tuple[Seat, ...] = ()
    papers: Iterable[Upload] = field(default=())
