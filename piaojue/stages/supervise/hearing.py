"""听取专项报告: by which day the report goes to whom before the standing committee meets (监督法 15), and when it went."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from engines.law import CLOCKS, cited, deadline
from piaojue.stages.supervise.kinds import ActivityKind
from piaojue.stages.supervise.models import Activity

CLOCK_OF = {
    "to_commissions_on": "report_to_commissions",
    "to_office_on": "report_to_office",
    "to_members_on": "report_to_members",
}
"""Column of Activity → the law's clock."""


@dataclass(frozen=True)
class Way:
    """One way of the report. column: where its day is kept; due: the last day; on: when it went; None: it has not gone yet"""

    column: str
    says: str
    due: date
    source: str
    on: date | None = None

    @property
    def late(self) -> bool:
        return self.on is not None and self.on > self.due


def ways_of(activity: Activity) -> Iterator[Way]:
    """The ways of a report that a standing committee hears, in their order; of others none: a township has no such clocks."""
    if activity.kind != ActivityKind.REPORT or not activity.place.kind.has_standing_committee:
        return
    for column, name in CLOCK_OF.items():
        clock = CLOCKS[name]
        due = deadline(clock, activity.held_on)
        yield Way(column, clock.says, due, cited(clock.sources), getattr(activity, column))


def next_way(activity: Activity) -> Way | None:
    """The way that the report goes next; None: it has gone them all, or goes none."""
    return next((step for step in ways_of(activity) if step.on is None), None)
