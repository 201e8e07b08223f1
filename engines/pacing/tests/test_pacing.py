"""Lamps by the published thresholds, and what must hold for every policy and plan."""

import json
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.pacing import (
    LABELS,
    PRESETS,
    Curve,
    Kind,
    Light,
    Measure,
    PlanRefused,
    Policy,
    PolicyError,
    Progress,
    Rung,
    Rungs,
    Task,
    curve_from_milestones,
    escalate,
    lamp,
    notices,
    overridden,
)

START, END = date(2026, 3, 1), date(2026, 12, 1)
HALF_DAY = date(2026, 7, 1)
PLAN = curve_from_milestones(START, [(HALF_DAY, "50%"), (END, 1)])
YINCHUAN, SANYA, OUHAI = (PRESETS[name] for name in ("银川", "三亚", "瓯海"))


def works(percent_done):
    return Progress(kind=Kind.WORKS, done=percent_done)


def at_half(policy, progress, **more):
    return lamp(policy, PLAN, progress, HALF_DAY, started=START, **more)


@pytest.mark.parametrize(
    ("done", "light", "shade"),
    [
        (29, "red", "red"),
        (30, "yellow", "orange"),
        (60, "yellow", "yellow"),
        (90, "green", "green"),
        (100, "green", "blue"),
    ],
)
def test_five_colours_say_more_and_count_as_three(done, light, shade):
    shown = at_half(PRESETS["大足双路"], works(done))
    assert (shown.light, shown.shade) == (light, shade)
    assert at_half(YINCHUAN, works(done)).shade == at_half(YINCHUAN, works(done)).light, "three colours stay three"


def test_orange_lies_between_yellow_and_red():
    five = Policy(orange_above=Fraction(2, 10))
    assert [at_half(five, works(done)).shade for done in (50, 40, 29, 19)] == ["green", "yellow", "orange", "red"]
    with pytest.raises(PolicyError, match="橙灯界线不能大于红灯界线"):
        Policy(orange_above=Fraction(4, 10))
    assert "请核定" in notices(PRESETS["大足双路"])[0]


# ---- the plan


def test_the_plan_runs_straight_between_milestones():
    assert PLAN.at(START - timedelta(1)) == 0
    assert PLAN.at(START) == 0
    assert PLAN.at(date(2026, 5, 1)) == Fraction(61, 122) * Fraction(1, 2)
    assert PLAN.at(HALF_DAY) == Fraction(1, 2)
    assert PLAN.at(END) == PLAN.at(date(2027, 1, 1)) == 1


@pytest.mark.parametrize(
    ("milestones", "word"),
    [
        ([], "至少"),
        ([(START, 1)], "日期"),
        ([(HALF_DAY, "60%"), (END, "50%")], "倒退"),
        ([(END, "120%")], "100%"),
        ([(END, 0.5)], "不是分数"),
    ],
)
def test_milestones_that_make_no_plan_are_refused(milestones, word):
    with pytest.raises(PlanRefused, match=word):
        curve_from_milestones(START, milestones)


@pytest.mark.parametrize("data", [[["2026-13-01", "0"]], [[1, 2]], [["2026-01-01"]], None])
def test_rubbish_curves_are_refused_in_chinese(data):
    with pytest.raises(PlanRefused, match="计划"):
        Curve.from_json(data)


# ---- the localities


@pytest.mark.parametrize(
    ("done", "light"),
    [
        ("60", Light.GREEN),
        ("50", Light.GREEN),
        ("40.01", Light.GREEN),
        ("40", Light.YELLOW),
        ("20", Light.YELLOW),
        ("19.99", Light.RED),
    ],
)
def test_yinchuan_by_points_behind(done, light):
    result = at_half(YINCHUAN, works(done))
    assert result.light is light
    assert "按序时应达 50%" in result.sentence


def test_yinchuan_leaves_small_lags_open_and_we_say_so():
    assert "未到黄灯界线 10 个百分点" in at_half(YINCHUAN, works(45)).sentence
    assert "10 个百分点" in notices(YINCHUAN)[0]
    assert notices(SANYA) == []


@pytest.mark.parametrize(
    ("today", "light"),
    [
        (date(2026, 2, 28), Light.GREEN),
        (date(2026, 3, 30), Light.GREEN),
        (date(2026, 3, 31), Light.YELLOW),
        (date(2026, 5, 30), Light.YELLOW),
        (date(2026, 5, 31), Light.RED),
        (date(2026, 7, 1), Light.RED),
    ],
)
def test_yinchuan_watches_the_start(today, light):
    slow = curve_from_milestones(START, [(date(2026, 9, 1), "5%"), (END, 1)])
    result = lamp(YINCHUAN, slow, works(0), today, started=None)
    assert result.light is light
    if light is Light.RED:
        assert result.sentence == "红灯：计划 2026-03-01 开工，至今未开工。"
    begun = lamp(YINCHUAN, slow, works(0), today, started=START)
    assert begun.light is Light.GREEN


@pytest.mark.parametrize(
    ("spent", "light"), [(1000, Light.GREEN), (999, Light.YELLOW), (500, Light.YELLOW), (499, Light.RED)]
)
def test_sanya_by_money_against_plan(spent, light):
    result = at_half(SANYA, Progress(kind=Kind.MONEY, done=spent, target=Fraction(2000), unit="万元"))
    assert result.light is light
    assert f"投资完成 {spent}/2000 万元" in result.sentence


def test_ninghai_2020_spent_97_percent_of_its_plan():
    money = Progress(kind=Kind.MONEY, done=Fraction(24100), target=Fraction(24700), unit="万元")
    result = lamp(SANYA, PLAN, money, END, started=START)
    assert result.light is Light.YELLOW
    assert Fraction(975, 1000) < result.actual < Fraction(977, 1000)


TASK = Task("完成招标", date(2026, 5, 31))


@pytest.mark.parametrize(
    ("tasks", "light"),
    [
        ([], Light.GREEN),
        ([replace(TASK, done=TASK.due)], Light.GREEN),
        ([replace(TASK, done=date(2026, 6, 5))], Light.YELLOW),
        ([TASK], Light.RED),
        ([Task("验收", END)], Light.GREEN),
        ([replace(TASK, done=date(2026, 8, 1))], Light.RED),
        ([Task("当天到期", HALF_DAY)], Light.GREEN),
    ],
)
def test_ouhai_by_monthly_tasks(tasks, light):
    result = at_half(OUHAI, works(0), tasks=tasks)
    assert result.light is light
    if light is not Light.GREEN:
        assert "完成招标" in result.sentence


# ---- other looks


def test_overdue_milestones_and_payments_are_looked_at_where_the_policy_says_so():
    policy = Policy(overdue_yellow=1, overdue_red=31, payment_yellow=Fraction("0.8"), payment_red=Fraction("0.5"))
    assert at_half(policy, works(50), tasks=[TASK]).light is Light.RED
    assert "逾期 31 天" in at_half(policy, works(50), tasks=[TASK]).sentence
    assert at_half(replace(policy, overdue_red=32), works(50), tasks=[TASK]).light is Light.YELLOW
    assert at_half(Policy(), works(50), tasks=[TASK]).light is Light.GREEN
    assert at_half(policy, works(50), paid_share=Fraction(4, 5)).light is Light.GREEN
    assert at_half(policy, works(50), paid_share=Fraction(79, 100)).light is Light.YELLOW
    assert at_half(policy, works(50), paid_share=Fraction(49, 100)).light is Light.RED


def test_the_worst_look_decides_and_only_its_reasons_are_given():
    policy = Policy(payment_yellow=Fraction("0.8"))
    result = at_half(policy, works(10), paid_share=Fraction(1, 2))
    assert result.light is Light.RED
    assert "落后 40 个百分点，超过 30 个百分点" in result.sentence
    assert "支付率" not in result.sentence
    assert len(result.reasons) == 2


def test_services_are_counted_in_persons():
    result = at_half(YINCHUAN, Progress(kind=Kind.COUNT, done=Fraction(320), target=Fraction(600), unit="人次"))
    assert result.light is Light.GREEN
    assert "完成 320/600 人次" in result.sentence


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "count", "done": -1},
        {"kind": "count", "done": 1, "target": 0},
        {"kind": "works", "done": 1, "target": 5},
        {"kind": "works", "done": 0.5},
        {"kind": "别的", "done": 1},
    ],
)
def test_impossible_progress_is_refused(values):
    with pytest.raises(ValueError, match=r"[不应以]"):
        Progress(**values)


def test_a_lamp_set_by_hand_keeps_its_reason():
    result = at_half(YINCHUAN, works(10))
    with pytest.raises(ValueError, match="理由"):
        overridden(result, Light.YELLOW, "  ")
    changed = overridden(result, Light.YELLOW, "汛期停工，已报备")
    assert changed.light is Light.YELLOW
    assert "汛期停工" in changed.sentence
    assert changed.reasons == result.reasons


def test_sanya_calls_people_in():
    green, yellow, red = Light
    assert escalate([]) is None
    assert escalate([red, green]) is None
    assert escalate([green, yellow]).who == "项目负责人"
    assert escalate([yellow, yellow]).who == "副市长"
    assert escalate([yellow, green, yellow]).who == "项目负责人"
    assert escalate([green, red]).who == "分管市领导"


# ---- policies as data

shares = st.fractions(0, 1, max_denominator=20)


@st.composite
def policies(draw):
    lag, payment = (sorted(draw(st.tuples(shares, shares))) for _ in range(2))
    late, idle = (sorted(draw(st.tuples(st.integers(0, 90), st.integers(0, 90)))) for _ in range(2))
    return Policy(
        measure=draw(st.sampled_from(Measure)),
        yellow_from=lag[0],
        yellow_inclusive=draw(st.booleans()),
        red_above=lag[1],
        overdue_yellow=late[0],
        overdue_red=late[1],
        unstarted_yellow=idle[0],
        unstarted_red=idle[1],
        payment_yellow=draw(st.none() | st.just(payment[1])),
        payment_red=payment[0],
    )


@given(policies())
def test_a_policy_travels_through_json_unchanged(policy):
    assert Policy.from_json(json.loads(json.dumps(policy.to_json()))) == policy
    assert LABELS.keys() == policy.to_json().keys()


def test_a_bad_policy_is_refused_with_every_reason_at_once():
    with pytest.raises(PolicyError) as refusal:
        Policy.from_json({"measure": "感觉", "red_above": 0.3, "overdue_red": "三", "yellow_inclusive": 1, "x": 1})
    assert len(refusal.value.problems) == 5
    with pytest.raises(PolicyError, match="黄灯起点不能大于红灯界线"):
        Policy(yellow_from=Fraction(1, 2))
    with pytest.raises(PolicyError, match="负"):
        Policy(overdue_red=-1)


days = st.dates(date(2026, 1, 1), date(2027, 3, 1))


@st.composite
def curves(draw):
    when = sorted(draw(st.sets(days, min_size=2, max_size=5)))
    share = sorted(draw(st.lists(shares, min_size=len(when) - 1, max_size=len(when) - 1)))
    return curve_from_milestones(when[0], list(zip(when[1:], share, strict=True)))


@given(curves(), days, st.integers(0, 60))
def test_a_plan_never_asks_for_less_later(curve, day, later):
    assert 0 <= curve.at(day) <= curve.at(day + timedelta(later)) <= 1
    assert Curve.from_json(json.loads(json.dumps(curve.to_json()))) == curve


@given(
    policies(),
    curves(),
    days,
    shares,
    shares,
    st.none() | shares,
    st.lists(st.builds(Task, st.just("节点"), days), max_size=3),
)
def test_more_done_never_gives_a_worse_light(policy, curve, today, one, other, paid, tasks):
    less, more = sorted([one, other])
    lights = [
        lamp(policy, curve, works(share * 100), today, started=None, tasks=tasks, paid_share=paid).light
        for share in (less, more)
    ]
    assert lights[1].severity <= lights[0].severity


@given(
    policies(), curves(), days, shares, st.lists(st.builds(Task, st.just("节点"), days, st.none() | days), max_size=3)
)
def test_every_lamp_has_a_reason_of_its_own_colour(policy, curve, today, share, tasks):
    result = lamp(policy, curve, works(share * 100), today, started=None, tasks=tasks)
    assert result.light is max((r.light for r in result.reasons), key=lambda light: light.severity)
    assert result.sentence[2] == "："
    assert len(result.sentence) > 6


@given(policies(), curves(), days, shares, st.integers(0, 40))
def test_an_unpaid_bill_or_a_missed_day_never_improves_the_light(policy, curve, today, paid, late):
    def light(**more):
        return lamp(policy, curve, works(50), today, started=None, **more).light.severity

    assert light(paid_share=paid) <= light(paid_share=paid / 2)
    missed = Task("节点", today - timedelta(late))
    earlier = replace(missed, due=missed.due - timedelta(1))
    assert light() <= light(tasks=[missed]) <= light(tasks=[earlier])


def test_who_hears_that_something_is_overdue():
    rungs = Rungs(soon=2, superior=3, leaders=7)
    assert [rungs.at(days) for days in (-3, -2, 0, 2)] == [Rung.NOBODY, Rung.REMINDER, Rung.REMINDER, Rung.REMINDER]
    assert [rungs.at(days) for days in (3, 6, 7, 400)] == [Rung.SUPERIOR, Rung.SUPERIOR, Rung.LEADERS, Rung.LEADERS]
    for wrong in ({"superior": 8}, {"superior": 0}, {"soon": -1}):
        with pytest.raises(ValueError, match="不能倒过来"):
            Rungs(**wrong)
