"""Somebody reads a long list from the first page to the last, while others add to it; and what pages cost does not grow."""

import re
from contextlib import contextmanager
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from piaojue.commons.jobs import aside
from piaojue.commons.web import paging, shared
from piaojue.commons.years.road import Stage
from piaojue.journey import reckoned
from piaojue.stages.group.models import Demand
from piaojue.stages.suggest.models import Suggestion
from tests import cast as the_cast

LIST = "/150102/2026/suggestions/"


@pytest.fixture
def year(cast):
    return the_cast.year(cast.xincheng, stage=Stage.SOLICITING)


def write(year, number: int, first: int = 0) -> None:
    """Public suggestions 第0件, 第1件 … and as many demands of few voices."""
    same = {"place": year.place, "year": year, "spot": year.place}
    Suggestion.objects.bulk_create(
        Suggestion(
            **same,
            ticket_no=f"L{n:07d}",
            title=f"第{n}件",
            shown_title=f"第{n}件",
            publication="published",
            consent_version="1",
        )
        for n in range(first, first + number)
    )
    Demand.objects.bulk_create(Demand(**same, title=f"诉求{n}", voices=n % 3) for n in range(first, first + number))


def read(address: str) -> tuple[list[int], dict[str, str]]:
    """(numbers of what stands on the page, in order; word of each link of the pager → where it leads)."""
    page = Client().get(address).content.decode()
    links = {
        word: unescape(to)
        for to, word in re.findall(r'<a class="pager__\w+"[^>]*href="([^"]+)"[^>]*>([^<]+)</a>', page)
    }
    return [int(number) for number in dict.fromkeys(re.findall(r"第(\d+)件", page))], links


def test_nothing_is_read_twice_and_nothing_missed_while_others_add(year):
    write(year, 50)
    seen, links = read(LIST)
    assert seen == list(range(49, 29, -1)) and "末页" not in links
    write(year, 5, first=50)
    second, links = read(LIST + links["下一页 ›"])
    assert second == list(range(29, 9, -1))
    third, links = read(LIST + links["下一页 ›"])
    assert third == list(range(9, -1, -1)) and "下一页 ›" not in links
    assert read(LIST + links["‹ 上一页"])[0] == second
    assert (
        read(LIST + "?page=3")[0]
        == list(range(14, -1, -1))
        == read(LIST + "?page=last")[0]
        == read(LIST + "?page=99")[0]
    )
    assert read(LIST + "?sort=seconded&page=2")[0] == list(range(34, 14, -1))  # an order that no column holds


@pytest.mark.parametrize(
    "nonsense", ["x", "[]", "[null]", '["a"]', "[1,2]", "[99999999999999999999]", "{}", "[1.5]", "[[1]]"]
)
def test_whatever_an_address_says_there_is_a_page(year, nonsense):
    write(year, 3)
    for word in ("after", "before"):
        assert Client().get(LIST, {word: nonsense, "page": "²"}).status_code == 200


def test_a_list_that_nobody_counts_says_that_there_are_more(year, monkeypatch):
    monkeypatch.setattr(paging, "MOST_COUNTED", 40)
    write(year, 90)
    address = LIST + "?state=received"
    page = Client().get(address).content.decode()
    assert "共 40 条以上" in page and "末页" in page
    last, links = read(address + "&page=last")
    assert last == list(range(19, -1, -1)) and "下一页 ›" not in links
    before, links = read(LIST + links["‹ 上一页"])
    assert before == list(range(39, 19, -1))
    assert read(LIST + links["下一页 ›"])[0] == last


def test_an_order_of_two_columns_is_followed_over_equal_values(year):
    write(year, 9)
    rows = Demand.objects.filter(year=year)
    whole, asked, seen = [row.pk for row in rows], {}, []
    while True:
        page = paging.page_of(rows, asked, 2)
        seen += [row.pk for row in page.object_list]
        if not page.has_next:
            break
        asked = {"page": str(page.number + 1), **page.ends["next"]}
    assert seen == whole
    back = [row.pk for row in page.object_list]
    while page.number > 1:
        page = paging.page_of(rows, {"page": str(page.number - 1), **page.ends["previous"]}, 2)
        back = [row.pk for row in page.object_list] + back
    assert back == whole
    assert [
        row.pk for number in range(1, 6) for row in paging.page_of(rows, {"page": str(number)}, 2, 9).object_list
    ] == whole


@contextmanager
def steps():
    """How many steps SQLite takes in between: a count that is the same on every machine, whatever it is busy with."""
    taken = [0]

    def tick() -> int:
        taken[0] += 1
        return 0

    connection.connection.set_progress_handler(tick, 50)
    try:
        yield taken
    finally:
        connection.connection.set_progress_handler(None, 0)


FLAT = [
    "/",
    "/150102/2026/",
    "/150102/2026/campaign/",
    LIST,
    LIST + "?page=last",
    "/150102/2026/demands/",
    "/150102/2026/demands/?page=last",
    "/echo/",
    "/city/1501/",
    "/city/1501/wall/",
    "/150102/2026/board/",
    "/150102/2026/coverage/",
]
"""Pages that cost the same however many rows a year has."""


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL does not count steps")
def test_pages_take_as_many_steps_for_many_rows_as_for_few(year, settings, tmp_path, monkeypatch):
    settings.VAR = tmp_path
    monkeypatch.setattr(reckoned, "FEW", 0)  # what has to read every row is made beside the page

    def cost() -> dict[str, int]:
        found = {}
        for address in FLAT:
            Client().get(address)
            with steps() as taken, CaptureQueriesContext(connection) as asked:
                assert Client().get(address).status_code == 200
            assert len(asked) <= 15, address
            found[address] = taken[0]
        return found

    write(year, 400)
    for address in FLAT:
        Client().get(address)
    aside.work_off()
    few = cost()
    write(year, 2000, first=400)
    many = cost()
    assert {address: (few[address], many[address]) for address in FLAT if many[address] > few[address] * 1.3 + 10} == {}


def test_a_page_for_everybody_is_made_once_and_whoever_acts_sees_it(
    year, settings, as_, cast, django_assert_num_queries
):
    settings.SHARED_SECONDS = 15
    shared.forget()
    try:
        write(year, 1)
        first = Client().get(LIST)
        write(year, 1, first=1)
        with django_assert_num_queries(0):
            again = Client().get(LIST)
        assert again.content == first.content and "第1件" not in again.content.decode()
        assert again["X-Accel-Expires"] == "15" and again["Content-Security-Policy"]
        assert "第1件" in as_(cast.resident_wang).get(LIST).content.decode()
        visitor = Client()
        visitor.cookies["accepted"] = "a form was just taken"
        assert "第1件" in visitor.get(LIST).content.decode()
        assert "csrfmiddlewaretoken" not in first.content.decode() and not first.cookies
        english = Client(headers={"accept-language": "en"}).get(LIST)
        assert "第1件" in english.content.decode() and english.content != first.content
        shared.forget()
        assert "第1件" in Client().get(LIST).content.decode()
    finally:
        shared.forget()
