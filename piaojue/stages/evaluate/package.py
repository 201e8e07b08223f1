"""The year's package: papers, open data with documented columns, log extract, and a manifest of fingerprints."""

import hashlib
import json
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import chain
from pathlib import Path

from django.db.models import QuerySet
from django.utils import timezone

from engines.chaining import canonical
from engines.papers import Column, Draft, day, para, table
from piaojue.commons.evidence.models import Upload
from piaojue.commons.record.covering import covered_where_gone
from piaojue.commons.record.log import subject_of
from piaojue.commons.record.models import Entry
from piaojue.commons.web.official import official_docx, official_pdf
from piaojue.commons.years.models import Paper, Year
from piaojue.commons.years.printed import draft_of
from piaojue.stages.deliver.public import Report
from piaojue.stages.evaluate.models import Archive, Rectification
from piaojue.stages.evaluate.opendata import TABLES, columns_text, csv_lines, json_lines, rows_of
from piaojue.stages.evaluate.reserve import leftovers
from piaojue.stages.supervise.public import Finding, held_activities

PIECE = 2**16  # bytes
MOST_BYTES_OF_FILES = 100 * 2**20
"""What the package for browsers takes along; the folder has everything."""
INDEX_HEADS = (
    Column("序号", 2),
    Column("文号", 5),
    Column("责任者", 6),
    Column("题名", 11, "left"),
    Column("日期", 4),
    Column("文件", 3),
    Column("备注", 3),
)
FORMAT = "piaojue-year-archive/1"
README = """{title}

本档案可以脱离软件阅读，全部为公开格式。
manifest.json  每个文件的 SHA-256 指纹与字节数：用任何软件重算即可核对是否被改动
index.pdf      卷内文件目录，可以打印放在卷首
papers/        年度文书：按公文格式的 PDF 和 .docx，正文另存为 .txt(UTF-8)；上传的原件、盖章扫描件保持原格式
volume.pdf     全年文书合订本，有目录和照片，可以打印装订（仅导出到文件夹时包含）
data/          数据表：同一张表有 .csv（UTF-8）与 .json 两份；data/columns.json 说明每一列的含义与单位
files/         进度、监督与整改照片等佐证；data/uploads.csv 列出全部佐证及其指纹。
               从网页下载的一份最多带 {most} MB，其余的用 `piaojue export` 导出到文件夹
log/log.jsonl  操作日志：一行一条，前后以哈希相连（prev、hash），可用 `piaojue log verify` 的同一算法核对；
               带 covered 的一条有内容已删除或不公开，这一条只能核对前后相连，不能由内容重算
carried.json   结转（尚未办理结转的，为待结转）的事项
个人信息与投票内容不在档案中。
"""

Part = tuple[str, Iterable[bytes]]  # path inside the package, content in pieces


def parts(year: Year) -> Iterator[Part]:
    """Every file of the package except the manifest."""
    yield (
        "README.txt",
        [README.format(title=_title(year), most=MOST_BYTES_OF_FILES // 2**20).encode()],
    )
    yield "index.pdf", [official_pdf(index_of(year))]
    for number, paper in enumerate(papers_of(year), 1):
        yield from _paper(number, paper)
    for one in TABLES:
        yield f"data/{one.name}.csv", (line.encode() for line in csv_lines(one, rows_of(one, year)))
        yield f"data/{one.name}.json", (line.encode() for line in json_lines(one, rows_of(one, year)))
    yield "data/columns.json", [columns_text(TABLES).encode()]
    yield "data/uploads.csv", _uploads_csv(year)
    yield "log/log.jsonl", _log(year)
    archive = Archive.objects.filter(year=year).first()
    carried = archive.carried if archive and archive.to_year_id else leftovers(year)
    yield "carried.json", [json.dumps([asdict(line) for line in carried], ensure_ascii=False, indent=1).encode()]


def _title(year: Year) -> str:
    return f"{year.place.name}{year.number}年民生实事项目票决制年度档案{year.mark}"


def papers_of(year: Year) -> QuerySet[Paper]:
    """The year's papers, oldest first, with what their form as 公文 asks for."""
    rows = Paper.objects.filter(year=year).select_related("document__scan", "upload", "seat__body", "year__place")
    return rows.order_by("at", "pk")


def index_of(year: Year) -> Draft:
    """卷内文件目录: what lies in the file, as an archive has it (DA/T 22-2015), and how many photos."""
    filed = list(papers_of(year))
    rows = [
        (
            number,
            paper.doc_no,
            paper.issuer or "、".join(draft_of(paper).signed) or paper.seat.body.name,
            paper.title,
            f"{paper.issued_on:%Y%m%d}" if paper.issued_on else "",
            f"{number:03d}",
            "" if paper.public else "不公开",
        )
        for number, paper in enumerate(filed, 1)
    ]
    photos = len({upload.pk for _, upload in uploads_of(year) if upload.is_photo})
    return Draft(
        title=f"{_title(year)}卷内文件目录",
        blocks=(
            table(INDEX_HEADS, rows),
            para(f"本卷共有文书{len(filed)}件，照片{photos}张。"),
            para(f"{day(timezone.localdate())}由系统生成。立卷人：　　　　　　检查人："),
        ),
        wide=True,
        mark=year.mark.strip("（）"),
    )


def package_bytes(year: Year) -> bytes:
    """The whole package as a .zip. Written piece by piece to a file beside memory first."""
    with tempfile.TemporaryFile() as file:
        write_package(year, file)
        file.seek(0)
        return file.read()


def write_package(year: Year, file) -> None:
    """Write the .zip into an open binary file, piece by piece."""
    listed = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for path, pieces in chain(parts(year), _evidence(year, MOST_BYTES_OF_FILES)):
            digest, size = hashlib.sha256(), 0
            with package.open(path, "w", force_zip64=True) as out:
                for piece in pieces:
                    out.write(piece)
                    digest.update(piece)
                    size += len(piece)
            listed.append({"path": path, "sha256": digest.hexdigest(), "bytes": size})
        package.writestr("manifest.json", _manifest(year, listed))


def write_folder(year: Year, folder: Path, more: Iterable[Part] = ()) -> int:
    """The same package as plain files, with the evidence files and `more`. Returns how many files were written."""
    listed = []
    for path, pieces in chain(parts(year), _evidence(year), more):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        digest, size = hashlib.sha256(), 0
        with target.open("wb") as out:
            for piece in pieces:
                out.write(piece)
                digest.update(piece)
                size += len(piece)
        listed.append({"path": path, "sha256": digest.hexdigest(), "bytes": size})
    (folder / "manifest.json").write_bytes(_manifest(year, listed))
    return len(listed) + 1


def _manifest(year: Year, listed: list[dict]) -> bytes:
    head = {
        "format": FORMAT,
        "place": year.place_id,
        "place_name": year.place.name,
        "year": year.number,
        "made_at": timezone.localtime().isoformat(timespec="seconds"),
        "files": listed,
    }
    return json.dumps(head, ensure_ascii=False, indent=1).encode()


def _paper(number: int, paper: Paper) -> Iterator[Part]:
    name = re.sub(r"[^\w]+", "_", paper.title)[:40]
    stem = f"papers/{number:03d}-{paper.kind}-{name}"
    head = f"{paper.title}\n文号：{paper.doc_no or '无'}\n日期：{paper.issued_on or '未注明'}\n类别：{paper.get_kind_display()}\n\n"
    yield f"{stem}.txt", [(head + paper.body).encode()]
    brought = _ending(paper.upload) if paper.upload else ""
    if paper.body and brought != ".pdf":
        yield f"{stem}.pdf", [official_pdf(draft_of(paper))]
    if paper.body and brought != ".docx":
        yield f"{stem}.docx", [official_docx(draft_of(paper))]
    if paper.upload:
        yield f"{stem}{brought}", _pieces(paper.upload)
    scan = paper.document.scan if hasattr(paper, "document") else None
    if scan is not None and scan.pk != paper.upload_id:
        yield f"{stem}-scan{_ending(scan)}", _pieces(scan)


def uploads_of(year: Year) -> Iterator[tuple[str, Upload]]:
    for report in Report.objects.filter(year=year).prefetch_related("photos").order_by("pk"):
        yield from ((f"进度报告 {report.project_id} {report.month}", photo) for photo in report.photos.all())
    for seen in held_activities(year).filter(public=True).prefetch_related("photos").order_by("pk"):
        yield from ((f"监督活动 {seen.pk}", photo) for photo in seen.photos.all())
    for finding in Finding.objects.filter(year=year).prefetch_related("photos", "proofs").order_by("pk"):
        shown = [*(finding.photos.all() if not finding.is_reported else []), *finding.proofs.all()]
        yield from ((f"监督问题 {finding.pk}", photo) for photo in shown)
    for row in Rectification.objects.filter(year=year).prefetch_related("proofs").order_by("pk"):
        yield from ((f"整改 {row.pk}", proof) for proof in row.proofs.all())


def _uploads_csv(year: Year) -> Iterator[bytes]:
    yield "\ufeffid,belongs_to,mime,bytes,sha256\n".encode()
    for belongs, upload in uploads_of(year):
        yield f"{upload.pk},{belongs},{upload.mime},{upload.size},{upload.sha256}\n".encode()


def _evidence(year: Year, most: int | None = None) -> Iterator[Part]:
    """Photos and files, each once. most: bytes that they may have together; None: all of them"""
    seen: set[int] = set()
    size = 0
    for _, upload in uploads_of(year):
        if upload.pk in seen:
            continue
        size += upload.size
        if most is not None and size > most:
            return
        seen.add(upload.pk)
        yield f"files/{upload.pk}{_ending(upload)}", _pieces(upload)


def _pieces(upload: Upload) -> Iterator[bytes]:
    with upload.file.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def _ending(upload: Upload) -> str:
    ending = re.search(r"\.[A-Za-z0-9]{2,5}$", upload.name)
    return ending.group().lower() if ending else ".bin"


def _log(year: Year) -> Iterator[bytes]:
    """The place's chain from the year's opening on, without a gap, so that the links can be checked again."""
    entries = Entry.objects.filter(place_code=year.place_id).order_by("seq")
    first = entries.filter(subject=subject_of(year)).values_list("seq", flat=True).first()
    for entry in entries.filter(seq__gte=first or 1).iterator(chunk_size=2000):
        kept = json.loads(entry.payload)
        shown = covered_where_gone(kept)
        line = {
            "seq": entry.seq,
            "at": entry.at.isoformat(),
            "act": entry.act,
            "subject": entry.subject,
            "seat": entry.seat,
            "payload": entry.payload if shown is kept else canonical(shown).decode(),
            "prev": entry.prev,
            "hash": entry.hash,
        }
        if shown is not kept:
            line["covered"] = True
        yield (json.dumps(line, ensure_ascii=False) + "\n").encode()
