"""Web pages and XML that were given the name of a workbook, as many systems export them: their rows, merged cells filled down.

Read by lxml in the bounded process of `child.py`: what such a file does to its reader, it does there.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from engines.tables.bounds import LIMIT_CELLS, LIMIT_COLUMNS, LIMIT_ROWS, SPLIT
from engines.tables.marks import Mark
from engines.tables.text import ROUNDED, decoded, shown
from engines.tables.values import BadTable, Sheet
from engines.tables.workbooks import as_text

CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.I)
KNOWN = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs"}
OFFICE = b"urn:schemas-microsoft-com:office:spreadsheet"
SS = f"{{{OFFICE.decode()}}}"
"""XML 表格 2003, as older systems write it."""
LONGEST_SPAN = 65_534
NO_TABLE = "“{name}”其实是网页，里面没有表格。请在浏览器里打开，把表格复制到 Excel 另存为 .xlsx 后再上传"


def is_webpage(data: bytes) -> bool:
    """Whether these bytes begin as HTML or XML does."""
    head = data.removeprefix(b"\xef\xbb\xbf")[:400].lstrip().lower()
    return head.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<?xml", b"<div", b"<style"))


def is_office_xml(data: bytes) -> bool:
    """Whether such bytes are a workbook in one piece of XML."""
    return OFFICE in data[:4096]


@dataclass(frozen=True)
class Cell:
    """One cell of a row. wide, high: columns and rows that it covers; at: its column from 0, where the file says it."""

    text: str
    mark: Mark | None = None
    wide: int = 1
    high: int = 1
    at: int | None = None


def read_webpage(name: str, data: bytes) -> tuple[Sheet, ...]:
    """The rows of all tables of a page, or the sheets of an XML workbook. Raises BadTable where there is none."""
    sheets = _office_sheets(name, data) if is_office_xml(data) else (_page(name, data),)
    if not any(any(row) for sheet in sheets for row in sheet.rows):
        raise BadTable(NO_TABLE.format(name=name))
    return sheets


def _page(name: str, data: bytes) -> Sheet:
    charset = CHARSET.search(data[:4096])
    encoding = KNOWN.get(charset[1].decode().lower()) if charset else None
    text = data.decode(encoding, "replace") if encoding else decoded(name, data)
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(text.replace("\x00", ""), parser)
    return _laid_out(name, "", _html_rows(root) if root is not None else ())


def _html_rows(root: etree._Element) -> Iterator[tuple[object, list[Cell]]]:
    """(its table, its cells) of each row; a row that holds a table is a frame around that."""
    for row in root.iter("tr"):
        if row.find(".//table") is None:
            cells = [cell for cell in row if cell.tag in ("td", "th")]
            yield next(row.iterancestors("table"), None), [_html_cell(cell) for cell in cells]


def _html_cell(cell: etree._Element) -> Cell:
    parts: list[str] = []
    for part in cell.iter():
        parts += ["\n"] if part.tag in ("br", "p") else []
        parts += [part.text or ""] if part.tag not in ("script", "style") else []
        parts += [part.tail or ""] if part is not cell else []
    text = shown("".join(parts))
    mark = Mark.ROUNDED if ROUNDED.fullmatch(text) else None
    return Cell(text, mark, _span(cell.get("colspan")), _span(cell.get("rowspan")))


def _span(text: str | None, more: int = 0) -> int:
    number = int(text) if text and text.strip().isdecimal() and len(text) < 7 else 1 - more
    return min(max(number + more, 1), LONGEST_SPAN)


def _office_sheets(name: str, data: bytes) -> tuple[Sheet, ...]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise BadTable(f"“{name}”里的表格在中途断了，内容不完整。请重新导出，或另存为 .xlsx 后再上传") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise BadTable(f"“{name}”里有表格不该有的 XML 实体声明，没有读取。请另存为新的 .xlsx 后再上传")
    return tuple(_laid_out(name, one.get(f"{SS}Name", ""), _office_rows(one)) for one in root.iter(f"{SS}Worksheet"))


def _office_rows(sheet: etree._Element) -> Iterator[tuple[object, list[Cell]]]:
    number = 0
    for row in sheet.iter(f"{SS}Row"):
        at = _span(row.get(f"{SS}Index"))
        while number < min(at - 1, LIMIT_ROWS):
            number += 1
            yield sheet, []
        number += 1
        yield sheet, [_office_cell(cell) for cell in row.iter(f"{SS}Cell")]


def _office_cell(cell: etree._Element) -> Cell:
    data, at = cell.find(f"{SS}Data"), cell.get(f"{SS}Index")
    text = "".join(data.itertext()) if data is not None else ""
    value: object = text
    try:
        kind = data.get(f"{SS}Type") if data is not None else ""
        value = float(text) if kind == "Number" else datetime.fromisoformat(text) if kind == "DateTime" else text
    except ValueError:
        pass
    words, mark = as_text(value)
    wide, high = _span(cell.get(f"{SS}MergeAcross"), 1), _span(cell.get(f"{SS}MergeDown"), 1)
    return Cell(words, mark, wide, high, _span(at) - 1 if at else None)


def _laid_out(name: str, title: str, found: Iterable[tuple[object, list[Cell]]]) -> Sheet:
    """The rows with every cell in its column; what covers rows below is filled down as far as these hold anything else."""
    rows: list[list[str]] = []
    marks: dict[tuple[int, int], Mark] = {}
    table: object = None
    down: dict[int, tuple[int, Cell]] = {}
    full = size = 0
    for owner, cells in found:
        down, table = down if owner is table else {}, owner
        line, covers = _placed(cells, down)
        if max(line, default=0) >= LIMIT_COLUMNS:
            raise BadTable(f"“{name}”第 {len(rows) + 1} 行超过 {LIMIT_COLUMNS} 列，不像是表格。{SPLIT}")
        if any(cell.text for cell in line.values()):
            filled = {at: Cell(cell.text, cell.mark or Mark.FILLED) for at, (_, cell) in down.items() if cell.text}
            line = filled | line
        row = [line[at].text if at in line else "" for at in range(max(line, default=-1) + 1)]
        while row and not row[-1]:
            row.pop()
        marks |= {(len(rows), at): cell.mark for at, cell in line.items() if cell.mark}
        rows.append(row)
        down = {at: (left - 1, cell) for at, (left, cell) in down.items() if left > 1} | covers
        full, size = full + bool(row), size + len(row)
        if full > LIMIT_ROWS + 100 or size > LIMIT_CELLS or len(rows) > 20 * LIMIT_ROWS:
            raise BadTable(f"“{name}”超过 {LIMIT_ROWS:,} 行或内容太多，没有读取。{SPLIT}")
    while rows and not rows[-1]:
        rows.pop()
    return Sheet(title, rows, marks)


def _placed(
    cells: list[Cell], down: dict[int, tuple[int, Cell]]
) -> tuple[dict[int, Cell], dict[int, tuple[int, Cell]]]:
    """(column → cell of one row, column → (rows below that it covers, cell)). down: columns that rows above cover."""
    line: dict[int, Cell] = {}
    covers: dict[int, tuple[int, Cell]] = {}
    at = 0
    for cell in cells:
        at = at if cell.at is None else cell.at
        while at in down and cell.at is None:
            at += 1
        line[at] = cell
        for step in range(min(cell.wide, LIMIT_COLUMNS + 1)):
            if cell.high > 1:
                covers[at + step] = cell.high - 1, cell if step == 0 else Cell("")
        at += cell.wide
    return line, covers
