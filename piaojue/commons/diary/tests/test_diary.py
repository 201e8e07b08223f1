"""日程: sittings, closings, milestones and statutory days in one list, to be taken along by a secret address."""

from datetime import timedelta

import icalendar
import pytest
from django.utils import timezone

from piaojue.commons.diary import actions
from piaojue.commons.diary.queries import diary_of
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.sittings.models import Sitting, SittingKind
from piaojue.commons.years.models import Paper, PaperKind
from piaojue.commons.years.road import Stage
from tests import cast as the_cast

pytestmark = pytest.mark.django_db


def test_a_clerk_subscribes_and_nobody_else_learns_the_address(cast, as_):
    today = timezone.localdate()
    year = the_cast.year(cast.xincheng, stage=Stage.SCREENING)
    body, name = cast.deputy_dong.body, "第六次会议，“票决”；换行\n"
    Sitting.objects.create(
        place=cast.xincheng,
        body=body,
        kind=SittingKind.SESSION,
        name=name.strip(),
        starts_on=today + timedelta(days=20),
        ends_on=today + timedelta(days=22),
        venue="会议中心",
    )
    Paper.objects.create(year=year, kind=PaperKind.LEGALITY_OPINION, title="送审", began_on=today, seat=cast.clerk_li)
    days = {day.label.partition("：")[0]: day for day in diary_of(cast.clerk_li)}
    assert "决策条例" in days["合法性审查满期"].fixed and not days["会议"].fixed
    page = as_(cast.clerk_li).get("/days/").content.decode()
    assert "法定：" in page and "会议中心" in page

    with pytest.raises(NotYours):
        actions.subscribe(seat=cast.resident_wang, by=cast.resident_wang)
    first = actions.subscribe(seat=cast.clerk_li, by=cast.clerk_li).address
    answer = as_(None).get(first)
    assert answer["Cache-Control"] == "private, no-store"
    events = {event["summary"]: event for event in icalendar.Calendar.from_ical(answer.content).walk("VEVENT")}
    sitting = events["会议：第六次会议，“票决”；换行"]
    assert (sitting["dtstart"].dt, sitting["dtend"].dt) == (today + timedelta(days=20), today + timedelta(days=23))

    second = actions.subscribe(seat=cast.clerk_li, by=cast.clerk_li).address
    assert as_(None).get(first).status_code == 404 and as_(None).get(second).status_code == 200
    assert second.rpartition("/")[2] not in as_(cast.clerk_li).get("/days/").content.decode()
    actions.unsubscribe(seat=cast.clerk_li, by=cast.clerk_li)
    assert as_(None).get(second).status_code == 404
    with pytest.raises(Refused, match="还没有开通"):
        actions.unsubscribe(seat=cast.clerk_li, by=cast.clerk_li)


def test_an_office_that_ended_shows_nothing_more(cast, as_):
    address = actions.subscribe(seat=cast.clerk_li, by=cast.clerk_li).address
    cast.clerk_li.ends = timezone.now() - timedelta(days=1)
    cast.clerk_li.save()
    assert as_(None).get(address).status_code == 404
