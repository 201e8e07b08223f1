"""What happens in 归并, by hand and from the review queue."""

from .grouping import (
    add,
    count_voices,
    edit,
    judge,
    locked,
    make_demand,
    merge,
    second,
    second_by_sms,
    set_demand_state,
    split,
    unmerge,
    unsecond,
)
from .reviewing import accept, accept_sure, move, place_new, reject, set_auto, split_off
from .undoing import as_it_was, undo

__all__ = [
    "accept",
    "accept_sure",
    "add",
    "as_it_was",
    "count_voices",
    "edit",
    "judge",
    "locked",
    "make_demand",
    "merge",
    "move",
    "place_new",
    "reject",
    "second",
    "second_by_sms",
    "set_auto",
    "set_demand_state",
    "split",
    "split_off",
    "undo",
    "unmerge",
    "unsecond",
]
