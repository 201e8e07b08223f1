"""Satisfaction evaluation (满意度测评): tables that add up → grades, rates, ranking, consequences.

sums_agree → evaluate (refuses with SumsDisagree) → consequence;  slices, weighted_score, estimates of samples beside it.
"""

from .consequences import Chain, Consequence, Step, consequence, needs_rectification
from .dispersing import Dispersion, dispersion, flooded_days
from .estimating import CONFIDENCE, Estimate, Stratum, around, estimate, weighted_estimate, wilson
from .evaluating import Evaluation, RowVerdict, base_of, evaluate, grade_of
from .formula import (
    BASE_NAMES,
    GRADE_NAMES,
    LABELS,
    PRESETS,
    TIES_NAMES,
    Base,
    Formula,
    FormulaError,
    Grade,
    RankBy,
    Ties,
    ambiguities,
)
from .rows import Row, SumCheck, SumsDisagree, sums_agree
from .sampling import allocate, draw
from .slicing import SMALLEST_CELL, Cell, Slice, slices
from .weighing import POINTS, Part, WeightedScore, WeightsRefused, option_score, weighted_score

__all__ = [
    "BASE_NAMES",
    "CONFIDENCE",
    "GRADE_NAMES",
    "LABELS",
    "POINTS",
    "PRESETS",
    "SMALLEST_CELL",
    "TIES_NAMES",
    "Base",
    "Cell",
    "Chain",
    "Consequence",
    "Dispersion",
    "Estimate",
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
    "Stratum",
    "SumCheck",
    "SumsDisagree",
    "Ties",
    "WeightedScore",
    "WeightsRefused",
    "allocate",
    "ambiguities",
    "around",
    "base_of",
    "consequence",
    "dispersion",
    "draw",
    "estimate",
    "evaluate",
    "flooded_days",
    "grade_of",
    "needs_rectification",
    "option_score",
    "slices",
    "sums_agree",
    "weighted_estimate",
    "weighted_score",
    "wilson",
]
