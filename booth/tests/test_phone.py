"""A voter's phone, in a real browser: scan, choose with the keyboard, lose the network, and without script at all."""

import pytest

from booth.box import Box
from booth.slips import typed
from booth.tests.test_booth import CHOOSE, ELECTION, opened

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
PHONE = {"width": 390, "height": 844}


def on_a_phone(chromium, story, **context) -> None:
    """Runs `story(page, context)` on a phone of its own, which must end without a cookie and without a script error."""
    phone = chromium.new_context(viewport=PHONE, **context)
    page, errors = phone.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    story(page, phone)
    assert phone.cookies() == []
    assert errors == []
    phone.close()


def test_scan_choose_lose_the_network_and_be_in_the_box_once(chromium, live_server):
    box = Box()
    uuid, codes = opened(box)

    def story(page, phone):
        page.goto(f"{live_server.url}{box.address(uuid, codes[0])}")
        page.wait_for_selector("[data-ballot]")
        assert typed(codes[0]) not in page.url
        page.get_by_role("group", name="加装电梯").get_by_label("赞成").focus()
        page.keyboard.press("Space")
        page.get_by_role("group", name="改造公厕").get_by_label("反对").check()
        assert page.get_by_text("已填 2 项，共 2 项").is_visible()
        page.get_by_role("button", name="下一步").click()
        page.wait_for_selector("[data-cast]")
        phone.set_offline(True)
        page.get_by_role("button", name="投入票箱").click()
        page.get_by_text("正在自动再投").wait_for()
        phone.set_offline(False)
        page.get_by_role("heading", name="已投入票箱").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    on_a_phone(chromium, story)
    box.close(uuid)
    assert box.counts(uuid) == [{"a": "approve", "b": "against"}]


def test_an_answer_that_never_arrives_is_sent_again_and_counts_once(chromium, live_server):
    box = Box()
    uuid, codes = opened(box)
    lost = []

    def story(page, phone):
        def lose_the_first_answer(route):
            if lost:
                route.continue_()
            else:
                lost.append(route.fetch().status)  # the server has it; the phone never hears
                route.abort()

        page.goto(f"{live_server.url}{box.address(uuid, codes[0])}")
        page.get_by_role("group", name="加装电梯").get_by_label("赞成").check()
        page.get_by_role("button", name="下一步").click()
        page.wait_for_selector("[data-cast]")
        page.route("**/cast/", lose_the_first_answer)
        page.get_by_role("button", name="投入票箱").click()
        page.get_by_text("没有重复计票").wait_for()

    on_a_phone(chromium, story)
    assert lost == [201]
    assert box.returned(uuid) == 1


def test_everything_works_without_script(chromium, live_server):
    box = Box()
    uuid, codes = opened(box, CHOOSE)

    def story(page, phone):
        page.goto(f"{live_server.url}/booth/{uuid}/")
        page.get_by_label("票签号码").fill(codes[0].lower())
        page.get_by_role("button", name="打开票面").click()
        page.get_by_role("group", name="改造公厕").get_by_label("选择").check()
        page.get_by_role("button", name="下一步").click()
        page.get_by_role("button", name="返回修改").click()
        assert page.get_by_role("group", name="改造公厕").get_by_label("选择").is_checked()
        page.get_by_role("button", name="下一步").click()
        page.get_by_role("button", name="投入票箱").click()
        assert page.get_by_role("heading", name="已投入票箱").is_visible()

    on_a_phone(chromium, story, java_script_enabled=False)
    box.close(uuid)
    assert box.counts(uuid) == [{"b": "approve"}]


def test_the_colours_of_the_ballot_are_the_polls(chromium, live_server):
    box = Box()
    uuid, _ = opened(box, {**ELECTION, "colour": "green", "rehearsal": True})

    def story(page, phone):
        page.goto(f"{live_server.url}/booth/{uuid}/")
        assert page.locator("header").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(23, 105, 60)"
        assert page.get_by_text("演练 · 本页投票不作数").is_visible()

    on_a_phone(chromium, story)
