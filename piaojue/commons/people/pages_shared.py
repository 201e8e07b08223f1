"""What the pages of the roll and of mandates share: who reads the roll, whose seat it is, the way back."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from piaojue.commons.people import queries
from piaojue.commons.people.models import Seat
from piaojue.commons.people.moves import MOVES
from piaojue.commons.web.act_pages import own_seat
from piaojue.commons.web.request import Request


def reader(request: Request) -> Seat:
    """The seat that reads the roll of its place. Raises NotYours."""
    seat = own_seat(request)
    MOVES.require("read_roll", seat.place, seat)
    return seat


def seat_at(request: Request, pk: int) -> Seat:
    """The seat of an address; its act asks who may. Raises Http404."""
    seat = queries.seat(pk)
    if seat is None:
        raise Http404
    return seat


def to_the_roll(_done: Any) -> str:
    """Where one goes when it is done."""
    return reverse("people")


def for_the_seat(request: Request, seat: Seat) -> dict[str, Any]:
    """What a form has to know: for whom it is."""
    return {"seat": seat}
