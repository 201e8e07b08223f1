"""A region's map as SVG: its parts with colours and names, and pins. Drawn by the server: some 15 KB, no script."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from piaojue.commons.places.borders import Ring, part_at, polygons_of

WIDE = 640
"""Units of the drawing's width."""
LEAST_ROOM = 104
"""Units that a name needs inside its part; a narrower part has its name beside the map, with a line to it."""
MARGIN, BESIDE = 14, 150


@dataclass(frozen=True)
class Look:
    """How a part is shown. tone: early ready vote good plain, a class of the style; note: said beside the name."""

    tone: str = "plain"
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class Pin:
    """A point on the map. lng, lat: degrees; tone: green yellow red plain, a class of the style."""

    lng: float
    lat: float
    label: str
    tone: str = "plain"
    url: str = ""


@dataclass(frozen=True)
class DrawnPart:
    """One part, in units of the drawing. line: from its middle to its name, where that stands beside the map."""

    code: str
    name: str
    path: str
    look: Look
    x: float
    y: float
    line: str = ""

    @property
    def beside(self) -> bool:
        return bool(self.line)


@dataclass(frozen=True)
class DrawnPin:
    x: float
    y: float
    pin: Pin


@dataclass(frozen=True)
class Drawing:
    """wide, high: units."""

    wide: float
    high: float
    parts: list[DrawnPart] = field(default_factory=list)
    pins: list[DrawnPin] = field(default_factory=list)


@dataclass(frozen=True)
class Projection:
    """Degrees → units: plate carrée at the middle latitude, which is true enough for a city."""

    west: float
    north: float
    across: float
    down: float

    def at(self, lng: float, lat: float) -> tuple[float, float]:
        return round((lng - self.west) * self.across + MARGIN, 1), round((self.north - lat) * self.down + MARGIN, 1)


def draw(
    collection: Mapping[str, Any], looks: Mapping[str, Look] | None = None, pins: Iterable[Pin] = (), only: str = ""
) -> Drawing:
    """The map of a collection of parts (commons.places.maps). looks: code → how it is shown; only: the part that is drawn alone."""
    features = [f for f in collection["features"] if not only or f["properties"].get("code") == only]
    rings = [polygon[0] for feature in features for polygon in polygons_of(feature)]
    if not rings:
        return Drawing(WIDE, 0)
    projection, high = _fitted(rings)
    known = looks or {}
    parts: list[DrawnPart] = []
    narrow: list[DrawnPart] = []
    for feature in features:
        part, room = _part(feature, projection, known)
        (parts if room >= LEAST_ROOM or only else narrow).append(part)
    wide = WIDE + 2 * MARGIN + (BESIDE if narrow else 0)
    shown = [
        DrawnPin(*projection.at(pin.lng, pin.lat), pin)
        for pin in pins
        if part_at({"features": features}, pin.lng, pin.lat)
    ]
    return Drawing(wide, high, parts + _named_beside(narrow, high), shown)


def _fitted(rings: list[Ring]) -> tuple[Projection, float]:
    """The projection that fills the width, and the height that comes of it; a tall region is drawn narrower."""
    xs, ys = [x for ring in rings for x, _ in ring], [y for ring in rings for _, y in ring]
    west, east, south, north = min(xs), max(xs), min(ys), max(ys)
    narrow = math.cos(math.radians((south + north) / 2))
    scale = min(WIDE / ((east - west) * narrow or 1), WIDE * 1.1 / ((north - south) or 1))
    return Projection(west, north, narrow * scale, scale), round((north - south) * scale + 2 * MARGIN, 1)


def _part(feature: Mapping[str, Any], projection: Projection, looks: Mapping[str, Look]) -> tuple[DrawnPart, float]:
    """The part, and how much room it has for its name, units."""
    facts, polygons = feature["properties"], polygons_of(feature)
    lines = [[projection.at(x, y) for x, y, *_ in ring] for polygon in polygons for ring in polygon]
    path = "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in line) + "Z" for line in lines)
    outer = max(lines, key=len)
    left, right = min(x for x, _ in outer), max(x for x, _ in outer)
    x, y = _middle(outer)
    code = str(facts.get("code", ""))
    return DrawnPart(code, str(facts.get("name", "")), path, looks.get(code, Look()), x, y), right - left


def _middle(ring: list[tuple[float, float]]) -> tuple[float, float]:
    """The middle of its area, where its name stands."""
    twice, x, y = 0.0, 0.0, 0.0
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = ax * by - bx * ay
        twice, x, y = twice + cross, x + (ax + bx) * cross, y + (ay + by) * cross
    return (round(x / (3 * twice), 1), round(y / (3 * twice), 1)) if twice else ring[0]


def _named_beside(narrow: list[DrawnPart], high: float) -> list[DrawnPart]:
    """Names of parts without room stand in a column at the right, in the order in which the parts lie."""
    if not narrow:
        return []
    step = 64
    start = max(MARGIN + step / 2, sum(part.y for part in narrow) / len(narrow) - step * (len(narrow) - 1) / 2)
    start = min(start, max(MARGIN, high - step * len(narrow)))
    column = WIDE + 2 * MARGIN + 8
    moved = []
    for at, part in enumerate(sorted(narrow, key=lambda part: part.y)):
        y = round(start + at * step, 1)
        line = f"M{part.x:g} {part.y:g}L{column - 30:g} {y:g}H{column - 6:g}"
        moved.append(DrawnPart(part.code, part.name, part.path, part.look, column, y, line))
    return moved
