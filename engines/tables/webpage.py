"""A web page that was given the name of a workbook, as many systems export: its first table is read."""

import re
from html.parser import HTMLParser

from engines.tables.bounds import LIMIT_CELLS, LIMIT_ROWS, SPLIT
from engines.tables.marks import Mark
from engines.tables.text import ROUNDED, decoded, shown
from engines.tables.values import BadTable, Sheet

CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.I)
KNOWN = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030"}


def is_webpage(data: bytes) -> bool:
    """Whether these bytes begin as HTML or XML does."""
    head = data.removeprefix(b"\xef\xbb\xbf")[:400].lstrip().lower()
    return head.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<?xml", b"<div", b"<style"))


def read_webpage(name: str, data: bytes) -> Sheet:
    """The rows of all tables of a page. Raises BadTable where there is none."""
    charset = CHARSET.search(data[:4096])
    encoding = KNOWN.get(charset[1].decode().lower()) if charset else None
    text = data.decode(encoding, "replace") if encoding else decoded(name, data)
    reader = _Rows()
    reader.feed(text)
    reader.close()
    if len(reader.rows) > LIMIT_ROWS + 100 or sum(map(len, reader.rows)) > LIMIT_CELLS:
        raise BadTable(f"“{name}”超过 {LIMIT_ROWS:,} 行或内容太多，没有读取。{SPLIT}")
    rows = [_trimmed(row) for row in reader.rows]
    if not any(rows):
        raise BadTable(f"“{name}”其实是网页，里面没有表格。请在浏览器里打开，把表格复制到 Excel 另存为 .xlsx 后再上传")
    marks = {
        (row, column): Mark.ROUNDED
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
        if ROUNDED.fullmatch(cell)
    }
    return Sheet("", rows, marks)


def _trimmed(row: list[str]) -> list[str]:
    cells = [shown(cell) for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells


class _Rows(HTMLParser):
    """Collects the cells of <tr>."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
            self.inside = False
        elif tag in ("td", "th"):
            self.rows = self.rows or [[]]
            self.rows[-1].append("")
            self.inside = True
        elif tag in ("br", "p") and self.inside:
            self.rows[-1][-1] += "\n"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.rows[-1][-1] += data
