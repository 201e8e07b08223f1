"""Charts for paper: several people may ask for slides at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from piaojue.commons.web.charts import Charts, day_colours
from piaojue.journey import drawing

BARS = {"xAxis": {"data": ["甲", "乙"]}, "yAxis": {}, "series": [{"type": "bar", "data": [1, 2]}]}


def drawn(_person: int) -> str:
    with Charts() as charts:
        return charts.svg(BARS, width=300, height=200)


def test_two_people_have_charts_drawn_at_once():
    with ThreadPoolExecutor(2) as people:
        assert all("<svg" in svg and "甲" in svg for svg in people.map(drawn, range(2)))


def test_colours_are_those_of_the_site_by_day():
    with Charts() as charts:
        svg = charts.svg(drawing.funnel([("建议", 9), ("诉求", 4)]), width=300, height=200)
    assert '"--' not in svg and day_colours()["--red"] in svg and day_colours()["--ink"] in svg


def test_a_drawing_that_breaks_is_an_error_and_the_next_one_is_drawn():
    with Charts() as charts:
        with pytest.raises(RuntimeError, match="no_such"):
            charts._eval("no_such()")
        assert "<svg" in charts.svg(BARS, width=300, height=200)
