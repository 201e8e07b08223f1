"""The year's board and its workbook."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from piaojue.commons.web.request import Request
from piaojue.commons.years.models import Year
from piaojue.commons.years.queries import year_at
from piaojue.journey import conclusions
from piaojue.journey.choices import choice_of, compared, pabulib
from piaojue.journey.coverage import covered
from piaojue.journey.figures import figures_of
from piaojue.journey.panel import Panel
from piaojue.journey.panels import panels_of
from piaojue.journey.workbook import workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def board(request: Request, place: str, number: int) -> HttpResponse:
    """Charts with their tables beside them."""
    year = year_at(request, place, number)
    figures = figures_of([year])[year.pk]
    context = {
        "year": year,
        "figures": figures,
        "conclusions": conclusions.of_year(year, figures),
        "panels": panels_of(year),
    }
    return render(request, "journey/board.html", context)


@require_GET
def board_file(request: Request, place: str, number: int) -> HttpResponse:
    """All tables of the board as one workbook."""
    year = year_at(request, place, number)
    return xlsx(workbook(panels_of(year), str(year)), f"{year.place_id}-{year.number}-board.xlsx")


def xlsx(data: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_GET
def coverage(request: Request, place: str, number: int) -> HttpResponse:
    """候选覆盖了什么, with other rules beside."""
    year = year_at(request, place, number)
    return render(
        request,
        "journey/coverage.html",
        {"year": year, "panels": _coverage(request, year), "choice": choice_of(year, request.seat)},
    )


@require_GET
def coverage_file(request: Request, place: str, number: int, kind: str) -> HttpResponse:
    """The same as a workbook, or the instance in Pabulib's format."""
    year = year_at(request, place, number)
    name = f"{year.place_id}-{year.number}-coverage"
    if kind == "xlsx":
        return xlsx(workbook(_coverage(request, year), str(year)), f"{name}.xlsx")
    choice = choice_of(year, request.seat)
    if kind != "pb" or choice is None:
        raise Http404
    answer = HttpResponse(pabulib(choice, year), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.pb"'
    return answer


def _coverage(request: Request, year: Year) -> list[Panel]:
    choice = choice_of(year, request.seat)
    return covered(year, request.seat) + (compared(choice) if choice else [])
