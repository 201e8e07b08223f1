"""Who counts at a moment, as pure functions: offices are spans of time."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from engines.counting import quorum
from piaojue.commons.people.office import Effect, held, more_than_half, two_thirds

MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2032, 1, 1), timezones=st.just(UTC))
SPANS = st.tuples(st.none() | MOMENTS, st.none() | MOMENTS)


@given(st.lists(SPANS, max_size=30), MOMENTS, SPANS)
def test_a_span_more_changes_the_number_only_while_it_is_held(spans, at, more):
    before = sum(held(begins, ends, at) for begins, ends in spans)
    assert sum(held(begins, ends, at) for begins, ends in [*spans, more]) - before == held(more[0], more[1], at)


@given(MOMENTS, MOMENTS, MOMENTS)
def test_one_term_follows_another_without_gap_or_overlap(begins, change, at):
    """The moment at which one term ends is the first of the next: everybody is counted once."""
    first, second = held(begins, change, at), held(max(begins, change), None, at)
    assert not (first and second)
    assert (first or second) == (at >= begins)


@given(SPANS, MOMENTS, MOMENTS)
def test_what_has_ended_stays_ended(span, earlier, later):
    earlier, later = sorted((earlier, later))
    begins, ends = span
    if ends is not None and not held(begins, ends, earlier) and earlier >= ends:
        assert not held(begins, ends, later)


@given(st.integers(1, 3000))
def test_the_numbers_of_the_law_are_the_engines(everybody):
    assert two_thirds(everybody) == quorum(0, everybody).needed
    assert more_than_half(everybody) == quorum(0, everybody, Fraction(1, 2)).needed
    assert two_thirds(everybody) * 3 >= everybody * 2 > (two_thirds(everybody) - 1) * 3


def test_an_effect_is_said_in_the_numbers_of_the_law():
    assert Effect(136, 135).sentence == "全体代表 136 → 135 人；三分之二到会 91 → 90 人；过半数 69 → 68 票。"
    assert Effect(136, 136).sentence == "全体代表 136 人，不变。"
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    assert held(moment, moment + timedelta(1), moment) and not held(None, moment, moment)
