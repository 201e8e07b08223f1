"""What must hold for every kind of place, body and act."""

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from engines.counting import Form, PassBase, Rule, Shortfall
from engines.law import (
    CLOCKS,
    COMPETENCES,
    INCOMPATIBLE,
    OF_A_VOTE,
    Condition,
    Matter,
    Office,
    Organ,
    PlaceKind,
    competence,
    deadline,
    floor_problems,
    incompatible,
    joint_signers,
    place_kind,
)

KINDS, MATTERS, ORGANS = st.sampled_from(PlaceKind), st.sampled_from(Matter), st.sampled_from(Organ)
GIVEN = st.sets(st.sampled_from(Condition))
SHARES = st.fractions(0, 1, max_denominator=60).filter(bool)


@given(KINDS, MATTERS, GIVEN)
def test_only_organs_that_a_place_has_are_competent(kind, matter, conditions):
    for one in competence(matter, kind, conditions):
        assert one.organ.exists_in(kind), (kind, matter, one.organ)
        assert one.bases and all(article.applies_in(kind) or article.force == "地方" for article in one.bases)


@given(KINDS, st.sampled_from(sorted(OF_A_VOTE)), GIVEN)
def test_nobody_without_a_congress_is_competent_for_a_vote(kind, matter, conditions):
    assert kind.has_congress or competence(matter, kind, conditions) == ()


@given(KINDS, ORGANS, GIVEN)
def test_wherever_there_can_be_an_interpellation_somebody_must_sign_it(kind, organ, conditions):
    takes_it = organ in [one.organ for one in competence(Matter.INTERPELLATION, kind, conditions)]
    raised = {Organ.PRESIDIUM, Organ.CONGRESS} if kind.has_congress else set()
    raised |= {Organ.CHAIRS_MEETING, Organ.STANDING_COMMITTEE} if kind.has_standing_committee else set()
    assert (joint_signers(Matter.INTERPELLATION, organ, kind) > 0) == (organ in raised)
    assert not takes_it or organ in raised


@given(KINDS, MATTERS, st.integers(1, 3000))
def test_a_majority_is_more_than_half_and_never_more_than_everybody(kind, matter, members):
    for one in competence(matter, kind, frozenset(Condition)):
        ayes, present = one.least_ayes(members, members), one.least_present(members)
        assert 0 <= present <= members and ayes <= members
        assert one.base == "none" or (2 * ayes > members and 2 * present > members)
        assert one.organ is not Organ.CONGRESS or 3 * present >= 2 * members


RULES = st.builds(
    Rule,
    seats=st.integers(1, 20),
    form=st.sampled_from(Form),
    pass_base=st.sampled_from(PassBase),
    threshold=SHARES.filter(lambda share: share < 1),
    inclusive=st.booleans(),
    quorum=SHARES,
    shortfall=st.sampled_from(Shortfall),
)


@given(RULES)
def test_a_rule_is_refused_exactly_when_it_is_below_a_floor(rule):
    lawful = (
        rule.form is not Form.ADVISORY
        and rule.pass_base is PassBase.ALL_DEPUTIES
        and (rule.threshold > Fraction(1, 2) or (rule.threshold == Fraction(1, 2) and not rule.inclusive))
        and rule.quorum >= Fraction(2, 3)
        and rule.shortfall is not Shortfall.PRESIDIUM
    )
    assert (floor_problems(rule) == []) == lawful


@given(st.sets(st.sampled_from(Office)))
def test_who_gives_an_office_up_holds_less_against_the_law(offices):
    found = incompatible(offices)
    assert set(found) <= set(INCOMPATIBLE)
    for office in offices:
        assert set(incompatible(offices - {office})) <= set(found)


@given(st.sampled_from(sorted(CLOCKS)), st.dates(date(2004, 1, 31), date(2060, 1, 1)))
def test_a_clock_runs_one_way_and_never_by_halves(name, start):
    clock, end = CLOCKS[name], deadline(CLOCKS[name], start)
    assert (end < start) == clock.before
    assert clock.kind == "months" or abs((end - start).days) >= clock.days


@given(st.sampled_from(["province", "city", "county", "town", "village"]), st.text(max_size=8), st.text("0123456789"))
def test_every_region_is_something(level, name, code):
    kind = place_kind(level, name, code)
    assert kind.has_congress or kind.why_no_congress
    assert kind.has_congress or kind is PlaceKind.SUBDISTRICT or kind not in COMPETENCES
