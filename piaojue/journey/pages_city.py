"""The city's districts side by side: on a desk and on a wall."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from piaojue.commons.web.request import Request
from piaojue.journey import drawing, queries
from piaojue.journey.figures import total


@require_GET
def city_board(request: Request, place: str) -> HttpResponse:
    """The districts side by side."""
    here = queries.place_at(place)
    regions = queries.regions_of(here)
    context = {
        "place": here,
        "regions": regions,
        "all": total(region.figures for region in regions),
        "tiles": drawing.tiles(regions),
        "lamps": drawing.lamps(regions),
        "everywhere": queries.suggestions_in(here),
    }
    return render(request, "journey/city_board.html", context)


@require_GET
def wall(request: Request, place: str) -> HttpResponse:
    """The same on a wall of 1920 × 1080."""
    here = queries.place_at(place)
    regions = queries.regions_of(here)
    request.portal_year = queries.latest_year(here)
    return render(
        request,
        "journey/wall.html",
        {
            "place": here,
            "regions": regions[:12],
            "all": total(region.figures for region in regions),
            "everywhere": queries.suggestions_in(here),
        },
    )
