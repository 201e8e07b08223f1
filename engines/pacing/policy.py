"""Traffic-light thresholds (亮灯规则) as data, with the localities that published theirs."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import ClassVar

from engines.exact import rounded
from engines.parameters import Objections, Parameters


class Light(StrEnum):
    """绿, 黄, 红; `severity` orders them."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"

    @property
    def severity(self) -> int:
        """0 green, 1 yellow, 2 red."""
        return list(Light).index(self)


class Shade(StrEnum):
    """五色: what is shown of a light. Orange is a yellow light and blue a green one wherever three are counted."""

    BLUE = "blue"
    GREEN = "green"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"


LIGHT_NAMES: Mapping[Light, str] = MappingProxyType({Light.GREEN: "绿灯", Light.YELLOW: "黄灯", Light.RED: "红灯"})


class Measure(StrEnum):
    """What is compared with the plan."""

    POINTS = "points"  # 序时进度差, percentage points behind the plan
    SHORTFALL = "shortfall"  # 低于计划的比例, (plan - actual) / plan
    REMAINING = "remaining"  # 工程进度, what is left until it is finished, whatever the plan says by today
    TASKS = "tasks"  # 月度任务: due tasks on time, made up later, or undone


class PolicyError(Objections):
    """The parameters do not make a policy."""


LABELS: Mapping[str, str] = MappingProxyType(
    {
        "measure": "口径",
        "yellow_from": "黄灯起点",
        "yellow_inclusive": "黄灯含起点",
        "orange_above": "橙灯界线",
        "red_above": "红灯界线",
        "overdue_yellow": "逾期黄灯天数",
        "overdue_red": "逾期红灯天数",
        "unstarted_yellow": "未开工黄灯月数",
        "unstarted_red": "未开工红灯月数",
        "payment_yellow": "支付率黄灯界线",
        "payment_red": "支付率红灯界线",
        "basis": "依据",
    }
)
"""Chinese label of every parameter."""


@dataclass(frozen=True, kw_only=True)
class Policy(Parameters):
    """Thresholds of one body's lamps (the congress and the government may each have their own).

    measure:         what is compared
    yellow_from:     lag (share: 0.10 = 10 points, or 10 % of the plan) from which the lamp is yellow
    yellow_inclusive: a lag of exactly `yellow_from` is yellow already (True) or still green (False)
    orange_above:    a lag of more than this, and not of `red_above`, is shown orange, and what is finished blue; None: three colours
    red_above:       a lag of more than this is red; exactly this is still yellow
    overdue_yellow, overdue_red: days a milestone is overdue from which the lamp is yellow or red; None: not looked at
    unstarted_yellow, unstarted_red: calendar months, the planned one included, that ended without a start, likewise
    payment_yellow, payment_red: payment rate (paid / due by plan) under which the lamp is yellow or red; None likewise
    basis:           where the numbers come from
    source: docs/domain.md#lamps
    """

    measure: Measure = Measure.POINTS
    yellow_from: Fraction = Fraction(1, 10)
    yellow_inclusive: bool = True
    orange_above: Fraction | None = None
    red_above: Fraction = Fraction(3, 10)
    overdue_yellow: int | None = None
    overdue_red: int | None = None
    unstarted_yellow: int | None = None
    unstarted_red: int | None = None
    payment_yellow: Fraction | None = None
    payment_red: Fraction | None = None
    basis: str = ""

    labels: ClassVar = LABELS
    error: ClassVar = PolicyError

    def contradictions(self) -> list[str]:
        """Thresholds that are negative, or red before yellow."""
        numbers = {name: value for name, value in vars(self).items() if isinstance(value, int | Fraction)}
        problems = [f"{LABELS[name]}不能为负" for name, value in numbers.items() if value < 0]
        pairs = [
            ("yellow_from", "red_above"),
            ("yellow_from", "orange_above"),
            ("orange_above", "red_above"),
            ("overdue_yellow", "overdue_red"),
            ("unstarted_yellow", "unstarted_red"),
            ("payment_red", "payment_yellow"),
        ]
        for low, high in pairs:
            one, other = getattr(self, low), getattr(self, high)
            if one is not None and other is not None and one > other:
                problems.append(f"{LABELS[low]}不能大于{LABELS[high]}")
        return problems


def notices(policy: Policy) -> list[str]:
    """What the published wording leaves open, in Chinese."""
    if policy.measure is Measure.POINTS and policy.yellow_from > 0:
        edge = "不足" if policy.yellow_inclusive else "不超过"
        lag = f"{edge} {rounded(policy.yellow_from * 100)} 个百分点"
        return [f"落后{lag}既不算完成序时也不到黄灯，本系统亮绿灯并在理由中注明，请核定。"]
    if policy.measure is Measure.REMAINING:
        return ["只公开过红灯的界线（工程进度不足 30%），橙、黄、绿的界线是本系统定的，请核定。"]
    return []


PRESETS: Mapping[str, Policy] = MappingProxyType(
    {
        "银川": Policy(
            unstarted_yellow=1,
            unstarted_red=3,
            basis="银川：落后 10–30 个百分点黄灯，超过 30 个红灯；当月未开工黄灯，连续三个月红灯",
        ),
        "三亚": Policy(
            measure=Measure.SHORTFALL,
            yellow_from=Fraction(0),
            yellow_inclusive=False,
            red_above=Fraction(1, 2),
            basis="三亚：投资额低于序时计划 50% 以内黄灯，超过 50% 红灯",
        ),
        "大足双路": Policy(
            measure=Measure.REMAINING,
            yellow_from=Fraction(1, 10),
            yellow_inclusive=False,
            orange_above=Fraction(4, 10),
            red_above=Fraction(7, 10),
            basis="大足双路（五色）：工程进度不足 30% 红灯，不足 60% 橙灯，不足 90% 黄灯，90% 起绿灯，完工蓝灯",
        ),
        "瓯海": Policy(measure=Measure.TASKS, basis="瓯海：月度任务按时或超前绿灯，补齐后黄灯，未完成红灯"),
    }
)
"""Published thresholds (docs/domain.md#lamps), as starting points."""
