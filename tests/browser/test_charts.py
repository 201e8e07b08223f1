"""Drawings that lose their room (a folded part, a narrow window) and get it back."""

import pytest
from playwright.sync_api import expect

from piaojue.commons.years.road import Stage
from piaojue.stages.suggest.tests import make
from tests import cast as the_cast

pytestmark = pytest.mark.once

ROOM = "([width]) => document.querySelector('[data-map]').style.inlineSize = width"
FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"


@pytest.mark.browser
def test_a_map_without_room_waits(cast, glance):
    year = the_cast.year(cast.xincheng, stage=Stage.SOLICITING)
    make.suggestion(cast, year, title="给东街小区加装电梯", content="老人上下楼不便")
    page = glance(None, "/150102/2026/board/")
    drawn = page.locator("[data-map] svg text", has_text="东街街道")
    expect(drawn).to_be_visible()
    for width in ("0", "", "0"):
        page.evaluate(ROOM, [width])
        page.evaluate(FRAMES)
    assert page.errors == []
    page.evaluate(ROOM, [""])
    expect(drawn).to_be_visible()
