"""What of the result is announced: names, approvals, or every count (result_detail)."""

from collections.abc import Mapping
from typing import NamedTuple

from .counts import Counts, ItemCount
from .rule import Detail, Rule
from .verdict import State, Status, Verdict


class Line(NamedTuple):
    """One line of the announcement; None where the rule keeps a number unannounced."""

    item: str
    adopted: bool
    rank: int | None = None
    approve: int | None = None
    against: int | None = None
    abstain: int | None = None
    not_pressed: int | None = None


def announcement(verdict: Verdict, counts: Counts, rule: Rule) -> list[Line]:
    """Lines in the order of announcement: adopted first, best first; then, unless names only, the others by rank.

    counts: the first round's counts. Names only: the adopted items in the order of the ballot, so that the
    order does not tell the counts.
    raises: ValueError when there is no valid result to announce (RECOUNT, INVALID)
    source: docs/domain.md#result-detail
    """
    if verdict.state in {State.INVALID, State.RECOUNT}:
        raise ValueError(f"没有有效结果，不能公布：{verdict.sentence}")
    if rule.result_detail is Detail.NAMES:
        return [Line(v.item, True) for v in verdict.items if v.status is Status.ADOPTED]
    others = sorted((v for v in verdict.items if v.status is not Status.ADOPTED), key=lambda v: v.rank)
    order = [verdict.of(item) for item in verdict.adopted] + others
    return [_line(v.item, v.status is Status.ADOPTED, v.rank, counts.items, rule) for v in order]


def _line(item: str, adopted: bool, rank: int, counts: Mapping[str, ItemCount], rule: Rule) -> Line:
    if rule.result_detail is Detail.APPROVALS:
        return Line(item, adopted, rank, counts[item].approve)
    return Line(item, adopted, rank, *counts[item])
