"""534 projects, as published; the rest says of itself that it is invented."""

from random import Random

import pytest

from piaojue.commons.places.models import Place
from piaojue.commons.years.road import Stage
from piaojue.rehearsal import history
from piaojue.stages.shortlist.before import before
from piaojue.stages.shortlist.models import PastProject
from tests import cast as the_cast


@pytest.mark.once
def test_nine_regions_and_three_years_come_to_the_published_number():
    tables = [history.numbers_of(code) for code in history.REGIONS]
    assert len(tables) == 9 and sum(sum(table.values()) for table in tables) == history.ADOPTED == 534
    assert all(count > 0 for table in tables for count in table.values())
    assert history.shared_out(7, [1, 1, 1]) == [3, 2, 2] and sum(history.shared_out(534, [4, 5, 6])) == 534


def test_a_region_gets_its_share_and_each_row_says_what_is_invented(cast, as_):
    year = the_cast.year(cast.xincheng, stage=Stage.SOLICITING)
    spots = list(Place.objects.filter(code__startswith="150102", level="village"))
    made = history.bring_history(year, cast.clerk_li, spots, Random(1))
    rows = PastProject.objects.filter(place=cast.xincheng)
    assert made == rows.count() == sum(history.numbers_of("150102").values())
    assert {row.number for row in rows} == {2019, 2020, 2021} and all("虚构" in row.result for row in rows)
    assert {row.category for row in rows} <= set(history.FIELDS) and all(row.lng and row.lat for row in rows)
    assert history.bring_history(year, cast.clerk_li, spots, Random(1)) == 0, "what is there stays as it is"
    lift = rows.filter(title__contains="电梯").first()
    (found, *_more) = before(year, lift.title, lift.category)
    assert found.title.startswith("东街社区老楼加装电梯")

    typed = {"title": "东街社区加装电梯", "lng": f"{lift.lng}", "lat": f"{lift.lat}"}
    page = as_(None).get("/150102/2026/similar/", typed).content.decode()
    assert "以前办过相近的项目" in page and "年办过" in page and "相距" in page
    assert "以前办过" not in as_(None).get("/150102/2026/similar/", {"title": "噪声扰民"}).content.decode()
    junk = {"title": "加装电梯", "lng": "nan", "lat": "∞"}
    assert as_(None).get("/150102/2026/similar/", junk).status_code == 200
