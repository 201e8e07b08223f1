"""Dates that cannot be are refused; those that may be with a reason ask for it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.dates import asking, collection, due, paper, project_due, sitting, unexplained

TODAY = date(2027, 11, 29)
DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("doubts", "word", "excusable"),
    [
        (paper(date(2062, 3, 1), number=2028, today=TODAY), "2062", False),
        (paper(date(2027, 12, 24), number=2028, today=TODAY), "还没有到", True),
        (project_due(date(2007, 12, 31), number=2028), "早于", False),
        (project_due(date(2082, 3, 31), number=2028), "太远", False),
        (collection(date(2027, 9, 1), date(2027, 9, 3)), "只有 3 天", True),
        (collection(date(2027, 9, 1), date(2027, 8, 1)), "晚于", False),
        (sitting(date(2028, 2, 3), date(2028, 2, 1), today=TODAY), "早于", False),
        (sitting(date(2082, 2, 3), date(2082, 2, 4), today=TODAY), "太远", False),
        (sitting(date(2028, 2, 3), date(2028, 12, 3), today=TODAY), "长达", False),
        (due(date(2027, 11, 28), today=TODAY), "已经过去", False),
        (due(date(2072, 11, 28), today=TODAY), "太远", False),
        (asking(date(1900, 1, 1), date(2027, 12, 1), today=TODAY), "开始日期", False),
        (asking(None, date(2099, 1, 1), today=TODAY), "截止日期", False),
        (asking(date(2027, 12, 2), date(2027, 12, 1), today=TODAY), "早于", False),
    ],
)
def test_a_date_that_cannot_be(doubts, word, excusable):
    assert len(doubts) == 1 and word in doubts[0].text
    assert unexplained(doubts, "") != []
    assert (unexplained(doubts, "领导小组会议决定") == []) is excusable


def test_dates_as_they_usually_are():
    assert paper(None, number=2028, today=TODAY) == paper(TODAY, number=2028, today=TODAY) == []
    assert collection(date(2027, 9, 1), date(2027, 9, 30)) == []
    assert sitting(date(2028, 2, 1), date(2028, 2, 1), today=TODAY) == []
    assert project_due(date(2028, 12, 31), number=2028) == []
    assert project_due(date(2029, 6, 30), number=2028) == project_due(None, number=2028)
    assert due(TODAY, today=TODAY) == due(None, today=TODAY) == []


@given(DAYS, st.integers(1, 1000))
def test_a_collection_of_at_least_thirty_days_needs_no_reason(opens, more):
    short = more < 29
    doubts = collection(opens, opens + timedelta(days=more))
    assert bool([doubt for doubt in doubts if doubt.excusable]) is short


@given(DAYS, DAYS, st.text(max_size=3))
def test_a_reason_of_three_characters_excuses_nothing(one, other, reason):
    doubts = sitting(one, other, today=TODAY) + collection(one, other) + due(one, today=TODAY)
    assert len(unexplained(doubts, reason)) == len(doubts)
