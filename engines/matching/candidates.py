"""Which pairs are worth a comparison: rows that share rare bigrams, at a cost that grows with the rows, not their square.

Each row is looked up by its heaviest bigrams until `ANSWERS` rows have answered, and a bigram answers with at most its
first `HOLDERS` rows, so one row costs at most ANSWERS + HOLDERS additions however many messages there are. Any slice
of rows may be looked up by any worker: the answer depends on nothing but the row and the rows before it is compared with.
"""

from collections.abc import Iterable
from functools import partial
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse import vstack as stacked

from .traits import Run

KEPT = 64
"""Heaviest bigrams a row is looked up by."""
HOLDERS = 600
"""Most rows that one bigram answers with."""
ANSWERS = 6000
"""Rows that answer until no further bigram is asked: among a hundred thousand rows its heaviest fifty or so are, among more of them fewer."""
NEIGHBOURS = 30
AT_LEAST = 0.06
"""Least product of sketches that makes a candidate."""
SLICE = 5000
"""Rows that one task of a worker looks up."""
AT_ONCE = 500
"""Rows that are multiplied at once: some 3 million sums, 40 MB."""


def heaviest(rows: csr_matrix, number: int = KEPT) -> csr_matrix:
    """Each row's `number` heaviest entries; of equal ones the lower column."""
    parts = [_heaviest(rows[low:high], number) for low, high in _bounds(rows.shape[0])]
    return stacked(parts, format="csr") if parts else rows


def _heaviest(rows: csr_matrix, number: int) -> csr_matrix:
    place = np.arange(rows.nnz) - np.repeat(rows.indptr[:-1], np.diff(rows.indptr))
    return _only(rows, _by_weight(rows)[place < number])


def _asked(sketches: csr_matrix, inside: csr_matrix) -> csr_matrix:
    """Each row's heaviest entries until ANSWERS rows of `inside` have answered."""
    order = _by_weight(sketches)
    answers = np.diff(inside.indptr)[sketches.indices[order]]
    before = np.concatenate([[0], np.cumsum(answers)])
    before = before[:-1] - np.repeat(before[sketches.indptr[:-1]], np.diff(sketches.indptr))
    return _only(sketches, order[before < ANSWERS])


def _by_weight(rows: csr_matrix) -> np.ndarray:
    """Numbers of the entries, row by row, the heaviest first."""
    return np.lexsort((rows.indices, -rows.data, np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))))


def _only(rows: csr_matrix, entries: np.ndarray) -> csr_matrix:
    entries = np.sort(entries)
    return csr_matrix(
        (rows.data[entries], rows.indices[entries], np.searchsorted(entries, rows.indptr)), shape=rows.shape
    )


def holders(sketches: csr_matrix, most: int = HOLDERS) -> csr_matrix:
    """Bigram × row, each bigram with its first `most` rows: what sketches are looked up in."""
    by_gram = sketches.T.tocsr()
    by_gram.sort_indices()
    lengths = np.diff(by_gram.indptr)
    place = np.arange(by_gram.nnz) - np.repeat(by_gram.indptr[:-1], lengths)
    answering = place < most
    pointer = np.concatenate([[0], np.cumsum(np.minimum(lengths, most))])
    return csr_matrix((by_gram.data[answering], by_gram.indices[answering], pointer), shape=by_gram.shape)


def pairs(sketches: csr_matrix, run: Run = map) -> tuple[np.ndarray, np.ndarray]:
    """Candidates (first, second), first < second, each once, in order."""
    keys_of_slices = run(partial(_slice, sketches, holders(sketches)), _bounds(sketches.shape[0]))
    keys = np.unique(np.concatenate([np.empty(0, np.int64), *keys_of_slices]))
    return keys // max(1, sketches.shape[0]), keys % max(1, sketches.shape[0])


def matches(sketches: csr_matrix, inside: csr_matrix) -> tuple[np.ndarray, np.ndarray]:
    """For rows of `sketches` the candidates among the rows that `inside` (from `holders`) holds."""
    asked = _asked(sketches, inside)
    none = np.empty(0, np.int64)
    found = [_nearest(asked[low:high], inside, low) for low, high in _bounds(asked.shape[0], AT_ONCE)]
    rows, columns = zip((none, none), *found, strict=True)
    return np.concatenate(rows), np.concatenate(columns)


def _nearest(asked: csr_matrix, inside: csr_matrix, offset: int) -> tuple[np.ndarray, np.ndarray]:
    """(row, column) of each row's NEIGHBOURS largest products above AT_LEAST, the largest first; of equal ones the lower column."""
    products = (asked @ inside).tocoo()
    near = products.data > AT_LEAST
    rows, columns, products = products.row[near], products.col[near], products.data[near]
    order = np.lexsort((columns, -products, rows))
    rows, columns = rows[order].astype(np.int64), columns[order].astype(np.int64)
    place = np.arange(rows.size) - np.searchsorted(rows, rows)
    kept = place < NEIGHBOURS
    return rows[kept] + offset, columns[kept]


def _slice(sketches: csr_matrix, inside: csr_matrix, bounds: tuple[int, int]) -> np.ndarray:
    first, second = matches(sketches[bounds[0] : bounds[1]], inside)
    first = first + bounds[0]
    apart = first != second
    low, high = np.minimum(first, second)[apart], np.maximum(first, second)[apart]
    return np.unique(low * sketches.shape[0] + high)


def _bounds(rows: int, step: int = 0) -> Iterable[tuple[int, int]]:
    return pairwise([*range(0, rows, step or SLICE), rows])
