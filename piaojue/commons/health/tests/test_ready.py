"""开始之前: a list that turns green by being true; in production no year starts before."""

import pytest
from django.utils import timezone

from piaojue.commons.health import actions
from piaojue.commons.health.gates import the_place_is_ready
from piaojue.commons.health.ready import items_of, left_in
from piaojue.commons.jobs import pulse
from piaojue.commons.moves import Refused
from piaojue.commons.notify.models import Message, MessageState, Way
from piaojue.commons.todo import tasks_of
from piaojue.commons.years.actions import open_year
from piaojue.commons.years.copying import like
from piaojue.commons.years.parameters import LadderRule, YearSettings

pytestmark = pytest.mark.django_db


def test_the_list_turns_green_and_then_the_year_may_start(cast, as_, settings):
    place, chair = cast.xincheng, cast.chair_zhang
    assert {item.name for item in left_in(place)} >= {"年度和参数", "备份", "短信"}
    assert any(task.url == "/ready/" and "备份" in task.note for task in tasks_of(chair))
    page = as_(chair).get("/ready/").content.decode()
    assert "还没有做过" in page and "给自己发一条" in page

    before = open_year(place=place, number=2025, by=chair, settings=YearSettings(circulate_days=7, auto_group=1))
    copied = like(before, cast.huimin)
    assert (copied.circulate_days, copied.auto_group) == (7, None), "a seat of another place groups nothing here"
    year = open_year(place=place, number=2026, by=chair, settings=like(before, place))
    assert year.settings.circulate_days == 7
    pulse.beat("backup")
    actions.try_message(seat=chair, by=chair)
    assert chair.person.notices.filter(text__contains="试发").exists()
    chair.person.phone_verified = False
    with pytest.raises(Refused, match="手机号"):
        actions.try_message(seat=chair, by=chair)
    Message.objects.create(way=Way.SMS, to="13800000000", text="试发", state=MessageState.SENT, due_at=timezone.now())
    left = {item.name for item in left_in(place)}
    assert not left & {"年度和参数", "备份", "短信"}

    assert the_place_is_ready(year) == [], "outside production nobody's year is at stake"
    settings.PRODUCTION = True
    assert len(the_place_is_ready(year)) == len(left)
    pulse.beat("backup", fine=False)
    lack = next(line for line in the_place_is_ready(year) if "备份" in line)
    assert lack.supply and lack.supply.url == "/ready/"
    year.standing = "practice"
    assert the_place_is_ready(year) == []


def test_a_place_without_a_road_has_no_list(cast):
    assert items_of(cast.community) == []


def test_what_a_place_has_set_is_taken_from_another(cast, as_):
    other = open_year(
        place=cast.huimin,
        number=2026,
        by=cast.neighbour_clerk_bai,
        settings=YearSettings(ladder=LadderRule(leaders_after=9)),
    )
    typed = {"place": "150102", "number": 2026, "road": "congress", "like": other.pk}
    answer = as_(cast.clerk_li).post("/years/open/", typed)
    assert answer.status_code == 302, answer.content.decode()[:500]
    year = cast.xincheng.years.get()
    assert (year.settings.ladder.leaders_after, year.seats_to_fill) == (9, other.seats_to_fill)
