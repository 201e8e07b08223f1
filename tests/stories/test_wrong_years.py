"""A year that was a mistake goes away, a gate signed too early opens again, and a practice year leaves nothing behind."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from engines.law import Matter
from piaojue.commons import sms
from piaojue.commons.corrections import year_actions as to_year
from piaojue.commons.corrections.motions import MotionState
from piaojue.commons.intake.actions import bring_table
from piaojue.commons.intake.models import Batch, Row
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.notify.models import Notice
from piaojue.commons.notify.tell import tell
from piaojue.commons.privacy.actions import set_controller
from piaojue.commons.record import verify
from piaojue.commons.record.models import Entry
from piaojue.commons.years import actions
from piaojue.commons.years.gates import is_decided
from piaojue.commons.years.models import Standing, Year
from piaojue.commons.years.road import RoadKind, Stage
from piaojue.journey.queries import matches
from piaojue.stages.evaluate.actions import order_rectification
from piaojue.stages.evaluate.tests import make as evaluate
from piaojue.stages.group.tests import make as group
from piaojue.stages.suggest.actions import open_campaign
from piaojue.stages.suggest.models import Suggestion
from piaojue.stages.supervise.actions import assign_finding, return_finding
from piaojue.stages.supervise.tests import make as supervise
from tests import cast as the_cast
from tests.cast import tampered
from tests.decided import decided

WHY = "开错了年份"
TODAY = timezone.localdate()
TEXT = "为做好本年度民生实事项目工作，现将有关事项通知如下。"


def test_no_day_by_which_something_is_due_lies_in_another_age(cast):
    """A year typed wrongly is said to everybody who waits, and what is due in 2099 is never late."""
    far = date(2099, 1, 1)
    finding = supervise.scanned(cast)
    with pytest.raises(Refused, match="离今天太远"):
        assign_finding(finding=finding, assigned_to=cast.department_chen.body, due=far, by=cast.clerk_li)
    finding = supervise.fixed(cast, supervise.given(cast, finding))
    with pytest.raises(Refused, match="离今天太远"):
        return_finding(finding=finding, note="还堆着一半没有清", due=far, by=cast.clerk_li)
    late = evaluate.evaluating_year(cast, 2027)
    bad = evaluate.published(cast, (evaluate.project(cast, late).title, 10, 10, 40), year=late)
    with pytest.raises(Refused, match="离今天太远"):
        order_rectification(item=bad.items.get(), order="三个月内修好电梯井", due=far, by=cast.clerk_li)
    year = the_cast.year(cast.places["150103"])
    for until in (far, date(1900, 1, 1)):
        with pytest.raises(Refused, match="离今天太远"):
            actions.set_year(year=year, solicit_until=until, by=cast.neighbour_clerk_bai)


def test_the_place_decides_the_road(cast, as_):
    """11: a county cannot open a street's year; one that was opened wrongly all the same is voided with a reason."""
    with pytest.raises(Refused, match="设有人民代表大会"):
        actions.open_year(place=cast.xincheng, number=2026, by=cast.clerk_li, road=RoadKind.STREET)
    assert (
        "街道会商"
        not in as_(cast.clerk_li).get("/years/open/").content.decode().split("地区由")[0].split("<select")[-1]
    )
    wrong = actions.open_year(place=cast.xincheng, number=2025, by=cast.clerk_li)
    with pytest.raises(Refused, match="理由"):
        to_year.void_year(year=wrong, reason="错", by=cast.clerk_li)
    with pytest.raises(NotYours):
        to_year.void_year(year=wrong, reason=WHY, by=cast.neighbour_clerk_bai)
    done = to_year.void_year(year=wrong, reason=WHY, by=cast.clerk_li)
    wrong.refresh_from_db()
    assert (done.state, wrong.standing, wrong.void_reason) == (MotionState.DONE, Standing.VOIDED, WHY)
    assert as_(cast.clerk_li).get("/150102/2025/").status_code == 404
    assert "2025" not in as_(None).get("/years/").content.decode()
    assert WHY in as_(cast.clerk_li).get(done.get_absolute_url()).content.decode()
    assert WHY in as_(cast.clerk_li).get(wrong.get_absolute_url()).content.decode()
    with pytest.raises(Refused, match="已作废"):
        actions.set_year(year=wrong, by=cast.clerk_li, seats_to_fill=3)
    right = actions.open_year(place=cast.xincheng, number=2025, by=cast.clerk_li)
    assert right.pk != wrong.pk and tampered() == []


def test_a_year_that_passed_a_gate_is_voided_by_two(cast):
    year = the_cast.year(cast.xincheng, stage=Stage.SOLICITING)
    year.passages.create(gate="open_solicitation", seat=cast.clerk_li)
    asked = to_year.void_year(year=year, reason=WHY, by=cast.clerk_li)
    year.refresh_from_db()
    assert (asked.state, year.standing) == (MotionState.WAITING, Standing.REAL)
    with pytest.raises(NotYours):
        to_year.agree_to_motion(motion=asked, by=cast.clerk_li)
    to_year.agree_to_motion(motion=asked, by=cast.chair_zhang)
    year.refresh_from_db()
    assert year.is_voided and not Year.objects.exists()


def test_a_gate_that_was_signed_too_early(cast, as_):
    """12: all who signed agree; the papers stay, the signatures are given again."""
    year = actions.open_year(place=cast.xincheng, number=2026, by=cast.clerk_li)
    for kind in ("annual_plan", "leading_group_list", "solicitation_notice"):
        actions.file_paper(year=year, kind=kind, title=kind, body=TEXT, issued_on=TODAY, by=cast.clerk_li)
    year = open_solicitation(cast, year)
    asked = to_year.reopen_gate(year=year, reason="公告还没有印好", by=cast.chair_zhang)
    with pytest.raises(NotYours):
        to_year.reopen_gate(year=year, reason="公告还没有印好", by=cast.secretary_he)
    year.refresh_from_db()
    assert (year.stage, asked.state) == (Stage.SOLICITING, MotionState.WAITING)
    assert "重开关口" in as_(cast.government_liu).get("/today/").content.decode()
    to_year.agree_to_motion(motion=asked, by=cast.government_liu)
    year.refresh_from_db()
    assert (year.stage, year.papers.count(), year.passages.count(), year.signatures.count()) == (Stage.PLANNED, 3, 0, 0)
    assert any("已经重开" in text for text in Notice.objects.values_list("text", flat=True))
    assert tampered() == []
    assert open_solicitation(cast, year).stage == Stage.SOLICITING
    assert tampered() == []


def open_solicitation(cast, year) -> Year:
    """The plan is passed, both sign, and the clerk lets the year go on."""
    if not is_decided(year, Matter.ANNUAL_PLAN):
        decided(Matter.ANNUAL_PLAN, year=year)
    for seat in (cast.chair_zhang, cast.government_liu):
        actions.sign_gate(year=year, gate="open_solicitation", by=seat)
    return actions.pass_gate(year=year, by=cast.clerk_li)


def test_a_practice_year_counts_nowhere_and_leaves_nothing(cast, as_, monkeypatch):
    sent = []
    monkeypatch.setattr(sms, "send", lambda phone, text: sent.append(phone))
    real = actions.open_year(place=cast.xincheng, number=2027, by=cast.clerk_li)
    year = actions.open_year(place=cast.xincheng, number=2027, by=cast.clerk_li, practice=True)
    assert (year.in_address, real.in_address) == (12027, 2027)
    paper = actions.file_paper(year=year, kind="other", title="通知", body="试一试", public=True, by=cast.clerk_li)
    Year.every.filter(pk=year.pk).update(stage=Stage.SOLICITING)
    year.refresh_from_db()
    asked = group.suggestion(cast, year, by=cast.resident_wang)
    group.demand(cast, year, suggestions=[asked])
    page = as_(None).get("/150102/12027/suggestions/").content.decode()
    assert "试运行，不作数" in page and "/150102/12027/" in page and "/150102/2027/" not in page
    assert "试运行，不作数" in as_(None).get(paper.get_absolute_url()).content.decode()
    assert "试运行，不作数" not in as_(None).get("/150102/2027/road/").content.decode()
    assert not matches("suggestion", "电梯").exists() and not matches("demand", "电梯").exists()
    assert "试运行" not in as_(None).get("/years/").content.decode()
    assert "试运行" in as_(cast.clerk_li).get("/years/").content.decode()
    assert as_(None).get("/150102/12027/data/suggestions.csv").status_code == 404
    assert sent == []
    with pytest.raises(Refused, match="只有试运行"):
        to_year.wipe_practice(year=real, confirmed="清除", by=cast.clerk_li)
    with pytest.raises(Refused, match="请输入"):
        to_year.wipe_practice(year=year, confirmed="", by=cast.clerk_li)
    assert to_year.wipe_practice(year=year, confirmed="清除", by=cast.clerk_li) > 4
    assert list(Year.every.all()) == [real] and not Suggestion.objects.exists()
    assert Entry.objects.filter(act="corrections.wipe_practice").count() == 1
    assert tampered() == [] and list(verify.broken_chains()) == []


def test_tables_and_links_of_a_practice_year_go_with_it(
    cast, as_, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.VAR = tmp_path
    real = actions.open_year(place=cast.xincheng, number=2027, by=cast.clerk_li)
    year = actions.open_year(place=cast.xincheng, number=2027, by=cast.clerk_li, practice=True)
    Year.every.all().update(stage=Stage.SOLICITING)
    data = "工单编号,标题,内容,所在地,电话\nA1,路灯不亮,王秀英说晚上一片黑,东街社区,13811112222\n".encode()
    batches = [
        bring_table(
            batch=Batch(kind="tickets", target=one.pk, place=one.place), name="工单.csv", data=data, by=cast.clerk_li
        )
        for one in (real, year)
    ]
    asked = [group.suggestion(cast, one, by=cast.resident_wang) for one in Year.every.order_by("pk")]
    me = cast.resident_wang.person
    for url in (
        asked[1].get_absolute_url(),
        f"/s/{asked[1].pk}/way/",
        "/150102/12027/desk/?at=held",
        "/150102/2027/desk/",
    ):
        tell([me], "有进展", url)
    tell([me], "有进展", asked[0].get_absolute_url())
    with django_capture_on_commit_callbacks(execute=True):
        to_year.wipe_practice(year=Year.every.get(pk=year.pk), confirmed="清除", by=cast.clerk_li)
    assert list(Batch.objects.all()) == batches[:1] and set(Row.objects.values_list("batch", flat=True)) == {
        batches[0].pk
    }
    assert [path.name for path in (tmp_path / "intake").iterdir()] == [batches[0].file]
    links = Notice.objects.filter(person=me, text="有进展").order_by("pk").values_list("url", flat=True)
    assert list(links) == ["", "", "", "/150102/2027/desk/", asked[0].get_absolute_url()]
    assert [found.where for found in tampered()] == [f"years.year:{real.pk}"]  # whose stage this test set by itself
    assert "有进展" in as_(cast.resident_wang).get("/notices/").content.decode()


def test_dates_that_cannot_be(cast, as_):
    """A paper of 2062; a collection of three days, which needs a reason that is kept."""
    year = the_cast.year(cast.xincheng, stage=Stage.SOLICITING)
    with pytest.raises(Refused, match="2062"):
        actions.file_paper(
            year=year, kind="other", title="通知", body="…", issued_on=date(2062, 3, 1), by=cast.clerk_li
        )
    set_controller(place=cast.xincheng, name="人大办公室", phone="0471-6500000", kept_months=12, by=cast.clerk_li)
    call = {"title": "征集", "text": "请提建议", "opens_on": f"{TODAY}", "closes_on": f"{TODAY + timedelta(days=2)}"}
    page = as_(cast.clerk_li).post("/150102/2026/campaign/new/", call).content.decode()
    assert "只有 3 天" in page and "日期说明" in page
    open_campaign(
        year=year,
        title="征集",
        text="请提建议",
        opens_on=TODAY,
        closes_on=TODAY + timedelta(days=2),
        date_reason="上级要求三天内补充征集",
        by=cast.clerk_li,
    )
    assert "上级要求三天内补充征集" in Entry.objects.get(act="suggest.open_campaign").payload
