"""The page of a meeting belongs to no year, and its frame does not speak of one."""

from datetime import date

from piaojue.commons.people.models import Body, BodyKind
from piaojue.commons.sittings import actions
from piaojue.commons.sittings.models import Sitting, SittingKind, SittingState


def test_the_page_of_a_meeting_has_no_empty_link_to_a_year(cast, as_):
    sitting = actions.call_sitting(
        body=Body.objects.get(kind=BodyKind.CONGRESS, place=cast.xincheng),
        kind=SittingKind.SESSION,
        name="第十八届第一次会议",
        starts_on=date(2026, 12, 1),
        ends_on=date(2026, 12, 2),
        by=cast.clerk_li,
    )
    Sitting.objects.filter(pk=sitting.pk).update(state=SittingState.CLOSED, roll=5, present=3)
    page = as_(cast.clerk_li).get(sitting.get_absolute_url()).content.decode()
    assert 'href=""' not in page and "top__here" not in page
