"""王大妈 sorts a list by what is nearest to her; the point comes with that order alone."""

from piaojue.commons.web.nearest import point_of
from piaojue.commons.years.road import Stage
from piaojue.stages.suggest import actions
from piaojue.stages.suggest.tests import make
from piaojue.stages.suggest.values import Spot, Words
from tests import cast as the_cast

WHERE = {"远处的桥": (111.90, 40.90), "家门口的灯": (111.671, 40.811), "街角的厕所": (111.70, 40.82)}
HERE = "111.670,40.810"


def named_in(page: str, names) -> list[str]:
    return sorted((name for name in names if name in page), key=page.index)


def test_the_nearest_comes_first_and_what_has_no_point_last(cast, as_):
    year = the_cast.year(cast.xincheng, stage=Stage.SOLICITING)
    for title, (lng, lat) in WHERE.items():
        actions.suggest(
            year=year,
            words=Words(title=title, content=title),
            spot=Spot(place=cast.community, lng=lng, lat=lat),
            by=cast.resident_wang,
        )
    make.suggestion(cast, year, title="没有写地点的事")
    order = ["家门口的灯", "街角的厕所", "远处的桥", "没有写地点的事"]
    page = as_(None).get(f"{year.page('suggestions')}?sort=nearest&near={HERE}").content.decode()
    assert named_in(page, order) == order


def test_no_point_or_a_wrong_one_is_no_error(cast, as_):
    year = the_cast.year(cast.xincheng, stage=Stage.SOLICITING)
    make.suggestion(cast, year)
    for near in ("", "x,y", "0,0", "111.67"):
        assert point_of(near) is None
        page = as_(None).get(f"{year.page('suggestions')}?sort=nearest&near={near}")
        assert page.status_code == 200 and "电梯" in page.content.decode()
