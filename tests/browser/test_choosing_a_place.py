"""在哪里: a tap on the map, keys alone, the office's own borders, or the plain select without scripts."""

import json

import pytest
from playwright.sync_api import expect

from piaojue.commons.years.road import Stage
from piaojue.stages.suggest.models import Suggestion
from tests import cast as the_cast
from tests.browser.windows import PHONE

FORM = "/150102/2026/suggest/"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def form(cast, visit):
    the_cast.year(cast.xincheng, stage=Stage.SOLICITING)
    page = visit(cast.resident_wang, PHONE)
    page.goto(FORM)
    page.get_by_label("您希望办什么事").fill("加装一部电梯")
    page.get_by_label("具体说说").fill("六楼老人下不来")
    return page


def test_a_tap_sets_the_place_and_the_lists_follow_as_the_map_follows_them(cast, form):
    form.get_by_text("在图上点选").click()
    form.get_by_label("在哪里 1").select_option(cast.baoheshao.pk)
    expect(form.get_by_role("button", name="保合少镇")).to_have_attribute("aria-pressed", "true")
    form.get_by_role("button", name="东街街道").click()
    expect(form.get_by_label("在哪里 1")).to_have_value(cast.dongjie.pk)
    form.get_by_role("button", name="东街社区").click()
    expect(form.get_by_label("在哪里 2")).to_have_value(cast.community.pk)
    expect(form.get_by_role("button", name="东街社区")).to_have_attribute("aria-pressed", "true")
    form.get_by_role("button", name="提交").click()
    expect(form.get_by_text("查询码").first).to_be_visible()
    assert Suggestion.objects.get().spot == cast.community


def test_keys_alone_go_down_and_up_again(cast, form):
    form.get_by_text("在图上点选").focus()
    form.keyboard.press("Enter")
    form.get_by_role("button", name="东街街道").focus()
    form.keyboard.press("Enter")
    expect(form.get_by_role("button", name="东街社区")).to_be_focused()
    form.keyboard.press("Shift+Tab")
    form.keyboard.press("Shift+Tab")
    expect(form.get_by_role("button", name="全部")).to_be_focused()
    form.keyboard.press("Enter")
    expect(form.get_by_role("button", name="保合少镇")).to_be_visible()
    assert form.locator("[name=spot]").input_value() == ""


def test_the_offices_own_borders_can_be_tapped(cast, form, settings, tmp_path):
    settings.VAR = tmp_path
    (tmp_path / "maps").mkdir()

    def square(x):
        return {
            "type": "Polygon",
            "coordinates": [[[x, 40.8], [x + 0.1, 40.8], [x + 0.1, 40.9], [x, 40.9], [x, 40.8]]],
        }

    areas = [
        {"type": "Feature", "properties": {"name": name}, "geometry": square(x)}
        for name, x in (("东街街道", 111.6), ("保合少镇", 111.7))
    ]
    (tmp_path / "maps" / "150102.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": areas}))
    form.get_by_text("在图上点选").click()
    area = form.get_by_role("button", name="保合少镇")
    area.focus()
    form.keyboard.press(" ")
    assert form.locator("[name=spot]").input_value() == cast.baoheshao.pk
    expect(form.get_by_text("没有更细的图")).to_be_visible()


def test_without_scripts_the_select_is_enough(cast, chromium, live_server, as_, settings):
    the_cast.year(cast.xincheng, stage=Stage.SOLICITING)
    context = chromium.new_context(java_script_enabled=False, locale="zh-CN", viewport=PHONE, base_url=live_server.url)
    cookie = as_(cast.resident_wang).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    page = context.new_page()
    page.goto(FORM)
    page.get_by_label("您希望办什么事").fill("加装一部电梯")
    page.get_by_label("具体说说").fill("六楼老人下不来")
    page.get_by_label("在哪里").select_option(cast.community.pk)
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_text("查询码").first).to_be_visible()
    assert Suggestion.objects.get().spot == cast.community
    context.close()


def test_the_exact_point_is_tapped_and_taken_back(cast, form, settings, tmp_path):
    settings.VAR = tmp_path
    (tmp_path / "maps").mkdir()
    ring = [[111.6, 40.8], [111.8, 40.8], [111.8, 40.9], [111.6, 40.9], [111.6, 40.8]]
    area = {"type": "Polygon", "coordinates": [ring]}
    ours = {"type": "Feature", "properties": {"name": cast.xincheng.name, "code": cast.xincheng.pk}, "geometry": area}
    (tmp_path / "maps" / f"{cast.xincheng.pk[:4]}.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": [ours]})
    )
    form.get_by_text("在地图上点出准确位置").click()
    expect(form.locator(".pin__part--own")).to_be_visible()
    form.locator("[data-map]").click(position={"x": 150, "y": 150})
    expect(form.get_by_text("已标出位置")).to_be_visible()
    assert 111.6 < float(form.locator("[name=lng]").input_value()) < 111.8
    assert 40.7 < float(form.locator("[name=lat]").input_value()) < 41
    assert form.locator("[name=spot]").input_value() == cast.xincheng.pk
    form.get_by_role("button", name="去掉标记").click()
    assert form.locator("[name=lng]").input_value() == ""
    form.get_by_role("button", name="标在图的中央").click()
    expect(form.locator(".pin__pin")).to_be_visible()


def test_the_large_version_asks_one_question_at_a_time(cast, form):
    form.context.add_cookies([{"name": "text", "value": "large", "url": form.url}])
    form.reload()
    expect(form.get_by_text("第 1 步，共 5 步")).to_be_visible()
    expect(form.get_by_label("您希望办什么事")).to_be_hidden()
    form.get_by_role("button", name="下一步").click()
    form.get_by_label("您希望办什么事").fill("加装一部电梯")
    form.keyboard.press("Enter")
    form.locator("[name=spot]").evaluate("(select, code) => (select.value = code)", cast.community.pk)
    form.get_by_role("button", name="下一步").click()
    form.get_by_role("button", name="上一步").click()
    expect(form.get_by_text("第 3 步，共 5 步")).to_be_visible()
    form.get_by_role("button", name="下一步").click()
    form.get_by_role("button", name="下一步").click()
    form.get_by_role("button", name="提交").click()
    expect(form.get_by_text("查询码").first).to_be_visible()
    assert Suggestion.objects.get().spot == cast.community
