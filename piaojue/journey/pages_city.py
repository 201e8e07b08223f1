"""The city's districts side by side: on a desk and on a wall."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from piaojue.commons.web.request import Request
from piaojue.journey import conclusions, queries
from piaojue.journey.figures import total
from piaojue.journey.maps import LEGEND, stage_map
from piaojue.stages.deliver.public import scenes_of
from piaojue.stages.suggest.public import newest_words

TABLE, PHOTOS = 12, 6
"""Lines that can be read from the last row; photos of what is done."""


@require_GET
def city_board(request: Request, place: str) -> HttpResponse:
    """The districts side by side."""
    here = queries.place_at(place)
    regions = queries.regions_of(here)
    context = {
        "place": here,
        "regions": regions,
        "all": total(region.figures for region in regions),
        "conclusions": conclusions.of_city(regions),
        "map": stage_map(here, regions),
        "legend": LEGEND,
        "everywhere": queries.suggestions_in(here),
    }
    return render(request, "journey/city_board.html", context)


@require_GET
def wall(request: Request, place: str) -> HttpResponse:
    """The same on a wall of 1920 × 1080: the map, projects in trouble, photos, what residents say."""
    here = queries.place_at(place)
    regions = queries.regions_of(here)
    request.portal_year = queries.latest_year(here)
    running = list(queries.running_years(here))
    projects = list(queries.projects_in(here, done=False)) + list(queries.projects_in(here, done=True)[:PHOTOS])
    context = {
        "place": here,
        "now": timezone.localtime(),
        "regions": regions[:TABLE],
        "all": total(region.figures for region in regions),
        "everywhere": queries.suggestions_in(here),
        "map": stage_map(here, regions, projects),
        "legend": LEGEND,
        "words": newest_words(*running),
        **scenes_of(projects),
    }
    return render(request, "journey/wall.html", context)
