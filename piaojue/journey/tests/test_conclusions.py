"""A board begins with what it says."""

import pytest

from piaojue.commons.places.models import Place
from piaojue.commons.years.models import Year
from piaojue.journey.conclusions import of_city
from piaojue.journey.figures import Figures
from piaojue.journey.regions import Line, Region

pytestmark = pytest.mark.once


def region(name: str, **figures: int) -> Region:
    return Region(Place(name=name), (Line(Year(), Figures(**figures)),))


def test_a_citys_board_says_where_the_red_lamps_burn_and_who_has_not_answered():
    three = [region("新城区", red=5, green=2), region("回民区", red=3), region("武川县", red=2, demands=4, answered=4)]
    assert of_city(three) == ["共 10 个红灯，新城区、回民区占了 80%。"]
    one = [region("新城区", red=2), region("玉泉区", demands=4, answered=3)]
    assert of_city(one) == ["共 2 个红灯，都在新城区。", "还没有全部答复的：玉泉区。"]
    assert of_city([region("赛罕区", green=3)]) == []
