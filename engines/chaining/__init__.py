"""Hash chain: append, check, and name the first row that was touched behind the chain's back.

hash = link(previous_hash, payload)          # when a row is appended
first_break(rows, head=published_head)       # when the rows are checked
"""

from .canonical import NotCanonical, canonical
from .chain import GENESIS, Break, Kind, first_break, link

__all__ = ["GENESIS", "Break", "Kind", "NotCanonical", "canonical", "first_break", "link"]
