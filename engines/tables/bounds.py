"""How large a table may be, and the checks of a zipped workbook before anybody decodes it."""

import io
import re
import zipfile
import zlib

from engines.tables.values import BadTable

LIMIT_BYTES = 30 * 2**20
LIMIT_UNPACKED = 160 * 2**20
LIMIT_PARTS = 2000
LIMIT_ROWS = 50_000
LIMIT_CELLS = 2_000_000
LIMIT_COLUMNS = 500
LIMIT_LINES = 1_048_576
"""What a spreadsheet can hold at all: rows, empty ones too."""
CHUNK = 2**20
ROW = re.compile(rb"<(?:\w+:)?row\b|<table:table-row\b")
SPLIT = "请分成几个文件，或把表格本身复制到一个新文件里再上传"


def check_size(name: str, data: bytes) -> None:
    """Raises BadTable for an empty file and for one that is too long."""
    if not data:
        raise BadTable(f"“{name}”是空文件，里面没有内容")
    if len(data) > LIMIT_BYTES:
        raise BadTable(f"“{name}”超过 {LIMIT_BYTES // 2**20} MB，{SPLIT}")


def check_parts(name: str, data: bytes) -> None:
    """Unpack every part of a zipped workbook, a piece at a time, and keep none. What the zip declares is not believed.

    raises: BadTable: the zip is cut, unpacks to too much, has too many rows, or declares XML entities
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > LIMIT_PARTS or sum(part.file_size for part in parts) > LIMIT_UNPACKED:
                raise BadTable(_too_much(name))
            left = LIMIT_UNPACKED
            for part in parts:
                left -= _check_part(name, part, _packed(data, part), left)
    except (zipfile.BadZipFile, zlib.error, ValueError, IndexError, NotImplementedError, OverflowError) as error:
        raise BadTable(broken(name)) from error


def broken(name: str) -> str:
    """The sentence for a workbook that nobody can open."""
    return f"“{name}”不完整或已损坏，打不开。请用 Excel 或 WPS 打开原文件，另存为 .xlsx 后再上传"


def _too_much(name: str) -> str:
    return f"“{name}”解压后超过 {LIMIT_UNPACKED // 2**20} MB，没有读取。{SPLIT}"


def _packed(data: bytes, part: zipfile.ZipInfo) -> memoryview:
    """The packed bytes of a part: behind its local header, as long as the directory says."""
    at = part.header_offset
    names = int.from_bytes(data[at + 26 : at + 28], "little") + int.from_bytes(data[at + 28 : at + 30], "little")
    start = at + 30 + names
    if part.flag_bits & 1:
        raise zipfile.BadZipFile("encrypted")
    return memoryview(data)[start : start + part.compress_size]


def _check_part(name: str, part: zipfile.ZipInfo, packed: memoryview, left: int) -> int:
    """Bytes that a part really unpacks to. Raises BadTable, zlib.error."""
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile("unknown compression")
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS) if part.compress_type == zipfile.ZIP_DEFLATED else None
    size, lines, tail, rest = 0, 0, b"", bytes(packed)
    is_xml = part.filename.lower().endswith((".xml", ".rels"))
    while rest:
        piece = unpacker.decompress(rest, CHUNK) if unpacker else rest
        rest = unpacker.unconsumed_tail if unpacker else b""
        if is_xml:
            seen = tail + piece
            if b"<!DOCTYPE" in seen or b"<!ENTITY" in seen:
                raise BadTable(f"“{name}”里有表格不该有的 XML 实体声明，没有读取。请另存为新的 .xlsx 后再上传")
            lines += len(ROW.findall(seen)) - len(ROW.findall(tail))
            tail = seen[-20:]
        size += len(piece)
        if size > left:
            raise BadTable(_too_much(name))
        if lines > LIMIT_LINES:
            raise BadTable(f"“{name}”的一张表里有超过 {LIMIT_LINES:,} 行（多半是空行），没有读取。{SPLIT}")
    return size
