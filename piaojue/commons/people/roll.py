"""代表名册: reading an .xlsx roll. A bad row is named by row, column and reason; nothing is half imported."""

import re
from dataclasses import dataclass
from typing import BinaryIO
from zipfile import BadZipFile

from openpyxl import load_workbook

from piaojue.commons.moves import Refused

COLUMNS = {"姓名": "name", "手机号": "phone", "代表证号": "card_no", "代表团": "delegation"}
REQUIRED = {"姓名", "手机号", "代表团"}
PHONE = re.compile(r"1\d{10}")
LIMIT_ROWS = 5000
EMPTY = "没有填写（如果是公式，请在 Excel 里选择性粘贴为数值）"


@dataclass(frozen=True)
class RollRow:
    """One deputy of the roll."""

    name: str
    phone: str
    card_no: str = ""
    delegation: str = ""
    number: int = 0  # row of the sheet


def read(file: BinaryIO) -> list[RollRow]:
    """Rows of a roll, all of them good in themselves. Raises Refused naming every bad row: 第 5 行“手机号”:…"""
    try:
        sheet = load_workbook(file, read_only=True, data_only=True).worksheets[0]
    except (BadZipFile, KeyError, ValueError, OSError, IndexError) as error:
        raise Refused("这个文件打不开。请用 Excel 另存为 .xlsx 格式后再上传。") from error
    lines = sheet.iter_rows(values_only=True)
    header = [_text(cell) for cell in next(lines, ())]
    if lacking := REQUIRED - set(header):
        raise Refused(f"第 1 行表头缺少：{'、'.join(sorted(lacking))}。表头应为：{'、'.join(COLUMNS)}")
    rows: list[RollRow] = []
    problems: list[str] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, 2):
        values = {COLUMNS[title]: _text(cell) for title, cell in zip(header, line, strict=False) if title in COLUMNS}
        if not any(values.values()):
            continue
        if number > LIMIT_ROWS:
            raise Refused(f"一次最多导入 {LIMIT_ROWS} 行")
        row = RollRow(**values, number=number)
        problems += [f"第 {number} 行“{column}”：{reason}" for column, reason in _faults(row)]
        if row.phone in seen:
            problems.append(f"第 {number} 行“手机号”：与第 {seen[row.phone]} 行重复")
        seen.setdefault(row.phone, number)
        rows.append(row)
    if not rows and not problems:
        problems = ["表里没有代表，请从第 2 行开始填写"]
    if problems:
        raise Refused(*problems[:50])
    return rows


def _faults(row: RollRow) -> list[tuple[str, str]]:
    faults = []
    if not 2 <= len(row.name) <= 40:
        faults.append(("姓名", f"“{_short(row.name)}”应为 2–40 个字" if row.name else EMPTY))
    if not PHONE.fullmatch(row.phone):
        faults.append(("手机号", f"“{_short(row.phone)}”应为 11 位手机号" if row.phone else EMPTY))
    if not row.delegation:
        faults.append(("代表团", EMPTY))
    elif len(row.delegation) > 80:
        faults.append(("代表团", "超过 80 个字"))
    if len(row.card_no) > 30:
        faults.append(("代表证号", "超过 30 个字符"))
    return faults


def _short(text: str) -> str:
    """Enough of a cell to recognise it by."""
    return text if len(text) <= 20 else f"{text[:20]}…"


def _text(cell: object) -> str:
    """Excel keeps phone numbers as numbers: 13900000000.0 is 13900000000."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).strip()
