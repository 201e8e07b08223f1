"""The cells of a row as values of its kind of table; what cannot be understood is a doubt that says what to do."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, pairwise

from engines.tables.headers import Column, Takes
from engines.tables.marks import SPOILT, Mark
from engines.tables.rows import Line
from engines.tables.values import column_letters
from engines.writing import clean_line, clean_name, clean_text, read_phones

NO_DATES = frozenset({Takes.NAME, Takes.PHONE, Takes.CODE, Takes.COUNT, Takes.MONEY})
DASH = re.compile(r"[-—–﹣/\\无]+")
COUNTED = re.compile(r"(\d+)(?:\.0+)?(?:票|人|张|份|个|件|户|条|次|项|名)?")
SUM = re.compile(r"(\d{1,15}(?:\.\d{1,15})?)(亿元?|万元?|千元?|元)?")
TIMES = {"": 1, "元": 1, "千": 1000, "万": 10_000, "亿": 100_000_000}
DAY = re.compile(r"(\d{4})\D{1,2}(\d{1,2})(?:\D{1,2}(\d{1,2}))?(?:日|月|\s.*)?")
TIGHT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
REMARK = re.compile(r"([^（(]+)[（(][^（）()]*[）)]?")
"""A name with a remark in brackets behind it."""
SEVERAL = re.compile(r"[/／、;；,，]")
"""Marks between names of several persons."""
EMPTY = "没有填写"


@dataclass(frozen=True)
class Doubt:
    """What is not clear about a row.

    key:  the column; empty: the row as a whole; reason: a Chinese sentence that says what to do
    hard: the row cannot be taken before it is put right; otherwise a person may say that it is right as it is
    """

    key: str
    reason: str
    hard: bool = True


def clean_row(
    line: Line, where: Mapping[str, int], columns: Sequence[Column], headings: Sequence[str] = ()
) -> tuple[dict[str, str], list[Doubt]]:
    """(values by column, doubts) of one row.

    where:    key of a column → its place; headings: as they stand in the table, for their units
    """
    values: dict[str, str] = {}
    doubts: list[Doubt] = []
    for column in columns:
        at = where.get(column.key)
        heading = headings[at] if at is not None and at < len(headings) else ""
        mark = line.marks.get(at) if at is not None else None
        value, doubt = clean_cell(line.cell(at), column, heading, mark)
        values[column.key] = value
        if doubt is not None:
            address = f"第 {line.number} 行 {column_letters(at)} 列" if at is not None else f"第 {line.number} 行"
            doubts.append(Doubt(column.key, f"{address}“{column.title}”：{doubt.reason}", doubt.hard))
    return values, doubts


def clean_cell(text: str, column: Column, heading: str = "", mark: Mark | None = None) -> tuple[str, Doubt | None]:
    """(value, doubt) of one cell. A cell that cannot be understood has an empty value, or its text where the column is lenient."""
    if mark in SPOILT or (mark is Mark.DATE and column.takes in NO_DATES):
        said = f"“{_short(text)}”" if text else ""
        return "", Doubt(column.key, f"{said}{mark.reason}" if mark else "")
    value, reason, hard = _value(text, column, heading)
    if reason and column.lenient and hard:
        return clean_line(text), None
    if not value and not reason and column.required:
        return "", Doubt(column.key, EMPTY)
    return value, Doubt(column.key, reason, hard) if reason else None


def _value(text: str, column: Column, heading: str) -> tuple[str, str, bool]:
    """(value, what is wrong with it, whether that must be put right)."""
    takes = column.takes
    if takes is Takes.TEXT:
        return clean_text(text).strip(), "", False
    if takes is Takes.NAME:
        return _name(text) if column.required else (clean_name(joined_lines(text)), "", False)
    if takes is Takes.CODE:
        return "".join(unicodedata.normalize("NFKC", clean_line(text)).split()), "", False
    if takes is Takes.PHONE:
        return _phone(text)
    if takes is Takes.COUNT:
        return _count(text)
    if takes is Takes.MONEY:
        return _money(text, heading)
    if takes is Takes.DATE:
        return _day(text)
    return clean_line(joined_lines(text)), "", False


def _name(text: str) -> tuple[str, str, bool]:
    """The name of a person whom the row is about; what stands beside it in the cell (（女）, a star) is no part of it."""
    name = clean_name(joined_lines(text)).rstrip("*＊※ ")
    if SEVERAL.search(name):
        return "", f"“{_short(name)}”写了几个人，请一行一人", True
    remark = REMARK.fullmatch(name)
    if remark is None:
        return name, "", False
    return remark[1].strip(), f"“{_short(name)}”里有说明，取了“{_short(remark[1].strip())}”，请核对", False


def joined_lines(text: str) -> str:
    """Line breaks within a cell of one line: none beside Han, a blank elsewhere."""
    lines = [line for line in map(str.strip, text.split("\n")) if line]
    gaps = ["" if before[-1] > "\x7f" or after[0] > "\x7f" else " " for before, after in pairwise(lines)]
    return "".join(chain.from_iterable(zip(lines, [*gaps, ""], strict=False)))


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", clean_line(text)).split()).replace(",", "")


def _phone(text: str) -> tuple[str, str, bool]:
    phones = read_phones(text)
    several = len(phones.mobiles) + len(phones.landlines)
    if not phones.contact:
        return "", (f"“{_short(text)}”不是能拨通的号码，请核对" if text.strip() else ""), True
    if several > 1 and len(phones.mobiles) != 1:
        return phones.contact, f"“{_short(text)}”有 {several} 个号码，取了第一个，请核对", False
    if phones.doubtful:
        return phones.contact, f"“{_short(text)}”里还有看不懂的部分，请核对", False
    return phones.contact, "", False


def _count(text: str) -> tuple[str, str, bool]:
    plain = _plain(text)
    if not plain or DASH.fullmatch(plain):
        return "0" if plain else "", "", False
    if plain.endswith("%"):
        return "", f"应为数目，不是百分比，现为“{_short(text)}”", True
    number = COUNTED.fullmatch(plain)
    if number is None or len(number[1]) > 9:
        return "", f"应为数目（0 或正整数），现为“{_short(text)}”", True
    return str(int(number[1])), "", False


def _money(text: str, heading: str) -> tuple[str, str, bool]:
    """Whole 元. The unit stands in the cell, else in the heading, else it is 元."""
    plain = _plain(text).removeprefix("人民币").lstrip("¥￥")
    if not plain or DASH.fullmatch(plain):
        return "", "", False
    found = SUM.fullmatch(plain)
    if found is None:
        return "", f"应为金额，现为“{_short(text)}”", True
    unit = found[2] or next((f"{one}元" for one in ("亿", "万", "千") if f"{one}元" in heading), "元")
    yuan = float(found[1]) * TIMES[unit.removesuffix("元") or "元"]
    return str(round(yuan)), "", False


def _day(text: str) -> tuple[str, str, bool]:
    plain = unicodedata.normalize("NFKC", clean_line(text))
    if not plain:
        return "", "", False
    found = DAY.fullmatch(plain) or TIGHT_DAY.fullmatch(plain)
    try:
        day = date(int(found[1]), int(found[2]), int(found[3] or 1)) if found else None
    except ValueError:
        day = None
    if day is None:
        return "", f"应为日期（如 2026-03-05），现为“{_short(text)}”", True
    return day.isoformat(), "", False


def _short(text: str) -> str:
    return text if len(text) <= 20 else f"{text[:20]}…"
