"""Samples and what they say: against scipy, against sums by hand, and properties."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.scoring import (
    Row,
    Stratum,
    allocate,
    dispersion,
    draw,
    estimate,
    flooded_days,
    weighted_estimate,
    wilson,
)


@pytest.mark.parametrize(("yes", "replies"), [(0, 20), (1, 3), (17, 29), (195, 222), (300, 300)])
def test_the_interval_is_the_one_that_scipy_gives(yes, replies):
    from scipy.stats import binomtest  # a second of import, for this test alone

    theirs = binomtest(yes, replies).proportion_ci(confidence_level=0.95, method="wilson")
    assert wilson(yes / replies, replies) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


def test_groups_that_answered_less_count_for_all_they_stand_for():
    """900 in the country of whom 45 of 90 are content, 100 in town of whom all 90 are: 55 %, not 75 %."""
    whole = weighted_estimate([Stratum(45, 90, 900), Stratum(90, 90, 100), Stratum(0, 0, 50)])
    assert whole and whole.share == pytest.approx(0.55) and whole.weighted and whole.replies == 180
    assert whole.effective == pytest.approx(1000**2 / (900**2 / 90 + 100**2 / 90) * 999 / 820)
    assert whole.low < 0.55 < whole.high and whole.leaves_open(0.5) and not whole.leaves_open(0.75)


def test_equal_groups_and_one_group_say_the_same_and_a_whole_frame_leaves_no_doubt():
    split = weighted_estimate([Stratum(30, 50, 500), Stratum(20, 50, 500)])
    whole = estimate(50, 100, people=1000)
    assert split == whole and not split.weighted
    everybody = estimate(70, 100, people=100)
    assert everybody and everybody.margin == 0 and everybody.share == 0.7
    assert estimate(0, 0) is None and weighted_estimate([]) is None
    alone, many = estimate(50, 100), estimate(50, 100, people=110)
    assert alone and many and many.margin < alone.margin


@given(
    st.dictionaries(st.text(min_size=1, max_size=3), st.integers(1, 400), min_size=1, max_size=9), st.integers(1, 900)
)
def test_a_sample_is_as_large_as_asked_and_takes_nobody_twice(strata, size):
    quota = allocate(strata, size)
    assert sum(quota.values()) == min(size, sum(strata.values()))
    assert all(0 <= quota[name] <= number for name, number in strata.items())
    if size >= len(strata):
        assert all(quota.values())
    people = {name: [f"{name}{n}" for n in range(number)] for name, number in strata.items()}
    drawn = draw(people, size, seed=7)
    assert len(drawn) == len(set(drawn)) == sum(quota.values()) and drawn == draw(people, size, seed=7)


def test_a_sample_is_spread_as_the_frame_is():
    assert allocate({"东街": 600, "西街": 300, "南街": 100}, 50) == {"东街": 30, "西街": 15, "南街": 5}
    assert allocate({"大村": 990, "小村": 10}, 20) == {"大村": 19, "小村": 1}
    with pytest.raises(ValueError, match="至少 1 人"):
        allocate({"甲": 3}, 0)


def test_one_number_says_how_far_they_disagree():
    of = lambda *counts: dispersion(Row("甲", *counts))  # noqa: E731
    assert of(60, 0, 0, 9).value == 0 and of(30, 0, 30).value == 1 and of(20, 20, 20).value == Fraction(2, 3)
    words = [of(*counts).word for counts in ((58, 1, 1), (20, 20, 20), (40, 0, 20), (30, 0, 30))]
    assert words == ["比较一致", "有分歧", "有分歧", "两头分化"] and of(0, 0, 0, 300) is None


def test_a_day_with_a_flood_is_named():
    days = {date(2026, 11, day): 4 for day in range(1, 8)} | {date(2026, 11, 5): 90}
    assert flooded_days(days) == {date(2026, 11, 5): 90}
    assert flooded_days({date(2026, 11, 1): 300}) == {} == flooded_days({date(2026, 11, d): 40 for d in (1, 2, 3)})
    assert list(flooded_days({date(2026, 11, 1): 1, date(2026, 11, 20): 30})) == [date(2026, 11, 20)]
