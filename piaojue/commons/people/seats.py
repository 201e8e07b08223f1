"""Which seat acts: a person with several seats chooses one; the choice lives in the session."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect

from piaojue.commons.people.devices import remember
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import STAFF, Role
from piaojue.commons.web.request import Request


def seat_of(request: Request) -> Seat | None:
    """The acting seat; None for a visitor. A seat that is not the person's own, or ended, is never used."""
    if not request.user.is_authenticated:
        return None
    seats = Seat.objects.in_office().filter(person=request.user).select_related("body", "place", "place__parent")
    chosen = request.session.get("seat")
    seat = (seats.filter(pk=chosen).first() if chosen else None) or seats.order_by("pk").first()
    if seat is not None:
        seat.person = request.user  # is there already: not asked for again
    return seat


def by_phone() -> frozenset[Role]:
    """Roles that a phone code is enough for; deputies only where the installation says so."""
    return frozenset(
        {Role.RESIDENT, Role.VOLUNTEER, Role.COUNCIL_MEMBER} | ({Role.DEPUTY} if settings.DEPUTIES_BY_PHONE else set())
    )


UNGUARDED = ("account/", "leave/", "static/", "i18n/", "text-size/")
"""How addresses begin that are open before the first password is changed."""


class SeatMiddleware:
    """Puts `request.seat` on each request; a visitor without a session costs no query.

    An initial password must be changed first. Where a second factor is required, whoever a phone code is not enough for
    gets no further without one than setting it up.
    """

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        request.seat = seat_of(request) if settings.SESSION_COOKIE_NAME in request.COOKIES else None
        if (
            request.seat
            and not request.path.lstrip("/").startswith(UNGUARDED)
            and (first := self._must_do_first(request))
        ):
            return redirect(first)
        response = self.get_response(request)
        remember(request, response)
        return response

    @staticmethod
    def _must_do_first(request: Request) -> str | None:
        """Name of the page that has to be dealt with before anything else."""
        if request.user.must_change_password:
            return "account_change_password"
        needs = request.seat.role in STAFF or request.seat.role not in by_phone()
        if settings.SECOND_FACTOR_REQUIRED and needs and not is_mfa_enabled(request.user):
            return "mfa_activate_totp"
        return None
