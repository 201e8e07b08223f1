"""领域 and 部门 are learned from what people said knowingly, it is seen what was learned, and it can be taken back."""

import pytest

from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.years.road import Stage
from piaojue.stages.group import actions
from piaojue.stages.group.learning import mark, rows
from piaojue.stages.group.models import Demand, Lesson
from piaojue.stages.group.tests import make
from piaojue.stages.group.values import DemandDraft
from tests import cast as the_cast

QUEUE, LEARNED = "/150102/2026/grouping/queue/", "/150102/2026/grouping/learned/"


@pytest.fixture
def year(cast):
    return the_cast.year(cast.xincheng, stage=Stage.GROUPING)


@pytest.fixture
def lifts(cast, year):
    titles = ["给东街社区老楼加装电梯", "东街社区老楼装电梯"]
    made = [
        make.suggestion(cast, year, title=title, by=by)
        for title, by in zip(titles, (None, cast.deputy_dong), strict=True)
    ]
    actions.place_new(year=year)
    return made


def accepted(browser, lifts, category: str) -> Demand:
    """The card sent as the page shows it, but for the field."""
    shown = browser.get(QUEUE).content.decode()
    assert 'name="guessed_category" value="housing"' in shown
    sent = {"do": "accept", "bundle": lifts[0].pk, "title": "东街社区加装电梯", "guessed_category": "housing"}
    assert browser.post(QUEUE, sent | {"category": category}).status_code == 302
    return Demand.objects.get()


def test_what_a_clerk_left_as_it_was_proposed_teaches_nothing_until_somebody_confirms_it(cast, year, lifts, as_):
    browser = as_(cast.clerk_li)
    demand = accepted(browser, lifts, "housing")
    assert demand.category == "housing" and not Lesson.objects.exists() and list(rows(year.place, 9)) == []
    page = browser.get(LEARNED).content.decode()
    assert demand.title in page and "还没有学到什么" in page and "本地的决定还太少" in page
    assert browser.post(f"/d/{demand.pk}/field/").status_code == 302
    assert [(one.category, one.department) for one in rows(year.place, 9)] == [("housing", "")] * 2
    page = browser.get(LEARNED).content.decode()
    assert "核对为“住房保障与老旧小区”" in page and "没有等着核对的" in page
    with pytest.raises(Refused, match="已经核对过"):
        actions.confirm_field(demand=demand, by=cast.clerk_li)


def test_what_a_clerk_changed_is_learned_and_can_be_taken_back_at_once(cast, year, lifts, as_):
    browser = as_(cast.clerk_li)
    demand = accepted(browser, lifts, "care")
    lesson = Lesson.objects.get()
    assert (lesson.before, lesson.label, lesson.seat) == ("housing", "care", cast.clerk_li)
    assert "“住房保障与老旧小区”改为“养老托育”" in browser.get(LEARNED).content.decode()
    assert {one.category for one in rows(year.place, 9)} == {"care"}
    before = mark(year.place)
    assert browser.post(f"/lessons/{lesson.pk}/undo/").status_code == 302
    assert list(rows(year.place, 9)) == [] and mark(year.place).undone == before.undone + 1
    demand.refresh_from_db()
    assert demand.category == "care", "the demand stays as the clerk wanted it"
    with pytest.raises(Refused, match="已经不再学了"):
        actions.unlearn(lesson=lesson, by=cast.clerk_li)
    with pytest.raises(NotYours):
        actions.unlearn(lesson=lesson, by=cast.neighbour_clerk_bai)


def test_a_lesson_counts_only_as_long_as_the_demand_still_says_it(cast, year):
    demand = make.demand(cast, year, category="care")
    assert {one.category for one in rows(year.place, 9)} == {"care"}
    actions.edit(demand=demand, draft=DemandDraft(title=demand.title, category="housing"), by=cast.clerk_li)
    assert {one.category for one in rows(year.place, 9)} == {"housing"}
    Demand.objects.filter(pk=demand.pk).update(category="health")  # as a correction does
    assert list(rows(year.place, 9)) == []


def test_what_was_grouped_by_itself_or_said_by_the_writer_alone_teaches_nothing(cast, year):
    one = make.suggestion(cast, year, title="东街社区缺路灯", category="care")
    actions.make_demand(year=year, draft=DemandDraft(title="东街社区装路灯"), suggestions=[one], by=cast.clerk_li)
    assert Demand.objects.get().category == "care" and not Lesson.objects.exists()
