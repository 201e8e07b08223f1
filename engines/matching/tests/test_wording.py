"""One spelling, and search terms that answer queries of two characters."""

from hypothesis import given
from hypothesis import strategies as st

from engines.matching import normalise, query_terms, search_terms

chinese = st.text(alphabet="电梯加装老年食堂停车位路灯ab3 ，。", max_size=30)


def test_width_case_and_blanks_are_made_equal():
    assert normalise(" Ａ栋１２号　　楼\u200b ") == normalise("Ａ棟１２號　樓") == "a栋12号 楼"


@given(st.text(max_size=60))
def test_normalising_twice_changes_nothing_more(text):
    assert normalise(normalise(text)) == normalise(text)


@given(chinese, st.data())
def test_any_piece_of_a_text_finds_it(text, data):
    """Whatever a reader copies out of a text — two characters are enough — its terms are among the text's."""
    letters = [c for c in normalise(text) if c in "电梯加装老年食堂停车位路灯"]
    start = data.draw(st.integers(0, max(0, len(letters) - 1)))
    piece = "".join(letters[start : start + 2])
    if piece and piece in normalise(text):
        assert set(query_terms(piece)) <= set(search_terms(text))


def test_a_query_of_two_characters_is_one_pair_and_of_one_character_itself():
    assert query_terms("电梯") == ["电梯"]
    assert query_terms("梯") == ["梯"]
    assert "梯加" not in search_terms("电梯，加装")
    assert query_terms("5G 信号") == ["5g", "信号"]
