"""Values of 归并: how a demand is worded, why suggestions are one, and what is needed to undo."""

from dataclasses import dataclass
from typing import Any, Self

from piaojue.commons.people.models import Body
from piaojue.commons.places.models import Place
from piaojue.commons.values import converter


@dataclass(frozen=True, kw_only=True)
class Moved:
    """What a merger moved: ids of Link rows and of Second rows, which go back when it is undone."""

    links: tuple[int, ...]
    seconds: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class DemandDraft:
    """How a demand is worded. What is empty is taken from its first suggestion; the title from the first public one.

    title: 4–60 characters; category: 领域; spot: where; department: who might answer for it
    guessed_category, guessed_department: what the page had chosen beforehand; left so, it teaches the proposals nothing
    """

    title: str = ""
    summary: str = ""
    category: str = ""
    spot: Place | None = None
    department: Body | None = None
    guessed_category: str = ""
    guessed_department: Body | None = None


@dataclass(frozen=True, kw_only=True)
class Grounds:
    """Why suggestions are one. reason: empty: what the engine gave for each; how: a `How`, kept with the judged pairs."""

    reason: str = ""
    how: str = "hand"


@dataclass(frozen=True, kw_only=True)
class SmsChoice:
    """Where a seconder of `demand` chose to hear by SMS (`on`), or no more."""

    demand: Any
    on: bool


@dataclass(frozen=True)
class Stood:
    """Where one suggestion stood in the review queue: the columns of its Proposal."""

    suggestion: int
    bundle: int
    like: int | None
    likeness: float
    confidence: float
    reason: str


@dataclass(frozen=True)
class Before:
    """How a bundle was before a decision. year: id; last: id of the latest Decision of that year, 0 where there was none."""

    year: int
    rows: tuple[Stood, ...]
    last: int

    def to_json(self) -> dict[str, Any]:
        """For the clerk's session."""
        return converter().unstructure(self)

    @classmethod
    def from_json(cls, data: dict[str, Any] | None) -> Self | None:
        """From the clerk's session; None where nothing was kept."""
        return converter().structure(data, cls) if data else None
