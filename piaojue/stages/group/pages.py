"""Pages of 归并: the demands, the desk where a clerk groups by hand, seconding."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from piaojue.commons.limits.brief import HOUR, too_many
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.tallies.queries import numbers
from piaojue.commons.web.act_pages import ActButton, ActForm
from piaojue.commons.web.listing import Column, listing, show_list
from piaojue.commons.web.nearest import NEAREST, by_distance
from piaojue.commons.web.paging import Known
from piaojue.commons.web.request import Request
from piaojue.commons.web.shared import shared
from piaojue.commons.web.undo import Undo
from piaojue.commons.wordindex.find import having
from piaojue.commons.years.models import Year
from piaojue.commons.years.queries import on_page, year_at
from piaojue.stages.group import actions, queries
from piaojue.stages.group.floods import floods_of
from piaojue.stages.group.forms import LONGEST_FIND, DemandForm, GroupForm, MergeForm, SplitForm
from piaojue.stages.group.models import GONE, Demand, DemandState, Merger
from piaojue.stages.group.moves import MOVES
from piaojue.stages.group.values import DemandDraft, Grounds
from piaojue.stages.suggest.public import SECONDS_PER_HOUR, Category, asked_about, fair, parts_of, source_of

DEMAND_ACTS = ("edit", "split", "merge", "second", "unsecond")
BOARD_ROWS = 30
LIKES_SHOWN = 2
VOICES = [("2", "2 人以上"), ("5", "5 人以上"), ("10", "10 人以上"), ("50", "50 人以上")]
COLUMNS: list[Column] = [
    ("诉求", "title"),
    ("领域", "get_category_display"),
    ("所在地", "spot"),
    ("提出与附议（人）", "voices"),
    ("状态", "get_state_display"),
]


@shared
@require_GET
def demand_list(request: Request, place: str, number: int) -> HttpResponse:
    """What people ask for, most voices first."""
    year = year_at(request, place, number)
    states = [choice for choice in DemandState.choices if choice[0] not in GONE]
    page = listing(
        request,
        Known(queries.demands_for(request.seat, year), numbers([year.pk], "demands").one("demands", year.pk)),
        having=having("demand", year=year.pk),
        filters={
            "spot__code__startswith": ("在哪里", parts_of(year.place)),
            "category": ("领域", Category.choices),
            "state": ("状态", states),
            "voices__gte": ("几人提过", VOICES),
        },
        orders={
            "most": ("提得最多", ["-voices", "-pk"]),
            "newest": ("最新", ["-pk"]),
            "fair": fair(timezone.localdate()),
            NEAREST: by_distance(request, queries.where_asked("lng"), queries.where_asked("lat")),
        },
    )
    context = {"year": year, "board": MOVES.entitled("read_board", year.place, request.seat)}
    return show_list(request, "group/list.html", page, context, columns=COLUMNS)


@shared
@require_GET
def demand(request: Request, pk: int) -> HttpResponse:
    """One demand: its voices in their own words, and what can be done with it."""
    demand = queries.demand_for(request.seat, pk)
    on_page(request, demand)
    seat = request.seat
    mine, by_sms = queries.seconded(demand, seat)
    context = {
        "demand": demand,
        "year": demand.year,
        "mine": mine,
        "by_sms": by_sms,
        "may": {code: MOVES.may(code, demand, seat) for code in DEMAND_ACTS},
        "floods": floods_of([demand.pk])[demand.pk],
        "staff": MOVES.entitled("read_board", demand.place, seat),
        "mergers": queries.absorbed_by(demand),
        "into": queries.merger_of(demand),
        "may_unmerge": MOVES.may("unmerge", demand, seat),
        **_asked(demand, seat),
    }
    return render(request, "group/demand.html", context)


def _asked(demand: Demand, seat: Seat | None) -> dict[str, Any]:
    """What was asked in public about its suggestions, and the one about which the next question is asked."""
    public = [link.suggestion for link in vars(demand)["public_links"]]
    about = public[0] if public else None
    return {"asked": asked_about(public, demand.year, seat), "about": about}


@dataclass(frozen=True)
class Grouped:
    """What came of ticked suggestions: their demand; the page that the clerk goes on with."""

    demand: Demand
    goes_on_at: str


def _group(
    *, year: Year, suggestions: Any, demand: Demand | None, title: str, reason: str, goes_on_at: str, by: Seat
) -> Grouped:
    """Ticked suggestions go into a demand that exists, or a new one."""
    grounds = Grounds(reason=reason)
    if demand is not None:
        demand = actions.add(demand=demand, suggestions=suggestions, by=by, grounds=grounds)
    else:
        draft = DemandDraft(title=title)
        demand = actions.make_demand(year=year, draft=draft, suggestions=suggestions, by=by, grounds=grounds)
    return Grouped(demand, goes_on_at)


def _find(request: Request) -> str:
    """What is looked for among the demands to choose from."""
    return request.GET.get("find", "").replace("\x00", "")[:LONGEST_FIND]


@require_GET
def demand_options(request: Request, place: str, number: int) -> HttpResponse:
    """The open demands that are found while one types, as the options of a select."""
    demands = queries.open_demands_like(year_at(request, place, number), _find(request))
    return render(request, "group/_demand_options.html", {"demands": demands})


def _board_context(request: Request, year: Year) -> dict[str, Any]:
    page = listing(
        request,
        queries.waiting(year),
        having=having("suggestion", year=year.pk),
        filters={"category": ("领域", Category.choices)},
        per_page=BOARD_ROWS,
    )
    likes = queries.similar(list(page), LIKES_SHOWN)
    return {
        "year": year,
        "page": page,
        "rows": [(suggestion, likes[suggestion.pk]) for suggestion in page],
        "closed": next(iter(MOVES.refusals("make_demand", year, request.seat)), ""),
    }


board = ActForm(
    path="<place:place>/<int:number>/grouping/",
    name="grouping",
    line=MOVES["make_demand"],
    find=year_at,
    action=_group,
    thing="year",
    form=GroupForm,
    form_options=lambda request, year: {"year": year, "find": _find(request)},
    template="group/board.html",
    context=_board_context,
    seen_by=MOVES["read_board"],
    values=lambda request, year, cleaned: cleaned | {"goes_on_at": request.get_full_path()},
    done=lambda grouped: f"已归入“{grouped.demand.title}”",
    goes_to=lambda grouped: grouped.goes_on_at,
)
"""归并工作台: tick suggestions, then put them into a demand."""


def _demand(request: Request, pk: int) -> Demand:
    return queries.demand_for(request.seat, pk)


def _wording(request: Request, demand: Demand) -> dict[str, Any]:
    names = ("title", "summary", "category", "spot", "department")
    return {"demand": demand, "initial": {name: getattr(demand, name) for name in names}}


def _kept(merger: Merger) -> str:
    return merger.kept.get_absolute_url()


edit = ActForm(
    path="d/<int:pk>/edit/",
    name="edit_demand",
    line=MOVES["edit"],
    find=_demand,
    action=actions.edit,
    thing="demand",
    form=DemandForm,
    form_options=_wording,
    heading="修改诉求",
    submit="提交",
    values=lambda request, demand, cleaned: {"draft": DemandDraft(**cleaned)},
    goes_to=Demand.get_absolute_url,
)

split = ActForm(
    path="d/<int:pk>/split/",
    name="split_demand",
    line=MOVES["split"],
    find=_demand,
    action=actions.split,
    thing="demand",
    form=SplitForm,
    form_options=lambda request, demand: {"demand": demand},
    heading=lambda demand: f"从“{demand.title}”拆出建议",
    lead="拆出的建议回到待归并，原来的归并留作历史。",
    submit="提交",
    goes_to=Demand.get_absolute_url,
)

merge = ActForm(
    path="d/<int:pk>/merge/",
    name="merge_demand",
    line=MOVES["merge"],
    find=_demand,
    action=actions.merge,
    thing="kept",
    form=MergeForm,
    form_options=lambda request, demand: {"demand": demand, "find": _find(request)},
    heading=lambda demand: f"合并到“{demand.title}”",
    lead="合并可以撤销，原始建议不变。",
    submit="提交",
    values=lambda request, demand, cleaned: {"gone": cleaned["other"]},
    done="已合并，可以随时撤销",
    undo=lambda merger: Undo(reverse("unmerge", args=[merger.pk])),
    goes_to=_kept,
)

unmerge = ActButton(
    path="mergers/<int:pk>/undo/",
    line=MOVES["unmerge"],
    find=lambda request, pk: queries.merger(pk),
    action=actions.unmerge,
    thing="merger",
    done="已撤销合并",
    goes_to=_kept,
)


def _second_values(request: Request, demand: Demand, cleaned: dict[str, Any]) -> dict[str, Any]:
    if too_many(request, "second", SECONDS_PER_HOUR, HOUR):
        raise Refused("您这一小时附议了很多次，请过一会儿再来")
    return {"source": source_of(request, demand.year)}


second = ActButton(
    path="d/<int:pk>/second/",
    line=MOVES["second"],
    find=_demand,
    action=actions.second,
    thing="demand",
    values=_second_values,
    done="已附议，以后每走一步都会告诉您",
    goes_to=lambda second: second.demand.get_absolute_url(),
)

second_by_sms = ActButton(
    path="d/<int:pk>/second/sms/",
    line=MOVES["second_by_sms"],
    find=_demand,
    action=actions.second_by_sms,
    thing="demand",
    values=lambda request, demand, cleaned: {"on": request.POST.get("on") == "1"},
    done=lambda choice: "以后有进展也发短信给您" if choice.on else "以后只发站内消息",
    goes_to=lambda choice: choice.demand.get_absolute_url(),
)
"""How somebody who seconded hears of later steps."""

unsecond = ActButton(
    path="d/<int:pk>/unsecond/",
    line=MOVES["unsecond"],
    find=_demand,
    action=actions.unsecond,
    thing="demand",
    goes_to=Demand.get_absolute_url,
)
