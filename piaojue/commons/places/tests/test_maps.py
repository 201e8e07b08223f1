"""Maps of a region: the office's own borders or squares; and the field that offers its places."""

import json
from typing import Any

from piaojue.commons.places.fields import PlaceField
from piaojue.commons.places.maps import TILES, squares

MAP = "/places/150102/map.json"


def test_squares_where_no_borders_are_at_hand(cast, as_, settings, tmp_path):
    settings.VAR = tmp_path
    drawn = as_(None).get(MAP).json()["features"]
    said = [feature["properties"] for feature in drawn]
    assert [(p["name"], p["code"], p["leaf"]) for p in said] == [
        ("东街街道", "150102004", False),
        ("保合少镇", "150102101", False),
    ]
    assert said[0]["tile"] != said[1]["tile"]


def test_the_offices_own_borders_are_told_apart_by_code_or_name(cast, as_, settings, tmp_path):
    settings.VAR = tmp_path
    (tmp_path / "maps").mkdir()
    kept = tmp_path / "maps" / "150102.geojson"
    ring = {"type": "Polygon", "coordinates": [[[111.6, 40.8], [111.7, 40.8], [111.7, 40.9], [111.6, 40.8]]]}
    named = [{"name": "东街街道"}, {"adcode": 150102101, "name": "保合少"}, {"name": "飞地"}]
    kept.write_text(
        json.dumps(
            {
                "type": "FeatureCollection",
                "features": [{"type": "Feature", "properties": p, "geometry": ring} for p in named],
            }
        )
    )
    found = as_(None).get(MAP).json()["features"]
    assert [f["properties"]["code"] for f in found] == ["150102004", "150102101", ""]
    assert all(f["geometry"] == ring and "tile" not in f["properties"] for f in found)
    kept.write_text("not json")
    assert all("tile" in f["properties"] for f in as_(None).get(MAP).json()["features"])


def test_districts_lie_as_they_lie():
    drawn = squares([(code, code, False) for code in TILES])
    at = {f["id"]: f["properties"]["tile"] for f in drawn["features"]}
    assert at["150125"][1] < at["150102"][1] < at["150124"][1] and at["150103"][0] < at["150102"][0]
    assert len({tuple(tile) for tile in at.values()}) == len(TILES)


def test_an_unknown_place_has_no_map(cast, as_):
    assert as_(None).get("/places/99/map.json").status_code == 404


def test_the_field_groups_villages_under_their_town_and_keeps_what_was_chosen(cast):
    field = PlaceField(label="在哪里")
    widget: Any = field.widget
    field.within(cast.xincheng)
    shown = widget.render("spot", None)
    assert '<optgroup label="东街街道">' in shown and shown.index("东街街道") < shown.index("东街社区")
    assert field.clean("150102004001") == cast.community
    field.within(cast.places["1501"])
    field.choices = [("", "---------")]
    assert '<option value="150102004001" selected>东街社区</option>' in widget.render("spot", "150102004001")
