"""亮灯规则 as a decision: one person writes it, a meeting passes it, another person enters that; it holds from a day on."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from piaojue.commons.acting import acting
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


def side_of(by: Seat) -> str:
    """Whose rule somebody writes: the government office and the leading group the government's, all others the congress's."""
    return Side.GOVERNMENT if by.role in GOVERNMENT else Side.CONGRESS


def set_lamp_rule(*, year: Year, rule: LampRule, why: str, by: Seat) -> LampRuling:
    """Write one side's rule, which a meeting is to pass. Raises NotYours, Refused with every objection."""
    row = LampRuling(place=year.place, year=year, side=side_of(by), rule=rule, why=why.strip())
    with acting(MOVES["set_lamp_rule"], year, by, makes=row, hold=True):
        pace_by(rule)
        if len(row.why) < SHORTEST_REASON:
            raise Refused("请写明为什么这样定")
        if LampRuling.objects.filter(year=year, side=row.side, state=RulingState.PROPOSED).exists():
            raise Refused("已经有一份规则等待会议通过，请先登记它的结果")
    return row


@transaction.atomic
def pass_lamp_rule(
    *, ruling: LampRuling, meeting: str, doc_no: str, starts_on: date, by: Seat, version: int | None = None
) -> LampRuling:
    """A meeting has passed it; every lamp is judged anew. It never holds for days that are past.

    raises: NotYours for the other side; Refused: by who wrote it, without a meeting, from a day that is past
    """
    with acting(MOVES["pass_lamp_rule"], ruling, by, version=version) as act:
        row, today = act.thing, timezone.localdate()
        problems = [] if meeting.strip() else ["请写明哪次会议通过的"]
        if not today <= starts_on <= today + FARTHEST:
            problems.append("开始施行的日期应在今天以后、一年以内：规则不溯及以前的月份")
        if problems:
            raise Refused(*problems)
        row.meeting, row.doc_no, row.starts_on, row.decided_by = meeting.strip(), doc_no.strip(), starts_on, by
    if is_watched(row.year):
        lamps_today(year=row.year, by=by)
    return row


def drop_lamp_rule(*, ruling: LampRuling, by: Seat, version: int | None = None) -> LampRuling:
    """The meeting has not passed it, or it is taken back. Raises NotYours, Refused."""
    with acting(MOVES["drop_lamp_rule"], ruling, by, version=version):
        pass
    return ruling
