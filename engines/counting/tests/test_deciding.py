"""Verdicts: published results, the paths after a tie or a shortfall, and what must hold for every rule."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engines.counting import (
    PRESETS,
    Counts,
    Detail,
    ItemCount,
    OverSelect,
    PassBase,
    Pick,
    Roll,
    Rule,
    Shortfall,
    State,
    Status,
    StepRefused,
    TieAtCut,
    Verdict,
    after_presidium,
    after_revote,
    announcement,
    decide,
    needed_approvals,
    rule_of_next_round,
)

from .cases import ITEMS, sittings

CITY = Roll(all_deputies=340, present=336)


def counted(valid=336, void=0, **approvals):
    items = {item: ItemCount(n, valid - n) for item, n in approvals.items()}
    return Counts(valid + void, valid + void, valid, void, items)


# ---- published results (docs/domain.md#published-votes)


def test_dongyang_2017_item_by_item():
    counts = Counts(282, 282, 282, 0, {"整治危旧房": ItemCount(281, 1), "普惠医疗": ItemCount(276, 6)})
    verdict = decide(counts, Rule(seats=2, min_surplus=Fraction(0)), Roll(all_deputies=340, present=282))
    assert verdict.adopted == ("整治危旧房", "普惠医疗")
    assert verdict.state is State.DECIDED
    assert verdict.of("整治危旧房").sentence == "赞成 281 票，超过全体代表 340 人的半数（170 票），得票第 1，入选。"


def test_beipo_2019_seven_of_seven_unanimously():
    counts = Counts(51, 51, 51, 0, {f"第{n}项": ItemCount(51) for n in range(1, 8)})
    verdict = decide(counts, PRESETS["等额逐项"], Roll(all_deputies=51, present=51))
    assert len(verdict.adopted) == 7
    assert {v.rank for v in verdict.items} == {1}
    assert "全票一致" in verdict.warnings[0]


def test_siping_2023_two_to_one_with_42_of_45():
    counts = Counts(45, 45, 45, 0, {"入选": ItemCount(42, 3), "落选": ItemCount(3, 42)})
    verdict = decide(counts, Rule(seats=1), Roll(all_deputies=45, present=45))
    assert (verdict.adopted, verdict.not_adopted) == (("入选",), ("落选",))
    assert Fraction(933, 1000) < Fraction(42, 45) < Fraction(934, 1000)


# ---- the passing line


@pytest.mark.parametrize(
    ("base", "approve", "passes"),
    [
        (PassBase.ALL_DEPUTIES, 170, False),
        (PassBase.ALL_DEPUTIES, 171, True),
        (PassBase.PRESENT, 168, False),
        (PassBase.PRESENT, 169, True),
        (PassBase.VOTING, 150, False),
        (PassBase.VOTING, 151, True),
        (PassBase.NONE, 0, True),
    ],
)
def test_the_line_is_taken_of_the_base_the_rule_names(base, approve, passes):
    verdict = decide(counted(valid=290, void=10, a=approve), Rule(seats=1, pass_base=base), CITY)
    assert (verdict.adopted == ("a",)) is passes


def test_exactly_half_is_not_more_than_half_unless_reaching_is_enough():
    verdict = decide(counted(a=170), Rule(seats=1), CITY)
    assert "恰为而未超过" in verdict.of("a").sentence
    assert decide(counted(a=170), Rule(seats=1, inclusive=True), CITY).adopted == ("a",)
    assert needed_approvals(340, Fraction(1, 2), False) == 171
    assert needed_approvals(340, Fraction(1, 2), True) == 170


def test_more_pass_than_seats_and_the_best_are_taken():
    verdict = decide(counted(a=200, b=300, c=250), Rule(seats=2), CITY)
    assert verdict.adopted == ("b", "c")
    assert "名额已满" in verdict.of("a").sentence
    everyone = decide(counted(a=200, b=300, c=250), Rule(seats=2, pick=Pick.ALL_PASSING), CITY)
    assert everyone.adopted == ("b", "c", "a")


# ---- sittings and boxes that do not hold


def test_more_ballots_than_issued_void_the_whole_poll():
    counts = replace(counted(valid=300, a=200), issued=299)
    verdict = decide(counts, Rule(seats=1), CITY)
    assert (verdict.state, verdict.adopted) == (State.INVALID, ())
    assert "300" in verdict.sentence
    assert "重新投票" in verdict.sentence


def test_without_a_quorum_nothing_is_decided():
    verdict = decide(counted(valid=200, a=200), Rule(seats=1), Roll(all_deputies=340, present=226))
    assert verdict.state is State.INVALID
    assert "还差 1 人" in verdict.sentence


def test_too_few_taking_part_is_no_result_in_guangdong():
    counts = counted(valid=170, a=170)
    rule = Rule(seats=1, pass_base=PassBase.VOTING, participation=Fraction(1, 2))
    assert decide(counts, rule, CITY).state is State.INVALID
    assert decide(counts, replace(rule, participation=None), CITY).adopted == ("a",)


@pytest.mark.parametrize(
    ("counts", "word"),
    [
        (Counts(300, 300, 299, 0, {"a": ItemCount(299)}), "收回"),
        (Counts(300, 300, 300, 0, {"a": ItemCount(200, 99)}), "“道路”"),
        (Counts(337, 300, 300, 0, {"a": ItemCount(300)}), "多于到会"),
        (Counts(300, 300, 300, 0, {}), "没有可表决"),
        (Counts(300, 300, 300, 0, {"a": ItemCount(301, -1)}), "负的"),
    ],
)
def test_numbers_that_do_not_hold_must_be_recounted_first(counts, word):
    verdict = decide(counts, Rule(seats=1), CITY, titles={"a": "道路"})
    assert verdict.state is State.RECOUNT
    assert verdict.adopted == ()
    assert word in verdict.sentence


# ---- a tie at the line

TIED = {"a": 300, "b": 250, "c": 250, "d": 250, "e": 100}


def test_the_tied_are_voted_on_again_and_more_votes_win():
    rule = Rule(seats=3)
    verdict = decide(counted(**TIED), rule, CITY, titles={"b": "桥"})
    assert (verdict.state, verdict.adopted, verdict.pending) == (State.REVOTE, ("a",), ("b", "c", "d"))
    assert verdict.seats_open == 2
    assert "「桥」" in verdict.sentence
    assert verdict.of("b").status is Status.TIED
    again = after_revote(verdict, counted(b=100, c=120, d=110), rule, CITY)
    assert (again.state, again.adopted, again.not_adopted) == (State.DECIDED, ("a", "c", "d"), ("b", "e"))
    assert again.of("c").sentence.startswith("再次投票：赞成 120 票")


def test_a_second_tie_goes_to_the_presidium_which_must_say_where_it_decided():
    rule = Rule(seats=2)
    verdict = decide(counted(a=300, b=250, c=250), rule, CITY)
    again = after_revote(verdict, counted(b=168, c=168), rule, CITY)
    assert (again.state, again.pending) == (State.PRESIDIUM, ("b", "c"))
    with pytest.raises(StepRefused) as refusal:
        after_presidium(again, ["a", "b"], rule, basis=" ")
    assert len(refusal.value.reasons) == 3
    done = after_presidium(again, ["c"], rule, basis="主席团纪要 3 号")
    assert (done.state, done.adopted, done.not_adopted) == (State.DECIDED, ("a", "c"), ("b",))
    assert "主席团纪要 3 号" in done.of("b").sentence


def test_as_many_revotes_as_the_rule_grants():
    rule = Rule(seats=1, max_revotes=2)
    verdict = decide(counted(b=250, c=250), rule, CITY)
    verdict = after_revote(verdict, counted(b=168, c=168), rule, CITY)
    assert (verdict.state, verdict.revotes) == (State.REVOTE, 1)
    verdict = after_revote(verdict, counted(b=168, c=168), rule, CITY)
    assert (verdict.state, verdict.revotes) == (State.PRESIDIUM, 2)


def test_a_revote_that_does_not_hold_is_held_again_and_nothing_is_lost():
    rule = Rule(seats=2)
    verdict = decide(counted(a=300, b=250, c=250), rule, CITY)
    broken = after_revote(verdict, replace(counted(b=1, c=2), issued=3), rule, CITY)
    assert (broken.state, broken.adopted, broken.pending) == (State.INVALID, ("a",), ("b", "c"))
    assert after_revote(broken, counted(b=1, c=2), rule, CITY).adopted == ("a", "c")


def test_a_step_out_of_turn_is_refused():
    rule = Rule(seats=2)
    done = decide(counted(a=300, b=250), rule, CITY)
    tied = decide(counted(a=300, b=250, c=250), rule, CITY)
    with pytest.raises(StepRefused, match="现在不能"):
        after_revote(done, counted(a=1), rule, CITY)
    with pytest.raises(StepRefused, match="现在不能"):
        after_presidium(tied, ["b"], rule, basis="1 号")
    with pytest.raises(StepRefused, match="只对"):
        after_revote(tied, counted(a=1, b=2), rule, CITY)


def test_all_tied_in_or_by_number_is_said_openly():
    all_in = decide(counted(**TIED), Rule(seats=3, tie_at_cut=TieAtCut.ALL_IN), CITY)
    assert all_in.adopted == ("a", "b", "c", "d")
    assert "并列都进" in all_in.of("d").sentence
    by_number = decide(counted(**TIED), Rule(seats=3, tie_at_cut=TieAtCut.BY_NUMBER), CITY)
    assert by_number.adopted == ("a", "b", "c")
    assert "序号在后" in by_number.of("d").sentence


# ---- fewer pass than seats


def test_a_shortfall_is_accepted_or_voted_again_or_put_to_the_presidium():
    counts = counted(a=300, b=100, c=90)
    assert decide(counts, Rule(seats=2), CITY).adopted == ("a",)
    second = Rule(seats=2, shortfall=Shortfall.SECOND_ROUND)
    verdict = decide(counts, second, CITY)
    assert (verdict.state, verdict.pending, verdict.seats_open) == (State.SECOND_ROUND, ("b", "c"), 1)
    assert rule_of_next_round(verdict, second).seats == 1
    assert after_revote(verdict, counted(b=171, c=180), second, CITY).adopted == ("a", "c")
    short = after_revote(verdict, counted(b=170, c=90), second, CITY)
    assert (short.state, short.adopted, short.second_rounds) == (State.DECIDED, ("a",), 1)
    asked = Rule(seats=2, shortfall=Shortfall.PRESIDIUM)
    waiting = decide(counts, asked, CITY)
    assert waiting.state is State.PRESIDIUM
    assert after_presidium(waiting, [], asked, basis="1 号").adopted == ("a",)
    filled = after_presidium(waiting, ["b"], asked, basis="1 号")
    assert filled.adopted == ("a", "b")
    assert "未过通过线" in filled.warnings[-1]


def test_a_tie_in_the_second_round_is_voted_on_again():
    rule = Rule(seats=2, shortfall=Shortfall.SECOND_ROUND)
    verdict = decide(counted(a=300, b=100, c=90), rule, CITY)
    verdict = after_revote(verdict, counted(b=200, c=200), rule, CITY)
    assert (verdict.state, verdict.pending, verdict.second_rounds) == (State.REVOTE, ("b", "c"), 1)
    assert after_revote(verdict, counted(b=10, c=20), rule, CITY).adopted == ("a", "c")


# ---- the double threshold of a sub-district council (docs/domain.md#double-threshold)

COUNCIL = Roll(all_deputies=60, present=60, council_deputies=20, council_deputies_present=20)


@pytest.mark.parametrize(
    ("all_approve", "deputies_approve", "passes"), [(41, 11, True), (40, 11, False), (41, 10, False), (60, 20, True)]
)
def test_both_thresholds_must_be_passed(all_approve, deputies_approve, passes):
    rule = replace(PRESETS["街道双门槛"], seats=1)
    everyone = Counts(60, 60, 60, 0, {"a": ItemCount(all_approve, 0, 0, 60 - all_approve)})
    deputies = Counts(20, 20, 20, 0, {"a": ItemCount(deputies_approve, 0, 0, 20 - deputies_approve)})
    verdict = decide(everyone, rule, COUNCIL, council=deputies)
    assert (verdict.adopted == ("a",)) is passes
    assert f"其中人大代表赞成 {deputies_approve} 票" in verdict.of("a").sentence
    assert "推荐" in verdict.of("a").sentence


def test_the_double_threshold_needs_its_second_count():
    rule = replace(PRESETS["街道双门槛"], seats=1)
    everyone = Counts(60, 60, 60, 0, {"a": ItemCount(60)})
    with pytest.raises(ValueError, match="双门槛"):
        decide(everyone, rule, COUNCIL)
    too_many = decide(everyone, rule, COUNCIL, council=Counts(61, 61, 61, 0, {"a": ItemCount(61)}))
    assert too_many.state is State.RECOUNT


# ---- what is announced


def test_names_alone_do_not_tell_the_counts():
    counts = counted(a=200, b=300, c=250)
    rule = Rule(seats=2, result_detail=Detail.NAMES)
    assert announcement(decide(counts, rule, CITY), counts, rule) == [
        ("b", True, *[None] * 5),
        ("c", True, *[None] * 5),
    ]
    full = replace(rule, result_detail=Detail.FULL)
    lines = announcement(decide(counts, full, CITY), counts, full)
    assert [(line.item, line.rank, line.approve, line.against) for line in lines] == [
        ("b", 1, 300, 36),
        ("c", 2, 250, 86),
        ("a", 3, 200, 136),
    ]
    some = replace(rule, result_detail=Detail.APPROVALS)
    assert {line.against for line in announcement(decide(counts, some, CITY), counts, some)} == {None}


def test_nothing_is_announced_without_a_valid_result():
    counts = replace(counted(a=200), issued=1)
    with pytest.raises(ValueError, match="不能公布"):
        announcement(decide(counts, Rule(seats=1), CITY), counts, Rule(seats=1))


# ---- what holds for every rule


def one_more_approval(counts, item):
    row = counts.items[item]
    for column in ("not_pressed", "abstain", "against"):
        if getattr(row, column):
            changed = row._replace(approve=row.approve + 1, **{column: getattr(row, column) - 1})
            return replace(counts, items={**counts.items, item: changed})
    return None


@given(sittings(), st.data())
def test_one_more_approval_never_hurts(sitting, data):
    counts, rule, roll = sitting
    before = decide(counts, rule, roll)
    assume(before.adopted)
    lucky = data.draw(st.sampled_from(before.adopted))
    better = one_more_approval(counts, lucky)
    assume(better)
    assert lucky in decide(better, rule, roll).adopted


@given(sittings(), st.data())
def test_one_more_approval_never_turns_a_hope_into_a_loss(sitting, data):
    counts, rule, roll = sitting
    before = decide(counts, rule, roll)
    assume(before.pending)
    hopeful = data.draw(st.sampled_from(before.pending))
    better = one_more_approval(counts, hopeful)
    assume(better)
    assert decide(better, rule, roll).of(hopeful).status is not Status.NOT_ADOPTED


@given(sittings(), st.permutations(ITEMS))
def test_names_and_places_on_the_ballot_do_not_matter(sitting, other_order):
    counts, rule, roll = sitting
    assume(rule.tie_at_cut is not TieAtCut.BY_NUMBER and rule.over_select is OverSelect.WHOLE_VOID)
    moved = replace(counts, items={item: counts.items[item] for item in other_order})
    one, other = decide(counts, rule, roll), decide(moved, rule, roll)
    assert set(one.adopted) == set(other.adopted)
    assert set(one.pending) == set(other.pending)
    assert one.state is other.state


@given(sittings())
def test_no_tie_is_broken_in_silence(sitting):
    """Two items with equal approvals never part, unless the sentence says by what."""
    counts, rule, roll = sitting
    verdict = decide(counts, rule, roll)
    for v in verdict.items:
        for w in verdict.items:
            if v.approve == w.approve and v.status is not w.status:
                assert rule.tie_at_cut is TieAtCut.BY_NUMBER
                assert "末位平票" in v.sentence
                assert "序号" in w.sentence


@given(sittings())
def test_every_item_has_one_fate_and_one_sentence(sitting):
    counts, rule, roll = sitting
    verdict = decide(counts, rule, roll)
    fates = [*verdict.adopted, *verdict.not_adopted, *verdict.pending]
    assert sorted(fates) == sorted(counts.items)
    assert all(v.sentence.endswith("。") and v.sentence.count("。") == 1 for v in verdict.items)
    assert f"赞成 {verdict.items[0].approve} 票" in verdict.items[0].sentence
    assert Verdict.from_json(verdict.to_json()) == verdict


@given(sittings())
def test_never_more_seats_than_the_rule_has(sitting):
    counts, rule, roll = sitting
    verdict = decide(counts, rule, roll)
    if rule.pick is Pick.TOP and rule.tie_at_cut is not TieAtCut.ALL_IN:
        assert len(verdict.adopted) + verdict.seats_open <= rule.seats
    worst = min((counts.items[item].approve for item in verdict.adopted), default=None)
    if worst is not None and rule.pick is Pick.TOP:
        assert all(
            counts.items[item].approve <= worst for item in verdict.not_adopted if verdict.of(item).passed is not False
        )


@given(sittings(), st.data())
def test_every_poll_comes_to_an_end(sitting, data):
    counts, rule, roll = sitting
    verdict = decide(counts, rule, roll)
    for _ in range(rule.max_revotes + 3):
        if verdict.state is State.DECIDED:
            break
        if verdict.state is State.PRESIDIUM:
            verdict = after_presidium(verdict, verdict.pending[: verdict.seats_open], rule, basis="纪要")
        else:
            number = counts.valid
            again = {i: ItemCount(n := data.draw(st.integers(0, number)), number - n) for i in verdict.pending}
            verdict = after_revote(verdict, Counts(number, number, number, 0, again), rule, roll)
    assert verdict.state is State.DECIDED
    assert sorted([*verdict.adopted, *verdict.not_adopted]) == sorted(counts.items)
