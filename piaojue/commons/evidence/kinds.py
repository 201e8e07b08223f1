"""What a file is, by its bytes: a name can be wrong, and phones and offices give wrong names."""

import io
import zipfile
from dataclasses import dataclass

import magic
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from engines.papers.sizes import LONGEST_DIRECTORY, directory_size


@dataclass(frozen=True)
class Kind:
    """mime: what a browser is told; noun: what people call it; endings: those that names of it have, the usual one first."""

    mime: str
    noun: str | Promise
    endings: tuple[str, ...] = ()


OFFICE = "application/vnd.openxmlformats-officedocument."
PDF = Kind("application/pdf", _("PDF 文件"), (".pdf",))
DOCX = Kind(f"{OFFICE}wordprocessingml.document", _("Word 文档"), (".docx",))
XLSX = Kind(f"{OFFICE}spreadsheetml.sheet", _("Excel 表格"), (".xlsx",))
PPTX = Kind(f"{OFFICE}presentationml.presentation", _("演示文稿"), (".pptx",))
OFD = Kind("application/ofd", _("OFD 版式文件"), (".ofd",))
ODT = Kind("application/vnd.oasis.opendocument.text", _("ODT 文档"), (".odt",))
ODS = Kind("application/vnd.oasis.opendocument.spreadsheet", _("ODS 表格"), (".ods",))
ODP = Kind("application/vnd.oasis.opendocument.presentation", _("演示文稿"), (".odp",))
ZIP = Kind("application/zip", _("压缩包"), (".zip",))
DOC = Kind("application/msword", _("Word 文档"), (".doc", ".dot"))
XLS = Kind("application/vnd.ms-excel", _("Excel 表格"), (".xls", ".xlt"))
PPT = Kind("application/vnd.ms-powerpoint", _("演示文稿"), (".ppt", ".pps"))
WPS = Kind("application/wps-office.wps", _("WPS 文档"), (".wps", ".wpt"))
ET = Kind("application/wps-office.et", _("WPS 表格"), (".et", ".ett"))
DPS = Kind("application/wps-office.dps", _("演示文稿"), (".dps",))
RTF = Kind("application/rtf", _("RTF 文档"), (".rtf", ".doc"))
TEXT = Kind("text/plain", _("文本文件"), (".txt", ".csv", ".md", ".text", ".log"))
CSV = Kind("text/csv", _("CSV 表格"), (".csv", ".txt"))
PAPERS = frozenset({PDF, DOCX, XLSX, PPTX, OFD, ODT, ODS, ODP, ZIP, DOC, XLS, PPT, WPS, ET, DPS, RTF, TEXT, CSV})
"""What is kept as it is."""

LOCKED = Kind("application/encrypted", _("加了密码的文件"))
MACROS = Kind("application/vnd.ms-office.macros", _("带宏的 Office 文件"))
PICTURE = "image/"
NAMED: dict[str, str | Promise] = {
    "image/svg+xml": _("SVG 矢量图"),
    "image/tiff": _("TIFF 图片或相机原始文件"),
    "image/vnd.adobe.photoshop": _("Photoshop 文件"),
    "text/html": _("网页"),
    "application/x-rar": _("RAR 压缩包"),
    "application/x-7z-compressed": _("7z 压缩包"),
    "application/gzip": _("压缩包"),
    "application/x-tar": _("压缩包"),
    "application/x-dosexec": _("程序"),
    "application/vnd.microsoft.portable-executable": _("程序"),
    "application/x-executable": _("程序"),
    "application/x-pie-executable": _("程序"),
    "application/vnd.android.package-archive": _("程序"),
    "application/x-ole-storage": _("旧版 Office 文件"),
    "application/octet-stream": _("无法识别的文件"),
}
FAMILIES: dict[str, str | Promise] = {
    "video/": _("视频"),
    "audio/": _("录音"),
    "image/": _("少见格式的图片"),
    "text/": _("程序或网页代码"),
}
PARTS = {  # what [Content_Types].xml says of the main part, whatever the order and the names of the parts
    b"wordprocessingml.document.main+xml": DOCX,
    b"wordprocessingml.template.main+xml": DOCX,
    b"spreadsheetml.sheet.main+xml": XLSX,
    b"spreadsheetml.template.main+xml": XLSX,
    b"presentationml.presentation.main+xml": PPTX,
    b"presentationml.slideshow.main+xml": PPTX,
    b"macroEnabled.main+xml": MACROS,
}
OPEN_DOCUMENTS = {kind.mime: kind for kind in (ODT, ODS, ODP)}
STREAMS = (  # of Microsoft's older compound files, which WPS writes, too; the kinds by the file's ending, the first by default
    ("EncryptedPackage", (LOCKED,)),
    ("WordDocument", (DOC, WPS)),
    ("Workbook", (XLS, ET)),
    ("Book", (XLS, ET)),
    ("PowerPoint Document", (PPT, DPS)),
)
OLD = (DOC, XLS, PPT, WPS, ET, DPS)
MOST_BYTES_OF_A_PART = 2**20
CONTROL = frozenset(range(32)) - frozenset(b"\t\n\r\f") | {127}
TEXT_CODES = ("utf-8-sig", "gb18030", "big5")


def kind_of(data: bytes, name: str) -> Kind:
    """What these bytes are. `name` decides only between kinds that are written in the same way (.doc and .wps)."""
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith(b"PK\x03\x04"):
        return _packed(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _compound(data, name)
    if data.startswith(b"{\\rtf"):
        return RTF
    mime = magic.from_buffer(data[: 2**16], mime=True)
    if mime in ("text/plain", "text/csv", "application/csv", "application/octet-stream", "application/x-empty") or (
        mime.startswith("text/x-") and name.lower().endswith(TEXT.endings)
    ):
        if is_text(data):
            return CSV if name.lower().endswith(".csv") else TEXT
        mime = "application/octet-stream"
    family = next((noun for start, noun in FAMILIES.items() if mime.startswith(start)), _("这一类文件"))
    return Kind(mime, NAMED.get(mime, family))


def _packed(data: bytes) -> Kind:
    """A ZIP archive, or one of the many formats that are one. With thousands of parts it is no office's file."""
    if directory_size(data) > LONGEST_DIRECTORY:
        return ZIP
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {name.lstrip("/").lower(): name for name in archive.namelist()}
            if "ofd.xml" in names:
                return OFD
            if "androidmanifest.xml" in names:
                return Kind("application/vnd.android.package-archive", _("程序"))
            if "mimetype" in names:
                return OPEN_DOCUMENTS.get(_part(archive, names["mimetype"]).decode("ascii", "replace").strip(), ZIP)
            if "[content_types].xml" in names:
                types = _part(archive, names["[content_types].xml"])
                return next((kind for mark, kind in PARTS.items() if mark in types), ZIP)
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return Kind("application/x-broken-zip", _("损坏的压缩包或 Office 文件"))
    return ZIP


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """The beginning of one part; never more, whatever it was packed from."""
    with archive.open(name) as part:
        return part.read(MOST_BYTES_OF_A_PART)


def _compound(data: bytes, name: str) -> Kind:
    for stream, kinds in STREAMS:
        if stream.encode("utf-16-le") + b"\0\0" in data:
            return next((kind for kind in kinds if name.lower().endswith(kind.endings)), kinds[0])
    by_name = next((kind for kind in OLD if name.lower().endswith(kind.endings)), None)
    return by_name or Kind("application/x-ole-storage", NAMED["application/x-ole-storage"])


def is_text(data: bytes) -> bool:
    """Whether the bytes are text in an encoding that offices use: UTF-8, UTF-16 with its mark, GBK/GB18030, Big5."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decodes(data, "utf-16")
    return not CONTROL.intersection(data) and any(_decodes(data, code) for code in TEXT_CODES)


def _decodes(data: bytes, code: str) -> bool:
    try:
        data.decode(code)
    except UnicodeDecodeError:
        return False
    return True
