"""Pages of urgent matters: what is open first, and how each was dealt with."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from piaojue.commons.web.act_pages import ActForm
from piaojue.commons.web.listing import listing
from piaojue.commons.web.request import Request
from piaojue.commons.years.queries import year_at
from piaojue.stages.suggest import actions, queries
from piaojue.stages.suggest.forms import AlarmForm
from piaojue.stages.suggest.models import Alarm
from piaojue.stages.suggest.moves import MOVES


@require_GET
def alarms(request: Request, place: str, number: int) -> HttpResponse:
    """紧急事项 of a year."""
    year = year_at(request, place, number)
    page = listing(
        request,
        queries.alarms_for(request.seat, year),
        search=("suggestion__title", "suggestion__content", "suggestion__spot__name"),
    )
    return render(request, "suggest/alarms.html", {"year": year, "page": page})


def _alarms_of_its_year(alarm: Alarm) -> str:
    return alarm.year.page("alarms")


def _alarm_context(request: Request, alarm: Alarm) -> dict:
    inner = MOVES.entitled("read_proposers", alarm.place, request.seat)
    return {"alarm": alarm, "suggestion": alarm.suggestion, "year": alarm.year, "inner": inner}


handle_alarm = ActForm(
    path="alarms/<int:pk>/",
    line=MOVES["handle_alarm"],
    find=lambda request, pk: queries.alarm_for(request.seat, pk),
    action=actions.handle_alarm,
    thing="alarm",
    form=AlarmForm,
    template="suggest/alarm.html",
    context=_alarm_context,
    seen_by=MOVES["read_alarms"],
    cancel=_alarms_of_its_year,
    done="已记录处置情况",
    goes_to=_alarms_of_its_year,
)
"""One urgent matter; whoever is on duty says how it was dealt with."""
