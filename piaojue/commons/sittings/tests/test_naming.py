"""Sessions are named by term and number: whoever calls one need not count, and a new term begins with its first."""

from datetime import date, timedelta

from django.utils import timezone

from piaojue.commons.people import mandates
from piaojue.commons.people.titles import session_name, session_number
from piaojue.commons.sittings.models import Sitting, SittingKind


def test_a_session_without_a_name_gets_its_term_and_number(cast, as_):
    congress, clerk, today = cast.deputy_dong.body, as_(cast.clerk_li), timezone.localdate()
    first, day, later = date(today.year - 3, 1, 12), today + timedelta(days=10), today + timedelta(days=30)
    form = {"body": congress.pk, "kind": "session", "name": "", "starts_on": day, "ends_on": day}
    assert clerk.post("/sittings/new/", form).status_code == 422  # no term is registered yet
    mandates.open_term(body=congress, number=18, begins=first, by=cast.clerk_li)
    number = session_number(first, day)
    for following in (number, number + 1):
        assert clerk.post("/sittings/new/", form).status_code == 302
        assert Sitting.objects.latest("pk").name == session_name(cast.xincheng, 18, following)
    mandates.open_term(body=congress, number=19, begins=later, by=cast.clerk_li)
    clerk.post("/sittings/new/", {**form, "starts_on": later, "ends_on": later})
    assert Sitting.objects.latest("pk").name == "新城区第十九届人民代表大会第一次会议"
    standing = {**form, "body": cast.chair_zhang.body_id, "kind": "standing"}
    assert clerk.post("/sittings/new/", standing).status_code == 422


def test_a_town_hall_holds_no_standing_meeting(cast):
    words = {SittingKind.GOVERNMENT.called_in(place) for place in (cast.baoheshao, cast.dongjie)}
    assert words == {"政府办公会议"} and SittingKind.GOVERNMENT.called_in(cast.xincheng) == "政府常务会议"
