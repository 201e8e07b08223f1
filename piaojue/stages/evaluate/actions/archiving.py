"""总结归档: the analysis report, what carries over, the year's package."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from piaojue.commons.evidence.keep import store
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.record.log import record
from piaojue.commons.years.actions import file_paper
from piaojue.commons.years.models import Paper, PaperKind, Year
from piaojue.stages.evaluate import reserve
from piaojue.stages.evaluate.analysis import analysis_docx, analysis_of
from piaojue.stages.evaluate.models import Archive
from piaojue.stages.evaluate.moves import MOVES
from piaojue.stages.evaluate.package import package_bytes

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@transaction.atomic
def file_analysis(*, year: Year, by: Seat, advice: str = "", doc_no: str = "", on: date | None = None) -> Paper:
    """File the 项目分析报告 written from the year's data, with its .docx. advice: the office's own conclusions.

    raises: NotYours, Refused
    """
    MOVES.take("file_analysis", year, by)
    report = analysis_of(year, advice=advice)
    name = f"{year.place.name}{year.number}年民生实事项目分析报告"
    upload = store(analysis_docx(report), name=f"{name}.docx", mime=DOCX, place=year.place, by=by, public=True)
    paper = file_paper(
        year=year,
        kind=PaperKind.ANALYSIS_REPORT,
        title=name,
        doc_no=doc_no,
        issued_on=on or timezone.localdate(),
        body=report.text,
        upload=upload,
        public=True,
        by=by,
    )
    record("evaluate.analysis_filed", paper, by)
    return paper


@transaction.atomic
def carry_over(*, year: Year, to_year: Year, by: Seat) -> Archive:
    """Hand on what this year leaves: reserve dossiers, unfinished projects, demands for next year, open rectifications.

    raises: NotYours, Refused when `to_year` is not a later year of the same place
    """
    MOVES.take("carry_over", year, by)
    if to_year.place_id != year.place_id or to_year.number <= year.number:
        raise Refused(f"只能结转到{year.place.name} {year.number + 1} 年度或以后的年度，请先开启下一年度")
    archive, _ = Archive.objects.select_for_update(of=("self",)).get_or_create(
        year=year, defaults={"place": year.place, "created_by": by}
    )
    archive.carried, archive.to_year = reserve.leftovers(year), to_year
    archive.version += 1
    archive.save()
    record("evaluate.carried_over", archive, by, to_year=to_year.number, items=len(archive.carried))
    return archive


@transaction.atomic
def pack_archive(*, year: Year, by: Seat) -> Archive:
    """Make the year's package (.zip) and keep it with its fingerprint; a later one replaces it in the record.

    raises: NotYours, Refused when there is nothing to keep yet
    """
    MOVES.take("pack_archive", year, by)
    if not year.papers.filter(kind=PaperKind.ANALYSIS_REPORT).exists():
        raise Refused("请先生成项目分析报告，再制作年度档案")
    archive, _ = Archive.objects.select_for_update(of=("self",)).get_or_create(
        year=year, defaults={"place": year.place, "created_by": by}
    )
    name = f"{year.place_id}-{year.number}-archive.zip"
    archive.upload = store(package_bytes(year), name=name, mime="application/zip", place=year.place, by=by)
    archive.sha256, archive.size, archive.packed_at = archive.upload.sha256, archive.upload.size, timezone.now()
    archive.version += 1
    archive.save()
    record("evaluate.archive_packed", archive, by, sha256=archive.sha256, bytes=archive.size)
    return archive
