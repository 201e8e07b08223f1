"""The order of a session: what is done, what is next, where each act is."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from piaojue.commons.sittings.models import SittingKind
from piaojue.commons.sittings.queries import sitting as sitting_at
from piaojue.commons.web.request import Request
from piaojue.commons.years.models import Year
from piaojue.journey.session import order_of, years_of


@require_GET
def session_order(request: Request, pk: int) -> HttpResponse:
    """预备会议 → 大会 → 分组 → 票决 → 公布, of a session of a congress; each year that it decides on has its own."""
    sitting = sitting_at(pk)
    if sitting is None or sitting.kind != SittingKind.SESSION:
        raise Http404
    years = years_of(sitting)
    orders = []
    which: list[Year | None] = [*years] or [None]
    for year in which:
        parts = order_of(sitting, year, request.seat)
        orders.append((year, parts, [part.step for part in parts]))
    return render(request, "journey/session.html", {"sitting": sitting, "orders": orders})
