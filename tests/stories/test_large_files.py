"""A file of very many rows: who asks waits on a page, the file is made beside it for them alone, and a small one comes at once."""

import pytest
from django.utils import timezone

from piaojue.commons.jobs import aside, files
from piaojue.commons.web import beside
from piaojue.commons.years.road import Stage
from piaojue.stages.suggest.models import Suggestion
from piaojue.stages.suggest.tests import make
from tests import cast as the_cast

LIST = "/150102/2026/suggestions/?export=csv"


@pytest.fixture
def year(cast, settings, tmp_path):
    """Three suggestions, one of which waits for a clerk's decision."""
    settings.VAR = tmp_path
    year = the_cast.year(cast.xincheng, stage=Stage.SOLICITING)
    for n in range(3):
        make.suggestion(cast, year, title=f"东街第{n}号院装电梯")
    Suggestion.objects.filter(title__contains="第2号").update(publication="waiting")
    return year


def text_of(answer) -> str:
    return b"".join(answer.streaming_content).decode("utf-8-sig")


def test_visitors_share_a_file_and_a_clerk_has_another(cast, year, as_, monkeypatch):
    monkeypatch.setattr(beside, "MOST_AT_ONCE", 1)
    visitor, clerk = as_(None), as_(cast.clerk_li)
    waiting = visitor.get(LIST)
    assert waiting.status_code == 202 and "正在准备文件" in waiting.content.decode() and waiting["Retry-After"] == "5"
    assert as_(None).get(LIST).status_code == clerk.get(LIST).status_code == 202
    assert aside.work_off() == 2
    public, own = visitor.get(LIST), clerk.get(LIST)
    assert "attachment" in public["Content-Disposition"] and public["Content-Disposition"].endswith('.csv"')
    assert len(text_of(public).splitlines()) == 3 and len(text_of(own).splitlines()) == 4
    assert visitor.get("/150102/2026/data/suggestions.csv").status_code == 202
    assert aside.work_off() == 1
    assert "东街第1号院" in text_of(visitor.get("/150102/2026/data/suggestions.csv"))


def test_who_leaves_office_meanwhile_gets_no_file(cast, year, as_, monkeypatch):
    monkeypatch.setattr(beside, "MOST_AT_ONCE", 1)
    assert as_(cast.clerk_li).get(LIST).status_code == 202
    cast.clerk_li.ends = timezone.now()
    cast.clerk_li.save()
    assert aside.work_off() == 1
    assert not list((aside._folder()).glob(f"*{aside.READY}"))


def test_nobody_orders_large_files_without_end(year, as_, monkeypatch):
    monkeypatch.setattr(beside, "MOST_AT_ONCE", 1)
    monkeypatch.setattr(files, "PER_HOUR", 1)
    visitor = as_(None)
    assert visitor.get(LIST).status_code == visitor.get(LIST).status_code == 202
    assert visitor.get(f"{LIST}&other=1").status_code == 409


def test_a_small_file_comes_at_once(year, as_):
    assert len(text_of(as_(None).get(LIST)).splitlines()) == 3
