"""What is not public stands nowhere, and what is taken down is gone at the next request: a visitor walks through everything."""

from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html

from piaojue.commons.years.road import Stage
from piaojue.journey.tests import make
from piaojue.stages.group import actions as group
from piaojue.stages.group.public import DemandDraft, waiting
from piaojue.stages.suggest import actions
from piaojue.stages.suggest.tests import make as suggest
from tests import cast as the_cast

pytestmark = pytest.mark.once

WORDS = ("三号楼扶手", "钢钉")
YEAR = "/150102/2026/"
BEGINNINGS = (
    "/", "/search/?q=扶手", "/search/?q=扶手&kind=suggestion", "/search/?q=钢钉", "/city/1501/", "/city/1501/wall/",
    f"{YEAR}similar/?title=三号楼扶手", f"{YEAR}suggestions/?export=csv", f"{YEAR}suggestions/?q=扶手", f"{YEAR}demands/?export=csv",
    f"{YEAR}echo/?export=csv", f"{YEAR}data/suggestions.csv", f"{YEAR}data/suggestions.json", f"{YEAR}data/links.csv",
    f"{YEAR}data/demands.csv", f"{YEAR}board/", f"{YEAR}coverage/", "/d/{demand}/", "/d/{demand}/from/", "/s/{pk}/", "/s/{pk}/way/",
)  # fmt: skip
"""Where the walk begins, beside the home page: addresses that no link names."""
ASIDE = ("/static/", "/i18n/", "/accounts/", "/enter/", "/files/", "/qr/")
MOST = 160


def walk(browser, beginnings) -> dict[str, str]:
    """Address → what a visitor reads there, of everything that links lead to."""
    waiting, seen = list(beginnings), {}
    while waiting and len(seen) < MOST:
        path = waiting.pop(0)
        if path in seen or path.startswith(ASIDE):
            continue
        answer = browser.get(path, follow=True)
        kind = answer.get("Content-Type", "")
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        seen[path] = body.decode("utf-8", "replace") if kind.startswith(("text", "application/json")) else ""
        if kind.startswith("text/html") and answer.status_code == 200:
            links = (
                urlsplit(urljoin(path, link.get("href")))
                for link in html.fromstring(body).iter("a")
                if link.get("href")
            )
            waiting += [f"{to.path}?{to.query}" if to.query else to.path for to in links if not to.netloc]
    assert len(seen) < MOST, "the walk does not end"
    return seen


def quoting(pages: dict[str, str], words: tuple[str, ...]) -> set[str]:
    return {path for path, page in pages.items() if any(word in page for word in words)}


@pytest.fixture
def taken(cast):
    """A public suggestion, its demand named after it, and the answer that quotes it."""
    year = the_cast.year(cast.xincheng, stage=Stage.SOLICITING)
    made = suggest.suggestion(cast, year, title="给三号楼扶手修一修", content="二楼的老邻居腿里有钢钉，上楼要扶手")
    assert made.is_public
    suggest.suggestion(cast, year, title="给东街社区加装电梯")
    demand = group.make_demand(year=year, draft=DemandDraft(summary=made.content), suggestions=[made], by=cast.clerk_li)
    outcome = make.answered(cast, demand, disposition="declined", code="private")
    type(outcome).objects.filter(pk=outcome.pk).update(answer=f"“{made.title}”属于楼内维修，已转物业")
    make.at_stage(year, Stage.SCREENING)
    return made, demand


def test_what_is_taken_down_is_gone_from_every_page_at_the_next_request(cast, as_, taken):
    suggestion, demand = taken
    beginnings = [path.format(pk=suggestion.pk, demand=demand.pk) for path in BEGINNINGS]
    before = walk(as_(None), beginnings)
    shown = quoting(before, WORDS)
    numbers_alone = ("/city/", f"{YEAR}board/", f"{YEAR}coverage/", f"{YEAR}data/links.csv")
    assert [path for path in beginnings if path not in shown and not path.startswith(numbers_alone)] == []
    actions.take_down(suggestion=suggestion, code="privacy", by=cast.clerk_li)
    after = walk(as_(None), before)
    searched = {path for path in after if "?q=" in path or "?title=" in path}  # what a reader typed comes back to them
    assert quoting({path: page for path, page in after.items() if path not in searched}, WORDS) == set()
    assert quoting({path: after[path] for path in searched}, ("给三号楼扶手修一修", "老邻居")) == set()
    demand.refresh_from_db()
    assert demand.title == "东街社区的一项诉求" and "含他人隐私" in after[f"/s/{suggestion.pk}/"]
    assert not the_cast.tampered()


def test_an_insult_never_stands_on_the_home_page(cast, as_):
    year = the_cast.year(cast.xincheng, stage=Stage.SOLICITING)
    insult = suggest.suggestion(cast, year, title="狗官们十年不修路", content="这帮狗官，路上全是坑")
    demand = group.make_demand(year=year, draft=DemandDraft(), suggestions=[insult], by=cast.clerk_li)
    make.answered(cast, demand)
    assert "东街社区的一项诉求" in as_(None).get("/").content.decode()
    assert quoting(walk(as_(None), ["/", f"/d/{demand.pk}/"]), ("狗官", "全是坑")) == set()


def test_what_belongs_elsewhere_is_not_grouped_and_says_so_on_its_way(cast, as_):
    year = the_cast.year(cast.xincheng, stage=Stage.SOLICITING)
    refund, private = (
        suggest.suggestion(cast, year, title=title, by=cast.clerk_li, name="赵奶奶", channel="hotline")
        for title in ("健身房办卡不退费", "希望上门做透析随访")
    )
    actions.refuse_publication(suggestion=refund, code="hotline", by=cast.clerk_li)
    actions.refuse_publication(suggestion=private, code="privacy", by=cast.clerk_li)
    assert list(waiting(year)) == [private]
    assert "转 12345" in as_(None).get(f"/s/{refund.pk}/way/").content.decode()
