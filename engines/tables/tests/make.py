"""Files for the tests, made in memory: workbooks with the faults that people's files have."""

import io
import zipfile
from collections.abc import Sequence

import xlsxwriter
from openpyxl import Workbook

HEAD = ("姓名", "手机号", "代表证号", "代表团")
ROW = ("白玉兰", "13811110001", "001", "第一代表团")
SHEET = "xl/worksheets/sheet1.xml"


def xlsx(*rows: Sequence[object], merge: Sequence[str] = (), title: str = "名册", before: Sequence[str] = ()) -> bytes:
    """A workbook of one sheet, with further sheets `before` it. merge: ranges such as D2:D4."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for cells in merge:
        sheet.merge_cells(cells)
    for at, name in enumerate(before):
        book.create_sheet(name, at).append(["请先看说明，在后面的表里填写"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def formula(text: str, value: str = "") -> bytes:
    """A workbook with one formula in C2; without a value as programs leave it that do not calculate."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("名册")
    sheet.write_row(0, 0, HEAD)
    sheet.write_row(1, 0, ROW)
    sheet.write_formula(1, 2, text, value=value)
    book.close()
    return out.getvalue()


def patched(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The workbook with one replacement in one part; the part must hold `old`."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old in content
                content = content.replace(old, new, 1)
            target.writestr(name, content)
    return out.getvalue()


def with_part(data: bytes, part: str, content: bytes) -> bytes:
    """The workbook with one part replaced whole."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
    ):
        for name in source.namelist():
            target.writestr(name, content if name == part else source.read(name))
    return out.getvalue()
