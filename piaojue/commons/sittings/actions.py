"""What happens to a sitting: called, agenda set, people checked in, minuted, closed."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Body, Seat
from piaojue.commons.record.log import record
from piaojue.commons.roles import Role
from piaojue.commons.sittings.models import AgendaItem, Attendance, Sitting, SittingKind
from piaojue.commons.sittings.moves import MOVES


@transaction.atomic
def call_sitting(
    *, body: Body, kind: str, name: str, starts_on: date, ends_on: date, by: Seat, venue: str = ""
) -> Sitting:
    """Call a meeting of a body of one's own place. Raises NotYours, Refused (dates the wrong way round)."""
    MOVES.require("call_sitting", body.place, by)
    if ends_on < starts_on:
        raise Refused("结束日期不能早于开始日期")
    sitting = Sitting.objects.create(
        place=body.place, body=body, kind=kind, name=name, starts_on=starts_on, ends_on=ends_on, venue=venue
    )
    record("sittings.called", sitting, by)
    return sitting


@transaction.atomic
def set_agenda(*, sitting: Sitting, items: Iterable[dict], by: Seat, version: int | None = None) -> Sitting:
    """Replace the agenda. items: [{"title", "minutes" (分钟), "starts_at" | None, "note"}] in order."""
    sitting = locked(sitting)
    MOVES.take("set_agenda", sitting, by, version=version)
    sitting.agenda.all().delete()
    items = list(items)
    AgendaItem.objects.bulk_create(AgendaItem(sitting=sitting, order=n, **item) for n, item in enumerate(items, 1))
    sitting.save(update_fields=["version"])
    record("sittings.agenda_set", sitting, by, items=len(items), minutes=sum(item.get("minutes", 30) for item in items))
    return sitting


@transaction.atomic
def check_in(*, sitting: Sitting, seat: Seat, by: Seat) -> Attendance:
    """Check one seat in; a second time is the same time. Raises Refused for a seat of another place."""
    sitting = locked(sitting)
    MOVES.take("check_in", sitting, by)
    wrong_body = sitting.kind == SittingKind.COUNCIL and seat.body_id != sitting.body_id
    if seat.place_id != sitting.place_id or not seat.active or wrong_body:
        raise Refused(f"{seat.person}不在本次会议的名单里")
    sitting.save(update_fields=["state", "version"])
    if sitting._before["state"] != sitting.state:
        record("sittings.opened", sitting, by)
    attendance, new = Attendance.objects.get_or_create(sitting=sitting, seat=seat)
    if new:
        record("sittings.checked_in", attendance, by)
    return attendance


@transaction.atomic
def undo_check_in(*, sitting: Sitting, seats: Iterable[Seat], by: Seat) -> int:
    """Take back what was ticked by mistake; returns how many (人).

    raises: NotYours, Refused: nobody chosen, somebody who is not checked in, a ballot that began with this number
    """
    sitting = locked(sitting)
    MOVES.take("undo_check_in", sitting, by)
    chosen = {seat.pk for seat in seats}
    rows = list(sitting.attendances.select_for_update(of=("self",)).filter(seat__in=chosen))
    if not chosen or len(rows) != len(chosen):
        raise Refused("请勾选要撤销签到的人；没有签到的人不用撤销")
    sitting.save(update_fields=["version"])
    for row in rows:
        record("sittings.check_in_undone", row, by, deleted=True)
        row.delete()
    return len(rows)


@transaction.atomic
def minute(*, sitting: Sitting, text: str, by: Seat, version: int | None = None) -> Sitting:
    """Write the minutes."""
    sitting = locked(sitting)
    MOVES.take("minute", sitting, by, version=version)
    sitting.minutes = text
    sitting.save(update_fields=["minutes", "version"])
    record("sittings.minuted", sitting, by)
    return sitting


@transaction.atomic
def close_sitting(*, sitting: Sitting, by: Seat, version: int | None = None) -> Sitting:
    """End the meeting."""
    sitting = locked(sitting)
    MOVES.take("close_sitting", sitting, by, version=version)
    sitting.save(update_fields=["state", "version"])
    record("sittings.closed", sitting, by)
    return sitting


def present(sitting: Sitting, role: str = Role.DEPUTY) -> int:
    """实到 (人) in one role."""
    return sitting.attendances.filter(seat__role=role).count()


def expected(sitting: Sitting, role: str = Role.DEPUTY) -> int:
    """应到 (人): active seats of that role in the sitting's place. For deputies this is 全体代表."""
    return Seat.objects.filter(place=sitting.place, role=role, active=True).count()


def locked(sitting: Sitting) -> Sitting:
    """The row as it is now, locked until the action ends."""
    return Sitting.objects.select_for_update().select_related("place", "body").get(pk=sitting.pk)
