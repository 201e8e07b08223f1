"""Pages of 日程与期限: the dates of a seat, and the address that takes them along."""

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from piaojue.commons.diary import actions, ics, queries
from piaojue.commons.diary.moves import MOVES
from piaojue.commons.people.models import Seat
from piaojue.commons.web.act_pages import ActButton, own_seat
from piaojue.commons.web.request import Request


@require_GET
def days(request: Request) -> HttpResponse:
    """What is coming, month by month: what the law fixes, and what can still be moved."""
    seat = own_seat(request)
    MOVES.require("read_days", seat.place, seat)
    found = queries.diary_of(seat)
    months = [(month, list(rows)) for month, rows in groupby(found, key=lambda day: day.on.replace(day=1))]
    context = {"months": months, "today": timezone.localdate(), "has_address": queries.has_address(seat)}
    return render(request, "diary/days.html", context)


@require_GET
def calendar(request: Request, key: str) -> HttpResponse:
    """The file behind a secret address; no sign-in, as calendar programs cannot."""
    seat = queries.seat_behind(key)
    file = ics.written(f"票决 · {seat.label}", queries.diary_of(seat))
    answer = HttpResponse(file, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Disposition"] = 'inline; filename="piaojue.ics"'
    return answer


def _days(seat: Seat) -> str:
    return reverse("days")


subscribe = ActButton(
    path="days/subscribe/",
    line=MOVES["subscribe"],
    find=own_seat,
    action=actions.subscribe,
    thing="seat",
    done=lambda row: _("订阅地址（只显示这一次，请勿告诉别人）：%(address)s") % {"address": row.address},
    goes_to=_days,
)
unsubscribe = ActButton(
    path="days/unsubscribe/",
    line=MOVES["unsubscribe"],
    find=own_seat,
    action=actions.unsubscribe,
    thing="seat",
    done=lambda seat: _("日程订阅已停用，原来的地址打不开了"),
    goes_to=_days,
)
