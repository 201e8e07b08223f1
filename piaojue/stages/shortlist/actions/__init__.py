"""What happens in 初定 (screening, outcomes, appeals) and 候选 (dossiers)."""

from piaojue.stages.shortlist.actions.answering import answer, answer_many, set_wordings
from piaojue.stages.shortlist.actions.appealing import appeal, decide_appeal
from piaojue.stages.shortlist.actions.appraising import appraise_ready, set_appraisal, set_appraisals
from piaojue.stages.shortlist.actions.dossiers import draft, edit
from piaojue.stages.shortlist.actions.fixing import Fixed, Ordered, freeze_candidates, order_candidates
from piaojue.stages.shortlist.actions.past import Past, bring_past, known_past, undo_past
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
    "Past",
    "answer",
    "answer_many",
    "appeal",
    "appraise",
    "appraise_ready",
    "bring_past",
    "clear",
    "decide_appeal",
    "draft",
    "edit",
    "freeze_candidates",
    "known_past",
    "nominate",
    "order_candidates",
    "propose",
    "reserve",
    "review",
    "screen",
    "set_appraisal",
    "set_appraisals",
    "set_wordings",
    "undo_drafts",
    "undo_past",
    "withdraw_candidate",
]
