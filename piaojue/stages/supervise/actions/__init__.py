"""What happens in 监督: activities, questions, findings from report to verification, deputies' groups."""

from .finding import raise_finding, report_by_scan
from .grouping import join_group, leave_group, set_group
from .mending import (
    answer_finding,
    assess_mending,
    assign_finding,
    close_finding,
    dismiss_finding,
    dispute_finding,
    return_finding,
)
from .suggesting import (
    answer_suggestion,
    assign_suggestion,
    extend_suggestion,
    raise_suggestion,
    rate_suggestion,
)
from .watching import answer_question, ask_progress, ask_question, patrol, record_activity

__all__ = [
    "answer_finding",
    "answer_question",
    "answer_suggestion",
    "ask_progress",
    "ask_question",
    "assess_mending",
    "assign_finding",
    "assign_suggestion",
    "close_finding",
    "dismiss_finding",
    "dispute_finding",
    "extend_suggestion",
    "join_group",
    "leave_group",
    "patrol",
    "raise_finding",
    "raise_suggestion",
    "rate_suggestion",
    "record_activity",
    "report_by_scan",
    "return_finding",
    "set_group",
]
