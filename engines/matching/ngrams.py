"""Texts as sparse rows of character bigrams and trigrams, counted without leaving numpy."""

from collections.abc import Iterable, Sequence

import numpy as np
from scipy.sparse import csr_matrix, vstack

BITS = 21
WIDTH = 1 << BITS
"""Columns: n-grams are hashed into 2²¹ of them, the same on every machine and in every process."""

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


def encode(text: str) -> np.ndarray:
    """A text as code points, uint32."""
    return np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32)


def hashes(codes: np.ndarray, size: int) -> np.ndarray:
    """Columns (int32) of every run of `size` characters, 0 where the run holds a separator (blank, newline).

    codes: code points with a blank between texts
    """
    if len(codes) < size:
        return np.empty(0, np.int32)
    key = np.zeros(len(codes) - size + 1, np.uint64)
    apart = np.zeros(len(key), bool)
    for step in range(size):
        part = codes[step : len(codes) - size + 1 + step]
        key = key * np.uint64(0x110000) + part
        apart |= part <= 32
    key = (key + np.uint64(size)) * _MULTIPLIER
    key ^= key >> np.uint64(29)
    key *= np.uint64(0xBF58476D1CE4E5B9)
    columns = (key >> np.uint64(64 - BITS)).astype(np.int32)
    columns[columns == 0] = 1
    columns[apart] = 0
    return columns


def count(texts: Sequence[str], sizes: Iterable[int] = (2, 3), chunk: int = 4000) -> csr_matrix:
    """How often each n-gram occurs in each text: float32 rows × WIDTH, columns in order."""
    parts = [_count(texts[start : start + chunk], tuple(sizes)) for start in range(0, len(texts), chunk)]
    return vstack(parts, format="csr") if parts else occurrences(np.empty(0, np.int64), np.empty(0, np.int32), 0)


def occurrences(owner: np.ndarray, columns: np.ndarray, rows: int) -> csr_matrix:
    """How often row owner[k] has columns[k]: float32 rows × WIDTH, columns in order."""
    unique, number = np.unique((owner.astype(np.int64) << BITS) | columns, return_counts=True)
    pointer = np.concatenate([[0], np.cumsum(np.bincount(unique >> BITS, minlength=rows))])
    matrix = csr_matrix(
        (number.astype(np.float32), (unique & (WIDTH - 1)).astype(np.int32), pointer), shape=(rows, WIDTH)
    )
    matrix.has_sorted_indices = True
    return matrix


def _count(texts: Sequence[str], sizes: tuple[int, ...]) -> csr_matrix:
    lengths = np.array([len(text) + 1 for text in texts])
    codes = encode(" ".join(texts) + " ")
    owner = np.repeat(np.arange(len(texts), dtype=np.int64), lengths)
    owners, occurring = [], []
    for size in sizes:
        columns = hashes(codes, size)
        inside = columns > 0
        owners.append(owner[: len(columns)][inside])
        occurring.append(columns[inside])
    return occurrences(np.concatenate(owners), np.concatenate(occurring), len(texts))


def unit(rows: csr_matrix) -> csr_matrix:
    """Each row divided by its length; an empty row stays empty."""
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    lengths[lengths == 0] = 1
    rows = rows.copy()
    rows.data = rows.data / np.repeat(lengths, np.diff(rows.indptr)).astype(np.float32)
    return rows


def dots(left: csr_matrix, right: csr_matrix, first: np.ndarray, second: np.ndarray, chunk: int = 20000) -> np.ndarray:
    """left[first[k]] · right[second[k]] for every k, in slices so that memory stays small. float32."""
    result = np.empty(len(first), np.float32)
    for start in range(0, len(first), chunk):
        part = slice(start, start + chunk)
        product = left[first[part]].multiply(right[second[part]])
        result[part] = np.asarray(product.sum(axis=1)).ravel()
    return result


def products(rows: csr_matrix) -> np.ndarray:
    """rows · rowsᵀ as a dense table, without walking the empty columns."""
    columns, place = np.unique(rows.indices, return_inverse=True)
    small = csr_matrix((rows.data, place.astype(np.int32), rows.indptr), shape=(rows.shape[0], max(1, len(columns))))
    table: np.ndarray = (small @ small.T).toarray()
    return table
