"""A hall is made ready in few acts: its people at once, the poll with its tellers and its ballot at once."""

import pytest

from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.stages.vote import actions
from piaojue.stages.vote.models import Poll, PollState
from piaojue.stages.vote.tests import make


def test_the_sessions_people_are_appointed_at_once_by_two(cast, as_):
    year = make.voting_year(cast)
    Seat.objects.filter(pk__in=[cast.teller_qian.pk, cast.teller_zhou.pk, cast.presidium_ma.pk]).delete()
    crew = actions.Crew(
        chief=cast.deputy_xia, tellers=(cast.deputy_du,), counters=(cast.secretary_he,), presidium=(cast.deputy_ding,)
    )
    actions.appoint_crew(place=cast.xincheng, crew=crew, by=cast.clerk_li)
    with pytest.raises(Refused, match="没有等您会签"):
        actions.countersign_crew(place=cast.xincheng, by=cast.clerk_li)
    assert "会签会场人员" in as_(cast.secretary_he).get(f"/150102/{year.number}/polls/").content.decode()
    actions.countersign_crew(place=cast.xincheng, by=cast.secretary_he)
    seats = actions.appoint_crew(place=cast.xincheng, crew=crew, by=cast.clerk_li)
    assert [seat.role for seat in seats] == [Role.CHIEF_TELLER, Role.TELLER, Role.COUNTER, Role.PRESIDIUM]
    with pytest.raises(NotYours):
        actions.appoint_crew(place=cast.xincheng, crew=crew, by=cast.teller_zhou)
    with pytest.raises(Refused, match="至少选择一人"):
        actions.appoint_crew(place=cast.xincheng, crew=actions.Crew(), by=cast.clerk_li)


def test_one_form_prepares_names_the_tellers_and_fixes_the_ballot(cast, as_):
    year, sitting = make.voting_year(cast), make.session(cast)
    make.candidates(cast, year, 5)
    desk, page = as_(cast.secretary_he), f"/150102/{year.number}/polls/new/"
    tellers = [cast.teller_qian.pk, cast.teller_zhou.pk, cast.counter_wu.pk]
    form = {"kind": "adoption", "sitting": sitting.pk, "level": "L2", "tellers": tellers, "fix": "on"}
    refused = desk.post(page, form).content.decode()
    assert "专管票签" in refused and not Poll.objects.exists()  # nobody is left for the slips: nothing is half prepared
    desk.post(page, form | {"level": "L1"})
    assert Poll.objects.get().state == PollState.FROZEN
