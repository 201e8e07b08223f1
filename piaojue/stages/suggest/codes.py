"""Typing 查询码: whoever has one needs no sign-in, so nobody may try many, on whatever page."""

from django.http import HttpResponse

from engines.writing import read_code
from piaojue.commons.limits.brief import HOUR, has_had, too_many
from piaojue.commons.moves import Refused
from piaojue.commons.web.request import Request
from piaojue.stages.suggest.models import Suggestion
from piaojue.stages.suggest.queries import by_ticket, holds

WRONG_PER_HOUR = 60
"""Wrong codes of one network address, counted together for every page that takes one."""


def found_by_code(request: Request, typed: str) -> Suggestion | None:
    """The suggestion of a 查询码; None: it is no code, or one that nothing has. raises: Refused for somebody who tries many."""
    code = read_code(typed)
    if not code:
        return None
    if has_had(request, "look-up", WRONG_PER_HOUR, by_address=True):
        raise Refused("查得太频繁了，请过一会儿再查")
    found = by_ticket(code)
    if found is None:
        too_many(request, "look-up", WRONG_PER_HOUR, HOUR, by_address=True)
    return found


def code_in_address(request: Request, suggestion: Suggestion) -> str:
    """What `?ticket=` says where it is this suggestion's 查询码, else empty; a wrong one is counted."""
    typed = request.GET.get("ticket", "")
    if not typed or has_had(request, "look-up", WRONG_PER_HOUR, by_address=True):
        return ""
    if holds(suggestion, typed):
        return typed
    too_many(request, "look-up", WRONG_PER_HOUR, HOUR, by_address=True)
    return ""


def unkept(request: Request, response: HttpResponse) -> HttpResponse:
    """A page whose address has a 查询码 is kept by no browser and no proxy."""
    if "ticket" in request.GET:
        response["Cache-Control"] = "private, no-store"
    return response
