"""A poll's rule in its own type, from what was typed or handed over."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from engines.counting import BlankItem, Detail, Form, PassBase, Rule, RuleError
from piaojue.commons.moves import Refused
from piaojue.commons.sittings.models import SittingKind
from piaojue.stages.vote.models import Poll, PollKind

Given = Rule | Mapping[str, Any]
"""A rule, or its JSON with the parameters that somebody set."""


def rule_for(poll: Poll, given: Given | None) -> Rule:
    """The poll's rule; None: the usual one. Raises Refused with every problem."""
    try:
        if poll.kind == PollKind.SATISFACTION:
            return _satisfaction_rule(given or _usual_quorum(poll), len(poll.items))
        if given is None:
            given = Rule(seats=poll.year.seats_to_fill)
        rule = given if isinstance(given, Rule) else Rule.from_json({"seats": poll.year.seats_to_fill, **given})
    except RuleError as error:
        raise Refused(*error.problems) from error
    if rule.form is Form.ADVISORY or rule.double:
        raise Refused("“街道票选”和“双门槛”只用于街道议事会，人大票决请选逐项表决或限选")
    return rule


def _usual_quorum(poll: Poll) -> Mapping[str, str]:
    """More than half of a standing committee, two thirds of a congress (《地方组织法》第五十一条、第十四条)."""
    return {"quorum": "1/2"} if poll.sitting.kind == SittingKind.STANDING else {}


def _satisfaction_rule(given: Given, items: int) -> Rule:
    """A satisfaction ballot is read like a per-item ballot whose blanks are 不了解; only quorum and detail can be set."""
    given = given if isinstance(given, Rule) else Rule.from_json({"seats": items, **given})
    base = Rule(
        seats=max(items, 1),
        pass_base=PassBase.NONE,
        min_surplus=Fraction(0),
        blank_item=BlankItem.NOT_PRESSED,
        result_detail=Detail.FULL,
    )
    return replace(base, quorum=given.quorum, local_basis=given.local_basis)
