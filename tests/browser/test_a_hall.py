"""One whole session: seven tellers with their stations, forty deputies' phones, a lost teller, a dead phone, a paper box.

Everything a person does on the site or a phone is a click; the tellers' stations are the program itself, over the hall's
network. At the end two programs that the site did not write check what was published.
"""

import io
import random
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Page

from engines.sealing.tests.tool import TOOL, Tool, verdict
from piaojue.commons.people.models import Body, BodyKind, Person, Seat
from piaojue.commons.roles import Role
from piaojue.commons.sittings import actions as sittings
from piaojue.stages.vote import actions
from piaojue.stages.vote.models import Poll
from piaojue.stages.vote.tests import make
from station import safe
from station.desk.office import Office
from station.desk.trustee import Trustee
from tests.browser.walking import Someone
from tests.browser.windows import HALL, PHONE
from tests.cast import Cast, one_more

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DEPUTIES, KEYS = 40, 7
DEAD, TESTED, ABSENT, PAPER = 0, 1, 2, range(3, 5)
"""What happens to which slip, in the order of printing."""
PASSPHRASE = "会场里的一句口令"
TITLES = make.TITLES[:3]
WISHES = [("赞成", "反对", "赞成"), ("赞成", "赞成", "弃权"), ("反对", "赞成", "反对"), ("赞成", "赞成", "")]


@pytest.fixture(autouse=True)
def cheap_passphrases(monkeypatch):
    monkeypatch.setitem(safe.COST, "n", 16)


def people(cast) -> list[Seat]:
    """Forty deputies in all, and seven who hold keys: one 总监票人, six 监票人."""
    delegation = Body.objects.get(place=cast.xincheng, kind=BodyKind.DELEGATION)
    for n in range(6, DEPUTIES + 1):
        seat = one_more(
            f"deputy{n}", f"代表{n}", Role.DEPUTY, BodyKind.CONGRESS, "新城区第十八届人民代表大会", cast.xincheng
        )
        Seat.objects.filter(pk=seat.pk).update(delegation=delegation)
    more = [
        Seat.objects.create(
            person=Person.objects.get(username=f"deputy{n}"),
            body=cast.teller_zhou.body,
            place=cast.xincheng,
            role=Role.TELLER,
        )
        for n in range(6, KEYS + 4)
    ]
    return [cast.teller_qian, cast.teller_zhou, *more]


def fixed_poll(cast, tellers: list[Seat]) -> Poll:
    poll = make.prepared_poll(cast, level="L2")
    for seat in Seat.objects.filter(role=Role.DEPUTY, place=cast.xincheng).exclude(
        pk__in=poll.sitting.attendances.values("seat")
    ):
        sittings.check_in(sitting=poll.sitting, seat=seat, by=cast.secretary_he)
    return actions.appoint_tellers(poll=poll, seats=[*tellers, cast.counter_wu], by=cast.secretary_he)


def code_of(page) -> tuple[str, str]:
    """(address of the box, connection code) as the page shows them this once."""
    return page.locator("dd code").first.inner_text(), page.locator("dd strong.code").inner_text()


def connection(visit, desk: str, seat: Seat) -> tuple[str, str]:
    """A teller takes a connection code on the site."""
    teller = Someone(visit(seat), str(seat.person)).starts(f"{desk}keys/").press("取得我的连接码")
    codes = code_of(teller.page)
    teller.page.context.close()
    return codes


def stations(visit, desk: str, tellers: list[Seat], home: Path) -> tuple[list[Trustee], list[str]]:
    """Every teller makes a key on a computer of their own and seals a backup sheet; the sheets' seeds."""
    trustees = [
        Trustee.connect(home / str(seat.pk), *connection(visit, desk, seat), PASSPHRASE, PASSPHRASE) for seat in tellers
    ]
    for _ in range(2):
        [one.look() for one in trustees]
    for one in trustees:
        one.agree(True)
    for _ in range(3):
        [one.look() for one in trustees]
    sheets = [one.backup().seed for one in trustees]
    for one, sheet in zip(trustees, sheets, strict=True):
        one.printed()
        one.drill(sheet)
    return trustees, sheets


def scan(visit, poll: Poll, slip: str):
    page = visit(None, PHONE)
    page.goto(f"/booth/{poll.box_id}/#{slip}")
    page.locator("[data-step=fill]:not([hidden])").wait_for()
    return page


def seal(page, wishes: tuple[str, ...]) -> None:
    fill(page, wishes)
    sealed(page)


def fill(page, wishes: tuple[str, ...]) -> None:
    for title, word in zip(TITLES, wishes, strict=True):
        if word:
            page.get_by_role("group", name=title).get_by_label(word).check()
    page.get_by_role("button", name="下一步").click()


def sealed(page) -> None:
    page.get_by_role("button", name="封票").click()
    page.get_by_role("heading", name="票已封好").wait_for()


def cast_ballot(page) -> None:
    page.get_by_role("button", name="投入票箱").click()
    page.get_by_role("heading", name="已投入票箱").wait_for()
    page.context.close()


def expected(choices: list[tuple[str, ...]]) -> list[int]:
    """赞成 of each project."""
    return [sum(one[at] == "赞成" for one in choices) for at in range(len(TITLES))]


@dataclass
class Hall:
    """The hall of one poll: who stands in it all evening, and the big screen. votes: printed credential → wishes."""

    cast: Cast
    visit: Callable[..., Page]
    poll: Poll
    votes: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.desk = self.poll.get_absolute_url()
        self.secretary = Someone(self.visit(self.cast.secretary_he), "秘书")
        self.wu = Someone(self.visit(self.cast.counter_wu), "计票人")
        self.zhou = Someone(self.visit(self.cast.teller_zhou), "监票人")
        self.qian = Someone(self.visit(self.cast.teller_qian), "总监票人")
        self.screen = Someone(self.visit(self.cast.teller_zhou, HALL), "大屏")

    @property
    def slips(self) -> list[str]:
        return list(self.votes)


def test_a_whole_session(cast, visit, tmp_path):
    tellers = people(cast)
    hall = Hall(cast, visit, fixed_poll(cast, tellers))
    hall.secretary.starts(hall.desk).press("确定票面")
    hall.poll = make.passed_poll(cast, Poll.objects.get(pk=hall.poll.pk))
    trustees, sheets = stations(visit, hall.desk, tellers, tmp_path / "stations")
    hall.zhou.starts(f"{hall.desk}keys/").sees("已演练", trustees[0].fingerprint[:16])
    print_slips(hall)

    hall.qian.starts(f"{hall.desk}tellers/").press("我同意开箱投票")
    hall.zhou.starts(f"{hall.desk}tellers/").press("我同意开箱投票")
    hall.screen.starts(f"{hall.desk}hall/").sees("正在投票")
    vote_by_phone(hall)
    vote_on_paper(hall)
    hall.screen.starts(f"{hall.desk}hall/").sees("39")
    hall.qian.starts(f"{hall.desk}tellers/").press("我同意截止投票")
    hall.zhou.starts(f"{hall.desk}tellers/").press("我同意截止投票").sees("还差 4 位")

    # the second teller has left; the last one's computer is broken, its key comes from the sealed sheet
    address, code = connection(visit, hall.desk, tellers[-1])
    restored = Trustee.restore(tmp_path / "spare", address, code, sheets[-1], PASSPHRASE, PASSPHRASE)
    for one in (trustees[0], trustees[2], trustees[4], restored):
        one.share(PASSPHRASE)
    counter = count(hall)
    for one in trustees[0], trustees[2]:
        one.sign(PASSPHRASE)
    hall.screen.starts(f"{hall.desk}hall/result/").sees("扫码验票")
    published(counter, hall.desk, tmp_path)


def print_slips(hall: Hall) -> None:
    """The credential office prints a slip for every deputy, and every deputy makes up their mind."""
    hall.wu.starts(f"{hall.desk}slips/").press("取得票签组连接码")
    office = Office(*code_of(hall.wu.page))
    office.make(DEPUTIES)
    hall.votes = {slip.address.split("#")[1]: random.choice(WISHES) for slip in office.slips()}
    office.forget()


def vote_by_phone(hall: Hall) -> None:
    """All but those who vote on paper and one who is absent; one phone dies, one ballot is opened for a test."""
    for n, (slip, wishes) in enumerate(hall.votes.items()):
        if n == ABSENT or n in PAPER:
            continue
        page = scan(hall.visit, hall.poll, slip)
        if n == DEAD:
            seal(page, wishes)
            page.context.close()  # the battery dies after sealing, before casting
            page = scan(hall.visit, hall.poll, slip)
        if n == TESTED:
            seal(page, wishes)
            page.get_by_role("button", name="打开检验").click()
            page.get_by_role("button", name="里面是随便填的").click()
            page.get_by_role("button", name="检验完了").click()
            page = scan(hall.visit, hall.poll, slip)
        seal(page, wishes)
        cast_ballot(page)


def vote_on_paper(hall: Hall) -> None:
    """Slips are given back for paper; before the close the teller copies each sheet into the box."""
    desk, zhou = hall.desk, hall.zhou
    zhou.starts(f"{desk}boxes/new/").fill(票箱名称="一号票箱").write("已发出的纸质票", str(len(PAPER))).press("登记")
    for n in PAPER:
        zhou.starts(f"{desk}exchange/").fill(交回的票签号码=hall.slips[n]).press("收回票签").sees("已收回作废")
    hall.qian.starts(f"{desk}tellers/").press("我同意截止投票", fails=True).sees("转录进票箱")
    for n in PAPER:
        slip = hall.slips[n]
        hands = [takes_back(who, desk, slip) for who in (zhou, hall.qian)]
        page, wishes = scan(hall.visit, hall.poll, slip), hall.votes[slip]
        if n == PAPER[0]:
            one_teller_alone(page, hands[0], wishes)
            fill_by(page, hands[1], ("弃权", *wishes[1:]))
            page.get_by_text("第 1 项两遍填的不同").wait_for()
        fill_by(page, hands[1], wishes)
        page.get_by_text("第二遍").wait_for()
        fill_by(page, hands[0], wishes)
        sealed(page)
        cast_ballot(page)
    zhou.starts(f"{desk}transcribe/done/").write("转录的纸质票", str(len(PAPER))).press("登记")


def takes_back(teller: Someone, desk: str, slip: str) -> str:
    """A teller scans a slip that was handed in, at an own desk: the code for the own filling."""
    teller.starts(f"{desk}transcribe/").fill(交回的票签号码=slip).press("用这张票签转录").sees("您的转录码是")
    return re.search("您的转录码是 ([A-Z2-9]{6})", teller.page.locator("body").inner_text())[1]


def fill_by(page: Page, hand: str, wishes: tuple[str, ...]) -> None:
    page.get_by_label("本遍填票人的转录码").fill(hand)
    fill(page, wishes)


def one_teller_alone(page: Page, hand: str, wishes: tuple[str, ...]) -> None:
    """Who does not have the other one's code fills once and no more."""
    fill_by(page, "AAAAAA", wishes)
    page.get_by_text("转录码不对").wait_for()
    fill_by(page, hand, wishes)
    page.get_by_text("第二遍").wait_for()
    fill_by(page, hand, wishes)
    page.get_by_text("要由另一名监票人填").wait_for()


def count(hall: Hall) -> Someone:
    """The counter counts, and every wish is in the sums."""
    counter = Someone(hall.visit(hall.cast.counter_wu), "计票人").starts(f"{hall.desk}tellers/")
    counter.follow("计票").press("计票")
    by_phone, on_paper = DEPUTIES - len(PAPER) - 1, len(PAPER)
    counter.sees("计票报告单", f"电子票 {by_phone} 张 + 领用纸质票 {on_paper} 张 + 未投 1 张 = 发出 {DEPUTIES} 张")
    hall.poll.refresh_from_db()
    assert hall.poll.desk.not_voted == 1 and hall.poll.desk.transcribed == on_paper
    cast = [wishes for n, wishes in enumerate(hall.votes.values()) if n != ABSENT]
    assert [row[0] for row in hall.poll.the_counts.items.values()] == expected(cast)
    return counter


def published(counter: Someone, desk: str, folder: Path) -> None:
    """What anybody downloads is accepted by our stand-alone verifier and by belenios-tool."""
    counter.starts(f"{desk}verify/")
    with counter.page.expect_download() as download:
        counter.page.get_by_role("link", name="档案、会议数字").click()
    zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes())).extractall(folder / "bundle")
    (archive,) = (folder / "bundle").glob("*.bel")
    assert verdict(archive).good
    assert TOOL is None or Tool(folder / "bundle").accepts()


@pytest.mark.parametrize("projects", [15, 30])
def test_the_hall_sees_every_project_of_the_result_at_once(cast, visit, projects):
    items = [
        {"key": f"i{n}", "no": n, "title": f"第 {n} 号小区供水管网和二次供水设施改造"} for n in range(1, projects + 1)
    ]
    poll, codes = make.open_poll(cast, poll=make.prepared_poll(cast, kind="satisfaction", items=items, rule=None))
    make.vote(poll, codes[0], *["approve"] * projects)
    poll = make.agree(cast, poll, actions.agree_to_close)
    actions.count(poll=poll, not_voted=4, by=cast.counter_wu)
    page = visit(cast.teller_zhou, HALL)
    page.goto(f"{poll.get_absolute_url()}hall/result/")
    assert page.locator("tbody tr").count() == projects
    foot = page.locator("footer").bounding_box()["y"]
    assert all(row.bounding_box()["y"] + row.bounding_box()["height"] <= foot for row in page.locator("tbody tr").all())
    assert page.locator("tbody tr").first.bounding_box()["y"] > page.locator("header").bounding_box()["height"]
