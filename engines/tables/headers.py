"""Headings: a kind of table as data, and the row of a sheet that holds its headings, however they are written."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from engines.tables.values import Sheet
from engines.writing import simplified

LOOKED_AT = 30
"""Rows in which headings are looked for: title rows, instructions and blank rows stand above them."""
BRACKETS = re.compile(r"[(\[【〔<].*?[)\]】〕>]")
NO_LETTER = re.compile(r"[\W_]+")
LONGEST = 200
"""Characters of a heading that are read: whole pages of text stand in no heading."""


class Takes(StrEnum):
    """What kind of value a column holds."""

    TEXT = "text"
    LINE = "line"
    NAME = "name"
    PHONE = "phone"
    CODE = "code"
    COUNT = "count"
    MONEY = "money"
    DATE = "date"


@dataclass(frozen=True)
class Column:
    """One column of a kind of table.

    key:      the name of its value; title: its usual heading, which the template has; also: other usual headings
    required: a row without it is doubtful; needed: a table without such a column is not read at all
    lenient:  what cannot be understood is kept as it was written
    hint:     an example for the template
    """

    key: str
    title: str
    also: tuple[str, ...] = ()
    takes: Takes = Takes.LINE
    required: bool = False
    needed: bool = False
    lenient: bool = False
    hint: str = ""

    @property
    def headings(self) -> tuple[str, ...]:
        """All usual headings, folded, the likeliest first."""
        return tuple(dict.fromkeys(fold_heading(text) for text in (self.title, *self.also)))


@dataclass(frozen=True)
class Header:
    """A row of headings.

    row:   from 0; texts: the headings as they stand there; where: key of a column → its place from 0
    """

    row: int
    texts: tuple[str, ...]
    where: Mapping[str, int] = field(default_factory=dict)

    def lacking(self, columns: Sequence[Column]) -> list[Column]:
        """The columns without which the table cannot be read."""
        return [column for column in columns if column.needed and column.key not in self.where]


def fold_heading(text: str) -> str:
    """A heading without blanks, line breaks, stars, marks and what stands in brackets: *手 機 號（必填） is 手机号."""
    plain = simplified(unicodedata.normalize("NFKC", text[:LONGEST]))
    outside = NO_LETTER.sub("", BRACKETS.sub("", plain))
    return outside or NO_LETTER.sub("", plain)


def map_columns(texts: Sequence[str], columns: Sequence[Column]) -> dict[str, int]:
    """Key of a column → place of its heading, for the usual headings. No place is given twice."""
    folded = [fold_heading(text) if text else "" for text in texts]
    where: dict[str, int] = {}
    for column in columns:
        for heading in column.headings:
            at = next((n for n, text in enumerate(folded) if text == heading and n not in where.values()), None)
            if at is not None:
                where[column.key] = at
                break
    return where


def header_at(sheet: Sheet, row: int, columns: Sequence[Column]) -> Header:
    """The headings of one row."""
    texts = tuple(sheet.rows[row]) if row < len(sheet.rows) else ()
    return Header(row, texts, map_columns(texts, columns))


def best_header(sheet: Sheet, columns: Sequence[Column]) -> Header | None:
    """The row that knows most of the needed columns, then most of all. None: no row looks like headings."""
    rows = (header_at(sheet, row, columns) for row in range(min(LOOKED_AT, len(sheet.rows))))
    likely = [header for header in rows if len(header.where) > 1 or not header.lacking(columns)]
    likely = [header for header in likely if header.where]
    return max(likely, key=lambda header: (*weight(header, columns), -header.row), default=None)


def weight(header: Header, columns: Sequence[Column]) -> tuple[int, int]:
    """How much of a kind of table a row of headings knows: needed columns, then all."""
    return -len(header.lacking(columns)), len(header.where)


def header_set(texts: Sequence[str]) -> str:
    """What is the same for two tables with the same headings, in whatever order."""
    return "|".join(sorted({fold_heading(text) for text in texts if text}))
