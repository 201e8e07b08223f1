"""The city's districts side by side: on a desk, on a wall, year by year, and as a leader looks at them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from piaojue.commons.moves import NotYours
from piaojue.commons.places.models import Place
from piaojue.commons.web.request import Request
from piaojue.commons.web.shared import shared
from piaojue.commons.years.models import Year
from piaojue.journey import conclusions, queries
from piaojue.journey.compare import SPANS, history_of
from piaojue.journey.figures import total
from piaojue.journey.leading import READERS, lead_of
from piaojue.journey.maps import LEGEND, stage_map
from piaojue.journey.measures import MEASURES
from piaojue.journey.pages_board import asked_for, xlsx
from piaojue.journey.panels_years import panels_of_years
from piaojue.journey.regions import (
    latest_year,
    numbers_below,
    regions_among,
    running_years,
    suggestions_of,
    years_numbered,
)
from piaojue.journey.workbook import workbook
from piaojue.stages.deliver.public import latest_photos, scenes_of
from piaojue.stages.suggest.public import newest_words

TABLE, PHOTOS = 12, 6
"""Lines that can be read from the last row; photos of what is done."""


@shared
@require_GET
def city_board(request: Request, place: str) -> HttpResponse:
    """The districts side by side, each with the years that go on; `?year=2026`: that year of each."""
    here = queries.place_at(place)
    numbers = numbers_below(here)
    asked = request.GET.get("year", "")
    chosen = next((number for number in numbers if str(number) == asked), None)
    years = list(running_years(here) if chosen is None else years_numbered(here, chosen))
    context = {**_side_by_side(here, years), "numbers": numbers, "chosen": chosen}
    context |= {"conclusions": conclusions.of_city(context["regions"])}
    context |= {"map": stage_map(here, context["regions"], to_projects=True), "legend": LEGEND}
    return render(request, "journey/city_board.html", context)


def _side_by_side(here: Place, years: list[Year]) -> dict[str, Any]:
    """What board and wall have in common."""
    regions = regions_among(here, years)
    return {
        "place": here,
        "regions": regions,
        "all": total(region.figures for region in regions),
        "everywhere": suggestions_of(years),
    }


@shared
@require_GET
def wall(request: Request, place: str) -> HttpResponse:
    """The same on a wall of 1920 × 1080: the map, projects in trouble, photos, what residents say."""
    here = queries.place_at(place)
    running = list(running_years(here))
    request.portal_year = latest_year(here)
    projects = list(queries.projects_in(here, done=False)) + list(queries.projects_in(here, done=True)[:PHOTOS])
    photos = latest_photos(projects)
    shown = _side_by_side(here, running)
    context = {
        **shown,
        "now": timezone.localtime(),
        "map": stage_map(here, shown["regions"], projects, photos, to_projects=True),
        "rows": shown["regions"][:TABLE],
        "legend": LEGEND,
        "words": newest_words(*running),
        **scenes_of(projects, photos),
    }
    return render(request, "journey/wall.html", context)


@shared
@require_GET
def city_years(request: Request, place: str) -> HttpResponse:
    """历年对比: the last years beside each other; `?span=` of SPANS says how many."""
    here = queries.place_at(place)
    span = request.GET.get("span", "")
    span = span if span in SPANS else next(iter(SPANS))
    history = history_of(here, SPANS[span])
    context = {"place": here, "span": span, "spans": SPANS, "history": history, "panels": panels_of_years(history)}
    return render(request, "journey/city_years.html", context)


@require_GET
def city_years_file(request: Request, place: str) -> HttpResponse:
    """The same of ten years as one workbook."""
    here = queries.place_at(place)
    panels = asked_for(request, panels_of_years(history_of(here, max(SPANS.values()))))
    return xlsx(workbook(panels, here.name), f"{here.pk}-years.xlsx")


@require_GET
def leader(request: Request, place: str) -> HttpResponse:
    """领导看这一页: one screen of what is red, who answers, what was decided, what residents say. Raises NotYours."""
    here = queries.place_at(place)
    seat = request.seat
    if seat is None or seat.role not in READERS or not here.pk.startswith(seat.place_id):
        raise NotYours("leader")
    return render(request, "journey/leader.html", {"place": here, "lead": lead_of(here)})


@shared
@require_GET
def measures(request: Request) -> HttpResponse:
    """怎么算的: each number of boards and walls, how it is made and of what."""
    return render(request, "journey/measures.html", {"measures": list(MEASURES.values())})
