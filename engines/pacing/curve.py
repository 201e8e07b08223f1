"""The plan curve: how much should be done by which day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

from engines.exact import fraction_from
from engines.parameters import Objections


class PlanRefused(Objections):
    """The milestones make no plan."""


@dataclass(frozen=True)
class Curve:
    """Planned share of the year's target by day; straight lines between points.

    points: (day, share 0–1), days rising, shares never falling, at least two points.
            Before the first day the plan is 0: nothing is asked yet. After the last day it is the last share.
    raises: PlanRefused with every objection at once
    """

    points: tuple[tuple[date, Fraction], ...]

    def __post_init__(self) -> None:
        if problems := _problems(self.points):
            raise PlanRefused(*problems)

    def at(self, day: date) -> Fraction:
        """Planned share on `day`, 0–1, exact."""
        before = after = None
        for when, share in self.points:
            if when <= day:
                before = (when, share)
            else:
                after = (when, share)
                break
        if before is None:
            return Fraction(0)
        if after is None:
            return before[1]
        passed = Fraction((day - before[0]).days, (after[0] - before[0]).days)
        return before[1] + (after[1] - before[1]) * passed

    @property
    def starts(self) -> date:
        """First day of the plan: work is expected to have begun."""
        return self.points[0][0]

    @property
    def ends(self) -> date:
        """Day on which the plan is complete."""
        return self.points[-1][0]

    def to_json(self) -> list[list[str]]:
        """[["2026-03-01", "0"], ["2026-12-31", "1"]]."""
        return [[when.isoformat(), str(share)] for when, share in self.points]

    @classmethod
    def from_json(cls, data: Iterable[Iterable[Any]]) -> "Curve":
        """The curve written by `to_json`. raises: PlanRefused in Chinese."""
        try:
            return cls(tuple((date.fromisoformat(when), fraction_from(share)) for when, share in data))
        except PlanRefused:
            raise
        except (TypeError, ValueError):
            raise PlanRefused("计划曲线的每一点应为日期和比例，例如 2026-06-30 与 1/2") from None


def curve_from_milestones(starts: date, milestones: Mapping[date, Fraction] | Iterable[tuple[date, object]]) -> Curve:
    """A curve from the start (0) through milestones.

    starts: planned first day;  milestones: (due day, cumulative share 0–1 as Fraction, "1/2" or "50%")
    raises: PlanRefused
    """
    pairs = milestones.items() if isinstance(milestones, Mapping) else milestones
    try:
        points = sorted((when, fraction_from(share)) for when, share in pairs)
    except ValueError as error:
        raise PlanRefused(str(error)) from None
    return Curve(((starts, Fraction(0)), *points))


def _problems(points: tuple[tuple[date, Fraction], ...]) -> list[str]:
    days, shares = [when for when, _ in points], [share for _, share in points]
    checks = [
        (len(points) < 2, "计划至少要有开工日期和一个节点"),
        (any(a >= b for a, b in pairwise(days)), "节点日期应在开工之后，并且互不相同、由早到晚"),
        (any(not 0 <= share <= 1 for share in shares), "节点的计划比例应在 0 至 100% 之间"),
        (any(a > b for a, b in pairwise(shares)), "节点的计划比例应逐步增加，不能倒退"),
    ]
    return [text for wrong, text in checks if wrong]
