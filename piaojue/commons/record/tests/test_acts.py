"""People read the log in words, and find what happened by them."""

import pytest
from django.utils import timezone

from piaojue.commons.record.models import Entry
from piaojue.commons.record.wording import Wording
from piaojue.commons.sittings.actions import call_sitting
from piaojue.commons.sittings.models import SittingKind
from piaojue.commons.years.parameters import YearSettings
from tests import cast as the_cast


@pytest.mark.django_db
def test_the_log_is_read_and_searched_in_words(cast, as_):
    today = timezone.localdate()
    call_sitting(
        body=cast.clerk_li.body,
        kind=SittingKind.STANDING,
        name="新城区人大会议",
        starts_on=today,
        ends_on=today,
        by=cast.clerk_li,
    )
    browser = as_(cast.clerk_li)
    for address, there in {"/log/": True, "/log/?q=召集": True, "/log/?q=计票": False}.items():
        assert ("召集会议" in browser.get(address).content.decode()) is there


@pytest.mark.django_db
def test_each_place_reads_its_log_in_its_own_words(cast):
    """A 街道 decides nothing by vote; one region says 审议监督 where others say 票决."""
    the_cast.year(cast.xincheng, settings=YearSettings(terms={"票决": "审议监督"}))
    wording, other, street = Wording(), cast.places["1501"], cast.dongjie
    said = {
        place.pk: wording(Entry(act="vote.set_rule", place_code=place.pk)) for place in (street, cast.xincheng, other)
    }
    assert said == {street.pk: "设定票选规则", cast.xincheng.pk: "设定审议监督规则", other.pk: "设定票决规则"}
