"""Our rules judged by a library that is not ours, on elections nobody chose (pabutools: satisfaction by cost)."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.budgeting import Election, as_pabulib, equal_shares, greedy, phragmen

election = pytest.importorskip("pabutools.election")
rules = pytest.importorskip("pabutools.rules")
tiebreaking = pytest.importorskip("pabutools.tiebreaking")
pabulib = pytest.importorskip("pabutools.election.pabulib")

ITEMS = "abcdef"


@st.composite
def elections(draw) -> Election:
    """Few costs and few people: ties are frequent, and so are items that do not fit."""
    costs = draw(st.dictionaries(st.sampled_from(ITEMS), st.integers(1, 6), min_size=1))
    wishes = st.frozensets(st.sampled_from(sorted(costs)), min_size=1)
    approvals = draw(st.dictionaries(wishes, st.integers(1, 5), min_size=1, max_size=6))
    return Election(costs, draw(st.integers(1, 15)), Counter(approvals))


def for_the_referee(ours: Election):
    """The same instance, its profile, and our way to break ties."""
    projects = {item: election.Project(item, cost) for item, cost in ours.costs.items()}
    instance = election.Instance(projects.values(), budget_limit=ours.budget)
    ballots = [
        election.ApprovalBallot({projects[item] for item in wish})
        for wish, people in ours.approvals.items()
        for _person in range(people)
    ]
    ties = tiebreaking.TieBreakingRule(lambda _instance, _profile, project: ours.order(project.name))
    return instance, election.ApprovalProfile(ballots, instance=instance), ties


def names(projects) -> set[str]:
    return {project.name for project in projects}


@settings(max_examples=150)
@given(elections())
def test_greedy_is_the_referees(ours):
    instance, profile, ties = for_the_referee(ours)
    theirs = rules.greedy_utilitarian_welfare(instance, profile, sat_class=election.Cost_Sat, tie_breaking=ties)
    assert greedy(ours) == names(theirs)


@settings(max_examples=150)
@given(elections())
def test_phragmen_is_the_referees(ours):
    instance, profile, ties = for_the_referee(ours)
    assert phragmen(ours) == names(rules.sequential_phragmen(instance, profile, tie_breaking=ties))


@settings(max_examples=150)
@given(elections())
def test_equal_shares_completed_greedily_are_the_referees(ours):
    instance, profile, ties = for_the_referee(ours)
    each = {"sat_class": election.Cost_Sat, "tie_breaking": ties}
    theirs = rules.completion_by_rule_combination(
        instance, profile, [rules.method_of_equal_shares, rules.greedy_utilitarian_welfare], [each, each]
    )
    assert equal_shares(ours) == names(theirs)


@settings(max_examples=50)
@given(elections())
def test_the_referee_reads_what_is_written(ours):
    text = as_pabulib(
        ours,
        description="票决",
        unit="新城区",
        instance="2026",
        titles=dict.fromkeys(ours.costs, "修路"),
        selected="ab",
    )
    instance, profile = pabulib.parse_pabulib_from_string(text)
    assert {project.name: project.cost for project in instance} == ours.costs and instance.budget_limit == ours.budget
    assert Counter(frozenset(names(ballot)) for ballot in profile) == ours.approvals
    selected = {project.name for project in instance if instance.project_meta[project]["selected"] == "1"}
    assert selected == set(ours.costs) & set("ab")
