"""The voter's page is watched: whoever swaps it, for one phone or for all, a station sees another page than was read out."""

import json

import pytest
from django.test import Client

from booth.models import Board
from booth.page_files import NAMES, page_file
from booth.sealed.page import voters_page
from booth.tests.test_sealed import opened
from engines.sealing.election import parse_election
from station.desk.page_watch import LATEST, PUBLISHED, SOONEST, PageWatch, wait_by_lot, wrong_with
from station.drawer import new_drawer
from station.problems import Alarm

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_the_station_knows_the_files_of_this_release():
    """`make page` writes the list anew after the page was changed."""
    assert {page_file(name).name: page_file(name).integrity for name in NAMES} == PUBLISHED
    assert all(SOONEST <= wait_by_lot() < LATEST for _ in range(50))


class Site:
    """The site as a phone meets it. swap: what it puts in the place of a path's bytes."""

    def __init__(self, uuid) -> None:
        self.base, self.swap = f"/booth/{uuid}/", {}

    def read(self, path: str) -> bytes:
        path = path if path.startswith("/") else self.base + path
        content = Client().get(path).content
        return self.swap.get(path.rpartition("/")[2] if path != self.base else "", lambda raw: raw)(content)


@pytest.fixture
def site(tmp_path):
    """(site, election, watch that looks each time it is asked)."""
    uuid, _, _ = opened()
    board = Board.objects.get(pk=uuid)
    site = Site(uuid)
    drawer = new_drawer(tmp_path, False, str(uuid), 1)
    return site, board.serialised, PageWatch(drawer, site, lambda: 0.0, lambda: 0.0), drawer


def test_an_honest_page_is_the_same_each_time(site):
    served, election, watch, drawer = site
    for _ in range(3):
        watch.look(election)
    assert watch.looks == 3 and len(watch.fingerprint) == 64
    page = served.read("").decode()
    assert page.count("<script") == page.count("integrity=") == 3, "styles and both scripts by hash; the third is data"
    assert drawer.record["page"] == watch.fingerprint


@pytest.mark.parametrize(
    ("path", "old", "new", "word"),
    [
        ("", b"</main>", b"<script>leak()</script></main>", "不是公布的程序"),
        ("", b"</main>", b'<img src="x" onerror="leak()"></main>', "onerror"),
        ("", b"</main>", b'<iframe src="/x"></iframe></main>', "iframe"),
        ("", b"/booth/page/vote.", b"/static/vote.", "不是公布的程序"),
        ("", b'integrity="sha384-', b'integrity="sha384-A', "不是公布的程序"),
        ("", "赞成".encode(), "反对".encode(), "与选举文件不同"),
        ("", "加装电梯</span>".encode(), "改造公厕</span>".encode(), "与选举文件不同"),
        ("", b'value="approve"', b'value="against"', "与选举文件不同"),
        ("", b"\\u53cd", b"\\u8d5e", "选举文件不是密钥仪式"),
        ("vote", b"getRandomValues", b"getConstantVals", "与网页写明的不符"),
    ],
)
def test_a_page_that_would_leak_is_found(site, path, old, new, word):
    """A constant seed lets the operator read every ballot, and 打开检验 says 相符: only the page's bytes show it."""
    served, election, watch, drawer = site
    name = page_file("vote").name if path == "vote" else ""
    served.swap[name] = lambda raw: raw.replace(old, new)
    assert old in Client().get(f"/booth/page/{name}" if name else served.base).content
    with pytest.raises(Alarm, match=word):
        watch.look(election)
    assert (drawer.path / "page-refused.html").exists()


def test_a_page_that_changes_in_the_middle_is_found_even_when_it_looks_harmless(site):
    served, election, watch, _ = site
    watch.look(election)
    served.swap[""] = lambda raw: raw.replace("请核对您的选择".encode(), "请核对你的选择".encode())
    with pytest.raises(Alarm, match="与先前的不同"):
        watch.look(election)


def test_choices_in_another_order_than_the_election_file_are_found():
    """赞成 on the screen, 反对 in the ballot: the page would count each vote as another."""
    uuid, _, _ = opened()
    board = Board.objects.get(pk=uuid)
    election = parse_election(board.serialised)
    page = voters_page(board).decode()
    assert wrong_with(page, election) == []
    start = page.index('type="application/json">') + len('type="application/json">')
    end = page.index("</script>", start)
    facts = json.loads(page[start:end])
    facts["options"].reverse()
    assert wrong_with(page[:start] + json.dumps(facts) + page[end:], election)
