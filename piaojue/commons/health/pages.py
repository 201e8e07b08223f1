"""How the installation is: for machines that watch it, and for the administrator."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe

from piaojue.commons.health import actions, checks, metrics
from piaojue.commons.health.moves import MOVES
from piaojue.commons.health.ready import items_of
from piaojue.commons.moves import NotYours
from piaojue.commons.web.act_pages import ActButton, own_seat
from piaojue.commons.web.request import Request

OWN = ("127.0.0.1", "::1")
ORDER = {checks.BAD: 0, checks.WARN: 1, checks.FINE: 2}


@require_safe
def healthz(request: Request) -> JsonResponse:
    """Whether this process can answer people: 200, or 503 when the database is away."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "no database"}, status=503)
    return JsonResponse({"status": "ok"})


@require_safe
def numbers(request: Request) -> HttpResponse:
    """Prometheus asks from this machine, or with METRICS_TOKEN as a bearer token; for anybody else the page does not exist."""
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    known = settings.METRICS_TOKEN and constant_time_compare(token, settings.METRICS_TOKEN)
    passed_on = "HTTP_X_FORWARDED_FOR" in request.META  # a proxy on this machine asks for the whole world
    if not known and (passed_on or request.META.get("REMOTE_ADDR") not in OWN):
        raise Http404
    return HttpResponse(metrics.exposition(), content_type="text/plain; version=0.0.4; charset=utf-8")


@require_safe
def health(request: Request) -> HttpResponse:
    """Every check of `piaojue doctor`, what is wrong first."""
    seat = request.seat
    if not seat or not MOVES.entitled("read_health", seat.place, seat):
        raise NotYours("health")
    rows = sorted(checks.all_checks(), key=lambda row: ORDER[row.state])
    return render(request, "health/health.html", {"rows": rows, "wrong": sum(row.state == checks.BAD for row in rows)})


@require_safe
def ready(request: Request) -> HttpResponse:
    """What the seat's place needs before a year can start there."""
    seat = own_seat(request)
    MOVES.require("read_ready", seat.place, seat)
    items = items_of(seat.place)
    context = {
        "items": [(item, item.may(seat)) for item in items],
        "left": sum(not item.done for item in items),
        "place": seat.place,
    }
    return render(request, "health/ready.html", context)


try_message = ActButton(
    path="ready/message/",
    line=MOVES["try_message"],
    find=own_seat,
    action=actions.try_message,
    thing="seat",
    done="已发出，请看手机；收到以后刷新这一页",
    goes_to=lambda seat: reverse("ready"),
)
