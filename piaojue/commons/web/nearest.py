"""离我近: a list in the order of the distance to a point, which the browser gives only where that order is asked for."""

from math import cos, radians
from typing import Any, NamedTuple

from django.db.models import F, Value
from django.db.models.expressions import Combinable, OrderBy
from django.http import HttpRequest

NEAREST, NEAR = "nearest", "near"
"""The order's name in the address; the parameter that holds the point: degrees east and north, to some 100 metres."""
EAST, NORTH = (73.0, 136.0), (3.0, 54.0)
"""Degrees between which the country lies."""


class Point(NamedTuple):
    """Degrees east and north."""

    lng: float
    lat: float


def point_of(text: str) -> Point | None:
    """“111.67,40.81” as a point within the country; None: it is none."""
    lng, _comma, lat = text.partition(",")
    return point(lng, lat)


def point(lng: str | None, lat: str | None) -> Point | None:
    """A point as a form sends it; None: it is none, or lies elsewhere."""
    try:
        east, north = float(lng or ""), float(lat or "")
    except ValueError:
        return None
    return Point(east, north) if EAST[0] <= east <= EAST[1] and NORTH[0] <= north <= NORTH[1] else None


LNG, LAT = F("lng"), F("lat")


def by_distance(request: HttpRequest, lng: Combinable = LNG, lat: Combinable = LAT) -> tuple[str, list[Any]]:
    """The order's words, and what `order_by` takes: the nearest first, what has no point last; without a point the newest.

    lng, lat: the columns with the degrees, or where else they stand
    """
    here = point_of(request.GET.get(NEAR, ""))
    if here is None:
        return "离我近", ["-pk"]
    east = (lng - Value(here.lng)) * Value(cos(radians(here.lat)))
    north = lat - Value(here.lat)
    return "离我近", [OrderBy(east * east + north * north, nulls_last=True), "-pk"]
