"""What bodies decide about projects under way: material changes, their end (docs/domain.md#change), by which rule lamps burn."""

from collections.abc import Callable, Iterable

from engines.law import Matter
from piaojue.commons.decidable import decidable
from piaojue.commons.decisions.models import Decision
from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage
from piaojue.stages.deliver import actions
from piaojue.stages.deliver.budget import budget_problem
from piaojue.stages.deliver.models import Change, ChangeState, LampRuling, RulingState, Side
from piaojue.stages.deliver.moves import ENDS


def _asked_for(year: Year) -> list[Change]:
    if year.stage != Stage.DELIVERING:
        return []
    rows = Change.objects.filter(year=year, state=ChangeState.REQUESTED).order_by("pk")
    return list(rows.select_related("project", "place", "year__place"))


def changes(place: Place, year: Year) -> Iterable[Change]:
    return [change for change in _asked_for(year) if change.kind not in ENDS]


def terminations(place: Place, year: Year) -> Iterable[Change]:
    return [change for change in _asked_for(year) if change.kind in ENDS]


def approved(change: Change, decision: Decision, by: Seat) -> None:
    actions.decide_change(change=change, decision=decision, by=by)


def turned_down(change: Change, decision: Decision, by: Seat) -> None:
    actions.turn_down_change(change=change, decision=decision, by=by)


def budgets(place: Place, year: Year) -> Iterable[Change]:
    """Changes of money that wait for the budget adjustment (预算法 67–69)."""
    return [change for change in _asked_for(year) if budget_problem(change)]


def lamp_rules_of(side: Side) -> Callable[[Place, Year], Iterable[LampRuling]]:
    """Rules of one side that wait, as a decidable asks for them."""

    def waiting(place: Place, year: Year) -> Iterable[LampRuling]:
        rows = LampRuling.objects.filter(year=year, side=side, state=RulingState.PROPOSED)
        return rows.select_related("place", "year__place")

    return waiting


def rule_passed(ruling: LampRuling, decision: Decision, by: Seat) -> None:
    actions.pass_lamp_rule(ruling=ruling, decision=decision, by=by)


def rule_failed(ruling: LampRuling, decision: Decision, by: Seat) -> None:
    actions.drop_lamp_rule(ruling=ruling, by=by)


for _matter, _side in ((Matter.LAMP_RULES, Side.GOVERNMENT), (Matter.WATCH_RULES, Side.CONGRESS)):
    decidable(_matter, LampRuling, waiting=lamp_rules_of(_side), carry_out=rule_passed, turn_down=rule_failed)
decidable(Matter.BUDGET, Change, waiting=budgets)
decidable(Matter.CHANGE, Change, waiting=changes, carry_out=approved, turn_down=turned_down)
decidable(Matter.TERMINATION, Change, waiting=terminations, carry_out=approved, turn_down=turned_down)
