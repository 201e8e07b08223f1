"""What happens in 初定 (screening, outcomes, appeals) and 候选 (dossiers)."""

from piaojue.stages.shortlist.actions.answering import answer, answer_many, set_wordings
from piaojue.stages.shortlist.actions.appealing import appeal, decide_appeal
from piaojue.stages.shortlist.actions.dossiers import draft, edit, set_appraisal
from piaojue.stages.shortlist.actions.fixing import Fixed, Ordered, freeze_candidates, order_candidates
from piaojue.stages.shortlist.actions.screening import screen
from piaojue.stages.shortlist.actions.steps import (
    appraise,
    clear,
    nominate,
    propose,
    reserve,
    review,
    withdraw_candidate,
)
from piaojue.stages.shortlist.undoing import undo_drafts

__all__ = [
    "Fixed",
    "Ordered",
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
    "propose",
    "reserve",
    "review",
    "screen",
    "set_appraisal",
    "set_wordings",
    "undo_drafts",
    "withdraw_candidate",
]
