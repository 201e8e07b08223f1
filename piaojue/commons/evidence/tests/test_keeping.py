"""Papers are kept as they came, whatever office wrote them; what is refused is called by its name."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from piaojue.commons.evidence import kinds
from piaojue.commons.evidence.keep import keep
from piaojue.commons.evidence.kinds import kind_of
from piaojue.commons.evidence.sizes import sized
from piaojue.commons.moves import Refused
from tests.brought import brought

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def packed(**parts: str) -> bytes:
    """A ZIP with these parts in this order; __ stands for a slash, _x for .xml."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_x", ".xml"), text)
    return out.getvalue()


def types(main: str) -> dict[str, str]:
    return {"[Content_Types]_x": f'<Types><Override PartName="/any.xml" ContentType="{main}"/></Types>'}


def stream(name: str) -> bytes:
    return OLE + name.encode("utf-16-le") + b"\0" * 64


def test_papers_that_people_brought_are_what_they_are():
    for name, kind in {
        "d1.docx": kinds.DOCX,
        "d2.doc": kinds.DOC,
        "d3.ofd": kinds.OFD,
        "d4_gbk.txt": kinds.TEXT,
        "d5.wps": kinds.WPS,
    }.items():
        assert kind_of(brought(f"papers/{name}"), name) == kind, name


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (packed(word__document_x="w" * 9000, **types(WORD)), "工作总结.docx", kinds.DOCX),
        (packed(**types(WORD), word__document_x="w"), "没有后缀", kinds.DOCX),
        (packed(**types(WORD.replace("wordprocessingml.document", "spreadsheetml.sheet"))), "a.docx", kinds.XLSX),
        (packed(mimetype=kinds.ODT.mime, content_x="x"), "a.odt", kinds.ODT),
        (packed(OFD_x="<ofd/>"), "公文.ofd", kinds.OFD),
        (packed(附件="x"), "附件.zip", kinds.ZIP),
        (stream("WordDocument"), "总结.doc", kinds.DOC),
        (stream("WordDocument"), "总结.wps", kinds.WPS),
        (stream("Workbook"), "表.et", kinds.ET),
        (stream("Workbook"), "表", kinds.XLS),
        (b"{\\rtf1 x}", "a.doc", kinds.RTF),
        ("情况说明：二楼没有水".encode("gb18030"), "a.txt", kinds.TEXT),
        ("情况说明\r\n".encode("utf-16"), "a.txt", kinds.TEXT),
        ("姓名,电话\n王芳,13800000000\n".encode(), "a.csv", kinds.CSV),
        (b"\n%PDF-1.7", "a.pdf", kinds.PDF),
    ],
)
def test_bytes_say_what_a_paper_is(data, name, kind):
    assert kind_of(data, name) == kind


NO_PHOTOS = [
    (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "视频"),
    (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", "视频"),
    (b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0", "录音"),
    (b"%PDF-1.4\n", "PDF 文件"),
    (packed(**types(WORD)), "Word 文档"),
    (stream("Workbook"), "Excel 表格"),
    (stream("EncryptedPackage"), "加了密码的文件"),
    (packed(**types("application/vnd.ms-word.document.macroEnabled.main+xml")), "带宏的 Office 文件"),
    (packed(**types(WORD))[:60], "损坏的压缩包或 Office 文件"),
    (b"MZ\x90\0" + b"\0" * 200, "程序"),
    (b"<!DOCTYPE html><html><body>x</body></html>", "网页"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'></svg>", "SVG 矢量图"),
    (b"II*\0\x08\0\0\0", "TIFF 图片或相机原始文件"),
    (b"Rar!\x1a\x07\x01\0", "RAR 压缩包"),
    (b"\x93\x81\0\xfe" * 99, "无法识别的文件"),
]


def test_what_is_no_photo_is_called_by_its_name(cast):
    for data, noun in NO_PHOTOS:
        photo = SimpleUploadedFile("楼道.jpg", data, "image/jpeg")
        with pytest.raises(Refused) as refused:
            keep(photo, place=cast.xincheng, by=None, photo=True)
        assert refused.value.reasons[0].startswith(f"“楼道.jpg”是{noun}，不是照片"), noun


def test_a_paper_is_kept_to_the_byte_and_a_name_never_lies(cast):
    gbk = "情况说明".encode("gb18030")
    paper = keep(SimpleUploadedFile("说明.txt", gbk), place=cast.xincheng, by=None)
    assert (paper.name, paper.mime, paper.file.read()) == ("说明.txt", "text/plain", gbk)
    named = keep(SimpleUploadedFile("总结.wps", packed(**types(WORD))), place=cast.xincheng, by=None)
    assert (named.name, named.mime) == ("总结.wps.docx", kinds.DOCX.mime) and named.file.name.endswith(".docx")
    drawn = io.BytesIO()
    Image.new("RGB", (9, 9), "red").save(drawn, "PNG")
    photo = keep(SimpleUploadedFile("图.heic", drawn.getvalue()), place=cast.xincheng, by=None)
    assert (photo.name, photo.mime) == ("图.jpg", "image/jpeg")
    with pytest.raises(Refused, match="是视频，不能上传"):
        keep(SimpleUploadedFile("现场.pdf", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom"), place=cast.xincheng, by=None)


def test_a_photo_of_work_says_where_and_a_residents_does_not(cast):
    exif, drawn = Image.Exif(), io.BytesIO()
    exif.get_ifd(0x8825).update({1: "N", 2: (40.0, 49.0, 12.0), 3: "E", 4: (111.0, 40.0, 30.0)})
    Image.new("RGB", (1200, 900), "red").save(drawn, "JPEG", exif=exif)

    def kept(by):
        return keep(
            SimpleUploadedFile("现场.jpg", drawn.getvalue()), place=cast.xincheng, by=by, photo=True, public=True
        )

    site, home = kept(cast.clerk_li), kept(cast.resident_wang)
    assert (site.lng, site.lat, site.width, site.height) == (111.675, 40.82, 1200, 900)
    assert (home.lng, home.lat) == (None, None)
    assert b"GPS" not in site.file.read() and Image.open(site.file).getexif() == {}
    small = Image.open(io.BytesIO(sized(site, 320)))
    assert (small.format, small.size) == ("WEBP", (320, 240)) and sized(site, 320) == sized(site, 320)
    with pytest.raises(ValueError, match="640 pixels"):
        sized(site, 640)
