"""The log says what an entry is about by its name, and never whom."""

import pytest
from django.apps import apps
from django.db import transaction

from piaojue.commons.intake.models import Batch
from piaojue.commons.people.moves import MOVES as PEOPLE
from piaojue.commons.record.log import record
from piaojue.commons.record.models import Entry
from piaojue.commons.record.subjects import subjects_of
from piaojue.commons.things import Thing
from piaojue.commons.years import actions
from piaojue.commons.years.models import PaperKind


def test_every_thing_that_is_logged_has_a_noun():
    things = [model for model in apps.get_models() if issubclass(model, Thing)]
    assert [model._meta.label for model in things if not getattr(model, "noun", "")] == []


@pytest.fixture
def paper(cast):
    with transaction.atomic():
        record(PEOPLE["appoint"], cast.clerk_li, None)
    year = actions.open_year(place=cast.xincheng, number=2026, by=cast.clerk_li)
    return actions.file_paper(
        year=year, kind=PaperKind.ANNUAL_PLAN, title="新城区2026年工作计划", body="一、二、三", by=cast.clerk_li
    )


def test_the_page_names_the_thing_and_leads_to_it(cast, as_, paper):
    page = " ".join(as_(cast.clerk_li).get("/log/").content.decode().split())
    assert f'文书 <a href="/papers/{paper.pk}/">新城区2026年工作计划</a>' in page
    assert '年度 <a href="/150102/2026/">新城区2026年度</a>' in page
    assert f"席位 {cast.clerk_li.label}" in page and cast.clerk_li.person.name not in page.split("<main")[1]
    found = as_(cast.clerk_li).get("/log/?q=文书").content.decode().split("<main")[1]
    assert "新城区2026年工作计划" in found and "新城区2026年度" not in found


def test_a_thing_that_is_gone_keeps_its_noun(cast, paper):
    entry = Entry(subject="years.paper:999999")
    assert subjects_of([entry])["years.paper:999999"].noun == "文书"
    assert subjects_of([Entry(subject="old.thing:1")])["old.thing:1"].noun == "old.thing"


@pytest.mark.parametrize("number", [3, 30])
def test_names_cost_one_query_a_kind(cast, paper, django_assert_max_num_queries, number):
    with transaction.atomic():
        for _ in range(number):
            record(PEOPLE["appoint"], cast.clerk_li, None)
    entries = list(Entry.objects.all())
    with django_assert_max_num_queries(4):
        subjects_of(entries)


def test_a_table_that_was_brought_is_named_by_its_kind_and_never_by_its_file(cast, as_):
    batch = Batch.objects.create(place=cast.xincheng, kind="roll", target=1, name="张三.xlsx", created_by=cast.clerk_li)
    with transaction.atomic():
        record(PEOPLE["appoint"], batch, cast.clerk_li)
    page = as_(cast.clerk_li).get("/log/")
    assert page.status_code == 200
    assert "表格导入" in page.content.decode() and "张三" not in page.content.decode()


@pytest.mark.parametrize("name", ["items", "keys", "count"])
def test_an_entry_shows_a_fact_of_any_name(cast, as_, name):
    with transaction.atomic():
        entry = record(PEOPLE["appoint"], cast.clerk_li, cast.clerk_li, **{name: 3})
    page = as_(cast.clerk_li).get(f"/log/{entry.place_code}/{entry.seq}/")
    assert f"<dt>{name}</dt>" in page.content.decode()
