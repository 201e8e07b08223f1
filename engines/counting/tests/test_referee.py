"""Approval-like rules judged by a library that is not ours (pabutools: unit costs, greedy approval)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.counting import Form, PassBase, Roll, Rule, State, TieAtCut, decide, tally

from .cases import ITEMS

election = pytest.importorskip("pabutools.election")
pabutools_rules = pytest.importorskip("pabutools.rules")
tiebreaking = pytest.importorskip("pabutools.tiebreaking")


def referee(papers, seats, *, resolute):
    """The winners (one set, or every set that some tie-breaking gives) by pabutools."""
    projects = {item: election.Project(item, cost=1) for item in ITEMS}
    instance = election.Instance(projects.values(), budget_limit=seats)
    ballots = [election.ApprovalBallot(projects[item] for item in paper) for paper in papers]
    chosen = pabutools_rules.greedy_utilitarian_welfare(
        instance,
        election.ApprovalProfile(ballots),
        sat_class=election.Cardinality_Sat,
        tie_breaking=tiebreaking.lexico_tie_breaking,
        resoluteness=resolute,
    )
    sets = [chosen] if resolute else chosen
    return [{project.name for project in winners} for winners in sets]


papers_and_seats = st.tuples(
    st.lists(st.sets(st.sampled_from(ITEMS)), min_size=1, max_size=10), st.integers(1, len(ITEMS) - 1)
)


def ours(papers, seats, tie):
    rule = Rule(form=Form.CHOOSE, seats=seats, max_choices=len(ITEMS), pass_base=PassBase.NONE, tie_at_cut=tie)
    roll = Roll(all_deputies=len(papers), present=len(papers))
    return decide(tally(papers, rule, ITEMS, issued=len(papers)), rule, roll)


@settings(max_examples=60)
@given(papers_and_seats)
def test_ties_by_number_are_the_referees_lexicographic_ties(case):
    papers, seats = case
    assert [set(ours(papers, seats, TieAtCut.BY_NUMBER).adopted)] == referee(papers, seats, resolute=True)


@settings(max_examples=40)
@given(papers_and_seats)
def test_a_tie_is_announced_exactly_when_the_referee_has_several_winners(case):
    papers, seats = case
    verdict = ours(papers, seats, TieAtCut.REVOTE)
    outcomes = referee(papers, seats, resolute=False)
    assert set(verdict.adopted) == set.intersection(*outcomes)
    assert set(verdict.adopted) | set(verdict.pending) == set.union(*outcomes)
    assert (verdict.state is State.REVOTE) == (len(outcomes) > 1)
