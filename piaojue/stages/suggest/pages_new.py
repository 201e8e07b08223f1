"""Pages on which suggestions are typed: one's own, and for somebody else (代他人登记)."""

from decimal import Decimal
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from piaojue.commons.limits.brief import HOUR, too_many
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.privacy.queries import controller_of
from piaojue.commons.web.act_pages import ActForm
from piaojue.commons.web.forms import fill
from piaojue.commons.web.request import Request
from piaojue.commons.web.resending import park, parked
from piaojue.commons.years.models import Year
from piaojue.commons.years.queries import year_at
from piaojue.commons.years.road import Stage
from piaojue.stages.suggest import actions, queries
from piaojue.stages.suggest.awaiting import await_call, awaits
from piaojue.stages.suggest.forms import OnBehalfForm, SuggestionForm
from piaojue.stages.suggest.models import Channel, ProposerType, Suggestion
from piaojue.stages.suggest.moves import MOVES
from piaojue.stages.suggest.sources import source_of
from piaojue.stages.suggest.values import Attached, Known, Origin, Plan, Proposer, Spot, Words

STAYS = ("channel", "proposer_type", "spot")
"""What the next sheet of a pile has in common with the last."""
DRAFT = "suggest-draft"
"""Key of the session: [path, fields] of what a visitor has typed."""
PER_HOUR = 20
"""Suggestions of one person; a flood from one source is not many people."""
YUAN_IN_WAN = 10_000


def _values_of(cleaned: dict[str, Any]) -> dict[str, Any]:
    """What was typed into a SuggestionForm, as the values of `actions.suggest`; origin apart."""
    return {
        "words": Words(**_of(cleaned, "title", "content", "rationale", "background", "category", "negative_hits")),
        "spot": Spot(place=cleaned["spot"], **_of(cleaned, "address", "lng", "lat")),
        "plan": Plan(
            est_cost_yuan=_yuan(cleaned["est_cost"]),
            **_of(
                cleaned,
                "beneficiaries",
                "beneficiary_group",
                "suggested_owner",
                "funding_source",
                "starts_in",
                "done_in",
            ),
        ),
        "proposer": Proposer(
            name=cleaned.get("proposer_name", ""),
            phone=cleaned.get("proposer_phone", ""),
            type=cleaned.get("proposer_type", ProposerType.RESIDENT),
            anonymize=not cleaned["show_family_name"],
            **_of(cleaned, "org", "post", "mail_address", "by_sms", "by_guardian"),
        ),
        "attached": Attached(**_of(cleaned, "photos", "files")),
    }


def _of(cleaned: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: cleaned[name] for name in names}


def _yuan(wan: Decimal | None) -> int | None:
    """万元 → 元."""
    return None if wan is None else int(wan * YUAN_IN_WAN)


def _year_found(request: Request, place: str, number: int) -> Year:
    """The year that the page has fetched already."""
    return request.year_row


def _own_values(request: Request, year: Year, cleaned: dict[str, Any]) -> dict[str, Any]:
    """The year comes with what `queries.proposing` asks."""
    asked: Any = year
    if asked.lately >= PER_HOUR:
        raise Refused("您这一小时提了很多条建议，请过一会儿再提")
    channel = Channel.QR if request.GET.get("from") == "qr" else Channel.WEB
    known = Known(call=asked.call, by_deputy=asked.by_deputy, told_outside=asked.told_outside)
    return _values_of(cleaned) | {"origin": Origin(channel=channel, source=source_of(request, year), known=known)}


_own_form = ActForm(
    line=MOVES["suggest"],
    find=_year_found,
    action=actions.suggest,
    thing="year",
    form=SuggestionForm,
    form_options=lambda request, year: {"year": year, "by": request.seat},
    template="suggest/new.html",
    context=lambda request, year: {
        "year": year,
        "controller": controller_of(year.place),
        "campaign": queries.campaign_of(year),
        "may_enter_for": MOVES.entitled("enter_for", year.place, request.seat),
    },
    values=_own_values,
    alone=True,
    goes_to=lambda suggestion: f"{suggestion.get_absolute_url()}?new=1",
)


def new_suggestion(request: Request, place: str, number: int) -> HttpResponse:
    """The form of a minute. Who is not signed in fills it all the same; the phone's code comes last, and what was typed waits."""
    more = queries.proposing(request.seat) if request.method == "POST" and request.seat else {}
    year = year_at(request, place, number, **more)
    open_now = queries.takes(year)
    if request.method == "GET" and not open_now:
        return _where_else(request, year, "suggest")
    if request.seat is None and open_now:
        return _before_the_code(request, year)
    if waiting := parked(request, DRAFT):
        return waiting
    answer = _own_form(request, place=place, number=number)
    if request.method == "POST" and answer.status_code == HTTPStatus.FOUND:
        request.session.pop(DRAFT, None)
    return answer


def _before_the_code(request: Request, year: Year) -> HttpResponse:
    """The same form for a visitor: what was sent, once it is in order, waits in the session for the phone's code."""

    def wait(_cleaned: dict[str, Any]) -> str:
        if too_many(request, "suggest-draft", PER_HOUR, HOUR, by_address=True):
            raise Refused(_("这里这一小时提了很多条建议，请过一会儿再提"))
        return park(request, DRAFT)

    context = {"year": year, "controller": controller_of(year.place), "campaign": queries.campaign_of(year)}
    return fill(
        request,
        SuggestionForm,
        wait,
        template="suggest/new.html",
        context={**context, "code_last": True},
        form_kwargs={"year": year, "by": None},
    )


def _receipt_page(suggestion: Suggestion) -> str:
    return f"{suggestion.get_absolute_url()}?ticket={suggestion.ticket_no}"


_sheet = ActForm(
    line=MOVES["enter_for"],
    find=_year_found,
    action=actions.enter_for,
    thing="year",
    form=OnBehalfForm,
    form_options=lambda request, year: {
        "year": year,
        "initial": {name: request.GET[name] for name in STAYS if name in request.GET},
    },
    template="suggest/new.html",
    context=lambda request, year: {"year": year, "controller": controller_of(year.place), "on_behalf": True},
    values=lambda request, year, cleaned: _values_of(cleaned) | {"origin": Origin(channel=cleaned["channel"])},
    done=lambda suggestion: f"已登记，查询码 {suggestion.ticket_no}。请抄给建议人。",
    goes_to=_receipt_page,
)


def new_on_behalf(request: Request, place: str, number: int) -> HttpResponse:
    """代他人登记."""
    year = year_at(request, place, number)
    if request.method == "GET" and not queries.takes(year):
        MOVES.require("enter_for", year.place, request.seat)
        return _where_else(request, year, "suggest_for")
    return _sheet(request, place=place, number=number)


def _where_else(request: Request, year: Year, sheet: str) -> HttpResponse:
    """Nobody types for a year that takes nothing, though its poster may hang for long.

    They go on to the place's other year, else see what is open. sheet: name of the page they wanted.
    """
    open_now = list(queries.taking(year.place))
    if open_now and open_now[0].place == year.place:
        messages.info(request, _("%(closed)s已经不收建议，这里是%(open)s") % {"closed": year, "open": open_now[0]})
        return redirect(f"{open_now[0].page(sheet)}?{request.GET.urlencode()}")
    context = {
        "year": year,
        "open_now": open_now,
        "sheet": "for/" if sheet == "suggest_for" else "",
        "early": year.stage == Stage.PLANNED,
        "awaits": request.user.is_authenticated and awaits(request.user, year.place),
    }
    return render(request, "suggest/closed.html", context)


@require_POST
def await_suggesting(request: Request, place: str, number: int) -> HttpResponse:
    """Somebody came while the place takes nothing, and wants to hear when it does."""
    year = year_at(request, place, number)
    if not request.user.is_authenticated:
        raise NotYours("await_suggesting")
    await_call(person=request.user, place=year.place)
    messages.success(request, _("记下了：%(place)s开始收建议的时候，会告诉您。") % {"place": year.place})
    return redirect("suggest", year.place_id, year.in_address)
