"""How far those who judge disagree with each other, and days on which suspiciously many judge."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from statistics import median

from .rows import Row

THIRD = Fraction(1, 3)
FLOOD_TIMES, FLOOD_LEAST = 5, 20


@dataclass(frozen=True)
class Dispersion:
    """0: all say the same; 2/3: as many on each grade; 1: half of them on each end. `word` names it in Chinese."""

    value: Fraction

    @property
    def word(self) -> str:
        if self.value > 2 * THIRD:
            return "两头分化"
        return "有分歧" if self.value > THIRD else "比较一致"

    @property
    def tone(self) -> str:
        """How it is coloured: bad, wait or good."""
        return {"两头分化": "bad", "有分歧": "wait"}.get(self.word, "good")


def dispersion(row: Row) -> Dispersion | None:
    """Ordinal dispersion of 满意, 基本满意, 不满意; 不了解 gives no opinion. None where nobody has one.

    source: R. K. Leik, A Measure of Ordinal Consensus, Pacific Sociological Review 9 (1966) 85–90
    """
    opinions = row.positive + row.dissatisfied
    if not opinions:
        return None
    steps = (Fraction(row.dissatisfied, opinions), Fraction(row.dissatisfied + row.fairly, opinions))
    return Dispersion(sum((min(step, 1 - step) for step in steps), Fraction(0)))


def flooded_days(days: Mapping[date, int]) -> dict[date, int]:
    """Days on which five times as many came as on the middle one of all other days between the first and the last, at least 20."""
    if len(days) < 2:
        return {}
    first, last = min(days), max(days)
    all_days = {first + timedelta(days=n): 0 for n in range((last - first).days + 1)} | dict(days)
    found = {}
    for day, number in sorted(days.items()):
        usual = max(1.0, median(count for other, count in all_days.items() if other != day))
        if number >= FLOOD_LEAST and number >= FLOOD_TIMES * usual:
            found[day] = number
    return found
