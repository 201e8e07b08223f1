"""The pages in a real browser: forms work under the pages' own rules, a waiting page looks for news by itself."""

import threading
from types import SimpleNamespace

import pytest

from station.desk import Trustee
from station.pages.app import App
from station.pages.web import LocalServer
from station.tests.fake_box import FakeBox
from station.tests.test_trustees import PASS, looks
from tests.browser.windows import PATIENCE


@pytest.fixture
def station(chromium, tmp_path):
    """A station of its own: its box, its server, a page, and what the page complained of."""
    box = FakeBox(names=("钱", "周", "吴"), k=2)
    server = LocalServer(lambda token: App(tmp_path / "mine", token, box.doors), 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = chromium.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
    page, errors = context.new_page(), []
    page.set_default_timeout(PATIENCE)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if "Content Security Policy" in line.text else None)
    yield SimpleNamespace(box=box, server=server, page=page, errors=errors)
    context.close()
    server.shutdown()
    server.server_close()


def test_a_key_by_clicks(station, tmp_path):
    box, server, page = station.box, station.server, station.page
    others = [Trustee.connect(tmp_path / str(no), box.address, f"code-{no}", PASS, PASS, box.doors) for no in (2, 3)]
    page.goto(server.address)
    assert "key=" not in page.url, "the run's key does not stay in the address"
    page.click("text=监票人钥匙")
    for name, value in (("address", box.address), ("code", "code-1"), ("passphrase", PASS), ("again", PASS)):
        page.fill(f"#{name}", value)
    page.click("button")
    page.wait_for_selector("text=请等其他监票人")
    looks(others, 2)
    server.app.look()
    page.wait_for_selector("text=当面核对指纹")
    for other in others:
        other.agree(True)
    with page.context.expect_page() as opened:
        page.click("text=打开备份单打印")
    seed = "".join(opened.value.locator(".groups li").all_inner_texts())
    opened.value.close()
    page.fill("#seed", seed)
    page.click("text=指纹一致，备份已抄好")
    for _ in range(4):
        looks(others)
        server.app.look()
    page.wait_for_selector("text=等待开箱投票")
    assert box.drilled == [True, False, False]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert station.errors == []
