"""Pages of 征集."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from piaojue.commons.ui.forms import fill
from piaojue.commons.ui.paging import listing
from piaojue.commons.years.queries import on_page, year_at
from piaojue.stages.suggest import actions, queries
from piaojue.stages.suggest.forms import OnBehalfForm, SuggestionForm
from piaojue.stages.suggest.models import Category
from piaojue.stages.suggest.moves import MOVES


@require_GET
def suggestion_list(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """Public list: title, place, state; no personal data."""
    year = year_at(request, place, number)
    page = listing(
        request, queries.suggestions_for(request.seat, year), search=("title",),
        filters={"category": ("领域", Category.choices)},
        export=[("建议", "title"), ("领域", "get_category_display"), ("所在地", "spot"), ("状态", "get_state_display")],
    )  # fmt: skip
    if isinstance(page, HttpResponse):
        return page
    return render(request, "suggest/list.html", {"year": year, "page": page})


def new_suggestion(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """The form of a minute."""
    year = year_at(request, place, number)
    MOVES.require("suggest", year.place, request.seat)

    def then(cleaned: dict) -> str:
        return actions.suggest(year=year, by=request.seat, **cleaned).get_absolute_url() + "?new=1"

    return fill(request, SuggestionForm, then, template="suggest/new.html", context={"year": year}, form_kwargs={"year": year})


def new_on_behalf(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """代他人登记."""
    year = year_at(request, place, number)
    MOVES.require("enter_for", year.place, request.seat)

    def then(cleaned: dict) -> str:
        return actions.suggest(year=year, by=request.seat, on_behalf=True, **cleaned).get_absolute_url()

    return fill(request, OnBehalfForm, then, template="suggest/new.html", context={"year": year}, form_kwargs={"year": year})


@require_GET
def suggestion_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One suggestion: words, state, receipt for the proposer."""
    suggestion = queries.suggestion_for(request.seat, pk)
    on_page(request, suggestion)
    mine = bool(request.seat) and suggestion.proposer_id == request.seat.person_id
    return render(request, "suggest/suggestion.html", {
        "suggestion": suggestion,
        "mine": mine,
        "may_withdraw": mine and MOVES.may("withdraw", suggestion, request.seat),
    })  # fmt: skip
