"""王大妈 lives in WeChat: she suggests there, her wish becomes a project, she follows another, and the account tells her each step."""

import hashlib
import json
import re

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from piaojue.commons.notify import outbox
from piaojue.commons.people import phone_code
from piaojue.commons.people.models import Person
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage
from piaojue.journey.tests import make
from piaojue.stages.deliver import actions as deliver
from piaojue.stages.deliver.public import tell_followers_of
from piaojue.stages.deliver.tests import make as delivering
from piaojue.stages.group import actions as group
from piaojue.stages.group.values import DemandDraft, Grounds
from piaojue.stages.suggest.models import Suggestion
from piaojue.stages.supervise.tests import make as supervising
from tests import cast as the_cast
from tests.browser.windows import PHONE
from tests.fake_wechat import fake_wechat

pytestmark = pytest.mark.once
AGENT = "Mozilla/5.0 (Linux; Android 14; PGT) Chrome/116 Mobile MicroMessenger/8.0.50 WeChat/arm64"
AT = "/150102/2026/suggest/"
SDK = """
const kept = { page: location.href.split("#")[0] };
window.wx = {
  config: (config) => (kept.config = config),
  ready: (then) => then(),
  updateAppMessageShareData: (card) => (kept.card = card),
  updateTimelineShareData: () => (document.documentElement.dataset.passed = JSON.stringify(kept)),
};
"""
"""Stands for WeChat's script: keeps what a page hands to it."""
LATE, DONE = "钢材没有按期到场，工期已落后", "二十部电梯都已装好并交付"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_resident_suggests_and_hears_in_wechat(cast, chromium, live_server, settings, monkeypatch):
    monkeypatch.setattr(phone_code.secrets, "randbelow", lambda _most: 654321)
    settings.SITE_URL = live_server.url
    cache.clear()
    year = the_cast.year(cast.xincheng, stage=Stage.SOLICITING)
    with fake_wechat(settings) as account:
        context = chromium.new_context(viewport=PHONE, locale="zh-CN", base_url=live_server.url, user_agent=AGENT)
        page = context.new_page()
        _signs_in_and_suggests(page)
        assert "已收到" in account.told[-1][1]
        _hears_of_the_own_wish(cast, year, account, live_server.url)
        _follows_somebody_elses(cast, page, account, live_server.url)
        assert Person.objects.filter(phone="13712345678").count() == 1
        assert outbox.deliver() == 0
        context.close()


def _signs_in_and_suggests(page):
    page.goto(f"/enter/?next={AT}")
    page.get_by_role("link", name="微信登录").click()
    page.get_by_text("第一次用微信登录").wait_for()
    page.locator("[name=phone]").fill("13712345678")
    page.get_by_role("button", name="获取验证码").click()
    page.locator("[name=code]").fill("654321")
    page.get_by_role("button", name="进入").click()
    page.wait_for_url(f"**{AT}**")  # the mark that WeChat asks for stays behind it
    page.locator("[name=title]").fill("东街社区建口袋公园")
    page.locator("[name=content]").fill("盼着有一小块绿地，晚上能散步。")
    page.evaluate("document.querySelector('[name=spot]').value = '150102004001'")
    page.locator("form[data-keep] [type=submit]").first.click()
    expect(page.get_by_text("查询码").first).to_be_visible()


def _hears_of_the_own_wish(cast, year, account, site):
    Year.objects.filter(pk=year.pk).update(stage=Stage.GROUPING)
    demand = group.make_demand(
        year=Year.objects.get(pk=year.pk),
        draft=DemandDraft(title="老旧小区加装电梯"),
        suggestions=[Suggestion.objects.get()],
        by=cast.clerk_li,
        grounds=Grounds(reason="同一诉求"),
    )
    project = make.running(cast, make.candidate(cast, demand))
    heard = len(account.told)
    tell_followers_of(project, "您关心的“老旧小区加装电梯”开工了。")
    (told,) = account.told[heard:]
    assert told[:2] == ("openid-wang", "您关心的“老旧小区加装电梯”开工了。")
    assert told[2] == f"{site}/p/EL2026/"


def _follows_somebody_elses(cast, page, account, site):
    """Each act that moves the project is told once, and the tap leads to the page that shows it."""
    year = Year.objects.get()
    Year.objects.filter(pk=year.pk).update(stage=Stage.ANNOUNCING)
    year.refresh_from_db()
    (project,) = [one for one in delivering.announced(cast, year=year) if one.code != "EL2026"]
    page.goto(project.get_absolute_url())
    page.get_by_role("button", name="关注进展").click()
    expect(page.get_by_role("button", name="不再关注")).to_be_visible()
    for step, words, seen in _steps(cast, project):
        before = len(account.told)
        step()
        told = [one[1:] for one in account.told[before:] if one[0] == "openid-wang"]
        (address,) = [where for sentence, where in told if words in sentence]
        assert address == f"{site}{project.get_absolute_url()}", told
        page.goto(address)
        expect(page.locator("main")).to_contain_text(seen)
    page.get_by_role("button", name="不再关注").click()
    expect(page.get_by_role("button", name="关注进展")).to_be_visible()
    before = len(account.told)
    deliver.accept(project=project, result="unfinished", note="二十部里有一部年后交付", by=cast.government_liu)
    assert [one for one in account.told[before:] if one[0] == "openid-wang"] == []


def _steps(cast, project):
    """(act, words that the account says, what the page shows then), in the order of a project's life."""
    given = {"department": cast.department_chen.body, "leader": "周某某", "starts_on": delivering.START}
    return (
        (lambda: deliver.assign(project=project, by=cast.government_liu, **given), "已交", "周某某"),
        (lambda: delivering.reported(cast, project), "有了第一期", "形象进度 95%"),
        (lambda: _puts_right(cast, project), "有一个问题", re.compile(r"已核实\s*1")),
        (lambda: deliver.set_lamp(project=project, lamp="red", reason=LATE, by=cast.government_liu), "亮了红灯", LATE),
        (
            lambda: deliver.accept(project=project, result="mostly", note=DONE, by=cast.government_liu),
            "已验收",
            DONE,
        ),
    )


def _puts_right(cast, project):
    """What a deputy saw is put right and closed by the congress office."""
    finding = supervising.given(cast, supervising.found(cast, project))
    supervising.closed(cast, supervising.fixed(cast, finding))


@pytest.mark.browser
def test_a_page_passed_on_in_wechat_shows_its_title_and_picture(cast, glance, settings):
    with fake_wechat(settings):
        settings.WECHAT = settings.WECHAT | {"sdk": "http://piaojue.test/sdk.js"}
        settings.SITE_URL = "http://piaojue.test"
        make.whole_life(cast)
        page = glance(None, "/years/")
        page.route("http://piaojue.test/sdk.js", lambda route: route.fulfill(body=SDK, content_type="text/javascript"))
        page.add_init_script(f"Object.defineProperty(navigator, 'userAgent', {{ get: () => {AGENT!r} }})")
        page.goto("http://piaojue.test/p/EL2026/?ticket=ABCD2345#top")
        page.wait_for_selector("html[data-passed]", state="attached")
        passed = json.loads(page.locator("html").get_attribute("data-passed") or "")
        assert passed["card"]["title"] == "老旧小区加装电梯" and passed["card"]["imgUrl"].endswith("/p/EL2026/card.png")
        assert passed["card"]["link"] == "http://piaojue.test/p/EL2026/"  # nobody's code goes into a chat
        signed = passed["config"]
        words = (
            f"jsapi_ticket=ticket-1&noncestr={signed['nonceStr']}&timestamp={signed['timestamp']}&url={passed['page']}"
        )
        assert signed["signature"] == hashlib.sha1(words.encode()).hexdigest()
        assert {"getLocation", "chooseImage"} <= set(signed["jsApiList"])
