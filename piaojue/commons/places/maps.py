"""A region's map: the borders that the office has put beside the data, else tiles. Nothing is fetched from outside."""

import json
import math
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from piaojue.commons.places.models import Place

TILES = {
    "150125": (1, 3), "150121": (0, 2), "150103": (1, 2), "150102": (2, 2), "150122": (0, 1), "150104": (1, 1),
    "150105": (2, 1), "150123": (1, 0), "150124": (2, 0), "150172": (0, 0),
}  # fmt: skip
"""Where Hohhot's districts lie to each other, as (column, row from below): a tile each, not a map."""
GAP = 0.06


def map_of(place: Place) -> dict:
    """GeoJSON of the places directly below: VAR/maps/<code>.geojson where it can be read, else squares.

    Each feature's properties hold `name`, `code` (empty for an area that is none of ours), `leaf` (nothing lies below) and
    `tile` ([column, row from above], counted from 0; only squares have it).
    """
    below = list(place.children.filter(ends=None).order_by("code"))
    borders = borders_of(place.pk)
    return _named(borders, below) if borders else squares([(p.pk, p.name, p.is_leaf) for p in below])


def kept_at(code: str) -> Path:
    """The file with the borders of a region's parts."""
    return Path(settings.VAR) / "maps" / f"{code}.geojson"


def borders_of(code: str) -> dict | None:
    """GeoJSON of a region's parts as the office has put it there, read anew when the file changes; None: there is none."""
    path = kept_at(code)
    return _kept(path, path.stat().st_mtime_ns) if path.is_file() else None


def squares(places: list[tuple[str, str, bool]]) -> dict:
    """A sketch for (code, name, leaf): known layouts as they lie, others in order of their codes."""
    known = bool(places) and all(code in TILES for code, _, _ in places)
    wide = max(1, math.ceil(len(places) ** 0.5))
    top = max((TILES[code][1] for code, _, _ in places), default=0) if known else 0
    features = []
    for at, (code, name, leaf) in enumerate(places):
        column, row = (TILES[code][0], top - TILES[code][1]) if known else (at % wide, at // wide)
        far, near = column + 1 - GAP, -row
        ring = [[column, near], [far, near], [far, near + 1 - GAP], [column, near + 1 - GAP], [column, near]]
        facts = {"code": code, "name": name, "leaf": leaf, "tile": [column, row]}
        features.append(
            {"type": "Feature", "id": code, "properties": facts, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        )
    return {"type": "FeatureCollection", "features": features}


@lru_cache(maxsize=64)
def _kept(path: Path, changed: int) -> dict | None:
    """A file that is no GeoJSON is passed over: the squares are drawn. changed: when the file was written, nanoseconds."""
    try:
        collection = json.loads(path.read_text("utf-8"))
        return collection if collection.get("type") == "FeatureCollection" and collection.get("features") else None
    except (OSError, ValueError, AttributeError):
        return None


def _named(kept: dict, below: list[Place]) -> dict:
    """The office's own areas, told apart by code (`code` or `adcode`) or by name."""
    features = []
    for feature in kept["features"]:
        facts = {**(feature.get("properties") or {})}
        asked = {str(facts.get("code", "")), str(facts.get("adcode", ""))}
        place = next((p for p in below if p.pk in asked or p.name == facts.get("name")), None)
        facts |= {"code": place.pk if place else "", "leaf": place.is_leaf if place else True}
        facts.pop("tile", None)
        features.append({**feature, "properties": facts})
    return {**kept, "features": features}
