"""Pages of 归并."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST
from django_ratelimit.core import is_ratelimited

from piaojue.commons.moves import Refused
from piaojue.commons.web.forms import fill, version_of
from piaojue.commons.web.listing import listing
from piaojue.commons.years.queries import on_page, year_at
from piaojue.stages.group import actions, queries
from piaojue.stages.group.floods import floods_of
from piaojue.stages.group.forms import DemandForm, GroupForm, MergeForm, SplitForm
from piaojue.stages.group.models import GONE, DemandState, Merger
from piaojue.stages.group.moves import MOVES
from piaojue.stages.suggest.public import SECONDS_PER_HOUR, Category, source_of


@require_GET
def demand_list(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """What people ask for, most voices first."""
    year = year_at(request, place, number)
    page = listing(
        request,
        queries.demands_for(request.seat, year),
        search=("title", "spot__name"),
        filters={
            "category": ("领域", Category.choices),
            "state": ("状态", [choice for choice in DemandState.choices if choice[0] not in GONE]),
        },
        export=[
            ("诉求", "title"),
            ("领域", "get_category_display"),
            ("所在地", "spot"),
            ("提出与附议（人）", "voices"),
            ("状态", "get_state_display"),
        ],
    )
    if isinstance(page, HttpResponse):
        return page
    return render(
        request,
        "group/list.html",
        {"year": year, "page": page, "board": MOVES.entitled("read_board", year.place, request.seat)},
    )


@require_GET
def demand(request: HttpRequest, pk: int) -> HttpResponse:
    """One demand: its voices in their own words, and what can be done with it."""
    found = queries.demand_for(request.seat, pk)
    on_page(request, found)
    seat = request.seat
    mine, by_sms = queries.seconded(found, seat)
    may = {act: MOVES.may(act, found, seat) for act in ("edit", "split", "merge", "second", "unsecond")}
    return render(
        request,
        "group/demand.html",
        {
            "demand": found,
            "year": found.year,
            "mine": mine,
            "by_sms": by_sms,
            "may": may,
            "floods": floods_of([found.pk])[found.pk],
            "staff": MOVES.entitled("read_board", found.place, seat),
            "mergers": found.absorbed.filter(ended_at=None).select_related("gone"),
            "into": found.absorbed_into.filter(ended_at=None).select_related("kept").first(),
            "may_unmerge": MOVES.may("unmerge", found, seat),
        },
    )


def board(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """归并工作台: tick suggestions, then put them into a demand."""
    year = year_at(request, place, number)
    MOVES.require("read_board", year.place, request.seat)
    page = listing(
        request,
        queries.waiting(year),
        search=("title", "content", "spot__name"),
        filters={"category": ("领域", Category.choices)},
        per_page=30,
    )
    rows = [(suggestion, queries.similar(suggestion, 2)) for suggestion in page]

    def then(cleaned: dict) -> str:
        into, title = cleaned.pop("demand"), cleaned.pop("title")
        if into:
            actions.add(demand=into, by=request.seat, **cleaned)
        else:
            into = actions.make_demand(year=year, title=title, by=request.seat, **cleaned)
        messages.success(request, f"已归入“{into.title}”")
        return request.get_full_path()

    return fill(
        request,
        GroupForm,
        then,
        template="group/board.html",
        context={
            "year": year,
            "page": page,
            "rows": rows,
            "closed": next(iter(MOVES.refusals("group", year, request.seat)), ""),
        },
        form_kwargs={"year": year},
    )


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = _entitled(request, pk, "edit")

    def then(cleaned: dict) -> str:
        return actions.edit(demand=found, by=request.seat, version=version_of(request), **cleaned).get_absolute_url()

    initial = {name: getattr(found, name) for name in ("title", "summary", "category", "spot", "department")}
    return fill(
        request,
        DemandForm,
        then,
        context={"heading": "修改诉求", "thing": found, "cancel": found.get_absolute_url()},
        form_kwargs={"demand": found, "initial": initial},
    )


def split(request: HttpRequest, pk: int) -> HttpResponse:
    found = _entitled(request, pk, "split")

    def then(cleaned: dict) -> str:
        return actions.split(demand=found, by=request.seat, version=version_of(request), **cleaned).get_absolute_url()

    return fill(
        request,
        SplitForm,
        then,
        context={
            "heading": f"从“{found.title}”拆出建议",
            "lead": "拆出的建议回到待归并，原来的归并留作历史。",
            "thing": found,
            "cancel": found.get_absolute_url(),
        },
        form_kwargs={"demand": found},
    )


def merge(request: HttpRequest, pk: int) -> HttpResponse:
    found = _entitled(request, pk, "merge")

    def then(cleaned: dict) -> str:
        actions.merge(kept=found, gone=cleaned["other"], by=request.seat)
        messages.success(request, "已合并，可以随时撤销")
        return found.get_absolute_url()

    return fill(
        request,
        MergeForm,
        then,
        context={
            "heading": f"合并到“{found.title}”",
            "lead": "合并可以撤销，原始建议不变。",
            "cancel": found.get_absolute_url(),
        },
        form_kwargs={"demand": found},
    )


@require_POST
def unmerge(request: HttpRequest, pk: int) -> HttpResponse:
    merger = Merger.objects.select_related("kept", "gone__place").filter(pk=pk).first()
    if merger is None:
        raise Http404
    MOVES.require("unmerge", merger.gone.place, request.seat)
    actions.unmerge(merger=merger, by=request.seat)
    messages.success(request, "已撤销合并")
    return redirect(merger.kept)


@require_POST
def second(request: HttpRequest, pk: int) -> HttpResponse:
    found = _entitled(request, pk, "second")
    if is_ratelimited(request, group="second", key="user", rate=SECONDS_PER_HOUR, increment=True):
        raise Refused("您这一小时附议了很多次，请过一会儿再来")
    actions.second(demand=found, by=request.seat, source=source_of(request, found.year))
    messages.success(request, "已附议，以后每走一步都会告诉您")
    return redirect(found)


@require_POST
def second_by_sms(request: HttpRequest, pk: int) -> HttpResponse:
    """How somebody who seconded hears of later steps."""
    found = _entitled(request, pk, "second_by_sms")
    on = request.POST.get("on") == "1"
    actions.second_by_sms(demand=found, on=on, by=request.seat)
    messages.success(request, "以后有进展也发短信给您" if on else "以后只发站内消息")
    return redirect(found)


@require_POST
def unsecond(request: HttpRequest, pk: int) -> HttpResponse:
    found = _entitled(request, pk, "unsecond")
    actions.unsecond(demand=found, by=request.seat)
    return redirect(found)


def _entitled(request: HttpRequest, pk: int, act: str):
    found = queries.demand_for(request.seat, pk)
    MOVES.require(act, found.place, request.seat)
    on_page(request, found)
    return found
