"""Pages of 总结归档: the analysis report, what carries over, the year's package."""

from dataclasses import replace

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from piaojue.commons.web.act_pages import ActButton, ActForm
from piaojue.commons.web.official import paper_file
from piaojue.commons.web.request import Request
from piaojue.commons.years.models import Year
from piaojue.commons.years.queries import year_at
from piaojue.stages.evaluate import actions, queries, reserve
from piaojue.stages.evaluate.analysis import analysis_of
from piaojue.stages.evaluate.documents import analysis_draft
from piaojue.stages.evaluate.forms import AdviceForm, CarryForm
from piaojue.stages.evaluate.models import Archive
from piaojue.stages.evaluate.moves import MOVES

ACTS = ("file_analysis", "carry_over", "pack_archive")
CARRY_LEAD = (
    "储备项目、未完项目、明年再议的诉求、未了结的整改一并结转；"
    "其中储备项目和诉求到了新年度可以接着编制项目材料，提过的人会收到消息。"
    "没有可选的年度时，请先开启下一年度。"
)


def _archive_page(archive: Archive) -> str:
    return archive.year.page("archive")


@require_GET
def archive(request: Request, place: str, number: int) -> HttpResponse:
    """总结归档: analysis, carry-over, package."""
    year = year_at(request, place, number)
    MOVES.require("read_archive", year.place, request.seat)
    context = {
        "year": year,
        "archive": queries.archive_of(year),
        "leftovers": reserve.leftovers(year),
        "kinds": reserve.KINDS,
        "papers": year.papers.select_related("upload"),
        "may": {act: MOVES.may(act, year, request.seat) for act in ACTS},
    }
    return render(request, "evaluate/archive.html", context)


def _analysis_context(request: Request, year: Year) -> dict:
    return {"year": year, "report": analysis_of(year)}


analysis = ActForm(
    path="<place:place>/<int:number>/archive/analysis/",
    name="analysis",
    line=MOVES["file_analysis"],
    find=year_at,
    action=actions.file_analysis,
    thing="year",
    form=AdviceForm,
    template="evaluate/analysis.html",
    context=_analysis_context,
    done="项目分析报告已登记",
    goes_to=lambda paper: reverse("paper", args=[paper.pk]),
)
"""The analysis report as it reads now; filing it keeps it."""


@require_GET
def analysis_file(request: Request, place: str, number: int, kind: str) -> HttpResponse:
    """The report as .pdf or .docx, as the data stand now."""
    year = year_at(request, place, number)
    MOVES.require("file_analysis", year.place, request.seat)
    if kind not in ("pdf", "docx"):
        raise Http404
    return paper_file(request, replace(analysis_draft(year, ""), on=timezone.localdate()), kind)


carry = ActForm(
    path="<place:place>/<int:number>/archive/carry/",
    line=MOVES["carry_over"],
    find=year_at,
    action=actions.carry_over,
    thing="year",
    form=CarryForm,
    form_options=lambda request, year: {"year": year},
    lead=CARRY_LEAD,
    submit="结转",
    cancel=lambda year: year.page("archive"),
    done=lambda archive: f"{len(archive.carried)} 项已结转到 {archive.to_year.number} 年度",
    goes_to=_archive_page,
)
"""结转."""

pack = ActButton(
    path="<place:place>/<int:number>/archive/pack/",
    line=MOVES["pack_archive"],
    find=year_at,
    action=actions.pack_archive,
    thing="year",
    alone=True,
    done=lambda archive: f"年度档案已制作，指纹 {archive.sha256[:16]}…",
    goes_to=_archive_page,
)


@require_GET
def download(request: Request, place: str, number: int) -> FileResponse:
    """The package, streamed."""
    year = year_at(request, place, number)
    MOVES.require("read_archive", year.place, request.seat)
    archive = queries.archive_of(year)
    if archive is None or archive.upload is None:
        raise Http404
    return FileResponse(archive.upload.file.open("rb"), as_attachment=True, filename=archive.upload.name)
