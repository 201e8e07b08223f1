"""投票终端: a tablet in kiosk mode for whoever has no phone; and the slip's own address, which leads to the round that is open."""

import pytest

from booth.sealed.box import SealedBox
from booth.tests.test_phone import on_a_phone
from booth.tests.test_sealed import SEALED, opened

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_terminal_takes_a_slip_in_small_letters_and_the_slip_leads_to_the_next_round(chromium, live_server):
    first, slips, _ = opened()
    box = SealedBox()
    second = box.prepare(SEALED, keys_of=first)
    address = f"{live_server.url}/booth/{first}/?terminal"

    def cast(page) -> None:
        page.locator("[data-step=fill]:not([hidden])").wait_for()
        for title in ("加装电梯", "改造公厕"):
            page.get_by_role("group", name=title).get_by_label("赞成").check()
        page.get_by_role("button", name="下一步").click()
        page.get_by_role("button", name="封票").click()
        page.get_by_role("button", name="投入票箱").click()
        page.get_by_role("heading", name="已投入票箱").wait_for()

    def story(page, phone):
        page.goto(address)
        assert "is-terminal" in (page.locator("html").get_attribute("class") or "")
        page.get_by_role("button", name="朗读").click()
        page.get_by_label("票签号码").fill(slips[0].lower().replace("-", " "))
        page.get_by_role("button", name="打开票面").click()
        cast(page)
        page.get_by_role("button", name="重新开始").click()
        page.get_by_role("heading", name="输入票签号码").wait_for()
        box.close(first)
        box.open(second)
        page.goto(f"{live_server.url}/booth/{first}/#{slips[0]}")
        page.wait_for_url(f"**/booth/{second}/**")
        cast(page)
        assert slips[0] not in page.url

    on_a_phone(chromium, story)
    assert (box.returned(first), box.returned(second)) == (1, 1)
