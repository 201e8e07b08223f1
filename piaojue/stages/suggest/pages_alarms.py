"""Pages of urgent matters: what is open first, and how each was dealt with."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from piaojue.commons.web.forms import fill
from piaojue.commons.web.listing import listing
from piaojue.commons.years.queries import on_page, year_at
from piaojue.stages.suggest import actions, queries
from piaojue.stages.suggest.forms import AlarmForm
from piaojue.stages.suggest.moves import MOVES


@require_GET
def alarms(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """紧急事项 of a year."""
    year = year_at(request, place, number)
    page = listing(
        request,
        queries.alarms_for(request.seat, year),
        search=("suggestion__title", "suggestion__content", "suggestion__spot__name"),
    )
    return render(request, "suggest/alarms.html", {"year": year, "page": page})


def handle_alarm(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how it was dealt with."""
    alarm = queries.alarm_for(request.seat, pk)
    on_page(request, alarm)
    back = f"{alarm.year.get_absolute_url()}alarms/"

    def then(cleaned: dict) -> str:
        actions.handle_alarm(alarm=alarm, by=request.seat, **cleaned)
        messages.success(request, "已记录处置情况")
        return back

    inner = MOVES.entitled("read_proposers", alarm.place, request.seat)
    return fill(
        request,
        AlarmForm,
        then,
        template="suggest/alarm.html",
        context={"alarm": alarm, "suggestion": alarm.suggestion, "year": alarm.year, "inner": inner, "cancel": back},
    )
