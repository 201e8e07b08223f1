"""A panel: a table, the drawing beside it, and where to look further."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

Cell = str | int | float | None


@dataclass(frozen=True)
class Panel:
    """One question.

    headings, rows: the table; a cell is a number, a text or None (—)
    chart:          ECharts options
    note:           a text, or HTML where it names something
    links:          number of a row → the address behind it
    map_url:        where the chart's map comes from
    height:         of the chart, px
    wide:           whether the table needs the whole width
    shares:         the columns that hold shares 0–1, shown as per cent
    bars:           the columns whose numbers also have a bar, as long as it is of the greatest among them
    """

    key: str
    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    chart: dict[str, Any] | None = None
    note: str = ""
    links: dict[int, str] = field(default_factory=dict)
    map_url: str = ""
    height: int = 360
    wide: bool = False
    shares: tuple[int, ...] = ()
    bars: tuple[int, ...] = ()

    @property
    def columns(self) -> list[tuple[str, bool]]:
        """(heading, whether the column holds numbers)."""
        return [
            (heading, any(isinstance(row[n], int | float) for row in self.rows))
            for n, heading in enumerate(self.headings)
        ]

    @property
    def narrow(self) -> bool:
        """Whether the table fits a phone as a table; wider ones are shown there row by row."""
        return len(self.headings) <= 4

    @property
    def lines(self) -> list[tuple[str, list[tuple[str, str, bool, int | None]]]]:
        """(address of the row or empty, [(heading, text, whether a number, length of its bar in % or None)])."""
        return [
            (
                self.links.get(at, ""),
                [
                    (heading, self._text(n, row[n]), number, self._bar(n, row[n]))
                    for n, (heading, number) in enumerate(self.columns)
                ],
            )
            for at, row in enumerate(self.rows)
        ]

    @cached_property
    def _greatest(self) -> float:
        numbers = [row[n] for row in self.rows for n in self.bars]
        return max((float(cell) for cell in numbers if isinstance(cell, int | float)), default=0.0)

    def _bar(self, column: int, cell: Cell) -> int | None:
        if column not in self.bars or not isinstance(cell, int | float) or not self._greatest:
            return None
        return round(100 * cell / self._greatest)

    def _text(self, column: int, cell: Cell) -> str:
        if cell is None:
            return "—"
        if isinstance(cell, float):
            return shown_share(cell) if column in self.shares else f"{cell:g}"
        return f"{cell:,}" if isinstance(cell, int) else str(cell)


def share(part: int, whole: int | None) -> float | None:
    """0–1; None where there is nothing to be shared."""
    return part / whole if whole else None


def shown_share(value: float) -> str:
    """0.725 → 72.5%. What is little is not nothing: 0.0003 → 0.03%."""
    return f"{value * 100:.1f}%" if value >= SMALL or not value else f"{value * 100:.1g}%"


SMALL = 0.001
"""Shares below it are said by their first digit that is not 0."""
