"""Scores out of 100 from several parts: deputies, residents, leaders, the net."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from engines.exact import fraction_from, percent, rounded
from engines.parameters import Objections

from .rows import Row

POINTS: Mapping[str, Fraction] = MappingProxyType(
    {"satisfied": Fraction(100), "fairly": Fraction(80), "dissatisfied": Fraction(0)}
)
"""Points per choice, 0–100; 不了解 gives no opinion and stays out of the mean. A local parameter."""


class WeightsRefused(Objections):
    """The parts do not make a score."""


@dataclass(frozen=True)
class Part:
    """One part of a weighted score.

    name: e.g. 群众;  weight: share of the whole, as Fraction, "3/5" or "60%";  score: 0–100, None if missing
    """

    name: str
    weight: Fraction
    score: Fraction | None

    def __post_init__(self) -> None:
        try:
            object.__setattr__(self, "weight", fraction_from(self.weight))
            if self.score is not None:
                object.__setattr__(self, "score", fraction_from(self.score))
        except ValueError as error:
            raise WeightsRefused(f"“{self.name}”：{error}") from None


@dataclass(frozen=True)
class WeightedScore:
    """`score`: exact, 0–100; `sentence` shows the sum in Chinese."""

    score: Fraction
    sentence: str


def weighted_score(parts: Sequence[Part]) -> WeightedScore:
    """Sum of weight × score.

    raises: WeightsRefused unless the weights are positive and sum to exactly 1, names differ, and every
            score is there and within 0–100
    source: Zhenhai 2013: residents 60 %, leading bodies 30 %, the net 10 % (docs/domain.md#weights)
    """
    whole = sum((part.weight for part in parts), Fraction(0))
    problems = [f"“{part.name}”的权重应大于 0" for part in parts if part.weight <= 0]
    if whole != 1:
        problems.append(f"各部分权重之和为 {percent(whole)}，应恰为 100%")
    if len({part.name for part in parts}) < len(parts):
        problems.append("各部分的名称不能重复")
    problems += [f"缺少“{part.name}”的得分" for part in parts if part.score is None]
    problems += [
        f"“{p.name}”的得分应在 0 至 100 之间" for p in parts if p.score is not None and not 0 <= p.score <= 100
    ]
    if problems:
        raise WeightsRefused(*problems)
    score = sum((part.weight * part.score for part in parts if part.score is not None), Fraction(0))
    terms = " + ".join(f"{part.name} {rounded(part.score or Fraction(0))}×{percent(part.weight)}" for part in parts)
    return WeightedScore(score, f"{terms} = {rounded(score)} 分。")


def option_score(row: Row, points: Mapping[str, Fraction] = POINTS) -> Fraction | None:
    """Mean points of a row, 0–100, exact; None if nobody gave an opinion."""
    opinions = row.satisfied + row.fairly + row.dissatisfied
    if not opinions:
        return None
    gained = sum((points[name] * getattr(row, name) for name in ("satisfied", "fairly", "dissatisfied")), Fraction(0))
    return gained / opinions
