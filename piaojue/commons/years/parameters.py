"""What a place may set for its year. Everything here has a form; what is not set follows the rule named beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engines.scoring import SMALLEST_CELL

USUAL_SURPLUS_PERCENT = 20
USUAL_CIRCULATE_DAYS = 1
LEAST_SMALLEST_CELL = 5


@dataclass(frozen=True)
class LampRule:
    """亮灯规则: a locality's preset and what is different here; shares as text, "10%", days as numbers (天).

    preset: a key of `engines.pacing.PRESETS`; None: the usual one; the others: parameters of `engines.pacing.Policy`; None: as the preset has it
    report_days: days after a month's end by which its report must be there
    """

    preset: str | None = None
    yellow_from: str | None = None
    orange_above: str | None = None
    red_above: str | None = None
    overdue_yellow: int | None = None
    overdue_red: int | None = None
    payment_yellow: str | None = None
    payment_red: str | None = None
    report_days: int | None = None


@dataclass(frozen=True)
class LadderRule:
    """催办办法: after how many working days overdue work reaches whom, and who is called in for lamps; None: as usual.

    superior_after, leaders_after: `engines.pacing.Rungs`; the others: `engines.pacing.Ladder`
    """

    superior_after: int | None = None
    leaders_after: int | None = None
    yellow: str | None = None
    yellow_again: str | None = None
    red: str | None = None
    yellows_in_a_row: int | None = None


@dataclass(frozen=True)
class YearSettings:
    """Local parameters of a year; None: not set here.

    terms:               {word: what is said here}: one province says 审议监督 where others say 票决
    min_surplus_percent: least 差额, % of 应选数
    circulate_days:      papers reach the deputies this many days before the session
    smallest_cell:       fewest replies of a survey that are shown as a group (份)
    auto_group:          the seat (id) in whose name sure likenesses are grouped by themselves
    lamps:               when lamps turn yellow and red
    ladder:              whom overdue work and bad lamps reach
    evaluation_weights:  {subject of a survey: its share of a project's score, "60%"}
    publish_at_once:     channels whose suggestions are public at once when nothing in them raises a doubt
    """

    terms: Mapping[str, str] = field(default_factory=dict)
    min_surplus_percent: int | None = None
    circulate_days: int | None = None
    smallest_cell: int | None = None
    auto_group: int | None = None
    lamps: LampRule | None = None
    ladder: LadderRule | None = None
    evaluation_weights: Mapping[str, str] = field(default_factory=dict)
    publish_at_once: tuple[str, ...] | None = None

    @property
    def surplus_percent(self) -> int:
        """The 差额 that applies, %."""
        return USUAL_SURPLUS_PERCENT if self.min_surplus_percent is None else self.min_surplus_percent

    @property
    def days_to_circulate(self) -> int:
        """Days before the session (天)."""
        return USUAL_CIRCULATE_DAYS if self.circulate_days is None else self.circulate_days

    @property
    def cell(self) -> int:
        """Fewest replies that may be shown as a group (份); never below 5."""
        return max(LEAST_SMALLEST_CELL, SMALLEST_CELL if self.smallest_cell is None else self.smallest_cell)
