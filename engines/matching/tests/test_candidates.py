"""Which rows are compared: what one row costs has a bound, and what is asked first tells most."""

import numpy as np
from scipy.sparse import csr_matrix

from engines.matching import candidates


def crowd(rows: int, seed: int = 0) -> csr_matrix:
    """Rows of ninety bigrams each, most of them everybody's."""
    chance = np.random.default_rng(seed)
    columns = np.concatenate([np.sort(chance.choice(200, 90, replace=False)) for _ in range(rows)])
    return csr_matrix(
        (chance.random(90 * rows, np.float32), columns, np.arange(0, 90 * rows + 1, 90)), shape=(rows, 200)
    )


def test_a_row_asks_its_heaviest_bigrams_until_enough_rows_have_answered(monkeypatch):
    monkeypatch.setattr(candidates, "ANSWERS", 300)
    sketches = candidates.heaviest(crowd(400))
    inside = candidates.holders(sketches, most=50)
    asked, answers = candidates._asked(sketches, inside), np.diff(inside.indptr)
    for row in range(asked.shape[0]):
        kept, all_of_it = asked[row], sketches[row]
        assert 300 <= answers[kept.indices].sum() < 300 + 50
        left = all_of_it.data[~np.isin(all_of_it.indices, kept.indices)]
        assert kept.data.min() >= left.max()


def test_few_rows_are_asked_by_all_they_have():
    sketches = candidates.heaviest(crowd(20))
    assert candidates._asked(sketches, candidates.holders(sketches)).nnz == sketches.nnz


def test_heaviest_entries_are_the_same_in_slices(monkeypatch):
    rows = crowd(53)
    whole = candidates.heaviest(rows)
    monkeypatch.setattr(candidates, "SLICE", 10)
    assert (candidates.heaviest(rows) != whole).nnz == 0
    assert np.array_equal(np.diff(whole.indptr), np.full(53, candidates.KEPT))
