"""A voter's phone with a sealed box, in a real browser: seal, lose the network, test the device, come back."""

import pytest

from booth.sealed.box import SealedBox
from booth.tests.test_phone import on_a_phone
from booth.tests.test_sealed import CHOOSE, opened
from tests.sealing import Doors

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def scan(page, live_server, uuid, slip: str, fingerprint: str | None = None) -> None:
    """The phone's camera opens the slip's address."""
    printed = fingerprint or Doors(uuid).get("board.json").json()["fingerprint"][:16]
    page.goto(f"{live_server.url}/booth/{uuid}/#{slip}.{printed}")


def fill(page, **marks: str) -> None:
    page.locator("[data-step=fill]:not([hidden])").wait_for()
    for title, word in marks.items():
        page.get_by_role("group", name=title).get_by_label(word).check()
    page.get_by_role("button", name="下一步").click()


def test_scan_seal_lose_the_network_and_be_in_the_box_once(chromium, live_server):
    uuid, slips, stations = opened()
    sent: list[str] = []

    def story(page, phone):
        page.on("request", lambda request: sent.append(request.url + (request.post_data or "")))
        scan(page, live_server, uuid, slips[0])
        fill(page, 加装电梯="赞成")
        assert slips[0] not in page.url
        assert page.get_by_text("有 1 项没有填写").is_visible()
        page.get_by_role("button", name="返回修改").click()
        fill(page, 改造公厕="反对")
        page.get_by_role("button", name="封票").click()
        page.get_by_role("heading", name="票已封好").wait_for()
        code = page.locator("[data-step=sealed] .digits").inner_text()
        phone.set_offline(True)
        page.get_by_role("button", name="投入票箱").click()
        page.get_by_text("正在自动再送").wait_for()
        phone.set_offline(False)
        page.get_by_role("heading", name="已投入票箱").wait_for()
        assert page.locator("[data-step=in] .digits").inner_text() == code
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        scan(page, live_server, uuid, slips[0])
        page.get_by_text("以第一张为准").wait_for()

    on_a_phone(chromium, story)
    assert not any(slip in text or slip.replace("-", "") in text for slip in slips for text in sent)
    assert not any(word in text for word in ("approve", "against") for text in sent)
    box = SealedBox()
    box.close(uuid)
    [station.act() for station in stations[:2]]
    assert box.totals(uuid) == {
        "a": {"approve": 1, "against": 0, "abstain": 0},
        "b": {"approve": 0, "against": 1, "abstain": 0},
    }


def test_an_answer_that_never_arrives_is_sent_again_and_counts_once(chromium, live_server):
    uuid, slips, _ = opened()
    lost = []

    def story(page, phone):
        def lose_the_first_answer(route):
            if lost:
                route.continue_()
            else:
                lost.append(route.fetch().status)
                route.abort()

        page.route("**/ballots/", lose_the_first_answer)
        scan(page, live_server, uuid, slips[0])
        fill(page, 加装电梯="弃权")
        page.get_by_role("button", name="封票").click()
        page.get_by_role("button", name="投入票箱").click()
        page.get_by_text("没有重复计票").wait_for()

    on_a_phone(chromium, story)
    assert lost == [201]
    assert SealedBox().returned(uuid) == 1


def test_a_ballot_that_is_opened_is_one_that_nobody_means(chromium, live_server):
    """The page asks first, and fills one by lot for whoever has sealed what they mean to cast."""
    uuid, slips, _ = opened(CHOOSE)

    def story(page, phone):
        scan(page, live_server, uuid, slips[0])
        fill(page, 改造公厕="选择")
        page.get_by_role("button", name="封票").click()
        page.get_by_role("button", name="打开检验").click()
        page.get_by_role("button", name="不检验了").click()
        page.get_by_role("button", name="打开检验").click()
        page.get_by_role("button", name="里面是我要投的").click()
        page.get_by_text("这一张是网页随便填的").wait_for()
        assert page.locator("input:checked").count() == 1, "as many as this ballot allows, never none"
        page.get_by_role("button", name="下一步").click()
        page.get_by_role("button", name="封票").click()
        page.get_by_text("只能打开检验").wait_for()
        assert page.get_by_role("button", name="投入票箱").is_disabled()

    on_a_phone(chromium, story)
    assert SealedBox().opened(uuid) == []


def test_a_sealed_ballot_is_opened_on_another_device_and_another_one_cast(chromium, live_server):
    uuid, slips, stations = opened(CHOOSE)
    elsewhere: list[str] = []

    def story(page, phone):
        scan(page, live_server, uuid, slips[0])
        fill(page, 改造公厕="选择")
        page.get_by_role("button", name="封票").click()
        page.get_by_role("button", name="打开检验").click()
        page.get_by_role("button", name="里面是随便填的").click()
        page.get_by_role("heading", name="检验：").wait_for()
        assert page.locator("[data-step=opened] [data-words] li").nth(1).inner_text().split()[-1] == "选择"
        elsewhere.append(page.locator("[data-elsewhere]").get_attribute("href"))
        page.get_by_role("button", name="检验完了").click()
        page.get_by_role("heading", name="输入票签号码").wait_for()
        assert page.locator("input:checked").count() == 0
        scan(page, live_server, uuid, slips[0])
        fill(page, 改造公厕="选择")
        page.get_by_role("button", name="封票").click()
        page.get_by_role("button", name="投入票箱").click()
        page.get_by_role("heading", name="已投入票箱").wait_for()

    on_a_phone(chromium, story)
    on_a_phone(chromium, lambda page, phone: checks_elsewhere(page, live_server.url + elsewhere[0]))
    SealedBox().close(uuid)
    [station.act() for station in stations[:2]]
    assert SealedBox().totals(uuid) == {"a": {"approve": 0}, "b": {"approve": 1}}


def checks_elsewhere(page, address: str) -> None:
    """Another device computes what is in the opened ballot; with a wrong seed it says so."""
    page.goto(address)
    page.get_by_text("核验码、种子与票相符").wait_for()
    assert page.get_by_text("2. 改造公厕：选择").is_visible()
    page.get_by_label("种子").fill("0" * 64)
    page.get_by_role("button", name="检验").click()
    page.get_by_text("没有如实封票").wait_for()


def test_wrong_slips_wrong_pages_and_no_script_say_what_to_do(chromium, live_server):
    uuid, slips, _ = opened(CHOOSE)

    def story(page, phone):
        scan(page, live_server, uuid, slips[0], "0123456789abcdef")
        page.get_by_text("马上举手告诉监票人").wait_for()
        page.get_by_label("票签号码").fill("abc")
        page.get_by_role("button", name="打开票面").click()
        page.get_by_text("票签码应为 15 个字符").wait_for()
        page.get_by_label("票签号码").fill(slips[1].replace("-", ""))
        page.get_by_role("button", name="打开票面").click()
        fill(page, 加装电梯="选择", 改造公厕="选择")
        page.get_by_text("请去掉 1 项再继续").wait_for()
        assert page.locator("input:checked").count() == 2

    def without_script(page, phone):
        page.goto(f"{live_server.url}/booth/{uuid}/")
        assert page.get_by_role("heading", name="这台手机不能封票").is_visible()

    on_a_phone(chromium, story)
    on_a_phone(chromium, without_script, java_script_enabled=False)


def test_an_old_phone_without_module_workers_seals_on_the_page(chromium, live_server):
    uuid, slips, _ = opened()

    def story(page, phone):
        phone.add_init_script("window.Worker = class { constructor() { throw new Error('no modules here'); } };")
        scan(page, live_server, uuid, slips[0])
        fill(page, 加装电梯="赞成")
        page.get_by_role("button", name="封票").click()
        page.get_by_role("button", name="投入票箱").click()
        page.get_by_role("heading", name="已投入票箱").wait_for()

    on_a_phone(chromium, story)
    assert SealedBox().returned(uuid) == 1


def test_a_slip_typed_before_the_script_runs_never_leaves_the_phone(chromium, live_server):
    uuid, slips, _ = opened()
    sent: list[str] = []

    def story(page, phone):
        page.route("**/vote.*.js", lambda route: route.abort())
        page.on("request", lambda request: sent.append(request.url + (request.post_data or "")))
        page.goto(f"{live_server.url}/booth/{uuid}/")
        page.get_by_label("票签号码").fill(slips[0])
        page.get_by_label("票签号码").press("Enter")
        page.locator("[data-step=slip] form").evaluate("form => form.submit()")
        page.get_by_text("网页还没有准备好").wait_for()

    on_a_phone(chromium, story)
    assert len([url for url in sent if url.split("?")[0].endswith(f"/booth/{uuid}/")]) == 2
    assert not any(slips[0] in text for text in sent)


def test_a_refused_ballot_is_mended_and_sent_without_choosing_again(chromium, live_server):
    uuid, slips, stations = opened()

    def refuse(route):
        route.fulfill(status=422, content_type="application/json", body='{"problem": "选票格式不对"}')

    def story(page, phone):
        scan(page, live_server, uuid, slips[0])
        fill(page, 加装电梯="赞成", 改造公厕="反对")
        assert page.get_by_text("您填了：赞成 1 项，反对 1 项。").is_visible()
        page.get_by_role("button", name="封票").click()
        page.route("**/ballots/", refuse)
        page.get_by_role("button", name="投入票箱").click()
        page.get_by_text("这一张没有投入票箱").wait_for()
        page.unroute("**/ballots/")
        page.get_by_role("button", name="返回修改").click()
        fill(page, 改造公厕="弃权")
        page.get_by_role("button", name="封票").click()
        page.get_by_role("button", name="投入票箱").click()
        page.get_by_role("heading", name="已投入票箱").wait_for()

    on_a_phone(chromium, story)
    SealedBox().close(uuid)
    [station.act() for station in stations[:2]]
    assert SealedBox().totals(uuid) == {
        "a": {"approve": 1, "against": 0, "abstain": 0},
        "b": {"approve": 0, "against": 0, "abstain": 1},
    }


def test_large_type_stays_for_the_next_scan_of_this_phone(chromium, live_server):
    uuid, slips, _ = opened()

    def story(page, phone):
        page.goto(f"{live_server.url}/booth/{uuid}/")
        small = page.get_by_label("票签号码").evaluate("e => e.offsetHeight")
        page.get_by_role("button", name="长辈版").click()
        scan(page, live_server, uuid, slips[0])
        page.locator("[data-step=fill]:not([hidden])").wait_for()
        assert page.get_by_role("button", name="下一步").evaluate("e => e.offsetHeight") > small
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.get_by_role("button", name="恢复标准字号").click()

    on_a_phone(chromium, story)
