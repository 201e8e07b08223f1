"""Three rules of participatory budgeting. Each returns the items that it would choose within the budget.

source: Peters, Pierczyński, Skowron 2021 (equal shares); Brill, Freeman, Janson, Lackner 2017 (Phragmén's sequential rule)
"""

from collections.abc import Collection
from fractions import Fraction
from math import inf

from .election import Election


def greedy(election: Election, already: Collection[str] = ()) -> set[str]:
    """The item that most people asked for first; what no longer fits is passed over.

    already: items that are chosen before, paid out of the same budget
    """
    chosen = set(already)
    left = election.budget - sum(election.costs[item] for item in chosen)
    for item in sorted(election.costs.keys() - chosen, key=election.order):
        if election.costs[item] <= left:
            chosen.add(item)
            left -= election.costs[item]
    return chosen


def phragmen(election: Election) -> set[str]:
    """Everybody earns money at the same pace; an item is bought as soon as its supporters can pay it together.

    It ends with the first item that would break the budget. Items that nobody asked for come last.
    """
    loads: dict[frozenset[str], Fraction] = dict.fromkeys(election.approvals, Fraction(0))
    waiting = {item for item, cost in election.costs.items() if cost <= election.budget}
    chosen: set[str] = set()
    left = election.budget
    while waiting:
        loaded = {item: _load_after(election, item, loads) for item in waiting}
        soonest = min(loaded.values())
        tied = [item for item, load in loaded.items() if load == soonest]
        if any(election.costs[item] > left for item in tied):
            break
        item = min(tied, key=election.order)
        for wish in election.supporters[item]:
            loads[wish] = Fraction(soonest)
        waiting.remove(item)
        chosen.add(item)
        left -= election.costs[item]
    return chosen


def _load_after(election: Election, item: str, loads: dict[frozenset[str], Fraction]) -> Fraction | float:
    """What each supporter will have paid in all once the item is bought (元); infinite without supporters."""
    paid = sum((loads[wish] * election.approvals[wish] for wish in election.supporters[item]), Fraction(0))
    return (paid + election.costs[item]) / election.people[item] if election.people[item] else inf


def equal_shares(election: Election) -> set[str]:
    """Everybody holds the same share of the budget, and supporters buy an item together, each paying alike.

    The item that costs its supporters least for each 元 of its worth is bought first. What is left is spent greedily.
    """
    voters = sum(election.approvals.values())
    purses = {wish: Fraction(election.budget, voters) for wish in election.approvals} if voters else {}
    rates = {item: Fraction(1, people) for item, people in election.people.items() if people}
    chosen: set[str] = set()
    while item := _best_buy(election, purses, rates):
        payment = rates.pop(item) * election.costs[item]
        for wish in election.supporters[item]:
            purses[wish] -= min(purses[wish], payment)
        chosen.add(item)
    return greedy(election, chosen)


def _best_buy(election: Election, purses: dict[frozenset[str], Fraction], rates: dict[str, Fraction]) -> str | None:
    """The item with the lowest rate, None when no supporters can pay theirs any more.

    rates: item → payment of a supporter for each 元 of the cost. They only rise, so an item whose old rate is above the best
    one need not be looked at. The rates that were looked at are renewed, items that cannot be paid are taken out.
    """
    best: str | None = None
    for item in sorted(rates, key=lambda item: (rates[item], item)):
        if best and rates[item] > rates[best]:
            break
        payment = _payment(election, item, purses)
        if payment is None:
            del rates[item]
            continue
        rates[item] = payment / election.costs[item]
        if best is None or (rates[item], election.order(item)) < (rates[best], election.order(best)):
            best = item
    return best


def _payment(election: Election, item: str, purses: dict[frozenset[str], Fraction]) -> Fraction | None:
    """What each supporter pays (元) who has that much, when the poorer ones give all they have. None: not enough."""
    missing, people = Fraction(election.costs[item]), election.people[item]
    for wish in sorted(election.supporters[item], key=purses.__getitem__):
        if missing <= purses[wish] * people:
            return missing / people
        missing -= purses[wish] * election.approvals[wish]
        people -= election.approvals[wish]
    return None
