"""What happens to papers: drawn up, brought back, filed; the office's templates; sent out; their points carried out."""

from piaojue.commons.drafting.actions.bringing import bring_document, drop_brought, take_brought
from piaojue.commons.drafting.actions.filing import Worded, file_document, file_new_document, filed
from piaojue.commons.drafting.actions.papers import (
    LONGEST_TITLE,
    draft_document,
    edit_document,
    issue_document,
    leave_blanks,
    put_field_back,
    refresh_document,
    replace_document,
    return_document,
    review_document,
    scan_document,
    withdraw_document,
    words_to_edit,
)
from piaojue.commons.drafting.actions.pointing import accept_point, add_point, answer_point, refuse_point, set_point
from piaojue.commons.drafting.actions.sending import deliver_document, instruct_delivery, receive_delivery
from piaojue.commons.drafting.actions.templating import retire_template, try_template, use_template

__all__ = [
    "LONGEST_TITLE",
    "Worded",
    "accept_point",
    "add_point",
    "answer_point",
    "bring_document",
    "deliver_document",
    "draft_document",
    "drop_brought",
    "edit_document",
    "file_document",
    "file_new_document",
    "filed",
    "instruct_delivery",
    "issue_document",
    "leave_blanks",
    "put_field_back",
    "receive_delivery",
    "refresh_document",
    "refuse_point",
    "replace_document",
    "retire_template",
    "return_document",
    "review_document",
    "scan_document",
    "set_point",
    "take_brought",
    "try_template",
    "use_template",
    "withdraw_document",
    "words_to_edit",
]
