"""The map on which one taps a point: with a key tiles of 天地图 lie under it, without one nobody outside is asked."""

import io
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image

from piaojue.commons.years.road import Stage
from tests import cast as the_cast

pytestmark = [pytest.mark.browser, pytest.mark.once]

TILES = re.compile(r"https://t[0-7]\.tianditu\.gov\.cn/")


def opened(page) -> list[str]:
    """What is asked of 天地图 while the map is opened; it answers with blank tiles."""
    asked: list[str] = []
    blank = io.BytesIO()
    Image.new("RGB", (256, 256), "white").save(blank, "PNG")

    def answer(route) -> None:
        asked.append(route.request.url)
        route.fulfill(body=blank.getvalue(), content_type="image/png")

    page.route(TILES, answer)
    page.locator("details[data-pin] > summary").click()
    page.locator("details[data-pin] .leaflet-control-zoom-in").wait_for()
    page.wait_for_timeout(300)
    return asked


def test_tiles_come_with_the_offices_key(cast, glance, settings):
    settings.TIANDITU_KEY = "key-of-the-office"
    year = the_cast.year(cast.xincheng, stage=Stage.SOLICITING)
    page = glance(cast.resident_wang, year.page("suggest"))
    asked = opened(page)
    page.locator(".leaflet-tile-loaded").first.wait_for()
    assert {parse_qs(urlsplit(url).query)["tk"][0] for url in asked} == {"key-of-the-office"}
    assert {parse_qs(urlsplit(url).query)["LAYER"][0] for url in asked} == {"vec", "cva"}
    assert page.errors == []


def test_without_a_key_nobody_outside_is_asked(cast, glance):
    year = the_cast.year(cast.xincheng, stage=Stage.SOLICITING)
    page = glance(cast.resident_wang, year.page("suggest"))
    assert opened(page) == [] and page.errors == []
