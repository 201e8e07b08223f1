"""Shares are read exactly, printed honestly, and never through floating point."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.exact import fraction_from, number_in_chinese, percent, rounded, share_in_chinese


@pytest.mark.parametrize("text", ["1/2", "0.5", "50%", " 50.0% ", Fraction(1, 2)])
def test_a_half_in_every_spelling(text):
    assert fraction_from(text) == Fraction(1, 2)


@pytest.mark.parametrize(
    "rubbish", [0.5, None, True, "", "半", "1/0", "%", [], "nan", "inf", "1e999999999", "1_0", "9" * 99]
)
def test_what_is_no_share_is_refused_in_chinese(rubbish):
    with pytest.raises(ValueError, match="不是分数"):
        fraction_from(rubbish)


@pytest.mark.parametrize(
    ("number", "text"), [(0, "零"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "100")]
)
def test_numbers_of_articles(number, text):
    assert number_in_chinese(number) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [(Fraction(1, 2), "半数"), (Fraction(2, 3), "三分之二"), (Fraction(33, 100), "33%"), (Fraction(1), "全部")],
)
def test_shares_in_words(share, text):
    assert share_in_chinese(share) == text


def test_rounding_half_goes_away_from_zero():
    assert percent(Fraction(42, 45)) == "93.33%"
    assert [rounded(Fraction(n, 1000)) for n in (5, -5, 4, -4, 8500)] == ["0.01", "-0.01", "0", "0", "8.5"]
    assert rounded(Fraction(5, 2), 0) == "3"


@given(st.fractions(-1000, 1000), st.integers(0, 4))
def test_the_printed_number_is_within_half_a_unit(value, places):
    assert abs(Fraction(rounded(value, places)) - value) <= Fraction(1, 2 * 10**places)
