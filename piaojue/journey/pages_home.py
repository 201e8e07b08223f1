"""The portal. It remembers the visitor's place and begins there: its stage, its projects, what was done, what I asked for."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.privacy.queries import nearest
from piaojue.commons.web.request import Request
from piaojue.commons.web.shared import shared
from piaojue.commons.years.models import Year
from piaojue.journey import doing, queries
from piaojue.journey.came import came_of
from piaojue.journey.figures import figures_of, total
from piaojue.journey.maps import LEGEND, stage_map
from piaojue.journey.regions import regions_among, running_years
from piaojue.stages.deliver.public import latest_photos
from piaojue.stages.suggest.public import COLLECTING, my_suggestions

COOKIE, A_YEAR = "at", 365 * 24 * 60 * 60
PICTURED, FINISHED, OWN = 4, 3, 2
"""How many of each stand on the page."""


@shared
@require_GET
def home(request: Request) -> HttpResponse:
    """The city's portal, phone first. `?at=CODE` remembers a place, `?at=` forgets it."""
    place = queries.city()
    if place is None:
        return render(request, "journey/empty.html")
    if "at" in request.GET:
        return _remembering(request.GET["at"], place)
    years = list(running_years(place))
    own = request.portal_year = next((year for year in years if year.place_id == place.pk), None)
    numbers = figures_of(years)
    regions = regions_among(place, years, numbers)
    below = {region.place.pk for region in regions}
    context = {
        "place": place,
        "all": total(numbers.values()),
        "regions": regions,
        "own": (own, numbers[own.pk]) if own else None,
        "others": [year for year in years if year.place_id not in below and year.place_id != place.pk][:60],
        "soliciting": [year for year in years if year.stage in COLLECTING],
        "answers": queries.answers()[:4],
    }
    here = _here(request, place)
    context |= _around(here or place) | {"here_place": here, "mine": _mine(request.seat)}
    year = _year_of(here, years)
    context |= {"here_year": year, "now": doing.now(year)[:2] if year else []}
    context |= {"office": nearest(here or place), "map": stage_map(place, regions), "legend": LEGEND}
    return render(request, "journey/home.html", context)


def _remembering(code: str, city: Place) -> HttpResponse:
    """The front page again, from now on as seen from that place."""
    answer = redirect("home")
    place = Place.objects.filter(pk=code[:12], code__startswith=city.pk).exclude(pk=city.pk).first()
    if place is None:
        answer.delete_cookie(COOKIE)
    else:
        answer.set_cookie(COOKIE, place.pk, max_age=A_YEAR, samesite="Lax")
    return answer


def _here(request: HttpRequest, city: Place) -> Place | None:
    """The place that the visitor has chosen, inside this portal's region."""
    code = request.COOKIES.get(COOKIE, "")[:12]
    if not code.isdecimal() or not code.startswith(city.pk) or code == city.pk:
        return None
    place = Place.objects.filter(pk=code).select_related("parent").first()
    return place.today if place else None


def _year_of(place: Place | None, years: list[Year]) -> Year | None:
    """The running year of a place, or of the nearest region around it that has one."""
    around = place.lineage[::-1] if place else []
    return next((year for code in around for year in years if year.place_id == code), None)


def _around(place: Place) -> dict[str, Any]:
    """Projects of a place with their newest photos: those under way, and those that are done."""
    under_way = list(queries.projects_in(place, done=False)[:PICTURED])
    done = list(queries.projects_in(place, done=True)[:FINISHED])
    photos = latest_photos([*under_way, *done])
    return {"under_way": under_way, "done": done, "thumbs": photos}


def _mine(seat: Seat | None) -> list:
    """(suggestion, what came of it) of the newest that the visitor has made."""
    rows = list(my_suggestions(seat)[:OWN]) if seat else []
    came = came_of(rows) if rows else {}
    return [(row, came[row.pk]) for row in rows]
