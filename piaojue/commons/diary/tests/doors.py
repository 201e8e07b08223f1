"""Doors of 日程与期限: one's own dates; the file behind a secret address."""

from piaojue.commons.diary import actions
from piaojue.commons.roles import Role as R
from tests.doors import door, everybody

KEEPING = everybody() - {R.VISITOR, R.RESIDENT}


def subscribed(cast) -> dict:
    for seat in cast.seats.values():
        if seat.role != R.RESIDENT:
            actions.subscribe(seat=seat, by=seat)
    row = actions.subscribe(seat=cast.clerk_li, by=cast.clerk_li)
    return {"key": row.address.rpartition("/")[2].removesuffix(".ics")}


DOORS = [
    door("days", "/days/", KEEPING, neighbour=True),
    door("calendar", "/calendar/{key}.ics", everybody(), setup=subscribed, neighbour=True),
    door("subscribe", "/days/subscribe/", KEEPING, method="post", neighbour=True),
    door("unsubscribe", "/days/unsubscribe/", KEEPING, method="post", setup=subscribed, neighbour=True),
]
