"""What bodies decide about evaluation: the rule by which it is judged (docs/domain.md#evaluation-rules)."""

from collections.abc import Iterable

from engines.law import Matter
from piaojue.commons.decidable import decidable
from piaojue.commons.decisions.models import Decision
from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.years.models import Year
from piaojue.stages.evaluate import queries
from piaojue.stages.evaluate.actions.ruling import pass_rule, turn_down_rule
from piaojue.stages.evaluate.models import EvaluationRule


def rules(place: Place, year: Year) -> Iterable[EvaluationRule]:
    return queries.waiting_rules(year)


def passed(rule: EvaluationRule, decision: Decision, by: Seat) -> None:
    pass_rule(rule=rule, decision=decision, by=by)


def turned_down(rule: EvaluationRule, decision: Decision, by: Seat) -> None:
    turn_down_rule(rule=rule, by=by)


decidable(Matter.EVALUATION_RULES, EvaluationRule, waiting=rules, carry_out=passed, turn_down=turned_down)
