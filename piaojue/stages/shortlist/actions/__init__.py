"""What happens in 初定 (screening, outcomes, appeals) and 候选 (dossiers)."""

from piaojue.stages.shortlist.actions.answering import answer, answer_many, set_wordings
from piaojue.stages.shortlist.actions.appealing import appeal, decide_appeal
from piaojue.stages.shortlist.actions.dossiers import (
    appraise,
    clear,
    draft,
    edit,
    freeze_candidates,
    nominate,
    order_candidates,
    reserve,
    review,
    set_appraisal,
    withdraw_candidate,
)
from piaojue.stages.shortlist.actions.screening import screen

__all__ = [
    "answer",
    "answer_many",
    "appeal",
    "appraise",
    "clear",
    "decide_appeal",
    "draft",
    "edit",
    "freeze_candidates",
    "nominate",
    "order_candidates",
    "reserve",
    "review",
    "screen",
    "set_appraisal",
    "set_wordings",
    "withdraw_candidate",
]
