"""What a bad grade leads to: rectification, re-evaluation, and then more supervision is suggested."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from engines.exact import percent

from .evaluating import RowVerdict
from .formula import GRADE_NAMES, Formula, Grade


class Step(StrEnum):
    """Links of the chain (后果链)."""

    NONE = "none"
    RECTIFY = "rectify"  # 限期整改
    RE_EVALUATE = "re_evaluate"  # 复评
    FURTHER = "further"  # 建议列入下一步监督


@dataclass(frozen=True)
class Chain:
    """The local chain.

    rectify_days: days given for rectification, >= 1
    attempts:     bad grades that lead to rectification and re-evaluation; after the next one more is suggested
    further:      what is suggested there: 专题询问 where there is a standing committee (监督法 47), else hearing a report or
                  an inquiry (地方组织法 19, 23); a suggestion, for the body decides
    source: docs/domain.md#consequences (to be confirmed locally)
    """

    rectify_days: int = 90
    attempts: int = 1
    further: str = "下一步监督"

    def __post_init__(self) -> None:
        if self.rectify_days < 1 or self.attempts < 1:
            raise ValueError("整改天数和整改次数都应至少为 1")


@dataclass(frozen=True)
class Consequence:
    """The steps that follow, in order, and one Chinese sentence. `days`: time for rectification, 0 if none."""

    steps: tuple[Step, ...]
    days: int
    sentence: str


def needs_rectification(verdict: RowVerdict, formula: Formula) -> bool:
    """不满意, or a positive rate under the local line (Shigu: 70 %)."""
    below = formula.rectify_below is not None and verdict.positive_rate < formula.rectify_below
    return verdict.grade is Grade.DISSATISFIED or (below and verdict.grade is not Grade.UNJUDGED)


def consequence(history: Sequence[RowVerdict], formula: Formula, chain: Chain | None = None) -> Consequence:
    """What follows the latest of a project's evaluations.

    history: verdicts on one project, oldest first, at least one;  chain: default Chain()
    不满意 → 限期整改 → 复评 → still 不满意 → 建议列入下一步监督
    raises: ValueError for an empty history
    """
    if not history:
        raise ValueError("还没有测评结果")
    chain = chain or Chain()
    last = history[-1]
    if last.grade is Grade.UNJUDGED:
        return Consequence((Step.RE_EVALUATE,), 0, f"{GRADE_NAMES[last.grade]}，应当另行测评。")
    if not needs_rectification(last, formula):
        again = "复评" if len(history) > 1 else "测评"
        return Consequence((Step.NONE,), 0, f"{again}为{GRADE_NAMES[last.grade]}，无须整改。")
    why = (
        GRADE_NAMES[last.grade]
        if last.grade is Grade.DISSATISFIED
        else f"满意加基本满意 {percent(last.positive_rate)}，低于界线"
    )
    bad = _bad_in_a_row(history, formula)
    if bad <= chain.attempts:
        return Consequence(
            (Step.RECTIFY, Step.RE_EVALUATE),
            chain.rectify_days,
            f"测评结果为{why}，责任单位应在 {chain.rectify_days} 日内整改，整改后复评。",
        )
    return Consequence((Step.FURTHER,), 0, f"连续 {bad} 次测评结果为{why}，建议列入{chain.further}。")


def _bad_in_a_row(history: Sequence[RowVerdict], formula: Formula) -> int:
    count = 0
    for verdict in reversed(history):
        if not needs_rectification(verdict, formula):
            break
        count += 1
    return count
