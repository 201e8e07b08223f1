"""Files that would harm whoever opens them are refused in seconds, with their name and the reason."""

import io
import time
import zipfile

import pytest

from engines.tables import BadTable, Column, Takes, clean_cell, fold_heading, read_tables
from engines.tables.tests import make
from engines.tables.text import shown

GOOD = make.xlsx(make.HEAD, make.ROW)
SHEET_BEGIN = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
SHEET_END = b"</sheetData></worksheet>"


OFFICE_XML = b"<Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'><Worksheet><Table><Row/></Table></Worksheet></Workbook>"


def sheet(rows: bytes) -> bytes:
    return make.with_part(GOOD, make.SHEET, SHEET_BEGIN + rows + SHEET_END)


def lying_bomb() -> bytes:
    """A part that unpacks to 170 MB and says that it is small."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(170):
                part.write(bytes(2**20))
    data = bytearray(out.getvalue())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    return bytes(data)


HOSTILE = {
    "bomb": (lambda: sheet(bytes(170 * 2**20)), "解压后超过"),
    "lying bomb": (lying_bomb, "解压后超过"),
    "eight million empty rows": (lambda: sheet(b"<row/>" * 8_000_000), "空行"),
    "eight million empty lines": (lambda: "姓名,代表团\n".encode() + b"\n" * 8_000_000, "空行"),
    "two corners": (
        lambda: sheet(b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "没有读",
    ),
    "cut xml": (lambda: make.patched(GOOD, make.SHEET, b"</row>", b"<row r="), "断了"),
    "cut zip": (lambda: GOOD[: len(GOOD) // 2], "损坏"),
    "entities": (
        lambda: make.patched(GOOD, make.SHEET, b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet'),
        "实体",
    ),
    "no workbook": (lambda: b"PK\x03\x04 not a workbook", "损坏"),
    "no old workbook": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000), "损坏"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "图片"),
    "noise": (lambda: bytes(range(256)) * 20, "不是表格"),
    "empty": (lambda: b"", "没有内容"),
    "blank": (lambda: b" \n\n ", "没有内容"),
    "never ending quote": (lambda: '姓名,代表团\n"甲,一\n乙,二\n'.encode(), "第 2 行的引号"),
    "broken tail": (lambda: "姓名,代表团\n甲,第一代表团\n乙,第二代表团".encode("gbk")[:-1], "第 3 行有读不出的字"),
    "broken middle": (
        lambda: "姓名,代表团\n甲".encode() + b"\xff\xff" + ",第一代表团\n".encode() * 30,
        "第 2 行有读不出",
    ),
    "webpage of a million openings": (lambda: b"<html><table><tr><td>" + b"<!--" * 500_000, "没有表格"),
    "webpage with entities": (lambda: b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]>" + OFFICE_XML, "实体"),
    "cut workbook of xml": (lambda: b"<?xml version='1.0'?>" + OFFICE_XML[:-20], "断了"),
    "webpage with columns without end": (
        lambda: "<table><tr><td colspan=60000>姓名<td>代表团</table>".encode(),
        "不像是表格",
    ),
    "webpage archive": (lambda: b"MIME-Version: 1.0\r\nX-Document-Type: Workbook", "单个文件网页"),
    "webpage without a table": (lambda: b"<html><body>login</body></html>", "网页"),
}


LONG = 100_000
CELLS = {
    "blanks": f"王{' ' * LONG}芳",
    "brackets": "(" * LONG,
    "digits": "9" * LONG,
    "phones": "13811110001/" * (LONG // 12),
    "lines": "王\n " * (LONG // 3),
    "quotes": '="' + '"' * LONG,
    "marks": "́".join("a" * LONG),
}


@pytest.mark.parametrize("what", CELLS)
def test_a_cell_of_any_length_is_read_in_no_time_as_whatever_it_should_be(what):
    began = time.monotonic()
    assert len(fold_heading(CELLS[what])) < 1000
    for takes in Takes:
        clean_cell(shown(CELLS[what]), Column("key", "列", takes=takes, required=True))
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("what", HOSTILE)
def test_what_harms_is_refused_in_seconds_and_says_what_to_do(what):
    bytes_of, says = HOSTILE[what]
    data = bytes_of()
    began = time.monotonic()
    with pytest.raises(BadTable) as refusal:
        read_tables("名册.xlsx", data)
    assert time.monotonic() - began < 20
    (reason,) = refusal.value.reasons
    assert says in reason and "“名册.xlsx”" in reason
