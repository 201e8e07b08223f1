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
    set_demand_state,
    split,
    unmerge,
    unsecond,
)
from .reviewing import accept, accept_sure, move, place_new, reject, set_auto, split_off

__all__ = [
    "accept", "accept_sure", "add", "count_voices", "edit", "judge", "locked", "make_demand", "merge", "move", "place_new",
    "reject", "second", "set_auto", "set_demand_state", "split", "split_off", "unmerge", "unsecond",
]  # fmt: skip
