"""日程: sittings that are called."""

from collections.abc import Iterable

from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.sittings.models import Sitting, SittingState
from piaojue.commons.todo import Day, dated


@dated
def sittings_called(seat: Seat) -> Iterable[Day]:
    if seat.role == Role.RESIDENT:
        return
    for row in Sitting.objects.filter(place=seat.place).exclude(state=SittingState.CLOSED):
        until = row.ends_on if row.ends_on > row.starts_on else None
        yield Day(f"会议：{row.name}", row.starts_on, until, row.get_absolute_url(), row.venue)
