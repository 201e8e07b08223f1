"""Tables that people bring: .xlsx, .xls, .et, .ods, .csv in any common encoding, and what is pasted from a spreadsheet.

`read_tables` says what a file holds, as text with addresses. `find_header` finds the row of headings and knows the usual ones.
`rows_below` gives the rows of one kind of table, and sets totals and notes aside. What a file is, its bytes decide, not its name.
"""

from engines.tables.cleaning import Doubt, clean_cell, clean_row
from engines.tables.headers import Column, Header, Takes, fold_heading, header_at, header_set, map_columns
from engines.tables.marks import Mark
from engines.tables.reading import read_tables, read_text
from engines.tables.rows import Line, find_header, rows_below
from engines.tables.values import BadTable, Book, Sheet, column_letters

__all__ = [
    "BadTable",
    "Book",
    "Column",
    "Doubt",
    "Header",
    "Line",
    "Mark",
    "Sheet",
    "Takes",
    "clean_cell",
    "clean_row",
    "column_letters",
    "find_header",
    "fold_heading",
    "header_at",
    "header_set",
    "map_columns",
    "read_tables",
    "read_text",
    "rows_below",
]
