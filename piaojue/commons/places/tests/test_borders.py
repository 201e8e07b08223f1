"""Borders that an office brings become a light map with names, pins and taps."""

import json

import pytest

from piaojue.commons.moves import Refused
from piaojue.commons.places.borders import part_at, read_borders, simplified
from piaojue.commons.places.drawing import Look, Pin, draw

WEST = [[111.0, 40.0], [111.5, 40.0], [111.5, 41.0], [111.0, 41.0], [111.0, 40.0]]
EAST = [[111.5, 40.0], [111.52, 40.0], [111.52, 41.0], [111.5, 41.0], [111.5, 40.0]]


def brought(folder, *parts) -> dict:
    features = [
        {
            "type": "Feature",
            "id": code,
            "properties": {"name": name, "cp": ring[0]},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }
        for code, name, ring in parts
    ]
    path = folder / "city.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return read_borders(path, "1501")


def test_a_line_keeps_its_corners_and_loses_what_nobody_sees():
    wavy = [[111 + n / 1000, 40.0001 * (n % 2) + 40 * (1 - n % 2)] for n in range(100)]
    ring = simplified([*wavy, [111.1, 41.0], [111.0, 41.0], [111.0, 40.0]])
    assert len(ring) < 10 and [111.1, 41.0] in ring and ring[0] == ring[-1]


def test_parts_of_another_city_are_no_borders_of_this_one(tmp_path):
    with pytest.raises(Refused, match="没有 1501 下级的界线"):
        brought(tmp_path, ("1301", "别处", WEST), ("1302", "也是别处", EAST))


def test_a_map_has_names_where_there_is_room_and_beside_it_where_not(tmp_path):
    borders = brought(tmp_path, ("150102", "新城区", WEST), ("150103", "回民区", EAST))
    here, outside = Pin(111.2, 40.5, "东街小区"), Pin(120.0, 30.0, "外地")
    map_ = draw(borders, {"150102": Look("good", "实施")}, [here, outside])
    wide, narrow = map_.parts
    assert (wide.look.tone, wide.beside, narrow.beside) == ("good", False, True)
    assert narrow.x > max(part.x for part in map_.parts if not part.beside) and narrow.line.startswith("M")
    assert [shown.pin for shown in map_.pins] == [here]
    assert 0 < map_.pins[0].x < map_.wide and 0 < map_.pins[0].y < map_.high
    assert part_at(borders, 111.51, 40.5) == "150103" and part_at(borders, 120.0, 30.0) == ""
