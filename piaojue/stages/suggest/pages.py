"""Pages of 征集: suggesting, one's receipt, looking up."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_ratelimit.core import is_ratelimited

from engines.matching import mask
from piaojue.commons.evidence.fields import kept
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.web.forms import fill, version_of
from piaojue.commons.web.listing import listing
from piaojue.commons.years.models import Year
from piaojue.commons.years.queries import on_page, year_at
from piaojue.commons.years.road import Stage
from piaojue.stages.suggest import actions, queries
from piaojue.stages.suggest.category import SURE, categories
from piaojue.stages.suggest.forms import ContactForm, LookUpForm, OnBehalfForm, SuggestionForm
from piaojue.stages.suggest.models import Category, Channel, Suggestion
from piaojue.stages.suggest.moves import MOVES, TAKING
from piaojue.stages.suggest.places import named
from piaojue.stages.suggest.similar import earlier
from piaojue.stages.suggest.sources import SECONDS_PER_HOUR, source_of

STAYS = ("channel", "proposer_type", "spot")  # what the next sheet of a pile has in common with the last
PER_HOUR = "20/h"  # suggestions of one person; a flood from one source is not many people


@require_GET
def suggestion_list(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """Public list: title, place, state; no personal data."""
    year = year_at(request, place, number)
    page = listing(
        request,
        queries.suggestions_for(request.seat, year),
        search=("title", "spot__name"),
        filters={"category": ("领域", Category.choices)},
        export=[
            ("建议", "masked_title"),
            ("领域", "get_category_display"),
            ("所在地", "spot"),
            ("渠道", "get_channel_display"),
            ("状态", "get_state_display"),
        ],
    )
    if isinstance(page, HttpResponse):
        return page
    return render(
        request,
        "suggest/list.html",
        {"year": year, "page": page, "may_export": MOVES.entitled("export_all", year.place, request.seat)},
    )


@require_GET
def similar(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """What was asked for before, while the title is being typed; a part of the form's page, or a page by itself."""
    year = year_at(request, place, number)
    if is_ratelimited(request, group="similar", key="user_or_ip", rate="240/m", increment=True):
        return HttpResponse(status=429)
    text = request.GET.get("title", "").replace("\x00", "").strip()[:80]
    context = {"year": year, "text": text, "found": [], "fields": [], "place": None}
    if len(text) > 1:
        context["found"] = earlier(request.seat, year, text)
        context["fields"] = [field for field in categories(year.place, text) if field[2] >= SURE][:1]
        context["place"] = named(text, year.place)
    return render(request, "suggest/_typed.html" if request.htmx else "suggest/similar.html", context)


def new_suggestion(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """The form of a minute."""
    year = year_at(request, place, number)
    if request.method == "GET" and year.stage not in TAKING:
        return _where_else(request, year)
    MOVES.require("suggest", year.place, request.seat)
    channel = Channel.QR if request.GET.get("from") == "qr" else Channel.WEB

    def then(cleaned: dict) -> str:
        if is_ratelimited(request, group="suggest", key="user", rate=PER_HOUR, increment=True):
            raise Refused("您这一小时提了很多条建议，请过一会儿再提")
        return (
            _take(year, request.seat, cleaned, channel=channel, source=source_of(request, year)).get_absolute_url()
            + "?new=1"
        )

    return fill(
        request,
        SuggestionForm,
        then,
        template="suggest/new.html",
        context={
            "year": year,
            "campaign": queries.campaign_of(year),
            "may_enter_for": MOVES.entitled("enter_for", year.place, request.seat),
        },
        form_kwargs={"year": year, "by": request.seat},
    )


def new_on_behalf(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """代他人登记."""
    year = year_at(request, place, number)
    MOVES.require("enter_for", year.place, request.seat)
    if request.method == "GET" and year.stage not in TAKING:
        return _where_else(request, year, "for/")

    def then(cleaned: dict) -> str:
        suggestion = _take(year, request.seat, cleaned, on_behalf=True)
        messages.success(request, f"已登记，查询码 {suggestion.ticket_no}。请抄给建议人。")
        return f"{suggestion.get_absolute_url()}?ticket={suggestion.ticket_no}"

    return fill(
        request,
        OnBehalfForm,
        then,
        template="suggest/new.html",
        context={"year": year, "on_behalf": True},
        form_kwargs={"year": year, "initial": {name: request.GET[name] for name in STAYS if name in request.GET}},
    )


def _where_else(request: HttpRequest, year: Year, sheet: str = "") -> HttpResponse:
    """Nobody types for a year that takes nothing, though its poster may hang for long: on to the place's other year, else what is open."""
    open_now = list(queries.taking(year.place))
    if open_now and open_now[0].place == year.place:
        messages.info(request, _("%(closed)s已经不收建议，这里是%(open)s") % {"closed": year, "open": open_now[0]})
        return redirect(f"{open_now[0].get_absolute_url()}suggest/{sheet}?{request.GET.urlencode()}")
    return render(
        request,
        "suggest/closed.html",
        {"year": year, "open_now": open_now, "sheet": sheet, "early": year.stage == Stage.PLANNED},
    )


def _take(year: Year, by: Seat, cleaned: dict, **more):
    for file in (*cleaned["photos"], *cleaned["files"]):
        file.name = mask(file.name).text
    photos = kept(cleaned.pop("photos"), place=year.place, by=by, public=False)
    files = kept(cleaned.pop("files"), place=year.place, by=by, photo=False, public=False)
    return actions.suggest(year=year, by=by, photos=photos, files=files, **more, **cleaned)


@require_GET
def suggestion_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One suggestion: words, state, and the receipt for its proposer or whoever holds the 查询码."""
    suggestion = queries.suggestion_for(request.seat, pk)
    on_page(request, suggestion)
    seat = request.seat
    mine = bool(seat) and suggestion.proposer_id == seat.person_id
    seconded = bool(seat) and suggestion.supports.filter(person=seat.person).exists()
    holder = mine or request.GET.get("ticket", "").strip().upper() == suggestion.ticket_no
    return render(
        request,
        "suggest/suggestion.html",
        {
            "suggestion": suggestion,
            "year": suggestion.year,
            "mine": mine,
            "holder": holder,
            "inner": MOVES.entitled("read_proposers", suggestion.place, seat),
            "entered_by": suggestion.created_by.label if suggestion.created_by and not suggestion.proposer_id else "",
            "again": _the_next(suggestion, seat),
            "may_correct": MOVES.may("correct_contact", suggestion, seat),
            "people": 1 + suggestion.supports.count(),
            "seconded": seconded,
            "may_support": not mine and not seconded and MOVES.may("support", suggestion, seat),
            "may_withdraw": mine and MOVES.may("withdraw", suggestion, seat),
            "address": request.build_absolute_uri(suggestion.get_absolute_url()),
        },
    )


def _the_next(suggestion: Suggestion, seat: Seat | None) -> str:
    """Where whoever typed this one for somebody else types the next; empty for others."""
    if (
        not seat
        or suggestion.proposer_id
        or suggestion.created_by_id != seat.pk
        or not MOVES.may("enter_for", suggestion.year, seat)
    ):
        return ""
    same = urlencode(
        {"channel": suggestion.channel, "proposer_type": suggestion.proposer_type, "spot": suggestion.spot_id}
    )
    return f"{suggestion.year.get_absolute_url()}suggest/for/?{same}"


def correct_contact(request: HttpRequest, pk: int) -> HttpResponse:
    """更正联系方式: what was typed wrongly, or what its owner wants erased."""
    suggestion = queries.suggestion_for(request.seat, pk)
    MOVES.require("correct_contact", suggestion.place, request.seat)
    on_page(request, suggestion)

    def then(cleaned: dict) -> str:
        actions.correct_contact(suggestion=suggestion, by=request.seat, version=version_of(request), **cleaned)
        messages.success(request, "联系方式已更正")
        return suggestion.get_absolute_url()

    lead = "只改联系方式，建议原文不动；本人要求删除的，清空后保存。操作记录里不留姓名和电话。"
    initial = {name: getattr(suggestion, name) for name in actions.CONTACT}
    return fill(
        request,
        ContactForm,
        then,
        context={"heading": "更正联系方式", "lead": lead, "thing": suggestion, "cancel": suggestion.get_absolute_url()},
        form_kwargs={"initial": initial},
    )


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    suggestion = queries.suggestion_for(request.seat, pk)
    if not request.seat:
        raise NotYours("withdraw")
    actions.withdraw(suggestion=suggestion, by=request.seat, version=version_of(request))
    messages.success(request, "已撤回")
    return redirect(suggestion)


@require_POST
def support(request: HttpRequest, pk: int) -> HttpResponse:
    """附议 in one tap."""
    suggestion = queries.suggestion_for(request.seat, pk)
    MOVES.require("support", suggestion.place, request.seat)
    on_page(request, suggestion)
    if is_ratelimited(request, group="second", key="user", rate=SECONDS_PER_HOUR, increment=True):
        raise Refused("您这一小时附议了很多次，请过一会儿再来")
    actions.support(suggestion=suggestion, by=request.seat, source=source_of(request, suggestion.year))
    messages.success(request, "已附议，以后有进展会告诉您")
    return redirect(suggestion)


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """我的建议."""
    if not request.seat:
        raise NotYours("mine")
    page = listing(request, queries.my_suggestions(request.seat), search=("title",))
    return render(request, "suggest/mine.html", {"page": page})


def look_up(request: HttpRequest) -> HttpResponse:
    """凭查询码查进度: no sign-in, the code is the key."""

    def then(cleaned: dict) -> str:
        if is_ratelimited(request, group="look-up", key="ip", rate="60/h", increment=True):
            raise Refused("查得太频繁了，请过一会儿再查")
        suggestion = queries.by_ticket(cleaned["ticket"])
        if suggestion is None:
            raise Refused("没有这个查询码，请核对回执上的 8 位编号")
        return f"{suggestion.get_absolute_url()}?ticket={suggestion.ticket_no}"

    return fill(
        request,
        LookUpForm,
        then,
        context={
            "heading": "凭查询码查进度",
            "lead": "回执上有 8 位查询码。",
            "frame": "ui/public.html",
            "submit": "查询",
            "cancel": "/",
        },
    )
