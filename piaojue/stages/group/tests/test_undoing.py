"""A wrong key is no harm: the last decision is taken back exactly, and nobody learns from it."""

import pytest

from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.record.models import Entry
from piaojue.commons.years.road import Stage
from piaojue.stages.group import actions, queries, standing
from piaojue.stages.group.models import Decision, Demand, DemandState, How, Proposal
from piaojue.stages.group.tests import make
from piaojue.stages.suggest.models import Suggestion, SuggestionState
from tests import cast as the_cast

QUEUE, UNDO = "/150102/2026/grouping/queue/", "/150102/2026/grouping/undo/"


@pytest.fixture
def year(cast):
    return the_cast.year(cast.xincheng, stage=Stage.GROUPING)


@pytest.fixture
def lifts(cast, year):
    titles, authors = (
        ["给东街社区老楼加装电梯", "东街社区老楼装电梯", "东街社区的老楼应该加装电梯"],
        [cast.resident_wang, cast.resident_zhao, cast.council_yu],
    )
    made = [make.suggestion(cast, year, title=title, by=by) for title, by in zip(titles, authors, strict=True)]
    actions.place_new(year=year)
    return made


def proposed(year) -> list:
    return list(
        Proposal.objects.filter(year=year)
        .order_by("suggestion_id")
        .values_list("suggestion_id", "bundle", "like_id", "likeness", "reason")
    )


@pytest.mark.parametrize("do", ["accept", "reject", "split", "move"])
def test_each_decision_is_taken_back_exactly(cast, year, lifts, as_, do):
    lamp = make.suggestion(cast, year, title="西巷的路灯坏了不亮", content="晚上漆黑一片，路灯不亮")
    actions.place_new(year=year)
    before, browser = proposed(year), as_(cast.clerk_li)
    chosen = {"split": [lifts[1].pk], "move": [lifts[0].pk]}.get(do, [])
    sent = {
        "do": do,
        "bundle": lifts[0].pk,
        "suggestions": chosen,
        "title": "东街社区加装电梯",
        "target": f"b{lamp.pk}" if do == "move" else "",
    }
    assert browser.post(QUEUE, sent).status_code == 302
    assert proposed(year) != before or Demand.objects.exists()
    assert "撤销上一步" in browser.get(QUEUE).content.decode()
    assert browser.post(UNDO).status_code == 302
    assert proposed(year) == before
    assert set(Suggestion.objects.values_list("state", flat=True)) == {SuggestionState.RECEIVED}
    assert not Demand.objects.exclude(state=DemandState.DISSOLVED).exists()
    decided = standing.decisions_of(year)
    assert not decided.together and not decided.apart and queries.judged(year) == []
    assert Entry.objects.filter(payload__contains='"group.undo"').exists()
    assert browser.post(UNDO).status_code == 409 and "撤销上一步</button>" not in browser.get(QUEUE).content.decode()


def test_what_joined_a_demand_leaves_it_and_the_others_stay(cast, year, lifts):
    demand = make.demand(cast, year, suggestions=lifts[:1])
    before = actions.as_it_was(year, lifts[0].pk)
    actions.accept(year=year, bundle=lifts[0].pk, into=demand, by=cast.clerk_li)
    actions.undo(year=year, before=before, by=cast.clerk_li)
    demand.refresh_from_db()
    assert (demand.state, demand.voices) == (DemandState.OPEN, 1) and set(queries.waiting(year)) == set(lifts[1:])


def test_what_a_colleague_decided_since_stays(cast, year, lifts):
    before = actions.as_it_was(year, lifts[0].pk)
    actions.reject(year=year, bundle=lifts[0].pk, suggestions=[lifts[2].pk], by=cast.clerk_li)
    actions.accept(year=year, bundle=lifts[0].pk, by=cast.government_liu)
    with pytest.raises(Refused, match="别人"):
        actions.undo(year=year, before=before, by=cast.clerk_li)
    with pytest.raises(NotYours):
        actions.undo(year=year, before=before, by=cast.neighbour_clerk_bai)
    assert not Decision.objects.filter(act=How.UNDO).exists()


def test_after_screening_nothing_is_taken_back(cast, year, lifts):
    before = actions.as_it_was(year, lifts[0].pk)
    demand = actions.accept(year=year, bundle=lifts[0].pk, by=cast.clerk_li)
    Demand.objects.update(state=DemandState.SHORTLISTED)
    with pytest.raises(Refused, match="已初定"):
        actions.undo(year=year, before=before, by=cast.clerk_li)
    assert demand.links.filter(ended_at=None).count() == 3


def test_the_neighbours_clerk_learns_not_even_that_nothing_waits(cast, year, lifts):
    for act, given in ((actions.undo, {"before": None}), (actions.reject, {"bundle": 0})):
        with pytest.raises(NotYours):
            act(year=year, by=cast.neighbour_clerk_bai, **given)
        with pytest.raises(Refused):
            act(year=year, by=cast.clerk_li, **given)
