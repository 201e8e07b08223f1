"""Six of ten want the same three items, four want a fourth: who gets something depends on the rule."""

import pytest

from engines.budgeting import Election, as_pabulib, equal_shares, greedy, phragmen

MAJORITY = Election({"a": 10, "b": 10, "c": 10, "d": 10}, 30, {frozenset("abc"): 6, frozenset("d"): 4})


def test_greedy_gives_the_majority_everything():
    assert greedy(MAJORITY) == {"a", "b", "c"}


@pytest.mark.parametrize("rule", [equal_shares, phragmen])
def test_the_others_let_the_minority_have_its_item(rule):
    assert "d" in rule(MAJORITY) and len(rule(MAJORITY)) == 3


def test_what_equal_shares_leave_is_spent_greedily():
    """Alone nobody's share reaches for anything; the money is spent all the same."""
    apart = Election({"a": 10, "b": 10}, 10, {frozenset("a"): 2, frozenset("b"): 1})
    assert equal_shares(apart) == {"a"}


def test_the_poorer_give_all_they_have_and_the_others_the_rest():
    """Money for four: after `a` its two supporters have nothing left, the third pays `b` alone."""
    election = Election({"a": 4, "b": 2}, 6, {frozenset("a"): 1, frozenset("ab"): 1, frozenset("b"): 1})
    assert equal_shares(election) == {"a", "b"}


def test_what_nobody_asked_for_comes_last():
    election = Election({"a": 5, "z": 1}, 6, {frozenset("a"): 1})
    assert phragmen(election) == {"a", "z"} and phragmen(Election({"a": 5, "z": 2}, 6, {frozenset("a"): 1})) == {"a"}


@pytest.mark.parametrize("rule", [equal_shares, greedy, phragmen])
def test_without_people_or_money_nothing_breaks(rule):
    assert rule(Election({}, 0, {})) == set()
    assert rule(Election({"a": 1}, 0, {frozenset("a"): 1})) == set()


@pytest.mark.parametrize("rule", [equal_shares, greedy, phragmen])
def test_equally_wished_for_items_go_by_cost_then_by_name(rule):
    everybody = {frozenset("abc"): 4}
    assert rule(Election({"a": 3, "b": 2, "c": 3}, 3, everybody)) == {"b"}
    assert rule(Election({"a": 2, "b": 2, "c": 2}, 2, everybody)) == {"a"}


def test_what_cannot_be_reckoned_with_is_refused():
    with pytest.raises(ValueError, match="大于零"):
        Election({"a": 0}, 1, {})
    with pytest.raises(ValueError, match="不在清单里"):
        Election({"a": 1}, 1, {frozenset("b"): 1})


def test_the_tenth_stands_behind_the_second():
    election = Election({"p10": 1, "p2": 2}, 3, {frozenset({"p10", "p2"}): 1})
    text = as_pabulib(
        election,
        description="票决",
        unit="新城区",
        instance="2026",
        titles={"p2": "修路；\n装灯;", "p10": "种树"},
        selected={"p2"},
    )
    assert text.splitlines()[11:] == [
        "PROJECTS",
        "project_id;cost;name;votes;selected",
        "p2;2;修路； 装灯；;1;1",
        "p10;1;种树;1;0",
        "VOTES",
        "voter_id;vote",
        "0;p2,p10",
    ]
