"""热线工单: reading .xlsx or .csv exports. A bad row is named by row, column and reason; nothing is half imported."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from zipfile import BadZipFile

from openpyxl import load_workbook

from engines.matching import mask
from piaojue.commons.moves import Refused
from piaojue.commons.places.models import Place
from piaojue.commons.years.models import Year
from piaojue.stages.suggest.places import named

COLUMNS = {
    "source_ref": ("工单编号", "编号", "工单号"),
    "title": ("标题", "诉求标题", "主题"),
    "content": ("内容", "诉求内容", "工单内容"),
    "spot": ("所在地", "街道乡镇", "区域", "社区"),
    "proposer_name": ("诉求人", "来电人", "姓名"),
    "proposer_phone": ("电话", "联系电话", "来电号码"),
}
REQUIRED = ("source_ref", "title", "content")
LIMIT_ROWS = 50_000
LONGEST_TITLE, LONGEST_ADDRESS = 40, 120
MOST_FAULTS = 50


@dataclass(frozen=True)
class Ticket:
    """One hotline ticket.

    spot:    code of the place the row names (several may bear a name), else the one its text names beyond doubt, else the
             year's own region
    content: begins with the title where that is longer than a suggestion's
    address: names in the text that several places share, for a person to choose
    """

    source_ref: str
    title: str
    content: str
    spot: str
    proposer_name: str = ""
    proposer_phone: str = ""
    address: str = ""


def read(data: bytes, name: str, year: Year) -> list[Ticket]:
    """All rows, good. Raises Refused naming up to MOST_FAULTS bad rows."""
    lines = _xlsx(data) if name.lower().endswith(".xlsx") else _csv(data)
    where = _columns(next(lines, []))
    spellings = _spellings(year.place)
    tickets: list[Ticket] = []
    problems: list[str] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, 2):
        row = {key: line[at].strip() if at is not None and at < len(line) else "" for key, at in where.items()}
        if not any(row.values()):
            continue
        if number > LIMIT_ROWS:
            raise Refused(f"一次最多导入 {LIMIT_ROWS} 行，请分成几个文件")
        problems += [f"第 {number} 行“{column}”：{reason}" for column, reason in _faults(row, spellings, seen)]
        seen.setdefault(row["source_ref"], number)
        tickets.append(_ticket(row, spellings, year.place))
    if not tickets and not problems:
        problems = ["表里没有工单"]
    if problems:
        raise Refused(*problems[:MOST_FAULTS])
    return tickets


def _columns(header: list[str]) -> dict[str, int | None]:
    """Where each of COLUMNS stands in the table. Raises Refused where a required one is missing."""
    names = [cell.strip() for cell in header]
    where = {key: next((names.index(t) for t in titles if t in names), None) for key, titles in COLUMNS.items()}
    if lacking := [COLUMNS[key][0] for key in REQUIRED if where[key] is None]:
        raise Refused(f"第 1 行表头缺少：{'、'.join(lacking)}")
    return where


def _ticket(row: dict[str, str], spellings: dict[str, list[str]], region: Place) -> Ticket:
    codes, address = spellings.get(row["spot"], []), ""
    spot = codes[0] if len(codes) == 1 else ""
    if not spot:
        places = named(f"{row['spot']} {row['title']} {row['content']}", region)
        spot = places.sure.pk if places.sure else region.pk
        address = "、".join(f"{name}（重名，待核）" for name, _places in places.asked)[:LONGEST_ADDRESS]
    long = len(row["title"]) > LONGEST_TITLE
    return Ticket(
        source_ref=row["source_ref"],
        title=mask(row["title"]).text[:LONGEST_TITLE],
        content=f"{row['title']}\n{row['content']}" if long else row["content"],  # nothing said is lost
        spot=spot,
        proposer_name=row["proposer_name"],
        proposer_phone=_dialled(row["proposer_phone"]),
        address=address,
    )


def _spellings(region: Place) -> dict[str, list[str]]:
    """How a table may write a place inside the region: its name, with the name above it, or all from the city down → codes."""
    spellings: dict[str, list[str]] = {}
    for place in Place.objects.filter(code__startswith=region.pk).select_related("parent__parent__parent__parent"):
        for text in {place.name, f"{place.parent.name if place.parent else ''}{place.name}", place.full_name}:
            spellings.setdefault(text, []).append(place.pk)
    return spellings


def _faults(row: dict[str, str], spellings: dict[str, list[str]], seen: dict[str, int]) -> Iterator[tuple[str, str]]:
    if not 1 <= len(row["source_ref"]) <= 60:
        yield "工单编号", "应为 1–60 个字符"
    elif row["source_ref"] in seen:
        yield "工单编号", f"与第 {seen[row['source_ref']]} 行重复"
    if len(row["title"]) < 4:
        yield "标题", "至少 4 个字"
    if not 2 <= len(row["content"]) <= 2000:
        yield "内容", "应为 2–2000 个字"
    if row["spot"] and row["spot"] not in spellings:
        yield "所在地", f"“{row['spot'][:20]}”不在本地区的区划里"
    if len(row["proposer_phone"]) > 20:
        yield "电话", "超过 20 个字符"
    if len(row["proposer_name"]) > 40:
        yield "诉求人", "超过 40 个字"


def _dialled(phone: str) -> str:
    """A mobile number as it is dialled, whatever stands between: +86 138-1234-5678 and 13812345678 are one person."""
    bare = re.sub(r"^(?:\+|00)?86(?=1\d{10}$)", "", re.sub(r"[\s\-()（）]", "", phone))
    return bare if re.fullmatch(r"1\d{10}", bare) else phone


def _xlsx(data: bytes) -> Iterator[list[str]]:
    try:
        sheet = load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets[0]
    except (BadZipFile, KeyError, ValueError, OSError, IndexError) as error:
        raise Refused("这个文件打不开。请用 Excel 另存为 .xlsx，或导出为 .csv 后再上传。") from error
    for line in sheet.iter_rows(values_only=True):
        yield [
            "" if cell is None else str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
            for cell in line
        ]


def _csv(data: bytes) -> Iterator[list[str]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Refused("这个文件不是文字表格。请导出为 .csv（UTF-8 或 GBK）或 .xlsx。")
    if "\x00" in text:
        raise Refused("这个文件不是文字表格。请导出为 .csv 或 .xlsx。")
    lines = csv.reader(io.StringIO(text))
    try:
        yield from lines
    except csv.Error as error:  # one cell beyond 131,072 characters, or a stray carriage return
        raise Refused(f"第 {lines.line_num} 行读不出来：这一格太长，或者引号没有成对。请改好后再上传。") from error
