"""Slices by sub-item, responsible body or group of people, without letting a small cell show a person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .rows import Row

SMALLEST_CELL = 20
"""Fewest ballots a published cell may hold (docs/domain.md#small-cells)."""


@dataclass(frozen=True)
class Cell:
    """Counts with the labels they can be sliced by, e.g. {"子项": "校舍", "主体": "教育局", "人群": "城镇"}."""

    labels: Mapping[str, str]
    row: Row


@dataclass(frozen=True)
class Slice:
    """One published line; `row` is None where the cell is suppressed, and `note` says why, in Chinese."""

    label: str
    row: Row | None
    note: str = ""


def slices(cells: Iterable[Cell], by: str, *, smallest: int = SMALLEST_CELL) -> list[Slice]:
    """Counts summed by the label `by`, in order of first appearance.

    Cells under `smallest` ballots are suppressed. If that hides exactly one, the next smallest is hidden
    too: otherwise the total minus the others would show it.
    cells without the label are summed as 未注明.
    """
    sums: dict[str, Row] = {}
    for cell in cells:
        label = cell.labels.get(by) or "未注明"
        row = Row(label, *cell.row.counts)
        sums[label] = sums[label] + row if label in sums else row
    small = {label for label, row in sums.items() if 0 < row.total < smallest}
    open_cells = [label for label, row in sums.items() if row.total >= smallest]
    extra = min(open_cells, key=lambda label: sums[label].total) if len(small) == 1 and open_cells else None
    return [_slice(label, row, label in small, label == extra, smallest) for label, row in sums.items()]


def _slice(label: str, row: Row, small: bool, extra: bool, smallest: int) -> Slice:
    if small:
        return Slice(label, None, f"不足 {smallest} 票，为保护个人意见不予公布")
    if extra:
        return Slice(label, None, "与另一组一并隐去，以免由合计反推")
    return Slice(label, row)
