"""Whether figures of a monthly report can be true: what cannot be is refused, what is rare needs a reason.

The shares are ours, not the law's (docs/domain.md#plausible): projects do cost more than planned, by a fifth now and then, never tenfold.
"""

from dataclasses import dataclass
from fractions import Fraction

RARE = Fraction(6, 5)
"""Of the plan: above it somebody has to say why."""
IMPOSSIBLE = 10
"""Times the plan: a slip of the unit (元 for 万元) and no report."""


@dataclass(frozen=True)
class Doubt:
    """hard: refused whatever is said; else a reason is enough. text: a Chinese sentence with the usual range"""

    text: str
    hard: bool = False


def doubt(name: str, value: int, plan: int | None, unit: str) -> Doubt | None:
    """One figure against what is planned for it. plan: None or 0: nothing is planned, so nothing is doubted."""
    if not plan or value <= plan * RARE:
        return None
    usual = f"一般在 0 到 {int(plan * RARE):,} {unit}之间（计划 {plan:,} {unit}）"
    if value > plan * IMPOSSIBLE:
        return Doubt(f"{name} {value:,} {unit}是计划的 {IMPOSSIBLE} 倍以上，请核对单位；{usual}", hard=True)
    return Doubt(f"{name} {value:,} {unit}比计划多得多；{usual}。确定的，请写明理由")
