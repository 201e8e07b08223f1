"""The clerk's order: how many true links a hundred keys settle, by the order in which bundles are shown.

Nothing is fitted: the order comes from the confidences alone. Only bundles with a labelled message are played, for the others
nobody knows what is right; an unlabelled message among them counts as another matter.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from benchmarks._lines import line
from engines.matching import Groups

KEYS = (50, 100, 200)
KEYS_TO_PART = 2
"""Keys that a stranger in a bundle costs: ticked, then split off."""
Order = Callable[[Sequence[float]], float]
"""Confidences of a bundle's links → the larger, the earlier."""


def worth(sure: Sequence[float]) -> float:
    """Links that one expects to settle by each key, as the queue has it (group.queries.bundles_waiting)."""
    return sum(sure) / (1 + KEYS_TO_PART * (len(sure) - sum(sure)))


ORDERS: Mapping[str, Order] = {
    "最有把握的在前": max,
    "组大的在前": len,
    "一键办成最多的在前（出厂）": worth,
}


def order(groups: Groups, truth: Sequence[Sequence[int]]) -> None:
    """True links settled after some keys, for each order."""
    group_of = {row: at for at, rows in enumerate(truth) for row in rows}
    played = [
        ([link.confidence for link in groups.links(name)], _effort(members, group_of))
        for name, members in sorted(groups.members.items())
        if len(members) > 1 and any(member in group_of for member in members)
    ]
    print(f"\n审核次序：{len(played)} 组里有标注者；每按若干键办成的真实关联（条）")
    for name, by in ORDERS.items():
        for keys in KEYS:
            line(f"{name} · {keys} 键", float(_settled(sorted(played, key=lambda bundle: -by(bundle[0])), keys)))


def _effort(members: Sequence[int], group_of: Mapping[int, int]) -> tuple[int, int]:
    """(keys, true links): strangers are ticked and split off, a part at a time, then every part of several is accepted."""
    parts = Counter(group_of.get(member, -member - 1) for member in members).most_common()
    ticked = sum(number for _part, number in parts[1:])
    several = sum(number > 1 for _part, number in parts)
    return ticked + len(parts) - 1 + max(1, several), sum(number - 1 for _part, number in parts)


def _settled(bundles: Sequence[tuple[Sequence[float], tuple[int, int]]], keys: int) -> int:
    done = 0
    for _sure, (cost, links) in bundles:
        if keys < cost:
            break
        keys, done = keys - cost, done + links
    return done
