"""The rows of a kind of table below its headings; totals, notes and repeated headings are named and set aside."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from engines.tables.headers import Column, Header, best_header, fold_heading, weight
from engines.tables.marks import Mark
from engines.tables.values import Book, Sheet

TOTAL = re.compile(r"(?:合计|总计|小计|共计|累计|总数|平均)(?:[:：（(].*|\d.*|共.*)?")
NOTE = re.compile(
    r"(?:注|备注|说明|附注|填表说明|填表人|填报人|制表|制表人|审核|审核人|复核|单位负责人|填报单位|填报日期)[:：].*"
)


@dataclass(frozen=True)
class Line:
    """One row below the headings.

    number: as the spreadsheet counts it, from 1
    cells:  as they stand there; marks: place of a cell → what is odd about it
    note:   why it is no row of the table (合计、说明); empty: it is one
    """

    number: int
    cells: tuple[str, ...]
    marks: dict[int, Mark] = field(default_factory=dict)
    note: str = ""

    def cell(self, at: int | None) -> str:
        """The text at a place; empty where the row ends before, and where there is no such column."""
        return self.cells[at] if at is not None and at < len(self.cells) else ""


def find_header(book: Book, columns: Sequence[Column]) -> tuple[int, Header | None]:
    """(number of the sheet from 0, its headings): the sheet whose headings say most; no headings: the largest sheet."""
    found = [(at, best_header(sheet, columns)) for at, sheet in enumerate(book.sheets)]
    known = [(at, header) for at, header in found if header is not None]
    if known:
        return max(known, key=lambda one: (*weight(one[1], columns), -one[0]))
    return max(range(len(book.sheets)), key=lambda at: len(book.sheets[at].rows)), None


def rows_below(sheet: Sheet, header: Header) -> Iterator[Line]:
    """Every row below the headings that holds anything, in order."""
    marks: dict[int, dict[int, Mark]] = {}
    for (row, column), mark in sheet.marks.items():
        marks.setdefault(row, {})[column] = mark
    headings = [fold_heading(text) if text else "" for text in header.texts]
    for row in range(header.row + 1, len(sheet.rows)):
        cells = tuple(sheet.rows[row])
        if any(cells):
            yield Line(row + 1, cells, marks.get(row, {}), _note(cells, headings))


def _note(cells: tuple[str, ...], headings: list[str]) -> str:
    filled = [cell for cell in cells if cell]
    first = re.sub(r"\s", "", filled[0])
    if TOTAL.fullmatch(first) or (
        len(filled) > 1 and first.isdigit() and TOTAL.fullmatch(re.sub(r"\s", "", filled[1]))
    ):
        return "合计行"
    if len(filled) == 1 and NOTE.fullmatch(first):
        return "说明行"
    if len(filled) > 1 and [fold_heading(cell) if cell else "" for cell in cells] == headings[: len(cells)]:
        return "重复的表头"
    return ""
