"""The satisfaction formula (测评办法) as data, and where its wording contradicts itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import ClassVar

from engines.exact import rounded, share_in_chinese
from engines.parameters import Objections, Parameters


class Base(StrEnum):
    """Whose share is taken (分母)."""

    ALL_MEMBERS = "all_members"  # 全体组成人员(全体代表)
    PRESENT = "present"  # 到会
    VALID = "valid"  # 有效票


class Grade(StrEnum):
    """The verdict on one project."""

    SATISFIED = "satisfied"  # 满意
    FAIRLY = "fairly"  # 基本满意
    DISSATISFIED = "dissatisfied"  # 不满意
    UNJUDGED = "unjudged"  # 意见不足，不作判定


class RankBy(StrEnum):
    """What the ranking compares first."""

    SATISFIED = "satisfied"  # 满意率
    POSITIVE = "positive"  # 满意加基本满意


class Ties(StrEnum):
    """What parts rows that are equal in what the ranking compares first."""

    SECOND = "second"  # 另一项比例
    FEWEST = "fewest"  # 不满意票少的在前
    SHARED = "shared"  # 并列


TIES_NAMES: Mapping[Ties, str] = MappingProxyType(
    {Ties.SECOND: "再比另一项比例，仍相同的并列", Ties.FEWEST: "不满意少的在前，仍相同的并列", Ties.SHARED: "并列"}
)
GRADE_NAMES: Mapping[Grade, str] = MappingProxyType(
    {
        Grade.SATISFIED: "满意",
        Grade.FAIRLY: "基本满意",
        Grade.DISSATISFIED: "不满意",
        Grade.UNJUDGED: "意见不足，不作判定",
    }
)
BASE_NAMES: Mapping[Base, str] = MappingProxyType(
    {Base.ALL_MEMBERS: "全体组成人员", Base.PRESENT: "到会人员", Base.VALID: "有效票"}
)


class FormulaError(Objections):
    """The parameters do not make a formula."""


LABELS: Mapping[str, str] = MappingProxyType(
    {
        "base": "分母",
        "satisfied_at": "满意的界线",
        "satisfied_inclusive": "满意含界线",
        "fairly_at": "基本满意的界线",
        "fairly_inclusive": "基本满意含界线",
        "dissatisfied_inclusive": "不满意含界线",
        "at_boundary": "恰在界线时的判定",
        "unknown_option": "设“不了解”一档",
        "unknown_in_base": "“不了解”计入分母",
        "least_opinions": "作出判定所需的意见比例",
        "least_number": "作出判定所需的意见数",
        "rank_by": "排名依据",
        "ties": "名次相同时",
        "rectify_below": "低于此比例启动整改",
        "local_basis": "本地依据",
    }
)
"""Chinese label of every parameter."""


@dataclass(frozen=True, kw_only=True)
class Formula(Parameters):
    """How counts become 满意, 基本满意 or 不满意.

    base:                  whose share is taken
    satisfied_at:          share of 满意 needed for 满意
    satisfied_inclusive:   reaching it is enough (≥) or it must be exceeded (>)
    fairly_at:             share of 满意 + 基本满意 needed for 基本满意
    fairly_inclusive:      the 基本满意 clause includes its boundary (≥)
    dissatisfied_inclusive: the 不满意 clause includes the same boundary (“不超过”, ≤). Equal to fairly_inclusive
                           the two clauses overlap, or leave a gap, at exactly that share
    at_boundary:           the grade given there when they do; the sitting must have decided it
    unknown_option:        the ballot offers 不了解 as a fourth choice
    unknown_in_base:       such ballots stay in the base VALID (True) or leave it (False)
    least_opinions:        share of the ballots that must say something other than 不了解; below it there is no verdict
    least_number:          opinions (票, 份) that a verdict needs whatever their share
    rank_by:               first key of the ranking
    ties:                  what parts rows that are equal in it
    rectify_below:         满意率 + 基本满意率 below which rectification starts whatever the grade; None: never
    local_basis:           title or number of the local 测评办法
    source: docs/domain.md#grades; no national law sets these numbers
    """

    base: Base = Base.ALL_MEMBERS
    satisfied_at: Fraction = Fraction(1, 2)
    satisfied_inclusive: bool = True
    fairly_at: Fraction = Fraction(1, 2)
    fairly_inclusive: bool = True
    dissatisfied_inclusive: bool = False
    at_boundary: Grade = Grade.FAIRLY
    unknown_option: bool = False
    unknown_in_base: bool = True
    least_opinions: Fraction = Fraction(1, 10)
    least_number: int = 1
    rank_by: RankBy = RankBy.POSITIVE
    ties: Ties = Ties.SECOND
    rectify_below: Fraction | None = None
    local_basis: str = ""

    labels: ClassVar = LABELS
    error: ClassVar = FormulaError

    @property
    def clauses_conflict(self) -> bool:
        """At exactly `fairly_at` both clauses apply, or neither does."""
        return self.fairly_inclusive == self.dissatisfied_inclusive

    def contradictions(self) -> list[str]:
        """Shares that are none, and a boundary judged better than its own clause."""
        shares = [(n, getattr(self, n)) for n in ("satisfied_at", "fairly_at", "least_opinions", "rectify_below")]
        problems = [
            f"{LABELS[name]}应大于 0、不超过 1" for name, share in shares if share is not None and not 0 < share <= 1
        ]
        if self.least_number < 1:
            problems.append(f"{LABELS['least_number']}应至少为 1")
        if self.at_boundary is Grade.SATISFIED:
            problems.append("恰在界线时的判定应为基本满意（fairly）或不满意（dissatisfied）")
        return problems


def ambiguities(formula: Formula, base: int) -> list[str]:
    """Warnings, in Chinese, about counts on which the formula's own clauses disagree; empty if none can occur.

    base: persons or ballots the share is taken of. Zhenhai 2021: at exactly half both 基本满意 (≥) and 不满意
    (不超过) apply; with 29 members half is no whole number of votes and the pit cannot be reached.
    """
    at = base * formula.fairly_at
    if not formula.clauses_conflict or at.denominator != 1:
        return []
    how = "基本满意与不满意两款同时成立" if formula.fairly_inclusive else "基本满意与不满意两款都不成立"
    line = f"{BASE_NAMES[formula.base]} {base} 的{share_in_chinese(formula.fairly_at)}（{rounded(at)} 票）"
    return [
        f"满意与基本满意合计恰为{line}时，{how}；本次按“{GRADE_NAMES[formula.at_boundary]}”认定，请在表决前由会议明确。"
    ]


PRESETS: Mapping[str, Formula] = MappingProxyType(
    {
        "镇海 2021": Formula(dissatisfied_inclusive=True),
        "人代会三档": Formula(base=Base.VALID, dissatisfied_inclusive=False),
        "四档含不了解": Formula(base=Base.VALID, unknown_option=True, unknown_in_base=False),
        "石鼓 70% 整改": Formula(base=Base.VALID, rectify_below=Fraction(7, 10)),
    }
)
"""Formulas in use (docs/domain.md#grades), as starting points."""
