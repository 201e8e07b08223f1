"""Paper beside electronic: E + X + N = I and P ≤ X, and a handful of paper ballots never on its own."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.counting import Counts, Exchange, ItemCount, join


def box(returned, approve, void=0):
    valid = returned - void
    return Counts(returned, returned, valid, void, {"a": ItemCount(approve, valid - approve)})


DESK = Exchange(issued=300, electronic=250, exchanged=40, paper=38, not_voted=10)


def test_both_parts_become_one_count():
    joined = join(box(250, 200), box(38, 30, void=2), DESK)
    assert joined
    assert joined.counts == Counts(300, 288, 286, 2, {"a": ItemCount(230, 56)})


@pytest.mark.parametrize("field", ["issued", "electronic", "exchanged", "not_voted"])
@pytest.mark.parametrize("by", [-1, 1])
def test_one_slip_too_many_or_too_few_is_found(field, by):
    desk = replace(DESK, **{field: getattr(DESK, field) + by})
    joined = join(box(250, 200), box(38, 30), desk)
    assert not joined
    assert joined.counts is None
    assert any("不等于发出的" in text for text in joined.problems)


def test_more_paper_than_was_given_out_voids_the_paper_alone():
    desk = replace(DESK, paper=41)
    joined = join(box(250, 200), box(41, 41), desk)
    assert joined.paper_void
    assert joined.counts == Counts(300, 250, 250, 0, {"a": ItemCount(200, 50)})
    assert "纸质部分无效" in joined.notices[0]


def test_a_handful_of_paper_must_be_transcribed():
    desk = Exchange(issued=300, electronic=285, exchanged=5, paper=5, not_voted=10)
    joined = join(box(285, 200), box(5, 5), desk)
    assert not joined
    assert "转录" in joined.problems[0]
    done = replace(desk, electronic=290, transcribed=5)
    joined = join(box(290, 205), None, done)
    assert joined.counts.returned == 290
    assert "转录" in joined.notices[0]
    assert not join(box(290, 205), box(5, 5), done)
    assert not join(box(290, 205), None, replace(done, transcribed=4, electronic=289))


def test_counts_that_do_not_match_the_desk_are_refused():
    assert not join(box(249, 200), box(38, 30), DESK)
    assert not join(box(250, 200), box(37, 30), DESK)
    assert not join(box(250, 200), None, DESK)
    other = Counts(38, 38, 38, 0, {"b": ItemCount(38)})
    assert not join(box(250, 200), other, DESK)


@given(st.integers(0, 99), st.integers(20, 99), st.integers(0, 99), st.integers(0, 9))
def test_an_honest_hall_always_joins(electronic, paper, not_voted, kept):
    desk = Exchange(
        issued=electronic + paper + kept + not_voted,
        electronic=electronic,
        exchanged=paper + kept,
        paper=paper,
        not_voted=not_voted,
    )
    joined = join(box(electronic, electronic // 2), box(paper, paper // 2), desk)
    assert joined.counts.returned == electronic + paper <= joined.counts.issued
