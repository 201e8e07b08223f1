"""亮灯规则 as a decision: one person writes it; a body's decision or a local rule puts it into force from a day on."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from piaojue.commons.acting import acting
from piaojue.commons.decisions.models import Decision
from piaojue.commons.instruments.models import Instrument
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.years.models import Year
from piaojue.commons.years.parameters import LampRule
from piaojue.stages.deliver.actions.lighting import is_watched, lamps_today
from piaojue.stages.deliver.models import LampRuling, RulingState, Side
from piaojue.stages.deliver.moves import GOVERNMENT, MOVES
from piaojue.stages.deliver.pace import pace_by

SHORTEST_REASON = 4
FARTHEST = timedelta(days=366)
PASSING = {Side.GOVERNMENT: "pass_lamp_rule", Side.CONGRESS: "pass_lamp_rule_of_congress"}
"""Side → the act by which its body passes a rule."""


def side_of(by: Seat) -> str:
    """Whose rule somebody writes: the government office and the leading group the government's, all others the congress's."""
    return Side.GOVERNMENT if by.role in GOVERNMENT else Side.CONGRESS


def set_lamp_rule(*, year: Year, rule: LampRule, why: str, starts_on: date | None = None, by: Seat) -> LampRuling:
    """Write one side's rule, which a meeting is to pass. Raises NotYours, Refused with every objection.

    starts_on: the day from which it shall judge; None: as soon as it is passed
    """
    today = timezone.localdate()
    row = LampRuling(place=year.place, year=year, side=side_of(by), rule=rule, why=why.strip())
    row.starts_on = starts_on or today
    with acting(MOVES["set_lamp_rule"], year, by, makes=row, hold=True):
        pace_by(rule)
        problems = [] if len(row.why) >= SHORTEST_REASON else ["请写明为什么这样定"]
        if not today <= row.starts_on <= today + FARTHEST:
            problems.append("开始施行的日期应在今天以后、一年以内：规则不溯及以前的月份")
        if LampRuling.objects.filter(year=year, side=row.side, state=RulingState.PROPOSED).exists():
            problems.append("已经有一份规则等待会议通过，请先登记它的结果")
        if problems:
            raise Refused(*problems)
    return row


@transaction.atomic
def pass_lamp_rule(*, ruling: LampRuling, decision: Decision, by: Seat) -> LampRuling:
    """A body of this side has passed it; every lamp is judged anew. It never holds for days that are past. Raises Refused."""
    with acting(MOVES[PASSING[Side(ruling.side)]], ruling, by, decision=decision) as act:
        act.thing.decision = decision
        _in_force(act.thing, by)
    return _relit(act.thing, by)


@transaction.atomic
def adopt_lamp_rule(
    *, ruling: LampRuling, instrument: Instrument, article: str, by: Seat, version: int | None = None
) -> LampRuling:
    """A local rule says so already: which one, in which article. Every lamp is judged anew.

    raises: NotYours for the other side; Refused: by who wrote it, a rule of elsewhere, one that nobody has compared or that is over
    """
    with acting(MOVES["adopt_lamp_rule"], ruling, by, version=version) as act:
        problems = [] if article.strip() else ["请写明在第几条"]
        if instrument.place_id not in act.thing.place.lineage:
            problems.append("这份本地规定不适用于这里")
        if not instrument.checked or not instrument.in_force(timezone.localdate()):
            problems.append("这份本地规定还没有对照原文核过，或者不在施行期内")
        if problems:
            raise Refused(*problems)
        act.thing.instrument, act.thing.article = instrument, article.strip()
        _in_force(act.thing, by)
    return _relit(act.thing, by)


def _in_force(row: LampRuling, by: Seat) -> None:
    row.decided_by = by
    row.starts_on = max(row.starts_on or date.min, timezone.localdate())


def _relit(row: LampRuling, by: Seat) -> LampRuling:
    if is_watched(row.year):
        lamps_today(year=row.year, by=by)
    return row


def drop_lamp_rule(*, ruling: LampRuling, by: Seat) -> LampRuling:
    """The body has not passed it."""
    with acting(MOVES["drop_lamp_rule"], ruling, by) as act:
        act.thing.state = RulingState.DROPPED
    return act.thing


def withdraw_lamp_rule(*, ruling: LampRuling, by: Seat, version: int | None = None) -> LampRuling:
    """It is not put to the body. Raises NotYours, Refused."""
    with acting(MOVES["withdraw_lamp_rule"], ruling, by, version=version):
        pass
    return ruling
