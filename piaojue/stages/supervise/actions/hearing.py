"""A report to be heard goes to the commissions, to the office, to the members (监督法 15)."""

from datetime import date

from django.utils import timezone

from piaojue.commons.acting import acting
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.stages.supervise.hearing import next_way, ways_of
from piaojue.stages.supervise.models import Activity
from piaojue.stages.supervise.moves import MOVES


def hand_on_report(*, activity: Activity, on: date, by: Seat, version: int | None = None) -> Activity:
    """Enter the day on which it went its next way; a day that is late is kept, and shown as late.

    raises: NotYours; Refused: no such report, a day to come, a day before the way that it went before
    """
    with acting(MOVES["hand_on_report"], activity, by, version=version) as act:
        before = [step.on for step in ways_of(act.thing) if step.on]
        if on > timezone.localdate() or any(on < day for day in before):
            raise Refused("送交日期不能晚于今天，也不能早于上一步的日期")
        step = next_way(act.thing)
        if step is not None:
            setattr(act.thing, step.column, on)
            act.note(step=step.column)
    return act.thing
