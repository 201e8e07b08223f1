"""How large a .docx from outside may be: its parts are unpacked once, a piece at a time, before anybody reads them."""

import io
import zipfile
import zlib

LIMIT_BYTES, LIMIT_UNPACKED, LIMIT_PARTS = 10 * 2**20, 40 * 2**20, 500
PACKED_AS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What offices' programs write; others take as much memory as the file says."""
LONGEST_TEXT = 100_000
"""Characters of a paper that comes back."""
MOST_LINES, MOST_COLUMNS = 50_000, 63
"""Paragraphs and cells together; columns that a cell spans, as many as Word has at most."""
LONGEST_FILLED = 20 * 2**20
"""Characters of XML that a template may become."""
LONGEST_TEMPLATE = 20_000
"""Characters that an office's template says itself."""
LONGEST_DIRECTORY = 200_000
"""Bytes of an archive's list of parts, which is read whole before anything else: some hundred parts take a few ten thousand."""
END_OF_DIRECTORY = b"PK\x05\x06"


def directory_size(data: bytes) -> int:
    """Bytes that an archive's list of parts takes, as its end says; 0 where there is no such end.

    >>> directory_size(b"no archive")
    0
    """
    at = data.rfind(END_OF_DIRECTORY)
    return int.from_bytes(data[at + 12 : at + 16], "little") if at >= 0 else 0


def check_size(data: bytes) -> None:
    """Raises ValueError with a Chinese sentence: too large, too large once unpacked, or no .docx at all."""
    if len(data) > LIMIT_BYTES:
        raise ValueError(f"文件超过 {LIMIT_BYTES // 2**20} MB，请去掉里面的大图片")
    if directory_size(data) > LONGEST_DIRECTORY:
        raise ValueError("文件里的部分太多，没有读取")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            if len(parts) > LIMIT_PARTS:
                raise ValueError("文件里的部分太多，没有读取")
            if any(part.compress_type not in PACKED_AS for part in parts):
                raise zipfile.BadZipFile("unknown compression")
            left = LIMIT_UNPACKED
            for part in parts:
                with package.open(part) as stream:
                    left -= len(stream.read(left + 1))
                if left < 0:
                    raise ValueError("文件解压后太大，没有读取")
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise ValueError("打不开这个文件。请用 Word 或 WPS 另存为 .docx 后再上传") from error
