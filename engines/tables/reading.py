"""What a file is, by its bytes; and the way in for all of them."""

import json
import subprocess
import sys
from pathlib import Path

from engines.tables.bounds import LIMIT_BYTES, SPLIT, check_size
from engines.tables.marks import Mark
from engines.tables.text import AS_TEXT, read_text_table, table_of
from engines.tables.values import BadTable, Book, Sheet
from engines.tables.webpage import is_office_xml, is_webpage

SECONDS = 20
ROOT = Path(__file__).resolve().parents[2]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OTHERS = (
    (b"%PDF", "PDF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"{\\rtf", "RTF 文档"),
    (b"\x1f\x8b", "压缩包"),
    (b"MIME-Version:", "单个文件网页（.mht）"),
)
KINDS = {
    "xl/": "Excel 工作簿",
    "word/": "Word 文档",
    "ppt/": "演示文稿",
    "content.xml": "ODS 表格",
    "Doc_0/": "OFD 文档",
}
HARD = "“{name}”太大或者已损坏，读了很久也没有读完。请把表格本身复制到一个新文件里，另存为 .xlsx 后再上传"


def read_tables(name: str, data: bytes) -> Book:
    """A file as a book of sheets with text in their cells. Whatever is no plain text is decoded in a bounded process of its own.

    raises: BadTable with sentences that name the file and say what to do
    """
    name = name[-80:] or "文件"
    check_size(name, data)
    for begin, kind in OTHERS:
        if data.startswith(begin):
            raise BadTable(f"“{name}”其实是{kind}，不是表格。{AS_TEXT}")
    if data.startswith((b"PK", OLE)):
        kind = _zipped(name, data) if data.startswith(b"PK") else "Excel 97–2003 工作簿"
        return _book(name, kind, _in_a_process(name, data))
    if is_webpage(data):
        kind = "XML 表格 2003" if is_office_xml(data) else "网页"
        return _book(name, kind, _in_a_process(name, data))
    return _book(name, "文字表格", (read_text_table(name, data),))


def read_text(text: str, name: str = "粘贴的表格") -> Book:
    """What was pasted. Raises BadTable."""
    if len(text) > LIMIT_BYTES:
        raise BadTable(f"“{name}”太长，{SPLIT}")
    return _book(name, "粘贴", (table_of(name, text),))


def _book(name: str, kind: str, sheets: tuple[Sheet, ...]) -> Book:
    if not any(sheet.rows for sheet in sheets):
        raise BadTable(f"“{name}”里没有内容，请检查后重新上传")
    return Book(name, kind, sheets)


def _zipped(name: str, data: bytes) -> str:
    """What a zip holds: the names of its parts stand readable in it. Raises BadTable for what is no table."""
    for part, kind in KINDS.items():
        if part.encode() in data:
            if kind in ("Excel 工作簿", "ODS 表格"):
                return kind
            raise BadTable(f"“{name}”其实是{kind}，不是表格。{AS_TEXT}")
    return "Excel 工作簿"


def _in_a_process(name: str, data: bytes) -> tuple[Sheet, ...]:
    """Decode in a process with bounded memory and time: whatever a file does to it, the site goes on."""
    command = [sys.executable, "-m", "engines.tables.child", name]
    try:
        run = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, cwd=ROOT, check=False)
    except subprocess.TimeoutExpired as error:
        raise BadTable(HARD.format(name=name)) from error
    if run.returncode:
        raise BadTable(HARD.format(name=name))
    answer = json.loads(run.stdout)
    if "reasons" in answer:
        raise BadTable(*answer["reasons"])
    return tuple(
        Sheet(one["name"], one["rows"], {(row, column): Mark(mark) for row, column, mark in one["marks"]})
        for one in answer["sheets"]
    )
