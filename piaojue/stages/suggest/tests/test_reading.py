"""What the words tell: place, field, danger, numbers to be covered. Doubts are asked, danger goes to a person at once."""

import pytest

from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.notify.models import Notice
from piaojue.commons.places.models import Level, Place
from piaojue.commons.record.models import Entry
from piaojue.commons.todo import tasks_of
from piaojue.commons.years.road import Stage
from piaojue.stages.suggest import actions, category, places
from piaojue.stages.suggest.models import Alarm, Suggestion
from piaojue.stages.suggest.tests import make
from tests import cast as the_cast

AT = "/150102/2026/suggest/"


@pytest.fixture
def year(cast):
    return the_cast.year(cast.xincheng, stage=Stage.SOLICITING)


@pytest.fixture
def twin(cast):
    """Another 东街社区, in the township."""
    return Place.objects.create(code="150102101007", name="东街社区", level=Level.VILLAGE, parent=cast.baoheshao)


def said(cast, year, **values):
    return make.suggestion(cast, year, **{"content": "六楼老人下不来", **values})


def test_numbers_are_covered_before_anybody_sees_them(cast, year):
    made = said(
        cast,
        year,
        title="电梯的事找13812345678",
        content="身份证 11010519491231002X 联系我",
        rationale="卡号 6222021234567890128",
    )
    made.refresh_from_db()
    kept = f"{made.title}{made.content}{made.rationale}"
    assert "138＊" in made.title and not any(n in kept for n in ("13812345678", "11010519491231002X", "12345678"))
    assert all("13812345678" not in entry.payload for entry in Entry.objects.all())
    assert all("13812345678" not in notice.text for notice in Notice.objects.all())


def test_danger_reaches_everyone_on_duty_at_once_and_comes_first(cast, year):
    made = said(cast, year, title="楼道里燃气泄漏没人管", content="整层都是味")
    heard = set(Notice.objects.filter(text__startswith="紧急").values_list("person_id", flat=True))
    assert heard == {
        s.person_id for s in (cast.clerk_li, cast.government_liu, cast.street_clerk_xu, cast.street_office_yan)
    }
    first = tasks_of(cast.clerk_li)[0]
    assert first.urgent and first.url == f"/alarms/{made.alarm.pk}/"
    assert made.alarm.words == ["燃气泄漏"]
    assert tasks_of(cast.street_clerk_xu)[0].url == first.url
    assert not any(task.url == first.url for task in tasks_of(cast.neighbour_clerk_bai))


def test_danger_is_heard_in_every_box_of_the_form(cast, year):
    made = said(cast, year, title="给老人装扶手", rationale="老人说死了算了，我们很怕")
    assert made.alarm.kinds == ["轻生或极端行为"]


def test_whoever_is_first_deals_with_it_and_says_how(cast, year, as_):
    alarm = said(cast, year, title="楼道里燃气泄漏没人管").alarm
    browser = as_(cast.street_clerk_xu)
    assert browser.post(f"/alarms/{alarm.pk}/", {"note": "好"}).status_code == 422
    assert browser.post(f"/alarms/{alarm.pk}/", {"note": "已电话核实并转燃气公司"}).status_code == 302
    alarm.refresh_from_db()
    assert alarm.handled_by == cast.street_clerk_xu
    assert not any(task.url == f"/alarms/{alarm.pk}/" for task in tasks_of(cast.clerk_li))
    with pytest.raises(Refused, match="已经处置"):
        actions.handle_alarm(alarm=alarm, note="再处置一次", by=cast.clerk_li)
    with pytest.raises(NotYours):
        actions.handle_alarm(alarm=alarm, note="不是我的地方", by=cast.neighbour_clerk_bai)


def test_everyday_wishes_and_fire_drills_raise_no_alarm(cast, year):
    said(cast, year)
    said(cast, year, title="社区多办燃气泄漏演练", content="让大家知道怎么办")
    assert not Alarm.objects.exists()


def test_a_place_named_in_the_text_is_taken_when_none_was_chosen_and_shown_first(cast, year, as_):
    browser, words = as_(cast.resident_wang), {"title": "给东街社区加装电梯", "content": "老人下不来"}
    shown = browser.post(AT, words)
    assert shown.status_code == 422 and "选好了所在地" in shown.content.decode()
    assert f'value="{cast.community.pk}" selected' in shown.content.decode()
    assert browser.post(AT, words | {"spot": cast.community.pk}).status_code == 302


def test_another_place_than_the_text_names_is_asked_about_once(cast, year, as_):
    browser, words = (
        as_(cast.resident_wang),
        {"title": "给东街社区加装电梯", "content": "老人下不来", "spot": cast.baoheshao.pk},
    )
    assert "请核对" in browser.post(AT, words).content.decode()
    assert browser.post(AT, words | {"seen_place": "1"}).status_code == 302
    assert Suggestion.objects.get().spot == cast.baoheshao


def test_a_question_opens_only_the_folds_that_hold_something(cast, year, as_):
    sent = {"title": "楼道里煤气味很大", "content": "怕要出事", "spot": cast.community.pk}
    page = as_(cast.resident_wang).post(AT, sent)
    assert page.status_code == 422 and page.content.decode().count('<details class="fold" open>') == 0
    page = as_(cast.resident_wang).post(AT, sent | {"est_cost": "很多"})
    assert page.content.decode().count('<details class="fold" open>') == 1 and "很多" in page.content.decode()


def test_the_same_name_in_two_places_is_asked_never_guessed(cast, year, twin, as_):
    found = places.named("给东街社区加装电梯", cast.xincheng)
    assert found.sure is None and found.asked == [("东街社区", [cast.community, twin])]
    shown = as_(cast.resident_wang).post(AT, {"title": "给东街社区加装电梯", "content": "老人下不来"}).content.decode()
    assert "有 2 处同名" in shown and "保合少镇东街社区" in shown
    assert places.named("保合少镇东街社区加装电梯", cast.xincheng).sure == twin


def test_before_anything_was_decided_the_words_of_the_fields_propose(cast, year):
    key, name, sure, words = category.categories(year.place, "建一个老年食堂", "助餐")[0]
    assert (key, name) == ("care", "养老托育") and sure > category.SURE and "老年食堂" in words


def test_while_typing_field_and_place_are_offered(cast, year, twin, as_):
    page = (
        as_(cast.resident_wang)
        .get("/150102/2026/similar/", {"title": "东街社区办老年食堂"}, headers={"HX-Request": "true"})
        .content.decode()
    )
    assert "看起来属于“养老托育”" in page and "是哪一处" in page
