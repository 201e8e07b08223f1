"""催办: days on which offices work; what a place may set."""

from datetime import date

import pytest

from piaojue.commons.ladder.actions import set_ladder
from piaojue.commons.ladder.climbing import rungs_of
from piaojue.commons.ladder.days import working_days_late
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.years.parameters import LadderRule
from tests import cast as the_cast


def test_days_on_which_nobody_works_do_not_count():
    friday, monday = date(2026, 11, 27), date(2026, 11, 30)
    assert working_days_late(friday, monday) == 1
    assert working_days_late(monday, friday) == -1
    assert working_days_late(friday, friday) == 0
    assert working_days_late(date(2026, 9, 30), date(2026, 10, 8)) == 1  # 国庆节
    assert working_days_late(date(1900, 1, 1), monday) == 400


@pytest.mark.django_db
def test_the_place_sets_the_days_and_cannot_turn_them_round(cast):
    year = the_cast.year(cast.xincheng)
    for rule in (
        LadderRule(superior_after=9, leaders_after=4),
        LadderRule(superior_after=8),
        LadderRule(leaders_after=61),
    ):
        with pytest.raises(Refused, match="不能少于"):
            set_ladder(year=year, rule=rule, by=cast.chair_zhang)
    with pytest.raises(NotYours):
        set_ladder(year=year, rule=LadderRule(), by=cast.department_chen)
    set_ladder(year=year, rule=LadderRule(superior_after=1, leaders_after=2), by=cast.chair_zhang)
    assert (rungs_of(cast.xincheng).superior, rungs_of(cast.xincheng).leaders) == (1, 2)
