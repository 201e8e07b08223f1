"""The question list of one election: what stands on the ballot. `Box.election` keeps it as JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self


@dataclass(frozen=True)
class Item:
    """One project on the ballot.

    key:  names it in marks and totals
    no:   its number on the ballot, from 1
    text: what it is about, in a line or two; may be empty
    """

    key: str
    no: int
    title: str
    text: str = ""


@dataclass(frozen=True)
class Option:
    """One thing that can be marked on an item. value: as it is sent and counted; label: as it is read."""

    value: str
    label: str


@dataclass(frozen=True)
class QuestionList:
    """What a voter reads and marks, frozen when the box is prepared. piaojue/stages/vote/ballot_box.py describes it.

    sitting, name, title: texts at the head of the ballot
    colour:      red | green | blue | yellow | purple
    rehearsal:   every page says 演练
    items:       in the order of the ballot
    options:     the first is the one that `max` limits; a single one means 限选
    blank:       what an unmarked item counts as, in words
    max:         most items (项) that may carry the first option; None: no limit
    blank_value: the option that an unmarked item counts as; empty when it is counted apart
    empty:       a ballot without any mark is valid
    guidance:    sentences for the voter
    trustees:    names of those who hold keys, in order (level L2)
    threshold:   how many of them open the box (level L2)
    rule:        SHA-256 of the vote rule as the published bundle has it; the election file names it (level L2)
    """

    sitting: str
    name: str
    title: str
    colour: str
    rehearsal: bool
    items: tuple[Item, ...]
    options: tuple[Option, ...]
    blank: str
    max: int | None = None
    blank_value: str = ""
    empty: bool = True
    guidance: tuple[str, ...] = ()
    trustees: tuple[str, ...] = ()
    threshold: int = 0
    rule: str = ""

    @property
    def chooses(self) -> bool:
        """限选: the voter ticks items; there is one single option."""
        return len(self.options) == 1

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """What `to_json` wrote, or the vote room handed over. raises: KeyError, TypeError for anything else."""
        values = dict(data)
        for name in ("guidance", "trustees"):
            values[name] = tuple(values.get(name, ()))
        values["items"] = tuple(Item(**item) for item in data["items"])
        values["options"] = tuple(Option(**option) for option in data["options"])
        return cls(**values)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON, every field present."""
        return asdict(self)
