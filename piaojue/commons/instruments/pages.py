"""Pages of law and local rules: what the law says and what the place has set beside it, one rule with its articles."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from engines.law import LOCAL_PARAMETERS
from piaojue.commons.instruments import actions, queries
from piaojue.commons.instruments.forms import EndForm, InstrumentForm
from piaojue.commons.instruments.models import Instrument
from piaojue.commons.instruments.moves import MOVES
from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.web.act_pages import ActButton, ActForm, own_seat
from piaojue.commons.web.request import Request


def law_page(place: Place) -> str:
    """The address of a place's page."""
    return reverse("law", args=[place.pk])


@require_GET
def law(request: Request, place: str) -> HttpResponse:
    """Each parameter: what the law says, what the local rule says, and where it stands."""
    here, today = get_object_or_404(Place, pk=place), timezone.localdate()
    settings = queries.local_settings(here, today)
    context = {
        "place": here,
        "rows": [(parameter, settings.get(key)) for key, parameter in LOCAL_PARAMETERS.items()],
        "rules": [(rule, rule.in_force(today)) for rule in queries.rules_at(here)],
        "may_enter": request.seat is not None and MOVES.may("enter_instrument", here, request.seat),
    }
    return render(request, "instruments/law.html", context)


def _instrument(request: Request, pk: int) -> Instrument:
    found = queries.instrument(pk)
    if found is None:
        raise Http404
    return found


@require_GET
def instrument(request: Request, pk: int) -> HttpResponse:
    """One local rule with its articles and what they set."""
    rule = _instrument(request, pk)
    articles = [
        (one, [(LOCAL_PARAMETERS[key], LOCAL_PARAMETERS[key].in_words(value)) for key, value in one.sets.items()])
        for one in rule.provisions
    ]
    context = {"rule": rule, "articles": articles, "in_force": rule.in_force(timezone.localdate())}
    return render(request, "instruments/instrument.html", context)


def _draft(request: Request, seat: Seat, cleaned: dict[str, Any]) -> dict[str, Any]:
    return {"place": seat.place, "draft": InstrumentForm(kind=seat.place.kind).draft(cleaned)}


enter_instrument = ActForm(
    path="instruments/new/",
    line=MOVES["enter_instrument"],
    find=own_seat,
    action=actions.enter_instrument,
    form=InstrumentForm,
    form_options=lambda request, seat: {"kind": seat.place.kind},
    values=_draft,
    lead="法律定的改不了；这里没有列出的参数，本地规定不能定。登记以后请另一位工作人员对照原文核对，核对以前各处标明“待核”，授予职权的规定还不生效。",
    template="instruments/enter.html",
    submit="登记",
    cancel=lambda seat: law_page(seat.place),
    done=lambda rule: f"已登记《{rule}》",
    goes_to=Instrument.get_absolute_url,
)

check_instrument = ActButton(
    of=Instrument,
    path="instruments/<int:pk>/check/",
    line=MOVES["check_instrument"],
    find=_instrument,
    action=actions.check_instrument,
    thing="instrument",
    confirm="确实对照原文逐条核过吗？",
    done="已记下：对照原文核过",
    goes_to=Instrument.get_absolute_url,
)

end_instrument = ActForm(
    of=Instrument,
    path="instruments/<int:pk>/end/",
    line=MOVES["end_instrument"],
    find=_instrument,
    action=actions.end_instrument,
    thing="instrument",
    form=EndForm,
    lead=lambda rule: f"《{rule}》",
    done=lambda rule: f"《{rule}》适用到 {rule.ends_on}",
    goes_to=Instrument.get_absolute_url,
)
