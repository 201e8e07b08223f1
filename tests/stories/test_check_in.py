"""签到 in a hall: somebody is ticked who has not come, and it is put right before the box opens, not after."""

import pytest

from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.record import verify
from piaojue.commons.record.models import Entry
from piaojue.commons.sittings import actions
from piaojue.commons.sittings.counting import present
from piaojue.stages.vote.tests import make
from tests import cast as the_cast


def test_a_wrong_tick_is_taken_back_and_logged(cast, as_):
    sitting = make.session(cast, present=5)
    teller = as_(cast.teller_zhou)
    path = f"/sittings/{sitting.pk}/check-in/"
    assert "更正签到" in teller.get(path).content.decode()
    assert teller.post(f"{path}undo/", {"seats": [cast.deputy_ding.pk]})["Location"] == path
    assert present(sitting) == 4
    assert (
        f'"seat_id":"{cast.deputy_ding.pk}"' in Entry.objects.get(act="sittings.delete_check_in").payload
    )  # in what was before
    assert list(verify.broken_chains()) == [] and the_cast.tampered() == []
    actions.check_in(sitting=sitting, seat=cast.deputy_ding, by=cast.teller_zhou)
    assert present(sitting) == 5


def test_once_the_box_is_open_the_number_stays(cast, as_):
    poll, _ = make.open_poll(cast)
    page = as_(cast.secretary_he).get(f"/sittings/{poll.sitting_id}/check-in/undo/").content.decode()
    assert "现在不能撤销" in page
    with pytest.raises(Refused, match="已经按签到人数开箱"):
        actions.undo_check_in(sitting=poll.sitting, seats=[cast.deputy_ding], by=cast.secretary_he)
    assert present(poll.sitting) == poll.present


def test_nobody_chosen_somebody_absent_or_somebody_elses_hall(cast):
    sitting = make.session(cast, present=3)
    for seats in ([], [cast.deputy_ding], [cast.deputy_dong, cast.deputy_ding]):
        with pytest.raises(Refused, match="没有签到的人不用撤销"):
            actions.undo_check_in(sitting=sitting, seats=seats, by=cast.secretary_he)
    for stranger in (cast.neighbour_clerk_bai, cast.deputy_dong, None):
        with pytest.raises(NotYours):
            actions.undo_check_in(sitting=sitting, seats=[cast.deputy_dong], by=stranger)
    assert present(sitting) == 3


def test_a_council_that_votes_keeps_its_number(cast):
    meeting = make.council(cast)
    here = meeting.sitting.attendances.select_related("seat").first().seat
    with pytest.raises(Refused, match="已经按签到人数开始票选"):
        actions.undo_check_in(sitting=meeting.sitting, seats=[here], by=cast.street_clerk_xu)
