"""What was typed on a phone is still there when the session had ended, for who typed it, until the server has accepted it."""

import pytest
from django.conf import settings
from django.contrib.sessions.backends.cache import SessionStore
from playwright.sync_api import expect

from piaojue.commons.years.road import Stage
from piaojue.stages.suggest.models import Suggestion
from tests import cast as the_cast
from tests.browser.windows import PHONE

pytestmark = pytest.mark.once

AT = "/150102/2026/suggest/"
STORY = "六楼老人下不来，冬天更不敢出门。"


def become(page, browser) -> None:
    """Another session in the same browser."""
    cookie = {
        "name": settings.SESSION_COOKIE_NAME,
        "value": browser.cookies[settings.SESSION_COOKIE_NAME].value,
        "url": page.evaluate("location.origin"),
    }
    page.context.add_cookies([cookie])


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_draft_lives_until_it_is_accepted_and_nobody_else_sees_it(cast, visit, as_):
    the_cast.year(cast.xincheng, stage=Stage.SOLICITING)
    page = visit(cast.resident_wang, PHONE)
    page.goto(AT)
    page.locator("[name=title]").fill("给东街社区加装电梯")
    content = page.locator("[name=content]")
    most = int(content.get_attribute("data-most") or 0)
    content.fill(STORY + "长" * most)
    assert len(content.input_value()) == most + len(STORY)  # nothing is cut
    expect(page.get_by_text(f"多了 {len(STORY)} 个字")).to_be_visible()
    content.fill(STORY)
    cookies = {one.get("name"): one.get("value", "") for one in page.context.cookies()}
    SessionStore(cookies[settings.SESSION_COOKIE_NAME]).delete()
    page.locator("form[data-keep] [type=submit]").first.click()
    code_last = page.get_by_role("button", name="下一步：验证手机号")
    expect(code_last).to_be_visible()  # who is not signed in fills it all the same
    assert content.input_value() == STORY
    become(page, as_(cast.resident_zhao))
    page.goto(AT)
    assert content.input_value() == ""
    become(page, as_(cast.resident_wang))
    page.goto(AT)
    expect(page.get_by_text("已恢复上次没有提交的文字")).to_be_visible()
    assert content.input_value() == STORY
    page.evaluate("document.querySelector('[name=spot]').value = '150102004001'")
    page.locator("form[data-keep] [type=submit]").first.click()
    expect(page.get_by_text("查询码").first).to_be_visible()
    assert Suggestion.objects.get().content == STORY
    page.goto(AT)
    assert content.input_value() == "" and page.evaluate("Object.keys(localStorage).length") == 0
