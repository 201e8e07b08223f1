"""What happens in 归并, by hand and from the review queue."""

from .grouping import add, edit, make_demand, merge, split, unmerge
from .linking import answer_suggestions
from .reviewing import accept, accept_sure, move, place_new, reject, set_auto, split_off
from .seconding import second, second_by_sms, unsecond
from .teaching import confirm_field, unlearn
from .undoing import as_it_was, undo

__all__ = [
    "accept",
    "accept_sure",
    "add",
    "answer_suggestions",
    "as_it_was",
    "confirm_field",
    "edit",
    "make_demand",
    "merge",
    "move",
    "place_new",
    "reject",
    "second",
    "second_by_sms",
    "set_auto",
    "split",
    "split_off",
    "undo",
    "unlearn",
    "unmerge",
    "unsecond",
]
