"""A rule is data: it travels through JSON, complains in Chinese, and writes its own articles."""

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.counting import (
    BASIS,
    LABELS,
    PRESETS,
    Detail,
    Form,
    Occasion,
    PassBase,
    Rule,
    RuleError,
    TieAtCut,
    check_candidates,
    explain,
    explain_satisfaction,
    notes,
    notices,
    quorum,
)

from .cases import rules


@given(rules())
def test_a_rule_travels_through_json_unchanged(rule):
    assert Rule.from_json(json.loads(json.dumps(rule.to_json()))) == rule


def test_every_parameter_has_a_chinese_label_and_a_basis():
    assert LABELS.keys() == Rule(seats=1).to_json().keys() <= BASIS.keys()


def test_a_bad_rule_is_refused_with_every_reason_at_once():
    bad = {"seats": "十", "form": "手机", "threshold": "a/b", "secret": "是", "shrehold": 1}
    with pytest.raises(RuleError) as refusal:
        Rule.from_json(bad)
    problems = " ".join(refusal.value.problems)
    assert len(refusal.value.problems) == 5
    for word in ("应选数", "票型", "通过线", "无记名", "shrehold"):
        assert word in problems


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ({}, "应选数"),
        ({"seats": 0}, "应选数"),
        ({"seats": True}, "应选数"),
        ({"seats": 1, "threshold": 0.5}, "不是分数"),
        ({"seats": 1, "threshold": "1"}, "达到即通过"),
        ({"seats": 1, "quorum": "3/2"}, "法定人数"),
        ({"seats": 1, "form": "choose", "deputies_threshold": "1/2"}, "双门槛"),
        ({"seats": 1, "form": "advisory", "pass_base": "none", "deputies_threshold": "1/2"}, "双门槛"),
        ({"seats": 1, "pick": "all_passing", "pass_base": "none"}, "全部过线"),
    ],
)
def test_parameters_that_contradict_each_other_are_named(values, word):
    with pytest.raises(RuleError, match=word):
        Rule.from_json(values)


@given(st.dictionaries(st.sampled_from([*LABELS, "x"]), st.none() | st.text() | st.integers() | st.lists(st.none())))
def test_any_rubbish_is_refused_in_words_never_in_a_trace(values):
    try:
        Rule.from_json(values)
    except RuleError as refusal:
        assert refusal.problems


def test_the_articles_follow_the_parameters():
    text = "".join(explain(Rule(seats=10), Occasion(candidates=12)))
    assert "候选项目 12 项，应选 10 项" in text
    assert "候选项目获全体代表过半数赞成的，方可拟确定为民生实事项目" in text
    assert "仍相等的由大会决定" in text and "由主席团决定改用" in text
    other = "".join(explain(Rule(seats=8, threshold=Fraction(2, 3), inclusive=True, tie_at_cut=TieAtCut.ALL_IN)))
    assert "获全体代表三分之二以上赞成" in other
    assert "票数相等的项目都拟确定" in other


USUAL = (
    "候选项目 12 项",
    "应选 10 项",
    "根据《中华人民共和国地方各级人民代表大会和地方各级人民政府组织法》第十一条第三项",
    "由主席团主持",
    "全体代表的三分之二以上出席",
    "无记名",
    "秘密写票处",
    "代为投票",
    "给予必要的帮助",
    "列席会议的人员不参加票决",
    "总监票人一名、监票人四名，由主席团",
    "提名，经大会全体会议通过",
    "计票人",
    "序号、名称",
    "画“○”",
    "弃权",
    "该票无效",
    "总监票人裁定",
    "空白票",
    "监票人先投票",
    "不得更改",
    "收回票数",
    "过半数",
    "前 10 项拟确定",
    "再次投票",
    "主席团确认票决结果有效",
    "大会执行主席宣布",
    "当场封存",
    "没有获得确定的候选项目",
    "负责解释",
    "施行",
    "附件",
)
"""What a 票决办法 contains as a rule (docs/domain.md#vote-rules-paper)."""


def test_nothing_that_a_presidium_expects_is_missing():
    occasion = Occasion(candidates=12, meeting="第三次会议", tellers=4)
    text = "".join(explain(Rule(seats=10, max_choices=10), occasion))
    assert [word for word in USUAL if word not in text] == []


def test_no_article_carries_a_footnote():
    """What an article rests on stands beside the paper; the paper itself is what the session passes."""
    rule = Rule(seats=10, participation=Fraction(1, 2), local_basis="某省实施办法")
    articles = explain(rule)
    assert not any(mark in text for text in articles for mark in ("依据：", "〔", "（参照", "待核"))
    assert "第十一条第三项、某省实施办法的规定，" in articles[0]
    beside = notes(rule)
    assert beside[0].startswith("第一条\u3000《地方组织法》第十一条第三项")
    for source in ("《选举法》第四十四条", "《地方组织法》第二十九条", "《代表法》第五十四条", "〔地方〕", "待核"):
        assert any(source in note for note in beside)


def test_a_township_names_the_article_that_is_its_own():
    rule, township = Rule(seats=2), Occasion(township=True)
    assert "组织法》第十二条第三项" in explain(rule, township)[0]
    assert "第十二条第三项" in notes(rule, township)[0]


def test_a_choose_n_ballot_may_let_items_be_opposed():
    """代表法 23: a deputy may approve, oppose or abstain; ○, × and nothing on a choose-N ballot."""
    rule = Rule(seats=10, form=Form.CHOOSE, opposing=True)
    text = "".join(explain(rule))
    assert "赞成的画“○”，反对的画“×”，弃权的不画" in text and "赞成的项目不超过 10 项" in text
    assert "选择超过" not in text and "赞成超过 10 项的，该票无效" in text
    assert notices(rule) == []
    assert any("没有反对一栏" in text for text in notices(Rule(seats=10, form=Form.CHOOSE)))
    with pytest.raises(RuleError, match="只用于限选票"):
        Rule(seats=10, opposing=True)


def test_the_paper_beside_the_phones_has_its_articles():
    """docs/ballot.md#reconciliation: what the certificate is judged by must have been passed by the sitting."""
    text = "".join(explain(Rule(seats=10)))
    for word in ("多于发出票数，本次投票全部无效", "不足 20 张的，不单独计票", "由主席团决定改用纸质票"):
        assert word in text


@given(rules())
def test_no_article_calls_on_a_law_that_says_otherwise(rule):
    """Two thirds present and more than half of all deputies are the law's; a lower line is the sitting's own."""
    text = "".join(notes(rule))
    half = Fraction(1, 2)
    over = rule.threshold > half or (rule.threshold == half and not rule.inclusive)
    assert ("第十四条：三分之二" in text) <= (rule.quorum >= Fraction(2, 3))
    assert ("《地方组织法》第二十五条" in text) <= (over and rule.pass_base is PassBase.ALL_DEPUTIES)


def test_a_ballot_that_is_only_ticked_announces_no_votes_against():
    ticked, per_item = (
        "".join(explain(Rule(seats=2, form=form, result_detail=Detail.FULL))) for form in (Form.CHOOSE, Form.PER_ITEM)
    )
    assert "宣布各候选项目的得票数和拟确定" in ticked and "宣布各候选项目的赞成、反对、弃权票数" in per_item


def test_measuring_adopts_nothing():
    text = "".join(
        explain_satisfaction(
            Rule(seats=1), items=17, meeting="常委会第三次会议", voters="常委会组成人员", decides="主任会议"
        )
    )
    assert [
        word
        for word in ("应选", "候选", "入选", "过线", "赞成", "差额", "票决", "平票", "代表", "主席团")
        if word in text
    ] == []
    for word in (
        "17 个项目",
        "满意、基本满意、不满意、不了解",
        "计为不了解",
        "本次投票全部无效",
        "主任会议决定改用纸质票",
        "附件",
    ):
        assert word in text


def test_a_street_recommends_it_never_decides():
    text = "".join(explain(PRESETS["街道双门槛"]))
    assert "推荐意见" in text
    assert "街道不设人民代表大会" in notes(PRESETS["街道双门槛"])[0]
    assert "获到会成员超过三分之二赞成，并且获其中到会人大代表过半数赞成" in text
    assert [word for word in ("票决", "主席团", "大会") if word in text] == []


@given(rules(), rules())
def test_articles_are_numbered_and_different_passing_lines_read_differently(one, other):
    articles = explain(one)
    assert articles[0].startswith("第一条\u3000")
    assert articles[10].startswith("第十一条\u3000")
    if (one.threshold, one.inclusive) != (other.threshold, other.inclusive) and PassBase.NONE not in (
        one.pass_base,
        other.pass_base,
    ):
        assert articles != explain(other)


def test_departures_from_the_law_are_noticed():
    assert notices(Rule(seats=10)) == []
    sentences = "".join(
        notices(Rule(seats=10, pass_base=PassBase.PRESENT, secret=False, tie_at_cut=TieAtCut.BY_NUMBER))
    )
    assert "第二十五条" in sentences
    assert "无记名" in sentences
    assert "抽签" in sentences
    assert any("半数" in text for text in notices(Rule(seats=1, inclusive=True)))


@pytest.mark.parametrize(
    ("candidates", "seats", "ratio", "ok"),
    [
        (12, 10, Fraction(1, 5), True),  # 海南 2024
        (30, 24, Fraction(1, 4), True),  # 赣榆 2020
        (15, 10, Fraction(1, 2), True),  # 大鹏 2021
        (5, 3, Fraction(2, 3), True),  # 丰泽 2024
        (7, 7, Fraction(0), False),  # 北坡镇 2019, 等额
        (11, 10, Fraction(1, 10), False),
        (9, 10, Fraction(-1, 10), False),
    ],
)
def test_the_surplus_ratio_of_real_polls(candidates, seats, ratio, ok):
    check = check_candidates(candidates, seats, Rule(seats=seats))
    assert (check.ratio, check.ok, bool(check)) == (ratio, ok, ok)
    assert str(check.needed) in check.sentence or ok


def test_equal_numbers_are_fine_where_the_rule_allows_them():
    assert check_candidates(7, 7, PRESETS["等额逐项"])


@pytest.mark.parametrize(
    ("present", "everybody", "met"), [(227, 340, True), (226, 340, False), (30, 45, True), (29, 45, False)]
)
def test_two_thirds_must_be_there(present, everybody, met):
    there = quorum(present, everybody)
    assert there.met is met
    assert str(there.needed) in there.sentence


@given(st.integers(1, 5000), st.data())
def test_the_quorum_is_the_least_number_that_is_two_thirds(everybody, data):
    present = data.draw(st.integers(0, everybody))
    assert bool(quorum(present, everybody)) == (3 * present >= 2 * everybody)


@given(st.integers(1, 5000), st.data())
def test_half_a_committee_is_not_more_than_half(everybody, data):
    present = data.draw(st.integers(0, everybody))
    there = quorum(present, everybody, Fraction(1, 2))
    assert bool(there) == (2 * present > everybody) and "法定人数为过半数即" in there.sentence


def test_enums_may_be_given_as_words():
    assert Rule.from_json({"seats": 1, "form": "choose"}).form is Form.CHOOSE
    with pytest.raises(RuleError):
        Rule.from_json({"seats": 1, "form": "手机"})
