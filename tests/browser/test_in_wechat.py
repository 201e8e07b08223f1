"""王大妈 lives in WeChat: she suggests there, her wish becomes a project, she follows another, and the account tells her each step."""

from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from piaojue.commons.notify import outbox
from piaojue.commons.people import phone_code
from piaojue.commons.people.models import Person
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage
from piaojue.journey.tests import make
from piaojue.stages.deliver.public import tell_followers_of
from piaojue.stages.group import actions as group
from piaojue.stages.group.models import Demand
from piaojue.stages.group.values import DemandDraft, Grounds
from piaojue.stages.suggest.models import Suggestion
from tests import cast as the_cast
from tests.browser.windows import PHONE
from tests.fake_wechat import fake_wechat

pytestmark = pytest.mark.once
AGENT = "Mozilla/5.0 (Linux; Android 14; PGT) Chrome/116 Mobile MicroMessenger/8.0.50 WeChat/arm64"
AT = "/150102/2026/suggest/"


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
    own = Suggestion.objects.get()
    other = Demand.objects.create(place=own.year.place, year=own.year, title="口袋公园", spot=own.spot)
    park = make.running(cast, make.candidate(cast, other, no=2), code="PK2026")
    page.goto("/p/PK2026/")
    page.get_by_role("button", name="关注进展").click()
    expect(page.get_by_role("button", name="不再关注")).to_be_visible()
    tell_followers_of(park, "您关心的口袋公园完工了。")
    assert account.told[-1] == ("openid-wang", "您关心的口袋公园完工了。", f"{site}/p/PK2026/")
    assert urlsplit(page.url).path == "/p/PK2026/"
