"""A second tap is the same tap: a form sent twice acts once, and both get the same answer.

Nothing is done while the tap cannot be noted, because the database is locked: the form comes back, to be sent again.
"""

import time
from collections.abc import Callable
from contextlib import suppress

from django.db import OperationalError
from django.http import HttpResponse, HttpResponseRedirect

from piaojue.commons.limits import brief
from piaojue.commons.web import resending
from piaojue.commons.web.request import Request

KEPT_SECONDS = 3600
PENDING_SECONDS = 120
"""How long a first tap without an answer stops others: its worker may have died."""
WAIT_SECONDS = 15
COOKIE, COOKIE_SECONDS = "accepted", 600
"""Tells the page that follows which form the server has taken, so that its draft can go (ui.js)."""


class Busy(Exception):
    """The same form is being worked on, or its tap cannot be noted. Nothing of this request was done."""


class SecondTapMiddleware:
    """Forms carry a hidden `_tap`. The first POST with it acts; a repeat gets the first one's redirect.

    Only redirects (acts that succeeded) are kept: a form that came back with errors may be sent again.
    """

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        tap = request.POST.get("_tap", "")[:40] if request.method == "POST" else ""
        if not tap:
            return self.get_response(request)
        key = f"tap {request.user.pk} {request.path} {tap}"
        try:
            goal = _goal_of_first(key)
        except (Busy, OperationalError):
            return resending.busy(request)
        return _taken(request, HttpResponseRedirect(goal), tap) if goal else self._act(request, key, tap)

    def _act(self, request: Request, key: str, tap: str) -> HttpResponse:
        try:
            response = self.get_response(request)
        except Exception:
            _forget(key)
            raise
        if getattr(response, "was_refused", False) or response.status_code >= 400:
            _forget(key)
            return response
        if response.status_code in (301, 302, 303):
            _note(key, response["Location"])
        else:
            _forget(key)
        return _taken(request, response, tap)


def _goal_of_first(key: str) -> str:
    """Where the first tap led, waited for; empty: this is the first one, or the first one failed. Raises Busy."""
    end = time.monotonic() + WAIT_SECONDS
    while not brief.claim(key, PENDING_SECONDS):
        if goal := brief.answer(key):
            return goal
        if time.monotonic() > end:
            raise Busy
        time.sleep(0.1)
    return ""


def _note(key: str, goal: str) -> None:
    """Keep the answer. Where the database is locked it is tried once more; without it a repeat waits and is told to look."""
    for _attempt in range(2):
        with suppress(OperationalError):
            return brief.settle(key, goal, KEPT_SECONDS)


def _forget(key: str) -> None:
    with suppress(OperationalError):  # it ends by itself after PENDING_SECONDS
        brief.drop(key)


def _taken(request: Request, response: HttpResponse, tap: str) -> HttpResponse:
    """The browser may forget its draft, and what waited for the sign-in goes."""
    response.set_cookie(COOKIE, tap, max_age=COOKIE_SECONDS, samesite="Lax")
    if "_kept" in request.POST and request.user.is_authenticated:
        resending.forget(request.user.pk)
    return response
