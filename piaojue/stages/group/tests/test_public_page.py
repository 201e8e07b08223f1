"""The public pages of demands: what was asked about their suggestions, and the list in the order of the distance."""

import pytest

from piaojue.commons.years.road import Stage
from piaojue.stages.group.tests import make
from piaojue.stages.suggest import actions as suggest
from piaojue.stages.suggest.tests import make as suggesting
from piaojue.stages.suggest.values import Spot, Words
from tests import cast as the_cast

WHEN = "北楼先装还是南楼先装"
HERE = "111.670,40.810"


@pytest.fixture
def year(cast):
    return the_cast.year(cast.xincheng, stage=Stage.SOLICITING)


def test_a_demands_page_shows_what_was_asked_about_its_suggestions(cast, as_, year):
    lift = suggesting.suggestion(cast, year)
    demand = make.demand(cast, year, suggestions=[lift])
    suggest.ask_publicly(suggestion=lift, text=WHEN, by=cast.resident_zhao)
    page = as_(None).get(demand.get_absolute_url()).content.decode()
    assert WHEN in page and f"/s/{lift.pk}/ask/" in page
    suggest.take_down(suggestion=lift, code="privacy", by=cast.clerk_li)
    assert WHEN not in as_(None).get(demand.get_absolute_url()).content.decode()


def test_the_nearest_demand_comes_first(cast, as_, year):
    for title, point in (("远处的桥", (111.90, 40.90)), ("家门口的灯", (111.671, 40.811)), ("没有地点的事", None)):
        lng, lat = point or (None, None)
        spot = Spot(place=cast.community, lng=lng, lat=lat)
        one = suggest.suggest(year=year, words=Words(title=title, content=title), spot=spot, by=cast.resident_wang)
        make.demand(cast, year, title=title, suggestions=[one])
    page = as_(None).get(f"{year.page('demands')}?sort=nearest&near={HERE}").content.decode()
    assert page.index("家门口的灯") < page.index("远处的桥") < page.index("没有地点的事")
