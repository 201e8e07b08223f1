"""What may be seen of what is overdue."""

import re

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from engines.pacing import Rung
from piaojue.commons.ladder.models import Pending
from piaojue.commons.ladder.moves import MOVES
from piaojue.commons.moves import NotYours
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role

HEAD = re.compile(r"^(?!.*副).*([局厅院所站队处镇乡区县市]长|主任)$")
"""How a 职务 ends that heads a unit; who heads a part of it (科长) does not."""


def overdue_for(seat: Seat | None) -> QuerySet[Pending]:
    """What has climbed to this seat in its place; the offices that run the year see all of it. Raises NotYours."""
    if seat is None:
        raise NotYours("read_overdue")
    MOVES.require("read_overdue", seat.place, seat)
    rows = Pending.objects.filter(place=seat.place_id, rung__gte=Rung.SUPERIOR)
    return rows.select_related("place", "body")


def pending_at(pk: int, seat: Seat | None) -> Pending:
    """One line of what this seat may see. Raises NotYours, Http404 where it is done or of another place."""
    return get_object_or_404(overdue_for(seat), pk=pk)


def people_of(pending: Pending) -> list[int]:
    """Ids of the persons who have the thing to do."""
    seats = Seat.objects.in_office().filter(place=pending.place_id, role=pending.role, body=pending.body_id)
    return list(seats.values_list("person_id", flat=True).distinct())


def heads_of(pending: Pending) -> list[int]:
    """Ids of the persons who head a unit, as their 职务 says: 局长, 主任; no deputy of one."""
    seats = Seat.objects.in_office().filter(place=pending.place_id, body=pending.body_id).exclude(title="")
    return sorted({seat.person_id for seat in seats if HEAD.search(seat.title)})


def risen_to(seat: Seat) -> QuerySet[Pending]:
    """What this seat is asked to press for: as superior, or as leading group."""
    above = Q(superior=seat.role)
    if seat.role == Role.LEADING_GROUP:
        above |= Q(rung=Rung.LEADERS)
    return Pending.objects.filter(above, place=seat.place_id, rung__gte=Rung.SUPERIOR).exclude(role=seat.role)
