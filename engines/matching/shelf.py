"""Rows that grow: a settled part with its index and a fresh part beside it, so that one more row costs little."""

import numpy as np

from . import candidates
from .likeness import likeness
from .traits import Traits

_FRESH = 1000
"""Fewest fresh rows before they are settled; more when the settled part is large (1 in 20)."""


class Shelf:
    """Traits by row number. Rows are only added, never changed."""

    def __init__(self, empty: Traits) -> None:
        self._settled, self._fresh = empty, empty
        self._index = candidates.holders(candidates.heaviest(empty.text))
        self._fresh_index = self._index

    def __len__(self) -> int:
        return len(self._settled) + len(self._fresh)

    @property
    def traits(self) -> Traits:
        """All rows."""
        self._settle()
        return self._settled

    def add(self, traits: Traits) -> None:
        """More rows, numbered on."""
        self._fresh = self._fresh.and_then(traits)
        if len(self._fresh) > max(_FRESH, len(self._settled) // 20):
            self._settle()
        else:
            self._fresh_index = candidates.holders(candidates.heaviest(self._fresh.text))

    def near(self, traits: Traits) -> list[list[int]]:
        """For each given row the numbers of the rows worth a comparison."""
        near: list[list[int]] = [[] for _ in range(len(traits))]
        sketches = candidates.heaviest(traits.text)
        for index, offset in ((self._index, 0), (self._fresh_index, len(self._settled))):
            for row, column in zip(*candidates.matches(sketches, index), strict=True):
                near[row].append(int(column) + offset)
        return near

    def likeness(self, traits: Traits, row: int, others: np.ndarray) -> np.ndarray:
        """Likeness of one given row to rows on the shelf, in their order."""
        values = np.empty(len(others), np.float32)
        border = len(self._settled)
        for part, here in ((self._settled, others < border), (self._fresh, others >= border)):
            if here.any():
                rows = others[here] - (0 if part is self._settled else border)
                values[here] = likeness(traits, np.full(len(rows), row), part, rows)
        return values

    def row(self, number: int) -> Traits:
        """One row."""
        border = len(self._settled)
        return self._settled.rows([number]) if number < border else self._fresh.rows([number - border])

    def _settle(self) -> None:
        if not len(self._fresh):
            return
        self._settled = self._settled.and_then(self._fresh)
        self._fresh = self._fresh.rows([])
        self._index = candidates.holders(candidates.heaviest(self._settled.text))
        self._fresh_index = candidates.holders(candidates.heaviest(self._fresh.text))
