"""What other rules would choose for the same money: items with a cost, people who asked for them.

Election → greedy, phragmen, equal_shares (each a set of items) → as_pabulib for other programs.
"""

from .election import Election
from .pabulib import as_pabulib
from .rules import equal_shares, greedy, phragmen

__all__ = ["Election", "as_pabulib", "equal_shares", "greedy", "phragmen"]
