"""What happens in 征集: suggestions come in, and a clerk decides whether their words stand in public."""

from piaojue.stages.suggest.moves import CONTACT
from piaojue.stages.suggest.undoing import undo_slips, undo_tickets

from .asking import answer_publicly, ask_publicly, let_question_stand, refuse_question
from .forgetting import forget_contacts, forgotten_on
from .publishing import (
    DECISIONS,
    WITH_REASON,
    Decided,
    decide,
    decide_anew,
    hold,
    publish,
    publish_again,
    refuse_publication,
    set_publishing,
    take_down,
)
from .receiving import (
    Imported,
    count_scan,
    covered,
    enter_for,
    handle_alarm,
    import_tickets,
    new_ticket_no,
    open_campaign,
    suggest,
    support,
)
from .taking_back import correct_contact, delete_words, erase_contact, hide_words, withdraw

__all__ = [
    "CONTACT",
    "DECISIONS",
    "WITH_REASON",
    "Decided",
    "Imported",
    "answer_publicly",
    "ask_publicly",
    "correct_contact",
    "count_scan",
    "covered",
    "decide",
    "decide_anew",
    "delete_words",
    "enter_for",
    "erase_contact",
    "forget_contacts",
    "forgotten_on",
    "handle_alarm",
    "hide_words",
    "hold",
    "import_tickets",
    "let_question_stand",
    "new_ticket_no",
    "open_campaign",
    "publish",
    "publish_again",
    "refuse_publication",
    "refuse_question",
    "set_publishing",
    "suggest",
    "support",
    "take_down",
    "undo_slips",
    "undo_tickets",
    "withdraw",
]
