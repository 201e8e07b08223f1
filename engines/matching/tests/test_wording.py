"""One spelling for one word."""

from hypothesis import given
from hypothesis import strategies as st

from engines.matching import normalise


def test_width_case_and_blanks_are_made_equal():
    assert normalise(" Ａ栋１２号　　楼\u200b ") == normalise("Ａ棟１２號　樓") == "a栋12号 楼"


@given(st.text(max_size=60))
def test_normalising_twice_changes_nothing_more(text):
    assert normalise(normalise(text)) == normalise(text)
