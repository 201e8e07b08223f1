"""Values of 公布与实施: what a plan, a report and a change consist of. Money in 元, shares cumulative in % of the year's target."""

from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from piaojue.commons.people.models import Body


@dataclass(frozen=True)
class Milestone:
    """One line of a baseline's plan. month: "YYYY-MM"; share: cumulative %; task: its title."""

    month: str
    share: int
    task: str


@dataclass(frozen=True)
class EarlierReport:
    """What a month's report said before it was reported anew. on: that day, "YYYY-MM-DD"; money in 元."""

    on: str
    percent: int
    done_count: int | None
    paid_yuan: int
    text: str


@dataclass(frozen=True)
class ReusedPhoto:
    """A photo of a report that raises a doubt. upload: its id; where: what is doubtful (Chinese)

    why: reused: its bytes were kept before, at `where`; alike: one that looks the same was; far, old: taken elsewhere, before
    """

    upload: int
    where: str
    why: str = "reused"


@dataclass(frozen=True)
class Proposal:
    """What a change asks the new baseline to say; None: as it was.

    year_yuan:  元 in the year; due: the day by which it is done
    department: id of the new unit; dossier: id of the replacement
    """

    scope: str | None = None
    target_count: int | None = None
    target_unit: str | None = None
    year_yuan: int | None = None
    due: date | None = None
    department: int | None = None
    dossier: int | None = None

    def names(self) -> set[str]:
        """What it asks to change."""
        return {field.name for field in fields(self) if getattr(self, field.name) is not None}


@dataclass(frozen=True)
class PlannedTask:
    """One milestone as the government plans it. share: cumulative %; unit: None where the project's own unit does it."""

    title: str
    due: date
    share: int
    unit: "Body | None" = None


@dataclass(frozen=True)
class ReportDraft:
    """A unit's report on one month, as it is typed in.

    month:      "YYYY-MM"
    percent:    形象进度, 0–100; ignored where the goal is a number
    done_count: cumulative number done, for counted projects
    paid_yuan, arrived_yuan: cumulative, 元; arrived None: not said
    because:    why a figure is far from what was planned; needed only then, kept in the log
    """

    month: str
    text: str
    percent: int = 0
    done_count: int | None = None
    paid_yuan: int = 0
    arrived_yuan: int | None = None
    problem: str = ""
    next_step: str = ""
    because: str = ""
