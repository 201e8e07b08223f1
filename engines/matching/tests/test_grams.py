"""Pairs of characters: what an index keeps, what it is asked for, and how much of a text a message answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.matching import normalise
from engines.matching.grams import answered, asked_terms, joined, kept_terms, stands_in, weighed


@pytest.mark.parametrize(
    ("kept", "asked"),
    [
        ("街心公園装长椅", "公园"),
        ("街心公园装长椅", "公園"),
        ("测ＰＭ２．５", "pm2.5"),
        ("3号楼漏水", "号楼"),
        ("修一座公共厕所", "公厕"),
        ("修一座公厕", "公共厕所"),
        ("老石桥", "桥"),
        ("桥面结冰", "桥"),
        ("5G信号", "5g"),
    ],
)
def test_a_word_finds_the_text_in_any_spelling(kept, asked):
    text = joined(kept_terms(kept))
    assert any(all(stands_in(term, text) for term in way) for way in asked_terms(asked))


@pytest.mark.parametrize(("kept", "asked"), [("电梯，加装", "梯加"), ("公园", "园公"), ("公 园", "公园"), ("", "园")])
def test_characters_that_do_not_stand_together_are_no_word(kept, asked):
    text = joined(kept_terms(kept))
    assert not any(all(stands_in(term, text) for term in way) for way in asked_terms(asked))


def test_what_cannot_be_read_asks_for_nothing():
    assert asked_terms("！？") == [] == list(weighed("！？", lambda term: 0, 5))


def test_the_rarer_word_tells_more_and_how_a_wish_is_put_tells_nothing():
    number = {"电梯": 90, "石桥": 2}
    weights = weighed("希望石桥和电梯", lambda term: number.get(term, 0), 100)
    assert weights["石桥"] > weights["电梯"] and "希望" not in weights
    assert sum(weights.values()) == pytest.approx(1)
    assert answered(weights, lambda term: term == "石桥") == weights["石桥"]


def test_in_a_large_index_what_everybody_writes_does_not_count_unless_it_is_all():
    number = {"小区": 900, "石桥": 3}
    assert list(weighed("小区 石桥", number.__getitem__, 2000)) == ["石桥"]
    assert list(weighed("小区", number.__getitem__, 2000)) == ["小区"]


@given(st.text(alphabet="电梯加装老年食堂停车位路灯ab3 ，。", max_size=30), st.data())
def test_whatever_a_reader_copies_out_of_a_text_finds_it(text, data):
    runs = [run for run in normalise(text).replace("，", " ").replace("。", " ").replace(",", " ").split() if run]
    if runs:
        run = data.draw(st.sampled_from(runs))
        start = data.draw(st.integers(0, len(run) - 1))
        piece = run[start : data.draw(st.integers(start + 1, len(run)))]
        kept = joined(kept_terms(text))
        assert any(all(stands_in(term, kept) for term in way) for way in asked_terms(piece))
