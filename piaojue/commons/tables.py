"""Kinds of tables that come in: each room says which it takes, one page takes them all (`commons/intake`).

A room's intake.py:

    TICKETS = takes_tables(TableKind("tickets", "热线工单", MOVES["import_tickets"], COLUMNS, find=…, plan=…, take=…, undo=…))

`plan` says what would happen to each row, and `take` does it; both get the same rows, so they cannot disagree.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from engines.tables import Column, Doubt
from piaojue.commons.moves import Move

if TYPE_CHECKING:
    from piaojue.commons.people.models import Seat


class Outcome(StrEnum):
    """What would become of a row."""

    NEW = "new"
    CHANGED = "changed"
    RETURNING = "returning"
    KNOWN = "known"
    DOUBTFUL = "doubtful"


OUTCOMES = {
    Outcome.NEW: "新增",
    Outcome.CHANGED: "有变化",
    Outcome.RETURNING: "重新任职",
    Outcome.KNOWN: "原有，不变",
    Outcome.DOUBTFUL: "待核对",
}


@dataclass(frozen=True)
class Draft:
    """A row as it was cleaned.

    number:   as the spreadsheet counts it; values: by column
    doubts:   what is not clear about it; empty after a person has put it right
    accepted: a person has looked at it and says that it is right
    """

    number: int
    values: Mapping[str, str]
    doubts: tuple[Doubt, ...] = ()
    accepted: bool = False

    @property
    def clear(self) -> bool:
        """Whether the row can be taken as far as its own cells go."""
        return not any(doubt.hard or not self.accepted for doubt in self.doubts)


@dataclass(frozen=True)
class Fate:
    """What would become of one row. says: what changes, in a sentence; doubts: why a person has to look first."""

    outcome: Outcome
    says: str = ""
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What would become of the rows.

    fates:   one for each row, in their order
    missing: what is known and the table lacks, in words; effect: what the whole does, for example to a majority
    stops:   why the table cannot be taken at all
    """

    fates: Sequence[Fate]
    missing: Sequence[str] = ()
    effect: Sequence[str] = ()
    stops: Sequence[str] = ()


@dataclass(frozen=True)
class Taken:
    """What was done. made: number of a row → key of what it made or changed; says: in a sentence, where there is more to say."""

    made: Mapping[int, int] = field(default_factory=dict)
    says: str = ""


@dataclass(frozen=True)
class TableKind:
    """One kind of table.

    code:     in addresses; label: what it is called; line: the act that lets somebody take it
    columns:  what it has; key: the columns that tell two rows of one table apart (empty: `plan` tells)
    find:     key → the thing that the table is brought to (a year, a body), or None
    plan:     (thing, drafts, by, facts) → Plan. take: (thing, drafts, by, facts) → Taken; only drafts that the plan does not doubt,
              where rows are planned together all of them: what the plan doubts, take sets aside again
    undo:     (thing, keys of what was made, by); raises Refused while something rests on it. None: it is mended by hand
    goes_to:  thing → where one sees what was taken
    together: all rows are planned and taken at once; else part by part. whole: no row may be left aside
    facts:    a form for what stands beside the table; (thing) → its class or None
    example:  thing → rows of the template
    lead:     a sentence for who brings such a table
    """

    code: str
    label: str
    line: Move
    columns: tuple[Column, ...]
    find: Callable[[int], Any]
    plan: Callable[[Any, Sequence[Draft], "Seat", Mapping[str, Any]], Plan]
    take: Callable[[Any, Sequence[Draft], "Seat", Mapping[str, Any]], Taken]
    goes_to: Callable[[Any], str]
    undo: Callable[[Any, Sequence[int], "Seat"], Any] | None = None
    key: tuple[str, ...] = ()
    together: bool = False
    whole: bool = False
    facts: Callable[[Any], Any] | None = None
    example: Callable[[Any], Sequence[Sequence[str]]] | None = None
    lead: str = ""

    @property
    def titles(self) -> dict[str, str]:
        """Key of a column → its usual heading."""
        return {column.key: column.title for column in self.columns}


KINDS: dict[str, TableKind] = {}


def takes_tables(kind: TableKind) -> TableKind:
    """Register a kind of table."""
    KINDS[kind.code] = kind
    return kind
