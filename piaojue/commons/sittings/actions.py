"""What happens to a sitting: called, agenda set, people checked in, minuted, closed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from engines import dates
from engines.dates import unexplained
from piaojue.commons.acting import acting
from piaojue.commons.instruments.queries import local_number
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Body, Seat
from piaojue.commons.people.queries import term_on
from piaojue.commons.sittings.cards import seat_of_card
from piaojue.commons.sittings.counting import may_attend, no_longer_in_office, wrong_body
from piaojue.commons.sittings.models import AgendaItem, Attendance, Sitting, SittingKind, SittingState
from piaojue.commons.sittings.moves import MOVES
from piaojue.commons.sittings.organs import kept_count

USUAL_MINUTES = 30


def call_sitting(
    *, body: Body, kind: str, name: str, starts_on: date, ends_on: date, by: Seat, venue: str = ""
) -> Sitting:
    """Call a meeting of a body of one's own place; a congress meets in the term of its first day.

    raises: NotYours, Refused: dates the wrong way round, a body that does not hold such meetings
    """
    sitting = Sitting(
        place=body.place, body=body, kind=kind, name=name, starts_on=starts_on, ends_on=ends_on, venue=venue
    )
    sitting.term = term_on(body, starts_on)
    with acting(MOVES["call_sitting"], sitting, by):
        if wrong := unexplained(dates.sitting(starts_on, ends_on, today=timezone.localdate())):
            raise Refused(*wrong)
        if problem := wrong_body(kind, body) or _short_notice(sitting):
            raise Refused(problem)
    return sitting


def _short_notice(sitting: Sitting) -> str | None:
    """A session, also one that is called for a single change, is announced as long before as the local rule says."""
    days = local_number("notice_days", sitting.place) if sitting.kind == SittingKind.SESSION else 0
    first = timezone.localdate() + timedelta(days)
    if not days or sitting.starts_on >= first:
        return None
    return f"会议通知要提前 {days} 天（本地规定）：今天召集的会议，{first} 起才能举行"


def held_on(*, body: Body, kind: str, name: str, on: date) -> Sitting:
    """A sitting of a small body as its minutes have it; not entered yet: what it decided enters it (`hold_sitting`)."""
    sitting = Sitting(place=body.place, body=body, kind=kind, name=name.strip(), starts_on=on, ends_on=on)
    sitting.term = term_on(body, on)
    return sitting


def hold_sitting(*, sitting: Sitting, roll: int, present: int, by: Seat) -> Sitting:
    """Enter a sitting that is over. Nobody is asked for permission: its decision asks (`commons.decisions`).

    roll, present: 应到, 实到 (人)
    raises: Refused: a day that is yet to come, no name, a body that does not hold such meetings
    """
    sitting.state, sitting.roll, sitting.present = SittingState.CLOSED, roll, present
    with acting(MOVES["hold_sitting"], sitting, by):
        today = timezone.localdate()
        wrong = unexplained(dates.sitting(sitting.starts_on, sitting.ends_on, today=today))
        if sitting.ends_on > today:
            wrong.append("会议还没有开：开过以后再登记它的决定")
        if not sitting.name:
            wrong.append("请填写会议名称")
        if problem := wrong_body(sitting.kind, sitting.body):
            wrong.append(problem)
        if wrong:
            raise Refused(*wrong)
    return sitting


def set_agenda(*, sitting: Sitting, items: Iterable[dict], by: Seat, version: int | None = None) -> Sitting:
    """Replace the agenda. items: [{"title", "minutes" (分钟), "starts_at" | None, "note"}] in order."""
    items = list(items)
    with acting(MOVES["set_agenda"], sitting, by, version=version) as act:
        act.thing.agenda.all().delete()
        rows = (AgendaItem(sitting=act.thing, order=order, **item) for order, item in enumerate(items, 1))
        AgendaItem.objects.bulk_create(rows)
        act.note(items=len(items), minutes=sum(item.get("minutes", USUAL_MINUTES) for item in items))
    return act.thing


def check_in(*, sitting: Sitting, seat: Seat, by: Seat) -> Attendance:
    """Check one seat in; a second time is the same time. The first one opens the sitting.

    raises: NotYours; Refused for a seat of another place, term or council, and for one that has ended
    """
    attendance = Attendance.objects.filter(sitting=sitting, seat=seat).first() or Attendance(sitting=sitting, seat=seat)
    with acting(MOVES["check_in"], sitting, by, makes=attendance, hold=True) as act:
        sitting = act.thing
        if not may_attend(sitting).filter(pk=seat.pk).exists():
            raise Refused(f"{seat.person}不在本次会议的名单里，或者已经离任")
        if attendance.pk:
            act.nothing()
        elif sitting.state != SittingState.OPEN:
            act.change(
                MOVES["open_sitting"], sitting, {"state": SittingState.OPEN, "roll": kept_count(sitting)["roll"]}
            )
    return attendance


@transaction.atomic
def check_in_all(*, sitting: Sitting, seats: Iterable[Seat], by: Seat) -> Sitting:
    """Check several seats in, all or none. Raises NotYours, Refused."""
    for seat in seats:
        check_in(sitting=sitting, seat=seat, by=by)
    return sitting


def check_in_by_card(*, sitting: Sitting, card: str, by: Seat) -> Attendance:
    """Check in whose card was scanned; a second scan is the same check-in. Raises NotYours, Refused: no card of this meeting."""
    seat = seat_of_card(sitting, card)
    if seat is None:
        MOVES.require("check_in", sitting.place, by)
        raise Refused("不认识这张证：请核对是不是本次会议的出席证，或在名单里勾选")
    return check_in(sitting=sitting, seat=seat, by=by)


@dataclass(frozen=True)
class Undone:
    """Check-ins that were taken back. number: 人."""

    sitting: Sitting
    number: int


def undo_check_in(*, sitting: Sitting, seats: Iterable[Seat], by: Seat) -> Undone:
    """Take back what was ticked by mistake.

    raises: NotYours, Refused: nobody chosen, somebody who is not checked in, a ballot that began with this number
    """
    chosen = {seat.pk for seat in seats}
    with acting(MOVES["undo_check_in"], sitting, by) as act:
        rows = list(act.thing.attendances.select_for_update(of=("self",)).filter(seat__in=chosen))
        if not chosen or len(rows) != len(chosen):
            raise Refused("请勾选要撤销签到的人；没有签到的人不用撤销")
        for row in rows:
            act.remove(MOVES["delete_check_in"], row)
        act.note(seats=len(rows))
    return Undone(act.thing, len(rows))


def strike_off(*, sitting: Sitting, by: Seat) -> Undone:
    """Take off everybody who is checked in and is no longer in office. Raises NotYours, Refused: there is nobody."""
    with acting(MOVES["strike_off"], sitting, by) as act:
        gone = no_longer_in_office(act.thing).values("pk")
        rows = list(act.thing.attendances.select_for_update(of=("self",)).filter(seat__in=gone))
        if not rows:
            raise Refused("签到的人都在任，没有要划去的")
        for row in rows:
            act.remove(MOVES["delete_check_in"], row)
        act.note(seats=len(rows))
    return Undone(act.thing, len(rows))


def minute(*, sitting: Sitting, text: str, by: Seat, version: int | None = None) -> Sitting:
    """Write the minutes."""
    with acting(MOVES["minute"], sitting, by, version=version) as act:
        act.thing.minutes = text
    return act.thing


def close_sitting(*, sitting: Sitting, by: Seat, version: int | None = None) -> Sitting:
    """End the meeting; 应到 and 实到 are kept as they are now."""
    with acting(MOVES["close_sitting"], sitting, by, version=version) as act:
        for name, number in kept_count(act.thing).items():
            setattr(act.thing, name, number)
    return act.thing
