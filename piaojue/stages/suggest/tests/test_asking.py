"""赵大爷 asks in public about 王大妈's suggestion; one office answers in its own name, and everybody reads both."""

import pytest

from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.notify.models import Notice
from piaojue.commons.record.models import Entry
from piaojue.commons.todo import tasks_of
from piaojue.commons.years.road import Stage
from piaojue.stages.suggest import actions
from piaojue.stages.suggest.models_asking import Asked, AskedState
from piaojue.stages.suggest.tests import make
from tests import cast as the_cast

WHEN = "北楼先装还是南楼先装"


@pytest.fixture
def lift(cast):
    return make.suggestion(cast, the_cast.year(cast.xincheng, stage=Stage.SOLICITING))


def heard(seat) -> list[str]:
    return list(Notice.objects.filter(person=seat.person).order_by("pk").values_list("text", flat=True))


def labels(seat) -> dict[str, int]:
    return {task.label: task.count for task in tasks_of(seat)}


def test_a_question_and_its_answer_stand_in_public_in_the_offices_name(cast, as_, lift):
    assert as_(cast.resident_zhao).post(f"/s/{lift.pk}/ask/", {"text": WHEN}).status_code == 302
    asked = Asked.objects.get()
    assert WHEN in as_(None).get(f"/s/{lift.pk}/").content.decode()
    assert "公开提了问题" in heard(cast.resident_wang)[-1]
    assert labels(cast.clerk_li)["答复居民的公开提问"] == 1
    answer = as_(cast.clerk_li).post(f"/asked/{asked.pk}/answer/", {"text": "北楼先装，南楼明年装。"})
    assert answer.status_code == 302
    page = as_(None).get(f"/s/{lift.pk}/").content.decode()
    assert "北楼先装，南楼明年装。" in page and str(cast.clerk_li.body) in page
    assert cast.clerk_li.person.name not in page and cast.resident_zhao.person.name not in page
    assert "答复了" in heard(cast.resident_zhao)[-1] and "答复了" in heard(cast.resident_wang)[-1]
    assert "答复居民的公开提问" not in labels(cast.clerk_li)


def test_one_office_speaks_about_one_suggestion(cast, lift):
    first, second = (
        actions.ask_publicly(suggestion=lift, text=text, by=cast.resident_zhao) for text in (WHEN, "谁来出钱")
    )
    actions.answer_publicly(asked=first, text="北楼先装。", by=cast.clerk_li)
    with pytest.raises(Refused, match="统一答复"):
        actions.answer_publicly(asked=second, text="财政出一半。", by=cast.government_liu)
    with pytest.raises(NotYours):
        actions.answer_publicly(asked=second, text="我来说两句。", by=cast.neighbour_clerk_bai)
    actions.answer_publicly(asked=second, text="财政出一半。", by=cast.clerk_li)


def test_what_raises_a_doubt_waits_and_nobody_else_reads_it(cast, as_, lift):
    words = "楼长张建国电话 13912345678，是他拦着吗"
    asked = actions.ask_publicly(suggestion=lift, text=words, by=cast.resident_zhao)
    assert asked.state == AskedState.WAITING
    year = lift.year.page("asked")
    for path in (f"/s/{lift.pk}/", year):
        assert "拦着" not in as_(None).get(path).content.decode()
        assert "拦着" not in as_(cast.resident_wang).get(path).content.decode()
        assert "拦着" in as_(cast.resident_zhao).get(path).content.decode()
    assert not any("拦着" in str(vars(entry)) for entry in Entry.objects.all())
    assert labels(cast.clerk_li)["核实居民的公开提问"] == 1
    actions.let_question_stand(asked=asked, by=cast.clerk_li)
    page = as_(None).get(year).content.decode()
    assert "拦着" in page and "13912345678" not in page
    actions.refuse_question(asked=asked, by=cast.clerk_li)
    assert "拦着" not in as_(None).get(year).content.decode()
    assert "不适合公开" in heard(cast.resident_zhao)[-1]


def test_nobody_asks_about_what_was_taken_down(cast, as_, lift):
    actions.ask_publicly(suggestion=lift, text=WHEN, by=cast.resident_zhao)
    actions.take_down(suggestion=lift, code="privacy", by=cast.clerk_li)
    assert WHEN not in as_(None).get(lift.year.page("asked")).content.decode()
    with pytest.raises(Refused, match="没有公开"):
        actions.ask_publicly(suggestion=lift, text=WHEN, by=cast.resident_zhao)
