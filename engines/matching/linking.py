"""Average linkage over what neighbours connect: no message joins a group it only resembles through one member."""

from collections.abc import Iterable, Sequence

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform

from .likeness import table
from .traits import Traits

LARGEST = 2500
"""Messages compared each with each at once; more of them connected are first parted at a higher likeness."""
_NEVER = 1000.0
_STEP = 0.02

Pairs = Iterable[tuple[int, int]]
Component = tuple[Traits, Sequence[tuple[int, int]], Sequence[tuple[int, int]]]
"""Rows, pairs together, pairs apart."""


def components(rows: int, first: np.ndarray, second: np.ndarray, values: np.ndarray, cut: float) -> list[np.ndarray]:
    """Rows that pairs of likeness >= cut connect, parts of two and more, none larger than LARGEST.

    A part too large is parted again at a higher cut: a flood of look-alikes becomes its tightest cores.
    """
    parts, waiting = [], [(np.arange(rows), cut)]
    while waiting:
        among, level = waiting.pop()
        place = np.full(rows, -1)
        place[among] = np.arange(len(among))
        inside = (values >= level) & (place[first] >= 0) & (place[second] >= 0)
        graph = csr_matrix(
            (np.ones(inside.sum(), bool), (place[first[inside]], place[second[inside]])), shape=(len(among), len(among))
        )
        _, label = connected_components(graph, directed=False)
        order = np.argsort(label, kind="stable")
        for part in np.split(among[order], np.flatnonzero(np.diff(label[order])) + 1):
            if len(part) > LARGEST and level < 1:
                waiting.append((part, level + _STEP))
            elif len(part) > 1:
                parts.append(part[:LARGEST] if len(part) > LARGEST else part)
    return sorted(parts, key=lambda part: int(part[0]))


def settle(traits: Traits, cut: float, together: Pairs = (), apart: Pairs = ()) -> np.ndarray:
    """Group numbers (from 0, in order of first appearance) of the rows of one component.

    together, apart: pairs of rows that a clerk decided
    together:        holds through others: a with b and b with c put a with c
    apart:           these rows never share a group, not even through others
    """
    distance = 1 - table(traits).astype(float)
    for rows in _joined(len(traits), list(together)):
        distance[np.ix_(rows, rows)] = 0
    for one, other in apart:
        distance[one, other] = distance[other, one] = _NEVER * len(traits) ** 2
    np.fill_diagonal(distance, 0)
    labels = fcluster(linkage(squareform(distance, checks=False), "average"), 1 - cut + 1e-9, "distance")
    return _in_order(labels)


def settle_each(bundle: Sequence[Component], cut: float) -> list[np.ndarray]:
    """`settle` for several components: one piece of work for one worker."""
    return [settle(traits, cut, together, apart) for traits, together, apart in bundle]


def _joined(rows: int, pairs: list[tuple[int, int]]) -> list[np.ndarray]:
    """Rows that pairs connect, parts of two and more."""
    if not pairs:
        return []
    one, other = np.array(pairs).T
    graph = csr_matrix((np.ones(len(pairs), bool), (one, other)), shape=(rows, rows))
    _, label = connected_components(graph, directed=False)
    order = np.argsort(label, kind="stable")
    return [part for part in np.split(order, np.flatnonzero(np.diff(label[order])) + 1) if len(part) > 1]


def _in_order(labels: np.ndarray) -> np.ndarray:
    seen: dict[int, int] = {}
    return np.array([seen.setdefault(int(label), len(seen)) for label in labels])
