"""A congress's vote rule cannot be saved, fixed or opened below the law, whichever way one tries (docs/domain.md#vote-law)."""

from fractions import Fraction
from typing import Any

import pytest

from engines.counting import PassBase, Rule, Shortfall
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Body, BodyKind
from piaojue.commons.sittings.models import SittingKind
from piaojue.stages.vote import actions
from piaojue.stages.vote.models import Poll, PollState
from piaojue.stages.vote.tests import make
from piaojue.stages.vote.tests.test_pages import RULE, text

BELOW: list[tuple[dict[str, Any], str]] = [
    ({"quorum": "1/10"}, "三分之二"),
    ({"quorum": "65%"}, "地方组织法 14 条"),
    ({"pass_base": "present"}, "全体代表"),
    ({"pass_base": "voting"}, "地方组织法 25 条"),
    ({"pass_base": "none"}, "全体代表"),
    ({"threshold": "1/3"}, "超过半数"),
    ({"threshold": "1/2", "inclusive": True}, "恰好半数"),
    ({"shortfall": "presidium"}, "主席团不能"),
]
OFFERED = {"pass_base": "请从列表里选择", "shortfall": "请从列表里选择"}
"""Choices that the form does not offer at all."""


def test_nobody_saves_a_rule_below_the_law(cast, as_):
    poll = make.prepared_poll(cast)
    kept, desk = poll.rule, as_(cast.secretary_he)
    for values, says in BELOW:
        with pytest.raises(Refused, match=says):
            actions.set_rule(poll=poll, rule={"seats": 2, **values}, by=cast.secretary_he)
        with pytest.raises(Refused, match=says):
            actions.set_rule(poll=poll, rule=Rule.from_json({"seats": 2, **values}), by=cast.secretary_he)
        with pytest.raises(Refused, match=says):
            actions.prepare_poll(
                year=poll.year, sitting=poll.sitting, rule={"seats": 2, **values}, by=cast.secretary_he
            )
        typed = {**RULE, **{name: "on" if value is True else value for name, value in values.items()}}
        answer = desk.post(f"/polls/{poll.pk}/rule/", typed)
        assert answer.status_code in (409, 422)
        assert OFFERED.get(next(iter(values)), says) in text(answer)
    poll.refresh_from_db()
    assert poll.rule == kept and Poll.objects.count() == 1


def test_a_place_may_demand_more(cast, as_):
    poll = make.prepared_poll(cast)
    typed = {**RULE, "quorum": "3/4", "threshold": "2/3", "participation": "1/2", "inclusive": "on"}
    assert as_(cast.secretary_he).post(f"/polls/{poll.pk}/rule/", typed).status_code == 302
    poll.refresh_from_db()
    assert (poll.the_rule.quorum, poll.the_rule.threshold) == (Fraction(3, 4), Fraction(2, 3))
    assert actions.freeze_poll(poll=poll, by=cast.secretary_he).state == PollState.FROZEN


def test_what_was_prepared_before_is_refused_when_the_ballot_is_fixed_or_the_box_opened(cast, as_):
    poll = make.prepared_poll(cast)
    low = Rule(seats=2, quorum=Fraction(1, 10), pass_base=PassBase.PRESENT).to_json()
    Poll.objects.filter(pk=poll.pk).update(rule=low)
    with pytest.raises(Refused) as refusal:
        actions.freeze_poll(poll=poll, by=cast.secretary_he)
    assert "三分之二" in refusal.value.reasons[0] and "全体代表" in refusal.value.reasons[0]
    assert "三分之二" in text(as_(cast.secretary_he).post(f"/polls/{poll.pk}/freeze/"))

    Poll.objects.filter(pk=poll.pk).update(rule=Rule(seats=2).to_json())
    poll = actions.freeze_poll(poll=Poll.objects.get(pk=poll.pk), by=cast.secretary_he)
    poll = make.passed_poll(cast, poll)
    actions.print_slips(poll=poll, number=5, by=cast.teller_zhou)
    Poll.objects.filter(pk=poll.pk).update(rule=Rule(seats=2, shortfall=Shortfall.PRESIDIUM).to_json())
    poll = Poll.objects.get(pk=poll.pk)
    with pytest.raises(Refused, match="主席团不能"):
        make.agree(cast, poll, actions.agree_to_open)
    poll.refresh_from_db()
    assert poll.state == PollState.FROZEN


def test_what_was_decided_by_such_a_rule_stays_readable(cast, as_):
    poll = make.counted_poll(cast, [("approve", "approve", "against")] * 5, rule=Rule(seats=2))
    Poll.objects.filter(pk=poll.pk).update(rule=Rule(seats=2, quorum=Fraction(1, 2)).to_json())
    page = as_(cast.secretary_he).get(poll.get_absolute_url())
    assert page.status_code == 200 and "加装电梯" in page.content.decode()


def test_a_later_round_among_the_tied_is_judged_by_its_first_rounds_rule(cast):
    poll = make.counted_poll(cast, [("approve", "approve", "approve")] * 5, rule=Rule(seats=2))
    Poll.objects.filter(pk=poll.pk).update(rule=Rule(seats=2, threshold=Fraction(1, 4)).to_json())
    later = actions.begin_next_round(poll=Poll.objects.get(pk=poll.pk), by=cast.secretary_he)
    assert later.the_rule.pass_base is PassBase.NONE and later.state == PollState.PREPARED
    with pytest.raises(Refused, match="超过半数"):
        actions.freeze_poll(poll=Poll.objects.get(pk=later.pk), by=cast.secretary_he)
    Poll.objects.filter(pk=poll.pk).update(rule=Rule(seats=2).to_json())
    later = actions.freeze_poll(poll=Poll.objects.get(pk=later.pk), by=cast.secretary_he)
    assert later.state == PollState.FROZEN


def test_a_measuring_body_keeps_its_own_quorum(cast):
    items = [{"key": "i1", "no": 1, "title": "加装电梯"}]
    poll = make.prepared_poll(cast, kind="satisfaction", items=items, rule=None)
    with pytest.raises(Refused, match="地方组织法 14 条"):
        actions.set_rule(poll=poll, rule={"quorum": "1/2"}, by=cast.secretary_he)
    sitting = poll.sitting
    sitting.kind, sitting.body = (
        SittingKind.STANDING,
        Body.objects.get(place=cast.xincheng, kind=BodyKind.STANDING_COMMITTEE),
    )
    sitting.save()
    poll = actions.set_rule(poll=poll, rule={"quorum": "1/2"}, by=cast.secretary_he)
    with pytest.raises(Refused, match="地方组织法 51 条"):
        actions.set_rule(poll=poll, rule={"quorum": "2/5"}, by=cast.secretary_he)
