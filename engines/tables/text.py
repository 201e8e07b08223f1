"""Tables as text: .csv, .tsv and what was pasted, in whatever encoding and with whatever between the cells."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress

from engines.tables.bounds import LIMIT_CELLS, LIMIT_COLUMNS, LIMIT_LINES, LIMIT_ROWS, SPLIT
from engines.tables.marks import Mark
from engines.tables.values import BadTable, Sheet

BETWEEN = "\t,;|"
LOOSELY = ((re.compile(r"[，、]"), 2), (re.compile(r"[ \u3000\xa0]{2,}"), 2), (re.compile(r"[ \u3000\xa0]+"), 3))
"""What people type between words of a line where a table was meant, and how many words a row then has at least."""
FRAME = re.compile(r"^[ \t]*\||\|[ \t]*$", re.M)
RULED = re.compile(r"\s*:?-{2,}:?\s*")
"""What stands below headings in a table that was drawn with |."""
LOOKED_AT = 40
"""Rows from which it is told what stands between the cells."""
LONGEST_CELL = 131_072
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
PRIVATE = re.compile("[\ue000-\uf8ff\ufffd]")
GUARDED = re.compile(r'^="(.*)"$', re.S)
ROUNDED = re.compile(r"[+-]?\d(?:\.\d+)?[Ee]\+\d{1,3}")
AS_TEXT = "请把表格另存为 .xlsx，或导出为 .csv（UTF-8 或 GBK）后再上传"


def read_text_table(name: str, data: bytes) -> Sheet:
    """The one sheet of a text table. Raises BadTable naming the row that cannot be read."""
    return table_of(name, decoded(name, data))


def table_of(name: str, text: str) -> Sheet:
    """The one sheet of a table in text: a file's, or one that was pasted. Raises BadTable."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if text.count("\n") > LIMIT_LINES:
        raise BadTable(f"“{name}”有超过 {LIMIT_LINES:,} 行（多半是空行），没有读取。{SPLIT}")
    rows: list[list[str]] = []
    marks: dict[tuple[int, int], Mark] = {}
    full = cells = 0
    text, between = _divided(text)
    for line in _records(name, text, between):
        if between == "|" and any(line) and all(RULED.fullmatch(cell) for cell in line if cell):
            line = []
        if len(line) > LIMIT_COLUMNS:
            raise BadTable(f"“{name}”第 {len(rows) + 1} 行有 {len(line)} 列，不像是表格。{AS_TEXT}")
        row = [shown(cell) for cell in line]
        while row and not row[-1]:
            row.pop()
        marks |= {(len(rows), at): Mark.ROUNDED for at, cell in enumerate(row) if ROUNDED.fullmatch(cell)}
        rows.append(row)
        full, cells = full + bool(row), cells + len(row)
        if full > LIMIT_ROWS + 100 or cells > LIMIT_CELLS:
            raise BadTable(f"“{name}”超过 {LIMIT_ROWS:,} 行或内容太多，没有读取。{SPLIT}")
    while rows and not rows[-1]:
        rows.pop()
    return Sheet("", rows, marks)


def decoded(name: str, data: bytes) -> str:
    """The text of a file. Raises BadTable: no text at all, or a row whose characters are broken."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _strict(name, data, encoding)
    wide = _without_mark(data)
    if wide:
        return _strict(name, data, wide)
    if b"\x00" in data[:4096] or len(CONTROL.findall(data[:4096].decode("latin-1"))) > 8:
        raise BadTable(f"“{name}”不是表格文件，也不是 Excel（.xlsx）或 CSV 文件。{AS_TEXT}")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _in_chinese(name, data)


def _in_chinese(name: str, data: bytes) -> str:
    """Text that is no sound UTF-8: GBK; Big5 where GBK gives characters that nobody has; else the row that is broken."""
    if _is_mostly_utf8(data):
        return _strict(name, data, "utf-8")
    text = data.decode("gb18030", "replace")
    if _nobodys(text) * 20 > len(text) - len(text.encode("ascii", "ignore")):
        with suppress(UnicodeDecodeError):
            other = data.decode("big5hkscs")
            if not _nobodys(other):
                return other
    return _strict(name, data, "gb18030" if _sound(data, "gb18030") >= _sound(data, "utf-8") else "utf-8")


def _nobodys(text: str) -> int:
    """Characters that no standard names (private use), and those that could not be read."""
    return len(PRIVATE.findall(text))


def _sound(data: bytes, encoding: str) -> int:
    """Bytes that can be read before the first that cannot."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        return error.start
    return len(data)


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether only a character here or there is broken; of GBK nearly every one would be."""
    beyond_ascii = len(data) - len(data.decode("ascii", "ignore"))
    return data.decode("utf-8", "replace").count("\ufffd") * 8 < beyond_ascii


def _without_mark(data: bytes) -> str:
    """UTF-16 that does not say so: every second byte of its ASCII is zero."""
    head = data[:400]
    if len(head) < 8 or len(data) % 2:
        return ""
    odd, even = head[1::2].count(0), head[0::2].count(0)
    enough = len(head) // 16
    return "utf-16-le" if odd > enough > even else "utf-16-be" if even > enough > odd else ""


def _strict(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "ignore").replace("\r\n", "\n").replace("\r", "\n")
        number = 1 + sum(1 for _ in csv.reader(io.StringIO(before[:-1] if before.endswith("\n") else before)))
        number -= 0 if before.endswith("\n") or not before else 1
        raise BadTable(f"“{name}”第 {number} 行有读不出的字，文件可能没有下载完整。请重新导出后再上传") from error


def _divided(text: str) -> tuple[str, str]:
    """(text, what stands between its cells); where no mark does, lines of words become rows."""
    between, rows = _delimiter(text)
    if rows:
        return FRAME.sub("", text) if between == "|" else text, between
    lines = text.split("\n")
    seen = [line.strip() for line in lines[:LOOKED_AT] if line.strip()]
    for mark, least in LOOSELY:
        widths = Counter(len(mark.split(line)) for line in seen)
        width, count = max(widths.items(), key=lambda one: one[1], default=(0, 0))
        if width >= least and count > 1 and count * 5 >= len(seen) * 4:
            return "\n".join("\t".join(mark.split(line.strip())) for line in lines), "\t"
    return text, between


def _delimiter(text: str) -> tuple[str, int]:
    """(what stands between the cells, rows that agree): of the marks on offer the one by which most rows have equally many."""
    head = "\n".join(text.split("\n", LOOKED_AT * 4)[: LOOKED_AT * 4])[:200_000]

    def agreement(mark: str) -> tuple[int, int]:
        widths: Counter[int] = Counter()
        try:
            for number, line in enumerate(csv.reader(io.StringIO(head), delimiter=mark)):
                if number >= LOOKED_AT:
                    break
                if len(line) > 1:
                    widths[len(line)] += 1
        except csv.Error:
            return 0, 0
        return max(((count, width) for width, count in widths.items()), default=(0, 0))

    best = max(BETWEEN, key=agreement)
    return best, agreement(best)[0]


def _records(name: str, text: str, delimiter: str) -> Iterator[list[str]]:
    """Rows with their cells. Raises BadTable naming the row where a quote never ends or a cell is too long."""
    number = 0
    if _never_ends(text, delimiter):
        at = sum(1 for _ in csv.reader(io.StringIO(text), delimiter=delimiter))
        raise BadTable(f"“{name}”第 {at} 行的引号没有成对，后面的行都并成了一格。请补上引号后再上传")
    try:
        for line in csv.reader(io.StringIO(text), delimiter=delimiter):
            number += 1
            yield line
    except csv.Error as error:
        raise BadTable(f"“{name}”第 {number + 1} 行读不出来：这一格太长，或者引号没有成对。请改好后再上传") from error


def _never_ends(text: str, delimiter: str) -> bool:
    try:
        for _ in csv.reader(io.StringIO(text), delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def shown(text: str) -> str:
    """A cell without what only guarded it from the spreadsheet: ="…", a leading ' or tab, control characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    guarded = GUARDED.match(text)
    if guarded:
        text = guarded[1].replace('""', '"').strip()
    if text[:1] == "'" and (text[1:2] in ("=", "+", "-", "@") or text[1:2].isdigit()):
        text = text[1:].strip()
    return CONTROL.sub("", text)
