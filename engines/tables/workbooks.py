"""Workbooks (.xlsx, .xlsb, .xls, .et, .ods) by python-calamine: values as text, merged cells filled down."""

import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum, XmlError

from engines.tables.bounds import LIMIT_CELLS, LIMIT_COLUMNS, LIMIT_ROWS, SPLIT, broken, check_parts
from engines.tables.marks import Mark
from engines.tables.text import shown
from engines.tables.values import BadTable, Sheet

MOST_EXACT = 10**15
"""A spreadsheet keeps 15 digits of a number; the digits behind them are zeros that nobody wrote."""
ERRORS = frozenset({"#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#N/A", "#NULL!", "#NUM!"})
VALUELESS = re.compile(
    rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)'
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
WITH_ERROR = re.compile(rb'<(?:\w+:)?c\b(?=[^>]*\bt="e")[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')

BROKEN_ZIP = (zipfile.BadZipFile, zlib.error)


def read_workbook(name: str, data: bytes) -> tuple[Sheet, ...]:
    """The visible sheets that hold something. Raises BadTable."""
    zipped = data[:2] == b"PK"
    if zipped:
        check_parts(name, data)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            spoilt = _spoilt(data) if zipped else {}
            visible = [one.name for one in book.sheets_metadata if one.visible is SheetVisibleEnum.Visible]
            sheets = [_sheet(name, book.get_sheet_by_name(each), spoilt) for each in visible or book.sheet_names]
    except PasswordError as error:
        raise BadTable(f"“{name}”有打开密码。请去掉密码后另存，再上传") from error
    except XmlError as error:
        raise BadTable(f"“{name}”里的表格在中途断了，内容不完整。请重新导出，或另存为 .xlsx 后再上传") from error
    except (CalamineError, OSError, ValueError, KeyError, EOFError, RuntimeError, *BROKEN_ZIP) as error:
        raise BadTable(broken(name)) from error
    return tuple(sheet for sheet in sheets if sheet.rows)


def _sheet(name: str, sheet: CalamineSheet, spoilt: dict[str, dict[tuple[int, int], Mark]]) -> Sheet:
    down, along = sheet.start or (0, 0)
    if sheet.height * max(sheet.width, 1) > 40 * LIMIT_CELLS or sheet.width > 20 * LIMIT_COLUMNS:
        raise BadTable(f"“{name}”的“{sheet.name}”宽 {sheet.width} 列、长 {sheet.height} 行，没有读取。{SPLIT}")
    rows: list[list[str]] = [[] for _ in range(down)]
    marks: dict[tuple[int, int], Mark] = {}
    full = cells = 0
    for values in sheet.iter_rows():
        line, row = [""] * along, len(rows)
        for value in values:
            text, mark = as_text(value)
            if mark:
                marks[row, len(line)] = mark
            line.append(text)
        while line and not line[-1]:
            line.pop()
        rows.append(line)
        full, cells = full + bool(line), cells + len(line)
        if full > LIMIT_ROWS + 100 or cells > LIMIT_CELLS:
            raise BadTable(f"“{name}”的“{sheet.name}”超过 {LIMIT_ROWS:,} 行或内容太多，没有读取。{SPLIT}")
    marks |= {at: mark for at, mark in spoilt.get(sheet.name, {}).items() if not _at(rows, *at)}
    _fill_down(rows, marks, sheet.merged_cell_ranges or [])
    while rows and not rows[-1]:
        rows.pop()
    return Sheet(sheet.name, rows, marks)


def as_text(value: object) -> tuple[str, Mark | None]:
    """A cell's value as one would write it, and what is odd about it."""
    if isinstance(value, str):
        text = shown(value)
        return text, Mark.ERROR if text in ERRORS else None
    if isinstance(value, bool):
        return ("是" if value else "否"), None
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, datetime) and value.time() != time():
        return value.strftime("%Y-%m-%d %H:%M"), Mark.DATE
    if isinstance(value, date):
        return value.strftime("%Y-%m-%d"), Mark.DATE
    if isinstance(value, time | timedelta):
        return str(value), Mark.DATE
    return "", None


def _number(value: float) -> tuple[str, Mark | None]:
    if value != value or value in (float("inf"), float("-inf")):
        return "", Mark.ERROR
    if value == int(value):
        return str(int(value)), Mark.ROUNDED if abs(value) >= MOST_EXACT else None
    return f"{Decimal(f'{value:.15g}'):f}", None


def _at(rows: list[list[str]], row: int, column: int) -> str:
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else ""


def _fill_down(
    rows: list[list[str]],
    marks: dict[tuple[int, int], Mark],
    merged: Iterable[tuple[tuple[int, int], tuple[int, int]]],
) -> None:
    """Put the value of a merged cell into the rows below that it covers, as far as these hold anything else."""
    filled = 0
    for (top, left), (bottom, _right) in merged:
        text = _at(rows, top, left)
        for row in range(top + 1, min(bottom + 1, len(rows)) if text else 0):
            line = rows[row]
            if any(line) and not _at(rows, row, left):
                line.extend([""] * (left + 1 - len(line)))
                line[left] = text
                marks[row, left] = marks.get((top, left), Mark.FILLED)
            filled += 1
            if filled > LIMIT_CELLS:
                return


def _spoilt(data: bytes) -> dict[str, dict[tuple[int, int], Mark]]:
    """Sheet → cells (from 0) that show nothing although they should. Empty for .ods and .xlsb.

    A formula was never worked out (programs that write tables leave such), or came out as an error.
    """
    found: dict[str, dict[tuple[int, int], Mark]] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
            return found
        for sheet, part in _sheet_parts(archive):
            xml = archive.read(part) if part in names else b""
            formulas = VALUELESS.finditer(xml) if b"<f" in xml or b":f>" in xml else ()
            errors = WITH_ERROR.finditer(xml) if b't="e"' in xml else ()
            found[sheet] = {_place(match): Mark.FORMULA for match in formulas}
            found[sheet] |= {_place(match): Mark.ERROR for match in errors}
    return found


def _place(match: re.Match[bytes]) -> tuple[int, int]:
    """(row, column) from 0 of a cell's reference."""
    column = 0
    for letter in match[1]:
        column = column * 26 + letter - 64
    return int(match[2]) - 1, column - 1


def _sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """(name of the sheet, its part of the zip)."""
    links = {}
    for tag in re.findall(
        r"<(?:\w+:)?Relationship\b[^>]*>", archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    ):
        key, target = re.search(r'\bId="([^"]*)"', tag), re.search(r'\bTarget="([^"]*)"', tag)
        if key and target:
            path = target[1].lstrip("/")
            links[key[1]] = path if path.startswith("xl/") else f"xl/{path}"
    for tag in re.findall(r"<(?:\w+:)?sheet\b[^>]*>", archive.read("xl/workbook.xml").decode("utf-8", "replace")):
        name, key = re.search(r'\bname="([^"]*)"', tag), re.search(r'\br?\w*:?id="(rId[^"]*)"', tag)
        if name and key and key[1] in links:
            yield html.unescape(name[1]), links[key[1]]
