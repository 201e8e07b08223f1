"""Which seat acts: a person with several seats chooses one; the choice lives in the session."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from piaojue.commons.people.models import Seat


def seat_of(request: HttpRequest) -> Seat | None:
    """The acting seat; None for a visitor. A seat that is not the person's own, or ended, is never used."""
    if not request.user.is_authenticated:
        return None
    seats = Seat.objects.filter(person=request.user, active=True).select_related("person", "body", "place", "place__parent")
    chosen = request.session.get("seat")
    return (seats.filter(pk=chosen).first() if chosen else None) or seats.order_by("pk").first()


class SeatMiddleware:
    """Puts `request.seat` on each request (lazily: a public page asks no question of the database)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.seat = SimpleLazyObject(lambda: seat_of(request))
        return self.get_response(request)
