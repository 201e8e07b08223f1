"""The values of 评价: the overall result, a reply's groups, a line that goes on to the next year, a row to come."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Summary:
    """总体结果 of a table that adds up; empty before.

    satisfied_rate, positive_rate: shares of 满意 and of 满意加基本满意, exact, as text: "5/6"
    sentence: the result in one Chinese sentence
    warnings: where the formula contradicts itself, Chinese sentences
    """

    satisfied_rate: str = ""
    positive_rate: str = ""
    sentence: str = ""
    warnings: tuple[str, ...] | None = None

    @property
    def rates(self) -> tuple[float, float] | None:
        """(满意率, 满意加基本满意率), 0–1; None before the sums agreed."""
        if not self.sentence:
            return None
        return float(Fraction(self.satisfied_rate)), float(Fraction(self.positive_rate))


@dataclass(frozen=True)
class Groups:
    """The groups a reply is counted in; empty: not said. Few replies of a group are not shown.

    age:   one of the brackets that the form offers
    place: name of a place below the survey's own
    side:  one of Side;  via: one of Via
    """

    age: str = ""
    place: str = ""
    side: str = ""
    via: str = ""

    @property
    def stratum(self) -> str:
        """The group of the frame."""
        return f"{self.side}|{self.place}"


@dataclass(frozen=True)
class Counted:
    """Counts of one row in one group (份), kept when a residents' survey ends; small ones never leave the house.

    by: age, place, side, via or stratum; label: which of them; item: the row's id
    """

    by: str
    label: str
    item: int
    satisfied: int
    fairly: int
    dissatisfied: int
    unknown: int


@dataclass(frozen=True)
class Carried:
    """One thing that a year leaves to the next one.

    kind: dossier, project, demand or rectification;  pk: its key
    why:  why it is left, a few Chinese words;  url: where it is seen
    """

    kind: str
    pk: int
    title: str
    why: str
    url: str


@dataclass(frozen=True)
class ItemDraft:
    """A row of a table to come: a project or a sub-item of it. project: its key, if the row belongs to one."""

    title: str
    unit: str = ""
    project: int | None = None


@dataclass(frozen=True)
class InviteeDraft:
    """Somebody to come into a frame: side, one of Side; at: name of the place; phone: empty for a visit with a sheet."""

    side: str
    at: str = ""
    phone: str = ""
