"""The last step of signing in without a password: the session is the person's, and a WeChat that came along becomes theirs."""

from django.contrib.auth import login
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from piaojue.commons.people import outside
from piaojue.commons.people.models import Person, Seat
from piaojue.commons.web.request import Request

OPENID = "wechat-openid"
"""Whose WeChat it is that somebody came by, until the phone says whose account."""
BACKEND = "django.contrib.auth.backends.ModelBackend"


def let_in(request: Request, person: Person, seat: Seat | None = None) -> str:
    """Sign the person in and return where they were going."""
    goal, openid = request.session.get("next"), request.session.get(OPENID)
    login(request, person, backend=BACKEND)
    if seat is not None:
        request.session["seat"] = seat.pk
    if openid:
        outside.bind_wechat(person=person, openid=openid)
    for name in ("next", "phone", OPENID):
        request.session.pop(name, None)
    return goal or reverse("today")


def safe(request: Request, url: str) -> str:
    """The address, where it is one of this site; else the front page."""
    return url if url_has_allowed_host_and_scheme(url, {request.get_host()}) else "/"
