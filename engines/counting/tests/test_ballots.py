"""Ballots: what counts, what is void, and that no ballot is lost or doubled."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.counting import (
    BlankItem,
    Choice,
    Counts,
    Form,
    ItemCount,
    OverSelect,
    Rule,
    Valid,
    Void,
    read_ballot,
    sums_agree,
    tally,
    total,
)

from .cases import ITEMS, rules, sheets

PER_ITEM = Rule(seats=2)
CHOOSE = Rule(seats=2, form=Form.CHOOSE)
THREE = ["路", "桥", "学校"]


def test_a_blank_item_is_an_abstention_or_not_pressed_as_the_rule_says():
    marks = {"路": "approve", "桥": "against"}
    assert read_ballot(marks, PER_ITEM, THREE).choices["学校"] is Choice.ABSTAIN
    pressed = replace(PER_ITEM, blank_item=BlankItem.NOT_PRESSED)
    assert read_ballot(marks, pressed, THREE).choices["学校"] is Choice.NOT_PRESSED


def test_choosing_too_many_voids_the_ballot_or_only_the_excess():
    assert isinstance(read_ballot({"路", "桥", "学校"}, CHOOSE, THREE), Void)
    mild = read_ballot({"路", "桥", "学校"}, replace(CHOOSE, over_select=OverSelect.EXCESS_VOID), THREE)
    assert mild.choices == {"路": Choice.APPROVE, "桥": Choice.APPROVE, "学校": Choice.NOT_PRESSED}
    assert "学校" in mild.notes[0]


def test_choosing_fewer_is_valid():
    assert isinstance(read_ballot({"路"}, CHOOSE, THREE), Valid)
    assert isinstance(read_ballot(set(), CHOOSE, THREE), Valid)


def test_a_blank_ballot_is_void_where_the_rule_says_so():
    strict = replace(PER_ITEM, blank_ballot_valid=False)
    assert read_ballot({"路": None}, strict, THREE) == Void("空白票")
    assert isinstance(read_ballot({"路": "abstain"}, strict, THREE), Valid)


def test_two_opinions_on_one_item_void_the_item_or_the_ballot():
    marks = {"路": {"approve", "against"}, "桥": "approve"}
    mild = read_ballot(marks, PER_ITEM, THREE)
    assert (mild.choices["路"], mild.choices["桥"]) == (Choice.NOT_PRESSED, Choice.APPROVE)
    assert "路" in read_ballot(marks, replace(PER_ITEM, unclear_voids_ballot=True), THREE).reason


@pytest.mark.parametrize("marks", [{"机场": "approve"}, {"路": "很好"}, {"路": "not_pressed"}])
def test_strange_marks_void_the_ballot(marks):
    assert isinstance(read_ballot(marks, PER_ITEM, THREE), Void)


@given(rules(), st.lists(sheets, max_size=10), st.integers(0, 3))
def test_no_ballot_is_lost_or_doubled(rule, papers, spare):
    counts = tally(papers, rule, ITEMS, issued=len(papers) + spare)
    assert counts.returned == counts.valid + counts.void == len(papers)
    assert all(count.total == counts.valid for count in counts.items.values())
    assert list(counts.items) == ITEMS
    assert sums_agree(counts)
    assert sum(c.approve for c in counts.items.values()) <= counts.valid * (rule.limit or len(ITEMS))


@given(rules(), st.lists(sheets, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_ballots_leaves_no_trace(rule, papers, luck):
    shuffled = luck.sample(papers, len(papers))
    assert tally(papers, rule, ITEMS, issued=9) == tally(shuffled, rule, ITEMS, issued=9)


@given(rules(), st.lists(st.lists(sheets, max_size=5), min_size=1, max_size=3))
def test_boxes_add_up_to_one_box(rule, boxes):
    apart = total(tally(box, rule, ITEMS, issued=len(box)) for box in boxes)
    papers = [paper for box in boxes for paper in box]
    assert apart == tally(papers, rule, ITEMS, issued=len(papers))
    assert Counts.from_json(apart.to_json()) == apart


def test_the_item_that_does_not_add_up_is_named():
    counts = Counts(45, 45, 45, 0, {"路": ItemCount(42, 3), "桥": ItemCount(41, 3)})
    check = sums_agree(counts, {"桥": "红光桥"})
    assert not check
    assert check.items == ("桥",)
    assert "“红光桥”" in check.problems[0]
    assert "少" in check.problems[0]
    assert "44" in check.problems[0]


@given(rules(), st.lists(sheets, min_size=1, max_size=8), st.data())
def test_one_wrong_number_anywhere_is_found(rule, papers, data):
    counts = tally(papers, rule, ITEMS, issued=len(papers))
    item = data.draw(st.sampled_from(ITEMS))
    column = data.draw(st.integers(0, 3))
    row = list(counts.items[item])
    row[column] += data.draw(st.integers(-9, 9).filter(bool))
    wrong = replace(counts, items={**counts.items, item: ItemCount(*row)})
    assert sums_agree(wrong).items == (item,)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"issued": 1, "returned": 1, "valid": 1, "void": 0, "items": [["a", "一"]]},
        {"items": 3},
        {"issued": 1, "returned": 1, "valid": 1, "void": 0, "items": [["a", 1], ["a", 1]]},
        {"issued": 1.5, "returned": 1, "valid": 1, "void": 0, "items": []},
    ],
)
def test_rubbish_counts_are_refused_in_chinese(data):
    with pytest.raises(ValueError, match=r"[票项]"):
        Counts.from_json(data)


def test_boxes_with_other_items_do_not_add_up():
    with pytest.raises(ValueError, match="项目不一致"):
        total([Counts(1, 1, 1, 0, {"a": ItemCount(1)}), Counts(1, 1, 1, 0, {"b": ItemCount(1)})])
    with pytest.raises(ValueError, match="没有"):
        total([])
