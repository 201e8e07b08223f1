"""A ballot that was only practised leaves no box behind when its year is wiped."""

from django.apps import apps

from piaojue.commons.corrections.wiping import wipe_practice
from piaojue.commons.years.models import Standing
from piaojue.stages.vote.models import Poll
from piaojue.stages.vote.tests import make


def test_the_box_of_a_practice_ballot_goes_with_its_year(cast):
    year = make.voting_year(cast, standing=Standing.PRACTICE)
    poll, codes = make.open_poll(cast, year=year)
    assert make.vote(poll, codes[0], "approve", "approve").status_code == 201
    other, drawn = make.open_poll(cast, year=make.voting_year(cast), sitting=poll.sitting, colour="blue", slips=1)
    wipe_practice(year=year, confirmed="清除", by=cast.clerk_li)
    assert list(Poll.objects.all()) == [other] and make.vote(poll, codes[1], "approve").status_code == 404
    assert [box.pk for box in apps.get_model("booth.box").objects.all()] == [other.box_id]
    assert apps.get_model("booth.boothslip").objects.count() == 1
    assert not apps.get_model("booth.sealedballot").objects.exists()
    assert make.vote(other, drawn[0], "approve").status_code == 201
