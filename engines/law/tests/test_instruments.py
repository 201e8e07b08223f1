"""A local rule changes what it may, within the law's bounds, and nothing else."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.counting import Rule
from engines.law import (
    FIXED,
    LOCAL_PARAMETERS,
    PlaceKind,
    Unit,
    below_local,
    binding,
    floor_problems,
    read_value,
    refused,
)

REFUSED = [
    ("quorum", "1/2", PlaceKind.CITY, "地方组织法 14 条"),
    ("quorum", "9/8", PlaceKind.CITY, "不能高于"),
    ("threshold", "1/3", PlaceKind.COUNTY, "地方组织法 25 条"),
    ("threshold", "half", PlaceKind.COUNTY, "不是分数"),
    ("quorum", "1e99999999", PlaceKind.CITY, "不是分数"),
    ("threshold", "1/" + "9" * 400, PlaceKind.CITY, "不是分数"),
    ("min_surplus_percent", "-5", PlaceKind.COUNTY, "整数"),
    ("collection_days", "9" * 5000, PlaceKind.COUNTY, "最多 4 位"),
    ("collection_days", "0", PlaceKind.COUNTY, "不能低于 1 天"),
    ("presidium_changes", "是", PlaceKind.COUNTY, "只能由这些地方的规定来定：省"),
    ("presidium_changes", "否", PlaceKind.PROVINCE, "没有规定的不写"),
    ("street_assigned", "是", PlaceKind.TOWNSHIP, "旗县区"),
    ("vote_word", "", PlaceKind.PROVINCE, "1–10 个字"),
    ("pass_base", "present", PlaceKind.PROVINCE, "本地规定不能改"),
    ("joint_signers", "1", PlaceKind.PROVINCE, "监督法 51–54"),
    ("colour", "red", PlaceKind.PROVINCE, "不能定“colour”"),
    ("quorum", "3/4", PlaceKind.LEAGUE, "只能由这些地方"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "raw", "kind", "says"), REFUSED, ids=[f"{row[0]}={row[1][:12]}" for row in REFUSED])
def test_what_a_local_rule_cannot_set_is_refused_by_name(key, raw, kind, says):
    (problem,) = refused({key: raw}, kind)
    assert says in problem


def test_what_it_may_set_is_kept_as_it_is_used():
    sets = {"quorum": "75%", "min_surplus_percent": "25%", "collection_days": 40, "presidium_changes": True}
    assert refused(sets, PlaceKind.PROVINCE) == []
    assert [read_value(key, raw) for key, raw in sets.items()] == ["3/4", "25", "40", "yes"]
    assert LOCAL_PARAMETERS["collection_days"].in_words("40") == "40 天"


def test_of_two_rules_the_stricter_number_and_the_nearer_word_bind():
    assert binding("min_surplus_percent", ["20", "25"]) == "25"
    assert binding("vote_word", ["审议监督", "票决"]) == "审议监督"
    assert binding("quorum", []) is None


def test_a_vote_rule_below_the_local_rule_is_named():
    rule = Rule(seats=10)
    assert below_local(rule, {"quorum": "3/4", "participation": "1/2", "min_surplus_percent": "25"}) == [
        "quorum",
        "participation",
        "min_surplus_percent",
    ]
    assert below_local(rule, {"quorum": "2/3", "threshold": "1/2", "vote_word": "审议监督"}) == []


@given(st.sampled_from(sorted(LOCAL_PARAMETERS)), st.fractions(0, 2, max_denominator=40), st.sampled_from(PlaceKind))
def test_nothing_that_a_local_rule_may_set_lowers_a_floor(key, value, kind):
    if refused({key: str(value)}, kind) or LOCAL_PARAMETERS[key].unit is not Unit.SHARE:
        return
    assert kind.has_congress
    rule = Rule(seats=1, **{key: Fraction(read_value(key, value))}) if value else Rule(seats=1)
    assert floor_problems(rule) == []


def test_what_is_fixed_is_no_parameter():
    assert not set(FIXED) & set(LOCAL_PARAMETERS)
