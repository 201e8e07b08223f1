"""Published satisfaction tables, the boundary pit, and what must hold for every formula."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engines.scoring import (
    LABELS,
    PRESETS,
    Base,
    Cell,
    Chain,
    Formula,
    FormulaError,
    Grade,
    Part,
    RankBy,
    Row,
    Step,
    SumsDisagree,
    Ties,
    WeightsRefused,
    ambiguities,
    consequence,
    evaluate,
    grade_of,
    needs_rectification,
    option_score,
    slices,
    sums_agree,
    weighted_score,
)

# docs/domain.md#published-satisfaction, as printed
NINGHAI = [
    Row("美丽乡村建设工程", 95, 27, 0),
    Row("农民饮用水达标提标工程", 175, 43, 4),
    Row("农村公路改造提升工程", 161, 58, 3),
    Row("高中段学校校舍改造提升工程", 187, 34, 1),
    Row("前童镇中心小学迁建工程", 177, 44, 1),
    Row("第二医院医疗健康集团总院提升改造工程", 161, 57, 4),
    Row("区域性居家养老服务中心工程", 165, 57, 0),
    Row("中心城区停车位建设工程", 145, 74, 3),
    Row("城南消防站工程", 159, 62, 1),
    Row("环卫基础设施提升改造工程", 168, 53, 1),
]
# docs/domain.md#published-satisfaction, Zhenhai
ZHENHAI = [
    Row("教育惠民补短强基", 28, 1, 0),
    Row("公共卫生服务能力提升", 20, 8, 1),
    Row("老旧小区改造", 26, 3, 0),
    Row("食品安全供应保障", 29, 0, 0),
    Row("老年护理照料中心建设", 17, 11, 1),
    Row("交通治堵工程", 26, 3, 0),
    Row("隧道口停车场新建工程", 17, 11, 1),
    Row("住房保障行动", 28, 1, 0),
]
ZHENHAI_RULE = PRESETS["镇海 2021"]


def test_ninghai_as_printed_is_refused_and_the_row_is_named():
    with pytest.raises(SumsDisagree) as refusal:
        evaluate(NINGHAI, PRESETS["人代会三档"], valid=222, all_members=260, present=231)
    check = refusal.value.check
    assert check.items == ("美丽乡村建设工程",)
    assert len(check.problems) == 1
    assert "95 + 基本满意 27 + 不满意 0 = 122 票" in check.problems[0]
    assert "少 100 票" in check.problems[0]
    assert "应为 195" in check.problems[0]


def test_ninghai_with_the_missing_digit_is_accepted():
    table = [replace(NINGHAI[0], satisfied=195), *NINGHAI[1:]]
    result = evaluate(table, PRESETS["人代会三档"], valid=222, all_members=260, present=231)
    assert {v.grade for v in result.verdicts} == {Grade.SATISFIED}
    assert result.ranking[0].row.item == "美丽乡村建设工程"
    assert result.of("中心城区停车位建设工程").satisfied_rate == Fraction(145, 222)
    assert "满意 10 项" in result.sentence


def test_zhenhai_2021_of_29_members():
    result = evaluate(ZHENHAI, ZHENHAI_RULE, valid=29, all_members=29, present=29)
    assert {v.grade for v in result.verdicts} == {Grade.SATISFIED}
    assert result.warnings == ()  # half of 29 is no number of votes
    assert [v.rank for v in result.verdicts] == [2, 6, 4, 1, 7, 4, 7, 2]
    assert "达到全体组成人员 29 的半数（14.5 票），评为满意" in result.of("老年护理照料中心建设").sentence


@pytest.mark.parametrize(("reading", "grade"), [(Grade.FAIRLY, Grade.FAIRLY), (Grade.DISSATISFIED, Grade.DISSATISFIED)])
def test_the_boundary_pit_of_zhenhai_is_a_named_parameter(reading, grade):
    formula = replace(ZHENHAI_RULE, at_boundary=reading)
    result = evaluate([Row("甲", 8, 7, 15)], formula, valid=30, all_members=30, present=30)
    verdict = result.verdicts[0]
    assert (verdict.grade, verdict.at_boundary) == (grade, True)
    assert "两款规定不一致" in verdict.sentence
    assert "15 票" in result.warnings[0]


def test_a_formula_whose_clauses_fit_has_no_pit():
    assert ambiguities(ZHENHAI_RULE, 30) != []
    assert ambiguities(ZHENHAI_RULE, 29) == []
    assert ambiguities(replace(ZHENHAI_RULE, dissatisfied_inclusive=False), 30) == []
    gap = replace(ZHENHAI_RULE, fairly_inclusive=False, dissatisfied_inclusive=False)
    assert "都不成立" in ambiguities(gap, 30)[0]


@pytest.mark.parametrize(
    ("row", "inclusive", "grade"),
    [
        (Row("a", 15, 0, 15), True, Grade.SATISFIED),
        (Row("a", 15, 1, 14), False, Grade.FAIRLY),
        (Row("a", 14, 2, 14), True, Grade.FAIRLY),
        (Row("a", 10, 4, 16), True, Grade.DISSATISFIED),
    ],
)
def test_grades_at_and_beside_the_line(row, inclusive, grade):
    formula = Formula(satisfied_inclusive=inclusive)
    assert grade_of(row, formula, 30) == (grade, False)


def test_those_who_do_not_know_leave_the_base_where_the_rule_says_so():
    row = Row("a", 40, 20, 10, 30)
    out = Formula(base=Base.VALID, unknown_option=True, unknown_in_base=False)
    result = evaluate([row], out, valid=100, all_members=120, present=110)
    assert (result.verdicts[0].base, result.verdicts[0].grade) == (70, Grade.SATISFIED)
    with_unknown = evaluate([row], replace(out, unknown_in_base=True), valid=100, all_members=120, present=110)
    assert (with_unknown.verdicts[0].base, with_unknown.verdicts[0].grade) == (100, Grade.FAIRLY)
    with pytest.raises(SumsDisagree, match="不了解"):
        evaluate([row], Formula(), valid=100, all_members=120, present=110)


@pytest.mark.parametrize(
    ("valid", "present", "everybody", "word"), [(30, 29, 40, "多于到会"), (30, 41, 40, "多于应到")]
)
def test_more_ballots_than_people_are_refused(valid, present, everybody, word):
    with pytest.raises(SumsDisagree, match=word):
        evaluate([Row("a", 30, 0, 0)], Formula(), valid=valid, all_members=everybody, present=present)


def test_empty_doubled_and_negative_tables_are_refused():
    assert not sums_agree([], 0)
    assert "两次" in sums_agree([Row("a", 1, 0, 0), Row("a", 1, 0, 0)], 1).problems[0]
    assert "负" in sums_agree([Row("a", 2, -1, 0)], 1).problems[0]


formulas = st.builds(
    Formula,
    base=st.sampled_from(Base),
    satisfied_at=st.fractions(Fraction(1, 10), 1, max_denominator=10),
    satisfied_inclusive=st.booleans(),
    fairly_at=st.fractions(Fraction(1, 10), 1, max_denominator=10),
    fairly_inclusive=st.booleans(),
    dissatisfied_inclusive=st.booleans(),
    at_boundary=st.sampled_from([Grade.FAIRLY, Grade.DISSATISFIED]),
    rank_by=st.sampled_from(RankBy),
    ties=st.sampled_from(Ties),
    rectify_below=st.none() | st.fractions(Fraction(1, 10), 1, max_denominator=10),
)


@st.composite
def tables(draw):
    valid = draw(st.integers(1, 40))
    rows = []
    for number in range(draw(st.integers(1, 5))):
        satisfied = draw(st.integers(0, valid))
        fairly = draw(st.integers(0, valid - satisfied))
        rows.append(Row(f"第{number}项", satisfied, fairly, valid - satisfied - fairly))
    return rows, valid


@given(formulas)
def test_a_formula_travels_through_json_unchanged(formula):
    assert Formula.from_json(json.loads(json.dumps(formula.to_json()))) == formula
    assert LABELS.keys() == formula.to_json().keys()


def test_a_bad_formula_is_refused_with_every_reason_at_once():
    with pytest.raises(FormulaError) as refusal:
        Formula.from_json({"base": "街坊", "fairly_at": 0.5, "satisfied_inclusive": "是", "x": 1})
    assert len(refusal.value.problems) == 4
    with pytest.raises(FormulaError, match="恰在界线"):
        Formula(at_boundary=Grade.SATISFIED)
    with pytest.raises(FormulaError, match="满意的界线"):
        Formula(satisfied_at=Fraction(3, 2))


@given(tables(), st.data())
def test_one_wrong_number_anywhere_is_refused(table, data):
    rows, valid = table
    at = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.sampled_from(["satisfied", "fairly", "dissatisfied"]))
    by = data.draw(st.integers(-200, 200).filter(bool))
    wrong = [*rows]
    wrong[at] = replace(rows[at], **{column: getattr(rows[at], column) + by})
    assert sums_agree(rows, valid)
    assert sums_agree(wrong, valid).items == (rows[at].item,)


ORDER = [Grade.DISSATISFIED, Grade.FAIRLY, Grade.SATISFIED]


@given(tables(), formulas, st.sampled_from(["fairly", "dissatisfied"]))
def test_one_more_satisfied_never_lowers_grade_or_rank(table, formula, column):
    rows, valid = table
    assume(getattr(rows[0], column))
    better = replace(rows[0], satisfied=rows[0].satisfied + 1, **{column: getattr(rows[0], column) - 1})
    numbers = {"valid": valid, "all_members": valid + 3, "present": valid + 1}
    before = evaluate(rows, formula, **numbers)
    after = evaluate([better, *rows[1:]], formula, **numbers)
    assert ORDER.index(after.verdicts[0].grade) >= ORDER.index(before.verdicts[0].grade)
    assert after.verdicts[0].rank <= before.verdicts[0].rank
    assert before.positive_rate <= after.positive_rate


@given(tables(), formulas, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(table, formula, luck):
    rows, valid = table
    numbers = {"valid": valid, "all_members": valid, "present": valid}
    one = evaluate(rows, formula, **numbers)
    other = evaluate(luck.sample(rows, len(rows)), formula, **numbers)
    assert all(other.of(v.row.item) == v for v in one.verdicts)
    assert one.sentence == other.sentence


# ---- parts and weights


def part(name, weight, score):
    """A part as a form gives it: texts and whole numbers."""
    return Part(name, weight, score)


def test_zhenhai_2013_sixty_thirty_ten():
    parts = [part("群众", "60%", "88"), part("四套班子领导", "30%", "92.5"), part("网络", "10%", "80")]
    result = weighted_score(parts)
    assert result.score == Fraction("88.55")
    assert result.sentence.endswith("= 88.55 分。")


@pytest.mark.parametrize(
    ("parts", "word"),
    [
        ([part("群众", "60%", 90), part("网络", "30%", 90)], "90%"),
        ([], "0%"),
        ([part("群众", "3/2", 90), part("网络", "-1/2", 90)], "大于 0"),
        ([part("群众", 1, None)], "缺少“群众”"),
        ([part("群众", 1, 101)], "0 至 100"),
        ([part("群众", "1/2", 1), part("群众", "1/2", 1)], "重复"),
    ],
)
def test_parts_that_make_no_score_are_refused(parts, word):
    with pytest.raises(WeightsRefused, match=word):
        weighted_score(parts)


def test_a_third_is_a_third_and_a_float_is_refused():
    assert weighted_score([part(n, "1/3", 90) for n in "甲乙丙"]).score == 90
    with pytest.raises(WeightsRefused, match="不是分数"):
        part("群众", 0.6, 90)


def test_points_of_a_row():
    assert option_score(Row("a", 50, 25, 25, 900)) == 70
    assert option_score(Row("a", 0, 0, 0, 5)) is None


# ---- consequences


def graded(row, formula):
    return evaluate([row], formula, valid=row.total, all_members=row.total, present=row.total).verdicts[0]


def test_the_chain_from_rectification_to_inquiry():
    formula = Formula()
    bad, good = graded(Row("a", 1, 1, 8), formula), graded(Row("a", 9, 1, 0), formula)
    first = consequence([bad], formula, Chain(rectify_days=60))
    assert (first.steps, first.days) == ((Step.RECTIFY, Step.RE_EVALUATE), 60)
    assert "60 日内" in first.sentence
    assert consequence([bad, good], formula).steps == (Step.NONE,)
    assert consequence([bad, bad], formula).steps == (Step.FURTHER,)
    assert consequence([bad, bad], formula, Chain(attempts=2)).steps == (Step.RECTIFY, Step.RE_EVALUATE)
    assert consequence([bad, good, bad], formula).steps == (Step.RECTIFY, Step.RE_EVALUATE)
    with pytest.raises(ValueError, match="还没有"):
        consequence([], formula)


def test_shigu_rectifies_below_seventy_percent_whatever_the_grade():
    formula = PRESETS["石鼓 70% 整改"]
    outcome = consequence([graded(Row("a", 60, 9, 31), formula)], formula)
    assert outcome.steps[0] is Step.RECTIFY
    assert "69%" in outcome.sentence
    assert consequence([graded(Row("a", 60, 10, 30), formula)], formula).steps == (Step.NONE,)


# ---- slices


def test_small_groups_are_hidden_and_cannot_be_worked_out_from_the_total():
    cells = [
        Cell({"人群": "城镇"}, Row("a", 80, 10, 10)),
        Cell({"人群": "农村"}, Row("a", 30, 5, 5)),
        Cell({"人群": "牧区"}, Row("a", 3, 1, 1)),
    ]
    parts = {s.label: s for s in slices(cells, "人群")}
    assert parts["城镇"].row == Row("城镇", 80, 10, 10)
    assert parts["牧区"].row is None
    assert "不足 20 票" in parts["牧区"].note
    assert parts["农村"].row is None


def test_rows_without_the_label_are_not_lost():
    cells = [Cell({"主体": "教育局"}, Row("a", 30, 0, 0)), Cell({}, Row("b", 40, 0, 0)), Cell({}, Row("c", 1, 0, 0))]
    assert [(s.label, s.row.total) for s in slices(cells, "主体")] == [("教育局", 30), ("未注明", 41)]


@given(st.lists(st.tuples(st.sampled_from("甲乙丙丁"), st.integers(0, 30)), max_size=12), st.integers(1, 40))
def test_no_published_cell_is_small_and_never_just_one_is_hidden(groups, smallest):
    cells = [Cell({"组": name}, Row("a", number, 0, 0)) for name, number in groups]
    parts = slices(cells, "组", smallest=smallest)
    assert all(s.row.total == 0 or s.row.total >= smallest for s in parts if s.row)
    hidden = sum(s.row is None for s in parts)
    assert hidden != 1 or not any(s.row and s.row.total for s in parts)


def test_three_hundred_who_do_not_know_the_project_have_not_judged_it():
    """0/0/0/300 is no 不满意, and one 满意 among 300 is no first place."""
    formula = PRESETS["四档含不了解"]
    rows = [Row("甲", 0, 0, 0, 300), Row("乙", 1, 0, 0, 299), Row("丙", 150, 60, 30, 60)]
    result = evaluate(rows, formula, valid=300, all_members=300, present=300)
    assert [v.grade for v in result.verdicts] == [Grade.UNJUDGED, Grade.UNJUDGED, Grade.SATISFIED]
    assert result.of("丙").rank == 1
    assert "1 票表示了意见" in result.of("乙").sentence and "意见不足，不作判定" in result.of("乙").sentence
    follows = consequence([result.of("甲")], formula)
    assert follows.steps == (Step.RE_EVALUATE,) and not needs_rectification(result.of("甲"), formula)
    strict = replace(formula, least_opinions=Fraction(9, 10))
    again = evaluate(rows, strict, valid=300, all_members=300, present=300)
    assert again.of("丙").grade is Grade.UNJUDGED


def test_equal_rates_are_parted_as_the_rule_says():
    rows = [Row("甲", 6, 2, 2), Row("乙", 5, 3, 1, 1), Row("丙", 8, 0, 1, 1)]
    ranks = {
        ties: [
            verdict.rank
            for verdict in evaluate(
                rows,
                Formula(base=Base.VALID, unknown_option=True, ties=ties),
                valid=10,
                all_members=10,
                present=10,
            ).verdicts
        ]
        for ties in Ties
    }
    assert ranks == {Ties.SECOND: [2, 3, 1], Ties.FEWEST: [3, 1, 1], Ties.SHARED: [1, 1, 1]}


def test_a_verdict_needs_as_many_opinions_as_the_rule_says():
    formula = Formula(base=Base.VALID, least_number=5)
    few = evaluate([Row("甲", 3, 0, 1), Row("乙", 0, 4, 0)], formula, valid=4, all_members=9, present=9)
    assert {verdict.grade for verdict in few.verdicts} == {Grade.UNJUDGED}
    assert "不到 5 票" in few.verdicts[0].sentence
    with pytest.raises(FormulaError, match="应至少为 1"):
        Formula(least_number=0)
