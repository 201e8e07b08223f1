"""Satisfaction evaluation (满意度测评): tables that add up → grades, rates, ranking, consequences.

sums_agree → evaluate (refuses with SumsDisagree) → consequence;  slices, weighted_score beside it.
"""

from .consequences import Chain, Consequence, Step, consequence, needs_rectification
from .evaluating import Evaluation, RowVerdict, base_of, evaluate, grade_of
from .formula import (
    BASE_NAMES,
    GRADE_NAMES,
    LABELS,
    PRESETS,
    Base,
    Formula,
    FormulaError,
    Grade,
    RankBy,
    ambiguities,
)
from .rows import Row, SumCheck, SumsDisagree, sums_agree
from .slicing import SMALLEST_CELL, Cell, Slice, slices
from .weighing import POINTS, Part, WeightedScore, WeightsRefused, option_score, weighted_score

__all__ = [
    "BASE_NAMES",
    "GRADE_NAMES",
    "LABELS",
    "POINTS",
    "PRESETS",
    "SMALLEST_CELL",
    "Base",
    "Cell",
    "Chain",
    "Consequence",
    "Evaluation",
    "Formula",
    "FormulaError",
    "Grade",
    "Part",
    "RankBy",
    "Row",
    "RowVerdict",
    "Slice",
    "Step",
    "SumCheck",
    "SumsDisagree",
    "WeightedScore",
    "WeightsRefused",
    "ambiguities",
    "base_of",
    "consequence",
    "evaluate",
    "grade_of",
    "needs_rectification",
    "option_score",
    "slices",
    "sums_agree",
    "weighted_score",
]
