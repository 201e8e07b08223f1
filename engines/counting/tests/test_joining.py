"""Paper beside electronic: E + X + N = I, returned ≤ issued, and a handful of paper ballots never on its own."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engines.counting import Counts, Exchange, ItemCount, Roll, Rule, State, decide, join, not_counted


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


def test_more_ballots_than_went_out_void_the_whole_vote_and_nothing_is_counted():
    """25 by phone and 26 on paper, 50 issued: the whole vote, not a part of it (选举法 44, docs/domain.md#returned)."""
    desk = Exchange(issued=50, electronic=25, exchanged=25, paper=26)
    joined = join(box(25, 20), box(26, 26), desk)
    assert joined and desk.void
    assert joined.counts == Counts(50, 51, 0, 51, {"a": ItemCount(0)})
    assert "收回 51 张，多于发出的 50 张" in joined.notices[0]
    assert not_counted(["a"], desk) == joined  # and no box needs to be opened to know it
    verdict = decide(joined.counts, Rule(seats=1), Roll(all_deputies=60, present=50))
    assert (verdict.state, verdict.adopted, verdict.next) == (State.INVALID, (), None)


def test_a_full_paper_box_does_not_void_a_vote_that_holds():
    """One paper ballot too many in the box, one slip never used: as many came back as went out at most."""
    desk = Exchange(issued=300, electronic=250, exchanged=40, paper=41, not_voted=10)
    joined = join(box(250, 200), box(41, 41), desk)
    assert joined.counts == Counts(300, 291, 291, 0, {"a": ItemCount(241, 50)})
    assert "收回 41 张，多于登记发出的 40 张" in joined.notices[0] and "投票有效" in joined.notices[0]


@given(
    issued=st.integers(0, 120), electronic=st.integers(0, 120), exchanged=st.integers(0, 120), paper=st.integers(0, 150)
)
def test_joining_two_boxes_keeps_the_law_whatever_the_numbers(issued, electronic, exchanged, paper):
    """Returned ≤ issued: valid, every ballot counted. Returned > issued: void, none counted. Never a part of it."""
    assume(electronic + exchanged <= issued)
    desk = Exchange(
        issued=issued,
        electronic=electronic,
        exchanged=exchanged,
        paper=paper,
        not_voted=issued - electronic - exchanged,
    )
    few = 0 < paper < 20
    if few:  # transcribed: they are on the board already
        desk = replace(desk, electronic=electronic + paper, transcribed=paper)
    on_paper = box(paper, paper) if paper and not few else None
    joined = join(box(desk.electronic, desk.electronic), on_paper, desk)
    assert joined and desk.returned == electronic + paper == joined.counts.returned
    assert joined.counts.valid == (0 if electronic + paper > issued else electronic + paper)
    assert desk.void == (electronic + paper > issued)
    if paper > exchanged and not desk.void:
        assert any("投票有效" in text for text in joined.notices)


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
