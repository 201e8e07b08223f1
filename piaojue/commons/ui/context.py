"""What every page carries: who acts, which year, the menu, unread notices, text size."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from piaojue.commons.people.roles import STAFF
from piaojue.commons.ui import menu


def page_furniture(request: HttpRequest) -> dict:
    """Context of the base templates; lazy, so that a page that shows no menu asks nothing."""
    seat = getattr(request, "seat", None)
    year = getattr(request, "year_row", None)
    found = SimpleLazyObject(lambda: menu.entries(seat, year))
    return {
        "site_name": "票决",
        "seat": seat,
        "here": year,
        "shell": "ui/desk.html" if seat and seat.role in STAFF else "ui/public.html",
        "rail": SimpleLazyObject(lambda: menu.sections(found)),
        "unread": SimpleLazyObject(lambda: request.user.notices.filter(read_at=None).count() if seat else 0),
        "my_seats": SimpleLazyObject(
            lambda: list(request.user.seats.filter(active=True).select_related("body")) if seat else []
        ),
        "large_text": request.COOKIES.get("text") == "large" or bool(seat and seat.person.large_text),
        "demo_sign_in": settings.DEMO_SIGN_IN,
    }
