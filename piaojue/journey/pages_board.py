"""The year's board and its workbook."""

from collections.abc import Iterable

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from piaojue.commons.moves import NotYours
from piaojue.commons.roles import STAFF
from piaojue.commons.web.beside import AGAIN_SECONDS, being_made
from piaojue.commons.web.request import Request
from piaojue.commons.web.shared import shared
from piaojue.commons.years.moves import MOVES as YEARS
from piaojue.commons.years.queries import year_at
from piaojue.journey import conclusions
from piaojue.journey.board import board_of
from piaojue.journey.panel import Panel
from piaojue.journey.panels import panels_of
from piaojue.journey.panels_choice import choices_of, panels_of_choice
from piaojue.journey.reckoned import coverage_of
from piaojue.journey.slides import questions_pdf, slides_pdf
from piaojue.journey.workbook import workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@shared
@require_GET
def board(request: Request, place: str, number: int) -> HttpResponse:
    """Charts with their tables beside them; `?category=…&spot=…` narrows them to a field, to a part of the region."""
    made = board_of(year_at(request, place, number))
    choices = choices_of(made.year, request.GET)
    context = {
        "year": made.year,
        "figures": made.figures,
        "choices": choices,
        "conclusions": conclusions.of_year(made.year, made.figures, made.fields),
        "panels": panels_of_choice(choices) if choices.narrow else panels_of(made),
    }
    return render(request, "journey/board.html", context)


@require_GET
def board_file(request: Request, place: str, number: int) -> HttpResponse:
    """All tables of the board as one workbook; `?panel=` one of them; narrowed as the board is."""
    year = year_at(request, place, number)
    choices = choices_of(year, request.GET)
    panels = asked_for(request, panels_of_choice(choices) if choices.narrow else panels_of(board_of(year)))
    return xlsx(workbook(panels, str(year)), f"{year.place_id}-{year.number}-board.xlsx")


def asked_for(request: Request, panels: Iterable[Panel]) -> list[Panel]:
    """The panel that `?panel=` names; all of them where it names none."""
    made, key = list(panels), request.GET.get("panel", "")
    return [panel for panel in made if panel.key == key] or made


@require_GET
def board_slides(request: Request, place: str, number: int) -> HttpResponse:
    """汇报片 for a meeting, for those who work on the year. Raises NotYours."""
    year = year_at(request, place, number)
    if request.seat is None or request.seat.role not in STAFF:
        raise NotYours("board_slides")
    answer = HttpResponse(slides_pdf(year), content_type="application/pdf")
    named = content_disposition_header(False, f"{year}民生实事项目情况.pdf")
    answer["Content-Disposition"] = named or "inline"
    return answer


@require_GET
def questions_slides(request: Request, place: str, number: int) -> HttpResponse:
    """四问 as slides for a meeting, for whoever may see its board. Raises NotYours."""
    year = year_at(request, place, number)
    YEARS.require("read_checkpoints", year.place, request.seat)
    answer = HttpResponse(questions_pdf(year), content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(False, f"{year}四问情况.pdf") or "inline"
    return answer


def xlsx(data: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@shared
@require_GET
def coverage(request: Request, place: str, number: int) -> HttpResponse:
    """候选覆盖了什么, with other rules beside."""
    year = year_at(request, place, number)
    made = coverage_of(year, request.seat)
    return render(request, "journey/coverage.html", {"year": year, "coverage": made, "seconds": AGAIN_SECONDS})


@require_GET
def coverage_file(request: Request, place: str, number: int, kind: str) -> HttpResponse:
    """The same as a workbook, or the instance in Pabulib's format."""
    year = year_at(request, place, number)
    name = f"{year.place_id}-{year.number}-coverage"
    if (made := coverage_of(year, request.seat)) is None:
        return being_made(request)
    if kind == "xlsx":
        return xlsx(workbook(asked_for(request, made.panels), str(year)), f"{name}.xlsx")
    if kind != "pb" or not made.instance:
        raise Http404
    answer = HttpResponse(made.instance, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.pb"'
    return answer
