"""What happens in 征集: suggestions come in, and a clerk decides whether their words stand in public."""

from piaojue.stages.suggest.undoing import undo_slips, undo_tickets

from .publishing import (
    DECISIONS,
    WITH_REASON,
    Decided,
    decide,
    hold,
    publish,
    publish_again,
    refuse_publication,
    set_publishing,
    take_down,
)
from .receiving import (
    CONTACT,
    Imported,
    correct_contact,
    count_scan,
    covered,
    enter_for,
    handle_alarm,
    import_tickets,
    new_ticket_no,
    open_campaign,
    suggest,
    support,
    withdraw,
)

__all__ = [
    "CONTACT",
    "DECISIONS",
    "WITH_REASON",
    "Decided",
    "Imported",
    "correct_contact",
    "count_scan",
    "covered",
    "decide",
    "enter_for",
    "handle_alarm",
    "hold",
    "import_tickets",
    "new_ticket_no",
    "open_campaign",
    "publish",
    "publish_again",
    "refuse_publication",
    "set_publishing",
    "suggest",
    "support",
    "take_down",
    "undo_slips",
    "undo_tickets",
    "withdraw",
]
