"""Counts → verdict, and one sentence why (票决).

The road of a poll:  Rule → read_ballot / tally (or counts typed in) → sums_agree → [join paper + electronic]
→ decide → after_revote / after_presidium → announcement;  explain writes the 票决办法 from the same Rule.
"""

from .announcing import Line, announcement
from .articles import Occasion, explain, explain_satisfaction, notes
from .ballots import CHOICE_NAMES, Choice, Marks, Valid, Void, read_ballot, tally
from .counts import Counts, ItemCount, SumCheck, box_holds, sums_agree, total
from .deciding import decide
from .joining import SMALLEST_PAPER, Exchange, Joined, join, not_counted
from .presets import PRESETS
from .quorum import Quorum, Roll, SurplusCheck, base_size, check_candidates, needed_approvals, quorum
from .rounds import StepRefused, after_presidium, after_revote, rule_of_next_round
from .rule import (
    BASIS,
    LABELS,
    BlankItem,
    Detail,
    Form,
    OverSelect,
    PassBase,
    Pick,
    Rule,
    RuleError,
    Shortfall,
    TieAtCut,
    notices,
)
from .verdict import Cause, ItemVerdict, Next, State, Status, Verdict

__all__ = [
    "BASIS",
    "CHOICE_NAMES",
    "LABELS",
    "PRESETS",
    "SMALLEST_PAPER",
    "BlankItem",
    "Cause",
    "Choice",
    "Counts",
    "Detail",
    "Exchange",
    "Form",
    "ItemCount",
    "ItemVerdict",
    "Joined",
    "Line",
    "Marks",
    "Next",
    "Occasion",
    "OverSelect",
    "PassBase",
    "Pick",
    "Quorum",
    "Roll",
    "Rule",
    "RuleError",
    "Shortfall",
    "State",
    "Status",
    "StepRefused",
    "SumCheck",
    "SurplusCheck",
    "TieAtCut",
    "Valid",
    "Verdict",
    "Void",
    "after_presidium",
    "after_revote",
    "announcement",
    "base_size",
    "box_holds",
    "check_candidates",
    "decide",
    "explain",
    "explain_satisfaction",
    "join",
    "needed_approvals",
    "not_counted",
    "notes",
    "notices",
    "quorum",
    "read_ballot",
    "rule_of_next_round",
    "sums_agree",
    "tally",
    "total",
]
