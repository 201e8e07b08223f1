"""What a council's ballot leaves behind, as values: the sheets of its rounds and what comes of them."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class CountSheet:
    """One round's count of ballots, all in 张; those of deputies are part of all.

    items: id of the dossier, as text → (approvals of deputies, approvals of all)
    void, deputies_void: None counts as none
    """

    issued: int
    returned: int
    deputies_returned: int
    items: dict[str, tuple[int, int]]
    void: int | None = None
    deputies_void: int | None = None

    @property
    def valid(self) -> int:
        """Valid ballots of all."""
        return self.returned - (self.void or 0)

    @property
    def deputies_valid(self) -> int:
        """Valid ballots of deputies."""
        return self.deputies_returned - (self.deputies_void or 0)

    @property
    def others_valid(self) -> int:
        """Valid ballots of residents."""
        return self.valid - self.deputies_valid

    @property
    def totals(self) -> tuple[int, ...]:
        """What two people who count must agree on, beside the items."""
        return (self.issued, self.returned, self.void or 0, self.deputies_returned, self.deputies_void or 0)


@dataclass(frozen=True, kw_only=True)
class BallotResult:
    """How far an advisory ballot has come.

    rounds:   the sheets of the rounds that are over
    tied:     ids of the dossiers, as text, that are voted on again
    sentence: what has come of it, in Chinese
    entries:  id of a seat, as text → what this person counted in the round that goes on
    box:      whether the ballots of this round go into ballot boxes
    counted:  what the boxes of this round hold together
    """

    rounds: tuple[CountSheet, ...] | None = None
    tied: tuple[str, ...] | None = None
    sentence: str | None = None
    entries: dict[str, CountSheet] | None = None
    box: bool | None = None
    counted: CountSheet | None = None

    @property
    def held(self) -> tuple[CountSheet, ...]:
        """The sheets of the rounds that are over; empty: this is the first one."""
        return self.rounds or ()

    @property
    def typed(self) -> list[CountSheet]:
        """What people have typed in this round."""
        return list((self.entries or {}).values())
