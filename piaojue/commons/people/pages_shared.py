"""What the pages of the roll and of mandates share: who reads the roll, whose seat it is, the way back."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from engines.writing import read_phones
from piaojue.commons.finding import row_key
from piaojue.commons.people import queries
from piaojue.commons.people.forms_mandates import ROLE_IN
from piaojue.commons.people.models import Person, Seat
from piaojue.commons.people.moves import MOVES
from piaojue.commons.people.offices import clashes
from piaojue.commons.roles import Role
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


def seats_in_the_way(request: Request, by: Seat) -> list[Seat]:
    """Of what a form of appointment has sent: seats that have to end first, as far as the reader may end them."""
    number, role = request.POST.get("body", ""), request.POST.get("role", "")
    body = queries.body(row_key(number))
    phone = read_phones(request.POST.get("phone", "")).mobiles
    person = Person.objects.filter(phone=phone[0]).first() if phone else None
    role = role or ROLE_IN.get(body.kind, "") if body else ""
    if person is None or body is None or role not in Role.values:
        return []
    seats = [clash.seat for clash in clashes(person, body, role, timezone.now()) if clash.seat]
    return [seat for seat in seats if MOVES.entitled("end_seat", seat.place, by)]


def to_the_roll(_done: Any) -> str:
    """Where one goes when it is done."""
    return reverse("people")


def for_the_seat(request: Request, seat: Seat) -> dict[str, Any]:
    """What a form has to know: for whom it is."""
    return {"seat": seat}
