"""A satisfaction table from a spreadsheet (.xlsx or .csv): rows named by number when something is wrong."""

import csv
import io
from dataclasses import dataclass
from zipfile import BadZipFile

from django.core.files.uploadedfile import UploadedFile
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from piaojue.commons.moves import Refused

COLUMNS = {
    "title": ("项目（子项）", "项目", "子项", "项目名称", "子项名称"),
    "unit": ("责任主体", "责任单位", "实施主体"),
    "satisfied": ("满意",),
    "fairly": ("基本满意", "基本"),
    "dissatisfied": ("不满意",),
    "unknown": ("不了解",),
}
REQUIRED = ("title", "satisfied", "fairly", "dissatisfied")
COUNTS = ("satisfied", "fairly", "dissatisfied", "unknown")
WIDE = str.maketrans("()", "\uff08\uff09")
"""Brackets, whichever keyboard wrote them."""
LIMIT_BYTES, LIMIT_ROWS = 2 * 2**20, 500


@dataclass(frozen=True)
class TableRow:
    """One row as typed or imported. Counts in ballots (票)."""

    title: str
    satisfied: int
    fairly: int
    dissatisfied: int
    unknown: int = 0
    unit: str = ""


def read_table(file: UploadedFile) -> list[TableRow]:
    """Rows of the first sheet. Raises Refused naming every bad cell by row and column; nothing is half read."""
    if (file.size or 0) > LIMIT_BYTES:
        raise Refused("测评表超过 2 MB，请只保留测评表本身再上传")
    lines = _lines(file)
    if not lines:
        raise Refused("文件里没有内容，请检查后重新上传")
    places, problems = _headings(lines[0])
    if problems:
        raise Refused(*problems, *_not_what_it_says(file))
    if len(lines) > LIMIT_ROWS + 1:
        raise Refused(f"测评表超过 {LIMIT_ROWS} 行，请检查是否选错了文件")
    rows = []
    for number, line in enumerate(lines[1:], 2):
        cells = {
            name: str(line[at]).strip() if at < len(line) and line[at] is not None else ""
            for name, at in places.items()
        }
        if not any(cells.values()):
            continue
        wrong = _cell_problems(number, cells)
        problems += wrong
        if not wrong:
            counts = {name: int(float(cells.get(name) or 0)) for name in COUNTS}
            rows.append(TableRow(title=cells["title"], unit=cells.get("unit", ""), **counts))
    if not rows and not problems:
        problems = ["表头下面没有数据行，请填写后再上传"]
    if problems:
        raise Refused(*problems[:20])
    return rows


def _lines(file: UploadedFile) -> list[list]:
    data = file.read()
    if data[:2] == b"PK":
        try:
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            return [
                list(line)
                for line in book.worksheets[0].iter_rows(values_only=True, max_row=LIMIT_ROWS + 2, max_col=30)
            ]
        except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError, IndexError) as error:
            raise Refused(f"“{file.name}”打不开，请用 Excel 另存为 .xlsx 后再上传") from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return list(csv.reader(io.StringIO(text)))
    raise Refused(f"“{file.name}”不是 Excel（.xlsx）或 CSV 文件，请另存后再上传")


def _not_what_it_says(file: UploadedFile) -> list[str]:
    """Text by the name of a workbook is read as CSV; when that fails, the name is the likely reason."""
    file.seek(0)
    named = str(file.name).lower().endswith((".xlsx", ".xls"))
    return (
        [f"“{file.name}”其实不是 Excel 文件，请用 Excel 另存为 .xlsx 后再上传"]
        if named and file.read(2) != b"PK"
        else []
    )


def _headings(line: list) -> tuple[dict[str, int], list[str]]:
    names = [str(cell or "").strip().replace(" ", "").translate(WIDE) for cell in line]
    places = {}
    for key, words in COLUMNS.items():
        at = next((names.index(word) for word in words if word in names), None)
        if at is not None:
            places[key] = at
    lacking = [COLUMNS[key][0] for key in REQUIRED if key not in places]
    return places, [f"第 1 行表头缺少“{'、'.join(lacking)}”列，请按模板填写表头"] if lacking else []


def _cell_problems(number: int, cells: dict[str, str]) -> list[str]:
    problems = []
    if not cells["title"]:
        problems.append(f"第 {number} 行缺少项目名称")
    elif len(cells["title"]) > 120:
        problems.append(f"第 {number} 行项目名称超过 120 个字")
    for name in COUNTS:
        text = cells.get(name, "")
        if text == "" and name == "unknown":
            continue
        if not text.removesuffix(".0").isascii() or not text.removesuffix(".0").isdecimal() or len(text) > 9:
            problems.append(f"第 {number} 行“{COLUMNS[name][0]}”应为票数（0 或正整数），现为“{text[:20]}”")
    return problems
