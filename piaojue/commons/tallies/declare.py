"""Which numbers are kept: a room says it in its tallies.py.

    tallied("suggestions", Suggestion, where=~Q(state="withdrawn"), by={"spot": "spot", "category": "category"})

keeps for each year one number under "suggestions", and one for each place and each category under "suggestions.spot" and
"suggestions.category". Pages read them by `numbers` (queries.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Model, Q

TALLIES: dict[str, "Tallied"] = {}
"""Name → its line."""


@dataclass(frozen=True)
class LocalDay:
    """The day of a moment, as the site's clock says it: "2026-03-01"."""

    column: str


@dataclass(frozen=True)
class Joined:
    """Several parts as one key: "waiting:150102004"."""

    parts: "tuple[str | Days, ...]"


@dataclass(frozen=True)
class Days:
    """Whole days from a moment that never changes, of the row a foreign key leads to, to a moment of the row; 0 at least."""

    since: tuple[str, str]
    until: str


Key = str | LocalDay | Joined | Days
"""What tells the kinds of a tally apart: a column, or what is made of columns."""


@dataclass(frozen=True)
class Tallied:
    """One line.

    where: which rows count; columns of the row itself alone, because nothing tells the trigger when another row changes
    by:    ending of the name → what tells the kinds apart
    year:  the column that holds the year
    """

    name: str
    model: type[Model]
    where: Q = field(default_factory=Q)
    by: Mapping[str, Key] = field(default_factory=dict)
    year: str = "year"

    @property
    def names(self) -> dict[str, Key | None]:
        """Name of each of its tallies → its key; None: one number."""
        return {self.name: None, **{f"{self.name}.{ending}": key for ending, key in self.by.items()}}


def tallied(name: str, model: type[Model], **line: object) -> Tallied:
    """Declare it; once a name. The next `migrate` makes the triggers and counts. Raises ValueError the second time."""
    if name in TALLIES:
        raise ValueError(f"{name} is declared twice")
    TALLIES[name] = declared = Tallied(name, model, **line)  # type: ignore[arg-type]  # the dataclass names them
    return declared


def by_model() -> dict[type[Model], list[Tallied]]:
    """Each table that is counted, with its lines."""
    models: dict[type[Model], list[Tallied]] = {}
    for line in TALLIES.values():
        models.setdefault(line.model, []).append(line)
    return models
