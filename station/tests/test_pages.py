"""The local pages: closed to everybody but the browser that has this run's key, and to every other page in it."""

import re
import threading
from functools import partial
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import pytest

from station.desk import Trustee
from station.pages.app import App
from station.pages.html import tag
from station.pages.web import LocalServer
from station.tests.fake_box import FakeBox
from station.tests.test_trustees import PASS, looks, rewritten


class Browser:
    """A browser on this computer. cookie: what it was given."""

    def __init__(self, server: LocalServer) -> None:
        self.server, self.cookie = server, ""

    def ask(self, method: str, path: str, form: dict | None = None, **headers: str) -> tuple[int, str, dict]:
        link = HTTPConnection("127.0.0.1", self.server.server_port, timeout=20)
        sent = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"} | headers
        link.request(method, path, urlencode(form) if form is not None else None, sent)
        answer = link.getresponse()
        text, fields = answer.read().decode(), dict(answer.getheaders())
        link.close()
        return answer.status, text, fields

    def enter(self) -> "Browser":
        url = urlsplit(self.server.address)
        status, _, fields = self.ask("GET", f"{url.path}?{url.query}")
        assert status == 303
        self.cookie = fields["Set-Cookie"].partition(";")[0]
        return self

    def get(self, path: str) -> str:
        status, text, _ = self.ask("GET", path)
        assert status == 200, text
        return text

    def post(self, path: str, **form: str) -> tuple[int, str]:
        """Send a form with the token of this program's pages; follows to the next page."""
        token = re.search(r'name="token" value="([0-9a-f]+)"', self.get("/connect"))[1]
        status, text, fields = self.ask("POST", path, {"token": token} | form)
        return (status, text) if status != 303 else (200, self.get(fields["Location"]))


@pytest.fixture
def box():
    return FakeBox(names=("钱", "周", "吴"), k=2)


@pytest.fixture
def server(box, tmp_path):
    server = LocalServer(lambda token: App(tmp_path / "mine", token, box.doors), 0)
    threading.Thread(target=partial(server.serve_forever, poll_interval=0.01), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def browser(server):
    return Browser(server).enter()


def test_without_this_runs_key_every_page_is_closed(server):
    stranger = Browser(server)
    for path in ("/", "/connect", "/office", "/office/slips", "/test", "/key/votes/x/", "/?key=guess"):
        assert stranger.ask("GET", path)[0] == 403
    stranger.cookie = f"{server.cookie}=guess"
    assert stranger.ask("GET", "/")[0] == 403
    assert stranger.ask("POST", "/connect", {"token": server.form_token})[0] == 403


def test_another_page_in_the_same_browser_cannot_act(server, browser):
    good = {"token": server.form_token, "address": "x"}
    assert browser.ask("POST", "/connect", good)[0] == 422, "the form itself is heard"
    assert browser.ask("POST", "/connect", {"address": "x"})[0] == 403
    assert browser.ask("POST", "/connect", good | {"token": "guess"})[0] == 403
    assert browser.ask("POST", "/connect", good, Origin="http://evil.test")[0] == 403
    assert browser.ask("POST", "/connect", good, Origin="null")[0] == 403
    assert browser.ask("POST", "/connect", good, Origin=f"http://127.0.0.1:{server.server_port}")[0] == 422
    assert browser.ask("GET", "/connect", Host="evil.test")[0] == 403, "a name that was pointed at this computer"


def test_pages_are_not_kept_framed_or_scripted_from_elsewhere(browser):
    _, _, fields = browser.ask("GET", "/")
    assert fields["Cache-Control"] == "no-store" and fields["X-Frame-Options"] == "DENY"
    assert (
        "default-src 'none'" in fields["Content-Security-Policy"] and "unsafe" not in fields["Content-Security-Policy"]
    )
    url = urlsplit(browser.server.address)
    cookie = browser.ask("GET", f"{url.path}?{url.query}")[2]["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie


def test_the_server_is_bound_to_this_computer(server):
    assert server.server_address[0] == "127.0.0.1"


def test_bad_requests_are_answered(server, browser):
    assert browser.ask("GET", "/nowhere")[0] == 404
    assert browser.ask("GET", "/key/")[0] == 404
    assert browser.ask("GET", "/key/votes/none/")[0] == 404
    assert browser.ask("POST", "/nowhere", {"token": server.form_token})[0] == 404
    assert browser.ask("POST", "/connect", {"token": server.form_token, "address": "长" * 50_000})[0] == 413
    for number in ("", "三十", "-1", "99999999"):
        assert "数" in browser.post("/office", address="x", code="y", number=number)[1]


def test_a_mistake_keeps_what_was_typed_but_no_passphrase(box, browser):
    status, text = browser.post("/connect", address=box.address, code="code-1", passphrase="short-1", again="short-1")
    assert status == 422 and "口令至少要" in text and 'value="code-1"' in text and "short-1" not in text
    assert "应像 http://" in browser.post("/connect", address="随便", code="<b>")[1]


def test_what_is_shown_is_escaped():
    assert tag("p", "<b>&", title='"x"') == '<p title="&quot;x&quot;">&lt;b&gt;&amp;</p>'


def test_a_whole_vote_by_pages(box, server, browser, tmp_path):
    others = [Trustee.connect(tmp_path / str(no), box.address, f"code-{no}", PASS, PASS, box.doors) for no in (2, 3)]
    here = f"/key/votes/{box.uuid}-1/"
    a_key_is_made(box, server, browser, others, here)
    the_backup_is_proven(browser, here)
    slips_are_printed_and_forgotten(box, browser)
    the_vote_is_watched(box, server, browser, here)
    the_share_is_given(server, browser, others, here)
    assert "先确认" in browser.post(f"{here}destroy")[1]
    assert "钥匙已销毁" in browser.post(f"{here}destroy", sure="yes")[1]
    assert "钥匙已销毁" in Browser(LocalServerAgain(server, box, tmp_path)).enter().get(here)


def a_key_is_made(box, server, browser, others, here):
    _, page = browser.post("/connect", address=box.address, code="code-1", passphrase=PASS, again=PASS)
    assert "请等其他监票人" in page
    looks(others, 2)
    server.app.look()
    page = browser.get(here)
    assert "当面核对指纹" in page and all(mark in page for _, _, mark in others[0].prints)
    for other in others:
        other.agree(True)
    wrong = browser.post(f"{here}agree", seed="!")[1]
    assert "应为 22 个字符，输入了 1 个" in wrong and 'value="!"' in wrong, "what was typed stays, to be mended"
    browser.post(f"{here}agree_alone")
    for _ in range(3):
        looks(others)
        server.app.look()
    assert "请打印密封备份" in browser.get(here)


def the_backup_is_proven(browser, here):
    sheet = browser.get(f"{here}sheet")
    seed = "".join(re.findall(r"<li>(\w+)</li>", sheet))
    assert len(seed) == 22 and "<svg" in sheet
    assert "演练" in browser.post(f"{here}printed")[1]
    wrong = browser.post(f"{here}drill", seed="!" + seed[1:])[1]
    assert "第 1 组" in wrong and f'value="!{seed[1:]}"' in wrong, "what was typed stays, to be mended"
    assert "备份还没有演练过" in browser.post(f"{here}later")[1]
    assert "备份还没有演练过" not in browser.post(f"{here}drill", seed=seed)[1]
    status, _, _ = browser.ask("GET", f"{here}sheet")
    assert status == 422, "the seed is not shown without the passphrase"


def slips_are_printed_and_forgotten(box, browser):
    browser.post("/office", address=box.address, code="office", number="9")
    slips = browser.get("/office/slips")
    assert slips.count("<svg") == 9 and slips.count(box.uuid) == 0
    assert "票签号码已忘记" in browser.post("/office/forget")[1]
    assert browser.ask("GET", "/office/slips")[0] == 422


def the_vote_is_watched(box, server, browser, here):
    """A board whose history was rewritten sets off the alarm."""
    for slip in box.open(4)[:3]:
        box.cast(slip)
    server.app.look()
    assert "正在看守票箱" in browser.get(here) and "3 张" in browser.get(here)
    honest, box.archive = box.archive, rewritten(box.archive, 2)
    server.app.look()
    assert "报警：请停止操作" in browser.get(here)
    box.archive = honest
    box.close()
    server.app.look()
    assert "可以解密了" in browser.get(here)


def the_share_is_given(server, browser, others, here):
    assert "少于 20 张" in browser.post(f"{here}share", passphrase=PASS, alarmed="yes")[1]
    assert "口令不对" in browser.post(f"{here}share", passphrase="不是这个", few="yes", alarmed="yes")[1]
    assert "份额已交出" in browser.post(f"{here}share", passphrase=PASS, few="yes", alarmed="yes")[1]
    for other in others:
        other.look()
    others[0].share(PASS, few=True)
    server.app.look()
    page = browser.get(here)
    assert "结果已算出" in page and page.count("3 票") == 3


class LocalServerAgain(LocalServer):
    """The program started anew on the same home."""

    def __init__(self, before: LocalServer, box: FakeBox, home) -> None:
        super().__init__(lambda token: App(home / "mine", token, box.doors), 0)
        threading.Thread(target=self.serve_forever, daemon=True).start()


def test_a_rehearsal_looks_different(tmp_path):
    box = FakeBox(names=("钱", "周", "吴"), k=2, rehearsal=True)
    app = App(tmp_path, "token", box.doors)
    trustee = Trustee.connect(tmp_path, box.address, "code-1", PASS, PASS, box.doors)
    app.trustees[trustee.drawer.name] = trustee
    page = app.get(f"/key/{trustee.drawer.name}/", {})[1]
    assert "演练 · 不作数" in page and 'class="is-rehearsal"' in page
    assert trustee.drawer.name.startswith("rehearsals/")
