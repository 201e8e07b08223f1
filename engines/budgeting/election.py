"""One budget, items with a cost, and how many people asked for which of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Election:
    """What could be chosen.

    costs: item → 元, above zero
    budget: 元
    approvals: set of items → people who asked for exactly these
    raises: ValueError for a cost of nothing, or a wish for an item that has no cost
    """

    costs: Mapping[str, int]
    budget: int
    approvals: Mapping[frozenset[str], int]

    def __post_init__(self) -> None:
        if any(cost <= 0 for cost in self.costs.values()):
            raise ValueError("造价必须大于零")
        if any(not wish <= self.costs.keys() for wish in self.approvals):
            raise ValueError("有人想要的项目不在清单里")

    @cached_property
    def supporters(self) -> Mapping[str, list[frozenset[str]]]:
        """Item → the wishes that hold it."""
        return {item: [wish for wish in self.approvals if item in wish] for item in self.costs}

    @cached_property
    def people(self) -> Mapping[str, int]:
        """Item → how many people asked for it."""
        return {item: sum(self.approvals[wish] for wish in wishes) for item, wishes in self.supporters.items()}

    def order(self, item: str) -> tuple[int, int, str]:
        """Ties are broken by this: more people first, then the cheaper, then by name."""
        return -self.people[item], self.costs[item], item
