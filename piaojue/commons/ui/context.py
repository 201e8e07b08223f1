"""What every page carries: who acts, which year, the menu, unread notices, text size, the key of the map's tiles."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from piaojue.commons import wechat
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import STAFF, Role
from piaojue.commons.web import menu
from piaojue.commons.web.request import Request
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage


def page_furniture(request: Request) -> dict:
    """Context of the base templates; lazy, so that a page that shows no menu asks nothing."""
    seat = getattr(request, "seat", None)
    year = getattr(request, "year_row", None)
    working = SimpleLazyObject(lambda: year or _own_year(seat))
    shown = SimpleLazyObject(lambda: menu.entries(seat, working or None))
    return {
        "site_name": "票决",
        "wechat_script": wechat.script(),
        "seat": seat,
        "here": year,
        "local": year or getattr(request, "portal_year", None),
        "shell": "ui/desk.html" if seat and seat.role in STAFF else "ui/public.html",
        "working": working,
        "rail": SimpleLazyObject(lambda: menu.parts(shown, working.stage if working else "", request.path)),
        "cards": SimpleLazyObject(
            lambda: menu.cards(shown, seat.role, working.stage if working else "") if seat else []
        ),
        "unread": SimpleLazyObject(lambda: request.user.notices.filter(read_at=None).count() if seat else 0),
        "my_seats": SimpleLazyObject(
            lambda: list(request.user.seats.in_office().select_related("body")) if seat else []
        ),
        "large_text": request.COOKIES.get("text") == "large" or bool(seat and seat.person.large_text),
        "demo_sign_in": settings.DEMO_SIGN_IN,
        "tiles": settings.TIANDITU_KEY,
    }


def _own_year(seat: Seat | None) -> Year | None:
    """The year somebody works in on a page of no year: the only one of the seat's place that is not archived."""
    if seat is None or seat.role == Role.RESIDENT:
        return None
    running = list(Year.real.filter(place=seat.place_id).exclude(stage=Stage.ARCHIVED).select_related("place")[:2])
    return running[0] if len(running) == 1 else None
