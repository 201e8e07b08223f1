"""Pages of 征集: what was suggested, one's own suggestions, looking up."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from piaojue.commons.limits.brief import HOUR, MINUTE, too_many
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.web.act_pages import ActButton, ActForm
from piaojue.commons.web.forms import fill
from piaojue.commons.web.listing import Column, listing, show_list
from piaojue.commons.web.nearest import NEAREST, by_distance, point
from piaojue.commons.web.paging import Known
from piaojue.commons.web.printed import printed_address
from piaojue.commons.web.request import Request
from piaojue.commons.web.shared import shared
from piaojue.commons.wordindex.find import having
from piaojue.commons.years.queries import on_page, year_at
from piaojue.stages.suggest import actions, queries
from piaojue.stages.suggest.category import SURE, categories
from piaojue.stages.suggest.codes import code_in_address, found_by_code, unkept
from piaojue.stages.suggest.covering import covering_of
from piaojue.stages.suggest.done import done_already
from piaojue.stages.suggest.forms import ContactForm, LookUpForm
from piaojue.stages.suggest.models import Category, Suggestion, SuggestionState
from piaojue.stages.suggest.moves import MOVES, TAKING
from piaojue.stages.suggest.places import named
from piaojue.stages.suggest.publication import WAY_ON, Publication
from piaojue.stages.suggest.queries_asking import asked_about
from piaojue.stages.suggest.similar import earlier
from piaojue.stages.suggest.sources import SECONDS_PER_HOUR, source_of

TYPED_PER_MINUTE = 240
LONGEST_TYPED = 80
COLUMNS: list[Column] = [
    ("建议", "masked_title"),
    ("领域", "get_category_display"),
    ("所在地", "spot"),
    ("渠道", "get_channel_display"),
    ("状态", "get_state_display"),
]


@shared
@require_GET
def suggestion_list(request: Request, place: str, number: int) -> HttpResponse:
    """Public list: title, place, state; no personal data. Who works with them sees those that are not public, too."""
    year = year_at(request, place, number)
    inner, numbers = MOVES.entitled("read_unpublished", year.place, request.seat), queries.published_figures(year)
    filters: dict[str, tuple[str, Iterable[tuple[str, str]]]] = {
        "spot__code__startswith": ("在哪里", queries.parts_of(year.place)),
        "category": ("领域", Category.choices),
        "state": ("状态", SuggestionState.choices),
    }
    if inner:
        filters["publication"] = ("公开情况", Publication.choices)
    rows = queries.with_voices(queries.suggestions_for(request.seat, year), request.seat)
    page = listing(
        request,
        Known(rows, numbers["public"]) if request.seat is None else rows,
        orders={**queries.orders(timezone.localdate()), NEAREST: by_distance(request)},
        having=having("suggestion", year=year.pk),
        filters=filters,
    )
    context = {
        "year": year,
        "numbers": numbers,
        "may_edit": queries.has_desk(request.seat, year),
        "may_second": MOVES.entitled("support", year.place, request.seat) and year.stage in TAKING,
        "open": queries.takes(year),
        "may_export": MOVES.entitled("export_all", year.place, request.seat),
    }
    return show_list(request, "suggest/list.html", page, context, columns=COLUMNS)


@require_GET
def similar(request: Request, place: str, number: int) -> HttpResponse:
    """What was asked for before, while the title is being typed; a part of the form's page, or a page by itself."""
    year = year_at(request, place, number)
    if too_many(request, "similar", TYPED_PER_MINUTE, MINUTE):
        return HttpResponse(status=429)
    text = request.GET.get("title", "").replace("\x00", "").strip()[:LONGEST_TYPED]
    context: dict[str, Any] = {"year": year, "text": text, "wishes": [], "fields": [], "place": None, "done": []}
    if len(text) > 1:
        context["wishes"] = earlier(request.seat, year, text)
        context["fields"] = [field for field in categories(year.place, text) if field[2] >= SURE][:1]
        context["place"] = named(text, year.place)
        context["done"] = done_already(
            year,
            text,
            context["fields"][0][0] if context["fields"] else "",
            point(request.GET.get("lng"), request.GET.get("lat")),
        )
    return render(request, "suggest/_typed.html" if request.htmx else "suggest/similar.html", context)


@require_GET
def suggestion_page(request: Request, pk: int) -> HttpResponse:
    """One suggestion: words, state, and the receipt for its proposer or whoever holds the 查询码.

    Of words that are not public everybody else sees number, state and reason.
    """
    suggestion = queries.suggestion_for(request.seat, pk)
    on_page(request, suggestion)
    seat, ticket = request.seat, code_in_address(request, suggestion)
    if not queries.may_read(suggestion, seat, ticket):
        context = {"suggestion": suggestion, "year": suggestion.year, "way_on": _way_on(suggestion)}
        return unkept(request, render(request, "suggest/unpublished.html", context))
    mine = seat is not None and suggestion.proposer_id == seat.person_id
    seconded = queries.has_seconded(suggestion, seat)
    holder = mine or bool(ticket)
    context = {
        "suggestion": suggestion,
        "year": suggestion.year,
        "mine": mine,
        "holder": holder,
        "covering": covering_of(suggestion) if holder else None,
        "way_on": _way_on(suggestion),
        "inner": MOVES.entitled("read_proposers", suggestion.place, seat),
        "entered_by": suggestion.created_by.label if suggestion.created_by and not suggestion.proposer_id else "",
        "again": _the_next(suggestion, seat),
        "may_correct": MOVES.may("correct_contact", suggestion, seat),
        "people": queries.people_behind(suggestion),
        "asked": asked_about([suggestion], suggestion.year, seat),
        "seconded": seconded,
        "may_support": not seconded and MOVES.may("support", suggestion, seat),
        "may_withdraw": MOVES.may("withdraw", suggestion, seat),
        "address": printed_address(request, suggestion.get_absolute_url()),
    }
    return unkept(request, render(request, "suggest/suggestion.html", context))


def _way_on(suggestion: Suggestion) -> str:
    return WAY_ON.get(suggestion.unpublished, "")


def _the_next(suggestion: Suggestion, seat: Seat | None) -> str:
    """Where whoever typed this one for somebody else types the next; empty for others."""
    typed_it = seat is not None and not suggestion.proposer_id and suggestion.created_by_id == seat.pk
    if not typed_it or not MOVES.may("enter_for", suggestion.year, seat):
        return ""
    same = {"channel": suggestion.channel, "proposer_type": suggestion.proposer_type, "spot": suggestion.spot_id}
    return f"{suggestion.year.page('suggest_for')}?{urlencode(same)}"


def _suggestion(request: Request, pk: int) -> Suggestion:
    return queries.suggestion_for(request.seat, pk)


correct_contact = ActForm(
    path="s/<int:pk>/contact/",
    line=MOVES["correct_contact"],
    find=_suggestion,
    action=actions.correct_contact,
    thing="suggestion",
    form=ContactForm,
    form_options=lambda request, suggestion: {"initial": {name: getattr(suggestion, name) for name in actions.CONTACT}},
    heading="更正联系方式",
    lead="只改联系方式，建议原文不动；本人要求删除的，清空后保存。操作记录里不留姓名和电话。",
    submit="提交",
    done="联系方式已更正",
    goes_to=Suggestion.get_absolute_url,
)
"""更正联系方式: what was typed wrongly, or what its owner wants erased."""

erase_contact = ActButton(
    of=Suggestion,
    kind="quiet",
    confirm="删除以后，我们不能再打电话核实、告知您结果；您仍然可以登录或凭查询码查。确定删除吗？",
    path="s/<int:pk>/contact/erase/",
    line=MOVES["erase_contact"],
    find=_suggestion,
    action=actions.erase_contact,
    thing="suggestion",
    done="姓名、电话和地址已经删除",
    goes_to=Suggestion.get_absolute_url,
)
"""One's own name, phone and address, erased at once."""

hide_words = ActButton(
    of=Suggestion,
    kind="quiet",
    confirm="原文从公开页面撤下，照样归并和答复。确定吗？",
    path="s/<int:pk>/hide/",
    line=MOVES["hide_words"],
    find=_suggestion,
    action=actions.hide_words,
    thing="suggestion",
    done="原文已经不再公开",
    goes_to=Suggestion.get_absolute_url,
)
"""The consent to publication is taken back."""

delete_words = ActButton(
    of=Suggestion,
    kind="danger",
    confirm="内容、照片和材料全部删除，不能恢复。确定吗？",
    path="s/<int:pk>/delete/",
    line=MOVES["delete_words"],
    find=_suggestion,
    action=actions.delete_words,
    thing="suggestion",
    done="已经彻底删除",
    goes_to=Suggestion.get_absolute_url,
)
"""A withdrawn suggestion is gone for good."""

withdraw = ActButton(
    path="s/<int:pk>/withdraw/",
    line=MOVES["withdraw"],
    find=_suggestion,
    action=actions.withdraw,
    thing="suggestion",
    done="已撤回",
    goes_to=Suggestion.get_absolute_url,
)


def _support_values(request: Request, suggestion: Suggestion, cleaned: dict) -> dict[str, str]:
    if too_many(request, "second", SECONDS_PER_HOUR, HOUR):
        raise Refused("您这一小时附议了很多次，请过一会儿再来")
    return {"source": source_of(request, suggestion.year)}


support = ActButton(
    path="s/<int:pk>/second/",
    line=MOVES["support"],
    find=_suggestion,
    action=actions.support,
    thing="suggestion",
    values=_support_values,
    done="已附议，以后有进展会告诉您",
    goes_to=lambda support: support.suggestion.get_absolute_url(),
)
"""附议 in one tap."""


@require_GET
def mine(request: Request) -> HttpResponse:
    """我的建议."""
    if not request.seat:
        raise NotYours("mine")
    page = listing(request, queries.my_suggestions(request.seat), search=("title",))
    return render(request, "suggest/mine.html", {"page": page})


def look_up(request: Request) -> HttpResponse:
    """凭查询码查进度: no sign-in, the code is the key."""
    context = {
        "heading": "凭查询码查进度",
        "lead": "回执上有 8 位查询码。",
        "frame": "ui/public.html",
        "submit": "查询",
        "cancel": reverse("home"),
    }
    return fill(request, LookUpForm, lambda cleaned: _receipt(request, cleaned["ticket"]), context=context)


def _receipt(request: Request, ticket: str) -> str:
    """The address of the receipt. Raises Refused for an unknown code, and for somebody who tries many."""
    suggestion = found_by_code(request, ticket)
    if suggestion is None:
        raise Refused("没有这个查询码，请核对回执上的 8 位编号")
    return f"{suggestion.get_absolute_url()}?ticket={suggestion.ticket_no}"
