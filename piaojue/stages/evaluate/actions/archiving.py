"""总结归档: the analysis report, what carries over, the year's package."""

from datetime import date

from django.utils import timezone

from piaojue.commons.acting import acting
from piaojue.commons.drafting.actions import Worded, filed
from piaojue.commons.evidence.keep import store
from piaojue.commons.moves import NotYours, Refused, owns
from piaojue.commons.people.models import Seat
from piaojue.commons.years.models import Paper, PaperKind, Year
from piaojue.stages.evaluate import reserve
from piaojue.stages.evaluate.analysis import analysis_of
from piaojue.stages.evaluate.documents import analysis_draft
from piaojue.stages.evaluate.models import Archive
from piaojue.stages.evaluate.moves import MOVES
from piaojue.stages.evaluate.package import package_bytes
from piaojue.stages.evaluate.queries import archive_of


def file_analysis(*, year: Year, by: Seat, advice: str = "", doc_no: str = "", on: date | None = None) -> Paper:
    """File the 项目分析报告 written from the year's data. advice: the office's own conclusions.

    raises: NotYours, Refused
    """
    with acting(MOVES["file_analysis"], year, by):
        worded = Worded(analysis_of(year, advice=advice).text, analysis_draft(year, advice))
        return filed(year=year, code="analysis", thing=year, by=by, number=doc_no, issued_on=on, worded=worded)


def carry_over(*, year: Year, to_year: Year, by: Seat) -> Archive:
    """Hand on what this year leaves: reserve dossiers, unfinished projects, demands for next year, open rectifications.

    raises: NotYours, Refused when `to_year` is not a later year of the same place
    """
    with acting(MOVES["carry_over"], _the_archive(year), by) as act:
        archive = act.thing
        if to_year.place_id != year.place_id or to_year.number <= year.number or to_year.standing != year.standing:
            raise Refused(f"只能结转到{year.place.name} {year.number + 1} 年度或以后的年度，请先开启下一年度")
        archive.carried, archive.to_year = reserve.leftovers(year), to_year
        act.note(to_year=to_year.number, items=len(archive.carried))
    return archive


def pack_archive(*, year: Year, by: Seat) -> Archive:
    """Make the year's package (.zip) and keep it with its fingerprint; a later one replaces it in the record.

    It is written before the act begins: half a minute of printing papers would hold up whoever writes meanwhile.

    raises: NotYours, Refused when there is nothing to keep yet
    """
    line = MOVES["pack_archive"]
    if not owns(line, _the_archive(year), by):
        raise NotYours(line.code)
    if not year.papers.filter(kind=PaperKind.ANALYSIS_REPORT).exists():
        raise Refused("请先生成项目分析报告，再制作年度档案")
    package = package_bytes(year)
    with acting(line, _the_archive(year), by) as act:
        archive = act.thing
        name = f"{year.place_id}-{year.number}-archive.zip"
        archive.upload = store(package, name=name, mime="application/zip", place=year.place, by=by)
        archive.sha256, archive.size, archive.packed_at = archive.upload.sha256, archive.upload.size, timezone.now()
        act.note(sha256=archive.sha256, bytes=archive.size)
    return archive


def _the_archive(year: Year) -> Archive:
    """The year's one archive, or a new one."""
    return archive_of(year) or Archive(place=year.place, year=year)
