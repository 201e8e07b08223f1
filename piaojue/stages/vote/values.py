"""What a poll keeps as values: the lines of its ballot, the tellers' numbers, a sheet of paper ballots, a decision."""

from dataclasses import dataclass
from typing import TypedDict


@dataclass(frozen=True)
class BallotItem:
    """One line of a ballot, as it was fixed.

    key:     what counts call it, at most 40 characters
    no:      its number on the ballot
    dossier: the candidate it stands for (id); None: a project or sub-item that is measured
    version: number of the dossier's text that deputies read; None: none was fixed
    text:    what it is about, in a line or two; None: the ballot says nothing
    """

    key: str
    no: int
    title: str
    dossier: int | None
    version: int | None
    text: str | None = None


@dataclass(frozen=True)
class DeskNumbers:
    """The tellers' equation after the count, in ballots and slips (张): electronic + exchanged + not_voted = issued.

    electronic:  ballots in the box, with those that were transcribed from paper
    exchanged:   paper ballots that went out
    paper:       paper ballots that came back
    not_voted:   slips given back unused or missing
    transcribed: ballots in the box that stand for paper ones
    notices:     sentences for the minutes
    paper_void:  as votes were counted formerly: more paper came back than went out and was left out. Now the whole vote is void
    """

    issued: int
    electronic: int
    exchanged: int
    paper: int
    not_voted: int
    transcribed: int
    notices: tuple[str, ...]
    paper_void: bool

    @property
    def returned(self) -> int:
        """收回: ballots of the whole vote (张)."""
        return self.electronic - self.transcribed + (0 if self.paper_void else self.paper)

    @property
    def void(self) -> bool:
        """More came back than went out: nothing was counted."""
        return self.returned > self.issued


@dataclass(frozen=True)
class Sheet:
    """One teller's sheet of one paper box, in ballots (张).

    returned: ballots found in the box
    spoiled:  reason → how many do not count
    items:    key of the item → its counts in the order of `ballots.columns`; empty once they may not be kept
    """

    returned: int
    spoiled: dict[str, int]
    items: dict[str, tuple[int, ...]]

    @property
    def void(self) -> int:
        return sum(self.spoiled.values())


@dataclass(frozen=True)
class Decision:
    """What the presidium decided about a tie or a shortfall.

    chosen: keys of the items that are in
    basis:  number or date of the presidium's minutes
    """

    chosen: tuple[str, ...]
    basis: str


class Design(TypedDict, total=False):
    """How a ballot looks and what its box is like; what is left out stays as it is.

    colour:      a value of `Colour`
    level:       a value of `Level`: how ballots by phone are kept secret
    keys_needed: keys that open a sealed box; None: more than half of them
    minutes:     how long the box is meant to stay open
    """

    title: str
    colour: str
    level: str
    keys_needed: int | None
    minutes: int | None
