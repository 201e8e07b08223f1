"""测评办法 as a decision: somebody writes it, a sitting passes it, it holds from a day on and never for surveys that have begun."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils import timezone

from engines.scoring import Formula
from piaojue.commons.acting import acting
from piaojue.commons.decisions.models import Decision
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.years.models import Year
from piaojue.stages.evaluate.actions.preparing import formula_from
from piaojue.stages.evaluate.models import EvaluationRule, RuleState
from piaojue.stages.evaluate.moves import MOVES

SHORTEST_REASON, MOST_DAYS, MOST_ATTEMPTS = 4, 366, 5
FARTHEST = timedelta(days=366)


def write_rule(
    *,
    year: Year,
    subject: str,
    formula: Mapping | Formula,
    why: str,
    by: Seat,
    rectify_days: int = 90,
    attempts: int = 1,
    starts_on: date | None = None,
) -> EvaluationRule:
    """Write one kind of evaluation's rule, which a sitting is to pass. Raises NotYours, Refused with every objection."""
    today = timezone.localdate()
    row = EvaluationRule(
        place=year.place, year=year, subject=subject, rectify_days=rectify_days, attempts=attempts, why=why.strip()
    )
    row.starts_on = starts_on or today
    with acting(MOVES["write_rule"], year, by, makes=row, hold=True):
        row.formula = formula_from(formula).to_json()
        if problems := _unfit(row, today):
            raise Refused(*problems)
    return row


def _unfit(row: EvaluationRule, today: date) -> list[str]:
    problems = []
    if len(row.why) < SHORTEST_REASON:
        problems.append("请写明为什么这样定")
    if row.subject not in dict(EvaluationRule._meta.get_field("subject").choices or ()):
        problems.append("请选择由谁评价")
    if not 1 <= row.rectify_days <= MOST_DAYS:
        problems.append(f"整改期限应为 1 至 {MOST_DAYS} 天")
    if not 1 <= row.attempts <= MOST_ATTEMPTS:
        problems.append(f"整改和复评次数应为 1 至 {MOST_ATTEMPTS} 次")
    if not today <= row.starts_on <= today + FARTHEST:
        problems.append("开始施行的日期应在今天以后、一年以内：办法不溯及已经开始的测评")
    same = EvaluationRule.objects.filter(place=row.place, subject=row.subject, state=RuleState.PROPOSED)
    if same.exists():
        problems.append("这类测评已经有一份办法等待会议通过，请先登记它的结果")
    return problems


def pass_rule(*, rule: EvaluationRule, decision: Decision, by: Seat) -> EvaluationRule:
    """A sitting has passed it. It holds from its day, never from before the sitting. Raises Refused."""
    with acting(MOVES["pass_rule"], rule, by, decision=decision) as act:
        act.thing.decision = decision
        act.thing.starts_on = max(act.thing.starts_on, decision.decided_on)
    return act.thing


def turn_down_rule(*, rule: EvaluationRule, by: Seat) -> EvaluationRule:
    """The sitting has not passed it."""
    with acting(MOVES["turn_down_rule"], rule, by) as act:
        act.thing.state = RuleState.DROPPED
    return act.thing


def withdraw_rule(*, rule: EvaluationRule, by: Seat, version: int | None = None) -> EvaluationRule:
    """It is not put to the sitting. Raises NotYours, Refused."""
    with acting(MOVES["withdraw_rule"], rule, by, version=version):
        pass
    return rule
