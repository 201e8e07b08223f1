"""Undoing an import of tickets or paper slips, as long as nobody has worked with them."""

from collections.abc import Sequence

from piaojue.commons.acting import Doing, acting
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.resting import rested_on, some_of
from piaojue.commons.web.shared import drop_all
from piaojue.commons.years.models import Year
from piaojue.stages.suggest.models import Channel, Suggestion
from piaojue.stages.suggest.moves import MOVES
from piaojue.stages.suggest.telling import tell_proposer

OF_ITS_OWN = ("alarm",)
"""What an import itself makes beside a suggestion."""


def undo_tickets(*, year: Year, keys: Sequence[int], by: Seat) -> None:
    """Take imported tickets out again, all or none; what they were stays in the log.

    raises: NotYours; Refused: somebody has changed, seconded, grouped or dealt with one of them
    """
    with acting(MOVES["undo_tickets"], year, by) as act:
        _remove(act, _imported(act, keys, Channel.HOTLINE), "工单")


def undo_slips(*, year: Year, keys: Sequence[int], by: Seat) -> None:
    """Take paper slips that a table entered out again, all or none. Whoever got the 查询码 by SMS is told that it is void.

    raises: NotYours; Refused: somebody has changed, seconded, grouped or dealt with one of them
    """
    with acting(MOVES["undo_slips"], year, by) as act:
        rows = _imported(act, keys, Channel.PAPER)
        _remove(act, rows, "纸质表")
    for row in rows:
        tell_proposer(row, f"您的建议“{row.title}”登记有误，查询码 {row.ticket_no} 作废。", by_sms=True)


def _imported(act: Doing[Year], keys: Sequence[int], channel: str) -> list[Suggestion]:
    rows = Suggestion.objects.select_for_update(of=("self",)).select_related("alarm", "year")
    return list(rows.filter(pk__in=keys, year=act.thing, channel=channel))


def _remove(act: Doing[Year], rows: Sequence[Suggestion], what: str) -> None:
    act.leave()
    if used := _used(rows):
        names = some_of([row.source_ref or row.title for row in used])
        raise Refused(f"这些{what}已经有人办理、附议或归并，不能整批撤销：{names}")
    for row in rows:
        if hasattr(row, "alarm"):
            act.remove(MOVES["remove_alarm"], row.alarm)
        act.remove(MOVES["remove_ticket"], row, source_ref=row.source_ref)
    act.note(removed=len(rows))
    drop_all()


def _used(rows: Sequence[Suggestion]) -> list[Suggestion]:
    """Those on which something rests: they were changed, or rows of people point at them."""
    resting = rested_on(rows, own=OF_ITS_OWN)
    resting |= {row.pk for row in rows if row.version != 1 or (hasattr(row, "alarm") and row.alarm.handled_at)}
    return [row for row in rows if row.pk in resting]
