"""A book of sheets: cells as text, each with its address."""

from dataclasses import dataclass, field

from engines.tables.marks import Mark


class BadTable(Exception):
    """The file cannot be read. `reasons`: Chinese sentences that name file, sheet, row and column, and say what to do."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(*reasons)
        self.reasons = list(reasons)


@dataclass(frozen=True)
class Sheet:
    """One sheet. Its rows end with the last one that holds something.

    rows:  cells as text; `rows[0]` is row 1 of the sheet. Rows may differ in length, empty ones are []
    marks: (row, column), both from 0 → what is odd about that cell
    """

    name: str
    rows: list[list[str]]
    marks: dict[tuple[int, int], Mark] = field(default_factory=dict)

    def cell(self, row: int, column: int) -> str:
        """The text of a cell; empty beyond the row's end. Both count from 0."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else ""


@dataclass(frozen=True)
class Book:
    """A file as it was read.

    name: as it was uploaded; kind: what it really is, in Chinese
    """

    name: str
    kind: str
    sheets: tuple[Sheet, ...]


def column_letters(column: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
