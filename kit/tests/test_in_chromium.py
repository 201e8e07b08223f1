"""The folder's page, opened as a file as a teller does, beside two stations in Python: a whole vote, attacked at every step."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Page, Route

from engines.sealing import archive as bel
from engines.sealing import board, pki
from engines.sealing.encoding import compact, hexdigest
from engines.sealing.tally import encrypted_tally
from engines.sealing.tests.tool import TOOL, Tool, verdict
from kit import build
from piaojue.stages.vote import actions
from piaojue.stages.vote.archive import bundle
from piaojue.stages.vote.models import Poll
from piaojue.stages.vote.tests import make
from station import safe
from station.desk import Trustee
from station.tests.test_trustees import PASS, looks
from tests.browser.windows import PATIENCE, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SLIPS = 3
LONGER_THAN_ANY_PAUSE, ONE_LOOK = 95_000, 2_000


@pytest.fixture(autouse=True)
def cheap_passphrases(monkeypatch):
    monkeypatch.setitem(safe.COST, "n", 16)


@pytest.fixture
def computer(chromium, tmp_path):
    """`computer()`: another computer with the folder's page open, whose clock the test may put forward."""
    build.main([str(tmp_path / "stick")])
    contexts, errors = [], []

    def another() -> Page:
        context = chromium.new_context(viewport=PHONE, locale="zh-CN", reduced_motion="reduce")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.clock.install()
        page.goto((tmp_path / "stick" / build.PAGE).as_uri())
        return page

    yield another
    for context in contexts:
        context.close()
    assert errors == []


def heading(page: Page, words: str) -> None:
    page.get_by_role("heading", level=1, name=words).wait_for()


def attacked(page: Page, path: str, change: Callable[[bytes], bytes], alarm: str) -> None:
    """While the server answers otherwise at `path`, the station raises the alarm; afterwards it goes on and remembers."""

    def answer(route: Route) -> None:
        honest = route.fetch()
        route.fulfill(response=honest, body=change(honest.body()))

    stopped = page.get_by_role("heading", level=1, name="报警：请停止操作")
    page.route(path, answer)
    page.clock.fast_forward(LONGER_THAN_ANY_PAUSE)
    stopped.wait_for()
    assert alarm in page.locator("main").inner_text()
    page.unroute(path)
    page.clock.fast_forward(LONGER_THAN_ANY_PAUSE)
    stopped.wait_for(state="hidden")
    assert "曾经报警" in page.locator("main").inner_text()


def with_json(**changes) -> Callable[[bytes], bytes]:
    return lambda raw: json.dumps(json.loads(raw) | changes).encode()


def another_certificate(raw: bytes) -> bytes:
    """The server gives the first two holders each other's certificate."""
    state = json.loads(raw)
    return json.dumps(state | {"certs": [*state["certs"][1::-1], *state["certs"][2:]]}).encode()


def keys(page: Page, poll: Poll, address: str, folder, cast) -> tuple[list[Trustee], str]:
    """Three keys; the server changes the number that open while they are made. The others, and the seed of the page's sheet."""
    holders = {seat.pk: seat for seat in (cast.teller_qian, cast.teller_zhou, cast.counter_wu)}
    codes = [actions.connect_station(poll=poll, by=holders[pk]) for pk in poll.keyholders]
    others = [Trustee.connect(folder / code, address, code, PASS, PASS) for code in codes[1:]]
    page.get_by_role("link", name="监票人钥匙").click()
    page.get_by_label("票箱地址").fill(f"{address} {codes[0]}")  # copied in one piece from the page of keys
    page.get_by_label("给钥匙设一个口令").fill(PASS)
    page.get_by_label("再输入一次口令").fill(PASS)
    page.get_by_role("button", name="连接").click()
    heading(page, "已连上，请等其他监票人")
    attacked(page, "**/station/", with_json(threshold=1), "服务器改变了监票人名单或门限")
    looks(others, 2)
    heading(page, "当面核对指纹，抄回备份单")
    attacked(page, "**/station/", another_certificate, "第 1 份证书不是本机交上去的那一份：有人换过")
    assert all(mark in page.locator("table").inner_text() for _, _, mark in others[0].prints)
    for one in others:
        one.agree(True)
    seed = copied_back(page)
    while looks(others) != ["backup"] * 2:
        page.clock.run_for(2000)
    heading(page, "等待开箱投票")
    assert all(one.fingerprint[:4] in page.locator("main").inner_text() for one in others)
    assert "备份还没有演练过" not in page.locator("main").inner_text()
    return others, seed


def copied_back(page: Page) -> str:
    """The sheet is printed and copied back in the same act as the fingerprints are agreed to; one wrong letter is named."""
    page.get_by_role("link", name="打开备份单打印").click()
    seed = "".join(page.locator(".groups li").all_inner_texts())
    page.get_by_role("button", name="返回").click()
    agreed = page.get_by_role("button", name="指纹一致，备份已抄好")
    page.get_by_label("备份单上的 6 组字符").fill(seed[:5] + ("2" if seed[5] != "2" else "3") + seed[6:])
    agreed.click()
    page.get_by_text("第 2 组与本机的钥匙不符").wait_for()
    page.get_by_label("备份单上的 6 组字符").fill(seed)
    agreed.click()
    return seed


def slips(page: Page, poll: Poll, address: str, cast) -> list[str]:
    """The credential office prints the slips on the same page, on another computer."""
    code = actions.connect_office(poll=poll, by=make.slips_office(cast))
    page.get_by_role("link", name="监票台首页").click()
    page.get_by_role("link", name="票签组").click()
    page.get_by_label("票箱地址").fill(f"{address} {code}")
    page.get_by_label("张数").fill(str(SLIPS))
    page.get_by_role("button", name="制作票签").click()
    page.get_by_role("button", name="打开票签打印").click()
    drawn = page.locator(".slip > .print").all_inner_texts()
    assert page.locator(".slip .qr svg").count() == len(set(drawn)) == SLIPS
    page.get_by_role("button", name="返回").click()
    page.get_by_role("button", name="已印好，忘记号码").click()
    heading(page, "票签号码已忘记")
    page.get_by_role("link", name="监票台首页").click()
    page.get_by_role("link", name="第 1 把钥匙").click()
    return drawn


def without_last_ballot(raw: bytes) -> bytes:
    """A board whose tally leaves the last ballot out, chained as it should be."""
    honest = bel.read_archive(raw)
    setup = board.read_setup(honest)
    forged = bel.Archive.begin(honest.timestamp)
    forged.set_up(*(honest.data[one] for one in json.loads(honest.payload(honest.events[0])).values()))
    for event in honest.of_type(bel.BALLOT):
        forged.add(bel.BALLOT, honest.payload(event))
    forged.add_event(bel.END_BALLOTS)
    checked = board.check_ballots(honest, setup)[:-1]
    board.close(forged, encrypted_tally(setup.election, (one.ballot for one in checked), setup.voters))
    return forged.to_bytes()


def doctored(raw: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """A bundle one file of which was changed; its list is made anew."""
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        files = {each: packed.read(each) for each in packed.namelist()}
    files[name] = change(files[name])
    manifest = json.loads(files["bundle.json"])
    manifest["files"][name] = hexdigest(files[name])
    files["bundle.json"] = compact(manifest).encode()
    return build.zipped(files)


def publishes(page: Page, name: str, change: Callable[[bytes], bytes]) -> None:
    """From now on the server gives this page such a bundle, and its fingerprint."""
    forged: dict[str, str] = {}

    def another(route: Route) -> None:
        honest = route.fetch()
        raw = doctored(honest.body(), name, change)
        forged["bundle"] = hexdigest(zipfile.ZipFile(io.BytesIO(raw)).read("bundle.json"))
        route.fulfill(response=honest, body=raw)

    def told(route: Route) -> None:
        honest = route.fetch()
        route.fulfill(response=honest, body=with_json(**forged)(honest.body()))

    page.route("**/bundle.zip", another)
    page.route("**/board.json", told)


def voting(page: Page, terminal: Page, poll: Poll, drawn: list[str], others: list[Trustee]) -> None:
    """While ballots come in the server swaps the page, its script and the board, and shows another board to another station."""
    heading(page, "正在看守票箱")
    address = others[0].record["address"]
    attacked(page, address, lambda raw: raw.replace(b"</main>", b"<script>1</script></main>"), "不是公布的程序")
    attacked(page, "**/booth/page/vote.*", lambda raw: raw + b"//", "的内容与网页写明的不符")
    for slip in drawn[1:]:
        assert make.seal_and_send(poll, slip, "approve", "approve", "against") == "stored"
    page.clock.fast_forward(LONGER_THAN_ANY_PAUSE)
    page.get_by_text("2 张").first.wait_for()
    attacked(page, "**/board.json", with_json(head="0" * 64), "看板的指纹与本机副本不同")
    others[0].witness_again(PASS)
    held = others[0].witness.held
    seen = compact({"uuid": others[0].record["uuid"], "height": 1, "head": "0" * 64})
    line = compact(pki.sign(held.signing, seen).as_json()).encode()
    second_source(page, terminal, drawn[0])
    attacked(
        page, "**/checkpoints.txt", lambda raw: line, "第 2 位监票人的监票台看到的看板，从第 1 号事件起与本机的不同"
    )
    page.get_by_text("3 张").first.wait_for()


def second_source(page: Page, terminal: Page, slip: str) -> None:
    """A terminal gets the page from the station, not from the server: the ballot arrives all the same."""
    page.get_by_text("保存投票页，给投票终端").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="保存投票页", exact=True).click()
    path = Path(unquote(urlsplit(page.url).path)).parent / "saved.html"
    download.value.save_as(path)
    page.get_by_text(hexdigest(path.read_bytes())).wait_for()
    terminal.goto(path.as_uri())
    terminal.get_by_label("票签号码").fill(slip)
    terminal.get_by_role("button", name="打开票面").click()
    for title, word in zip(make.TITLES[:3], ("赞成", "赞成", "反对"), strict=True):
        terminal.get_by_role("group", name=title).get_by_label(word).check()
    terminal.get_by_role("button", name="下一步").click()
    terminal.get_by_role("button", name="封票").click()
    terminal.get_by_role("button", name="投入票箱").click()
    terminal.get_by_role("heading", name="已投入票箱").wait_for()


def closed(page: Page, raw: bytes) -> None:
    """The server asks for another sum to be decrypted than that of all ballots."""
    forged = without_last_ballot(raw)

    def answer(route: Route) -> None:
        route.fulfill(
            body=forged[int(route.request.url.rpartition("=")[2]) :], headers={"Access-Control-Allow-Origin": "*"}
        )

    def told(route: Route) -> None:
        honest = route.fetch()
        route.fulfill(response=honest, body=with_json(bytes=len(forged), head=head)(honest.body()))

    head = bel.read_archive(forged).head
    page.route("**/board.bel?from=*", answer)
    page.route("**/board.json", told)
    page.clock.fast_forward(LONGER_THAN_ANY_PAUSE)
    heading(page, "报警：请停止操作")
    page.get_by_text("密文合计不是各张选票之积").first.wait_for()


def restored(page: Page, address: str, code: str, seed: str) -> None:
    """The key comes back on another computer, from paper, and signs the board there."""
    page.get_by_role("link", name="恢复钥匙").click()
    page.get_by_label("票箱地址").fill(f"{address} {code}")
    page.get_by_label("备份单上的 6 组字符").fill(seed)
    page.get_by_label("在这台电脑上设一个口令").fill(PASS)
    page.get_by_label("再输入一次口令").fill(PASS)
    page.get_by_role("button", name="恢复").click()
    heading(page, "正在看守票箱")
    page.clock.fast_forward(LONGER_THAN_ANY_PAUSE)
    page.get_by_text("已签 1 次").wait_for()


def given(page: Page) -> None:
    """The share, after it was read what three ballots mean."""
    heading(page, "可以解密了")
    page.get_by_label("只有 3 张电子票").check()
    page.get_by_label("口令", exact=True).fill(PASS + "。")
    page.get_by_role("button", name="出具份额").click()
    page.get_by_text("口令不对").wait_for()
    page.get_by_label("口令", exact=True).fill(PASS)
    page.get_by_role("button", name="出具份额").click()
    heading(page, "份额已交出")


def signed(page: Page) -> None:
    """The fingerprint on the hall's screen is compared; a bundle that does not hold is not signed."""
    heading(page, "结果已算出，本机核验无误")
    page.get_by_role("heading", name="在档案指纹上签名").wait_for()
    publishes(page, "meeting.json", lambda raw: compact(json.loads(raw) | {"returned": 500}).encode())
    for word in ("公开档案的指纹不是网站公布的那一个", "会议记录的 returned 是 500"):
        sign(page)
        page.get_by_text(word).first.wait_for()
    publishes(page, "checkpoints.txt", lambda lines: b"\n")
    refused = page.get_by_text("本机签过的检查点不在公开档案里：服务器藏起了它")
    for _ in range(10):  # the first time the page still has the fingerprint of before
        sign(page)
        page.wait_for_timeout(ONE_LOOK)
        if refused.count():
            break
    assert refused.count()
    page.unroute_all(behavior="wait")
    sign(page)
    page.get_by_role("heading", name="已在档案指纹上签名").wait_for()


def sign(page: Page) -> None:
    page.get_by_label("会场大屏上的档案指纹与上面的一致").check()
    page.get_by_label("口令", exact=True).fill(PASS)
    page.get_by_role("button", name="核验并签名").click()


def test_a_whole_vote_with_the_folder(cast, computer, live_server, tmp_path):
    page, poll = computer(), make.frozen_poll(cast, level="L2")
    address = f"{live_server.url}/booth/{poll.box_id}/"
    others, seed = keys(page, poll, address, tmp_path, cast)
    for one in others:
        one.printed()
    drawn = slips(page, poll, address, cast)
    poll = make.agree(cast, make.passed_poll(cast, poll), actions.agree_to_open)
    voting(page, computer(), poll, drawn, others)
    spare = computer()
    holder = {seat.pk: seat for seat in (cast.teller_qian, cast.teller_zhou, cast.counter_wu)}[poll.keyholders[0]]
    restored(spare, address, actions.connect_station(poll=poll, by=holder), seed)
    page.route("**/board.*", lambda route: route.abort())  # it sees the closed board first as the attacker shows it
    poll = make.agree(cast, poll, actions.agree_to_close)
    closed(page, others[0]._public.read("board.bel?from=0"))

    given(spare)
    others[0].share(PASS, few=True)
    poll = actions.count(poll=poll, not_voted=0, by=cast.counter_wu)
    spare.clock.fast_forward(LONGER_THAN_ANY_PAUSE)
    signed(spare)
    others[0].sign(PASS)
    published(spare, poll, tmp_path)


def published(page: Page, poll: Poll, folder) -> None:
    """Three programs accept what anybody downloads; the folder's own shows the verdict. Then the key is destroyed."""
    path = folder / "bundle.zip"
    path.write_bytes(bundle(poll)[1])
    zipfile.ZipFile(path).extractall(folder / "bundle")
    assert verdict(path).good and (TOOL is None or Tool(folder / "bundle").accepts())
    page.get_by_label("异议期已过").check()
    page.get_by_role("button", name="销毁钥匙").click()
    heading(page, "钥匙已销毁")
    page.get_by_role("link", name="监票台首页").click()
    page.get_by_role("link", name="验票").click()
    page.get_by_label("文件").set_input_files(path)
    page.get_by_role("button", name="验票").click()
    page.get_by_text("适用的检查全部成立。").wait_for()
    assert "入选：1. 老旧小区加装电梯，赞成 3 票" in page.locator("main").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
