"""A poll's rule in its own type, from what was typed or handed over."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from engines import law
from engines.counting import BlankItem, Detail, Form, PassBase, Rule, RuleError
from piaojue.commons.instruments.queries import rule_values, short_of
from piaojue.commons.moves import Refused
from piaojue.commons.sittings.models import SittingKind
from piaojue.stages.vote.models import Poll, PollKind
from piaojue.stages.vote.outcome import first_round

Given = Rule | Mapping[str, Any]
"""A rule, or its JSON with the parameters that somebody set."""


def rule_for(poll: Poll, given: Given | None) -> Rule:
    """The poll's rule; None: the usual one. Raises Refused with every problem."""
    try:
        rule = _read(poll, given)
    except RuleError as error:
        raise Refused(*error.problems) from error
    if rule.form is Form.ADVISORY or rule.double:
        raise Refused("“街道票选”和“双门槛”只用于街道议事会，人大票决请选逐项表决或限选")
    if problems := below_the_law(poll, rule):
        raise Refused(*problems)
    return rule


def _read(poll: Poll, given: Given | None) -> Rule:
    if poll.kind == PollKind.SATISFACTION:
        return _satisfaction_rule(given or _usual_quorum(poll), len(poll.items))
    if given is None:
        given = rule_values(poll.place)
    return given if isinstance(given, Rule) else Rule.from_json({"seats": poll.year.seats_to_fill, **given})


def below_the_law(poll: Poll, rule: Rule) -> list[str]:
    """What of the rule is below the floors of the law (engines.law); a place may demand more, never less.

    Who measures satisfaction adopts nothing: there only the body's quorum is fixed. A later round among the tied has no
    line of its own, because all of them have passed it: its first round's rule is judged.
    """
    if poll.kind == PollKind.ADVISORY:
        return []
    if poll.sitting.kind == SittingKind.STANDING:
        problems = [law.committee_quorum_problem(rule.quorum)]
    else:
        problems = [law.quorum_problem(rule.quorum)]
    found = [problem for problem in problems if problem]
    if poll.kind == PollKind.SATISFACTION:
        return found
    first = _first_rule(poll, rule)
    return found + [one for one in law.floor_problems(first) if one not in found] + short_of(first, poll.place)


def _first_rule(poll: Poll, rule: Rule) -> Rule:
    return first_round(poll).the_rule if poll.previous_id else rule


def is_lawful(poll: Poll) -> str | None:
    """A check: what was prepared before the floors were enforced is neither fixed nor opened; what was decided stays readable."""
    return "；".join(below_the_law(poll, poll.the_rule)) or None


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
