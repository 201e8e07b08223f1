"""Pages of 项目材料: the list, one dossier with its versions, writing it, the steps to a candidate."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from piaojue.commons.decisions.queries import awaiting, decisions_on
from piaojue.commons.evidence.fields import kept
from piaojue.commons.people.models import Seat
from piaojue.commons.web.act_pages import ActForm
from piaojue.commons.web.listing import listing, show_list
from piaojue.commons.web.request import Request
from piaojue.commons.years.models import Year
from piaojue.commons.years.queries import on_page, year_at
from piaojue.stages.shortlist import actions, queries
from piaojue.stages.shortlist.before import before
from piaojue.stages.shortlist.before import past_projects as past_of
from piaojue.stages.shortlist.completeness import incomplete
from piaojue.stages.shortlist.forms_dossier import DossierForm
from piaojue.stages.shortlist.kept_text import changes
from piaojue.stages.shortlist.models import Dossier, DossierState
from piaojue.stages.shortlist.moves import MOVES
from piaojue.stages.shortlist.sheet import facts_of
from piaojue.stages.suggest.public import Category

STEPS = ("edit", "set_appraisal", "appraise", "reserve", "withdraw_candidate")
DOSSIER_COLUMNS = [
    ("序号", "no"),
    ("项目", "title"),
    ("状态", "get_state_display"),
    ("总投资（元）", "total_yuan"),
    ("受益人数", "beneficiaries"),
    ("责任单位", "department"),
]
PAST_COLUMNS = [
    ("年度", "number"),
    ("项目", "title"),
    ("领域", "get_category_display"),
    ("所在地", "spot"),
    ("具体位置", "site"),
    ("总投资（元）", "total_yuan"),
    ("责任单位", "department"),
    ("完成情况", "result"),
]


@require_GET
def dossier_list(request: Request, place: str, number: int) -> HttpResponse:
    """All dossiers of the year, for those who prepare them."""
    year = year_at(request, place, number)
    MOVES.require("read_dossiers", year.place, request.seat)
    page = listing(
        request,
        queries.dossiers_for(request.seat, year).order_by("no", "pk"),
        search=("title",),
        filters={"state": ("状态", DossierState.choices)},
    )
    seat = request.seat
    context = {
        "year": year,
        "may_draft": MOVES.may("draft", year, seat),
        "may_conclude": MOVES.entitled("set_appraisal", year.place, seat) and bool(queries.to_appraise(seat, year)),
        "ready": queries.ready_to_appraise(year) if MOVES.entitled("appraise", year.place, seat) else 0,
    }
    return show_list(request, "shortlist/dossiers.html", page, context, columns=DOSSIER_COLUMNS)


@require_GET
def dossier(request: Request, pk: int) -> HttpResponse:
    """项目材料, with where it came from and what may be done with it."""
    dossier = queries.dossier_for(request.seat, pk)
    on_page(request, dossier)
    context = {
        "dossier": dossier,
        "facts": facts_of(dossier),
        "year": dossier.year,
        "demands": dossier.demands.select_related("spot"),
        "voices": sum(demand.voices for demand in dossier.demands.all()),
        "mix": queries.mix_of(dossier),
        "files": dossier.files.order_by("pk"),
        **_steps(dossier, request.seat),
        **_inner(dossier, request.seat),
    }
    return render(request, "shortlist/dossier.html", context)


def _steps(dossier: Dossier, seat: Seat | None) -> dict[str, Any]:
    """Which steps this seat may take now."""
    return {"may": {act: MOVES.may(act, dossier, seat) for act in STEPS}}


def _inner(dossier: Dossier, seat: Seat | None) -> dict[str, Any]:
    """What is shown only to those who prepare it."""
    if not MOVES.entitled("read_dossiers", dossier.place, seat):
        return {"inner": False}
    return {
        "inner": True,
        "appraisal": dossier.appraised_by,
        "lacking": incomplete(dossier),
        "versions": dossier.versions.select_related("seat__body"),
        "decisions": decisions_on(dossier),
        "earlier": before(dossier.year, dossier.title, dossier.category, dossier.demands.all()),
        "awaits": awaiting(dossier, dossier.year, seat),
    }


def _begun_from(request: Request, year: Year) -> Dossier | None:
    """The earlier dossier that a new one goes on with."""
    return queries.earlier_dossier(year, request.POST.get("previous") or request.GET.get("from"))


def _new_sheet(request: Request, year: Year) -> dict[str, Any]:
    previous, initial = _begun_from(request, year), {}
    demand = queries.demand_behind(year, request.GET.get("demand", ""))
    if previous:
        initial = DossierForm.going_on_with(previous)
    elif demand:
        initial = DossierForm.answering(demand)
    return {"year": year, "previous": previous, "initial": initial}


def _draft_context(request: Request, year: Year) -> dict[str, Any]:
    previous = _begun_from(request, year)
    begun = f"接着 {previous.year.number} 年度的“{previous.title}”，日期和节点请按今年重新填写。" if previous else ""
    return {"lead": f"{year}。{begun}可以先存草稿，以后再补齐。"}


def _typed(request: Request, thing: Year | Dossier, cleaned: dict[str, Any]) -> dict[str, Any]:
    """The sheet, its demands and its files, kept inside until it is fixed for reading."""
    files = kept(cleaned["attached"], place=thing.place, by=request.seat, photo=False, public=False)
    return {"sheet": cleaned["sheet"], "demands": cleaned["demands"], "files": files}


draft = ActForm(
    path="<place:place>/<int:number>/dossiers/new/",
    name="draft_dossier",
    line=MOVES["draft"],
    find=year_at,
    action=actions.draft,
    thing="year",
    values=_typed,
    form=DossierForm,
    form_options=_new_sheet,
    context=_draft_context,
    submit="提交",
    cancel=lambda year: year.page("dossiers"),
    goes_to=Dossier.get_absolute_url,
)
"""A new dossier; ?from= an earlier year's dossier to go on with, ?demand= a demand to answer."""


def _old_sheet(request: Request, dossier: Dossier) -> dict[str, Any]:
    initial = DossierForm.initial_of(dossier)
    return {
        "year": dossier.year,
        "previous": dossier.previous,
        "answered": initial["demands"],
        "files": dossier.files.order_by("pk"),
        "initial": initial,
    }


def _retyped(request: Request, dossier: Dossier, cleaned: dict[str, Any]) -> dict[str, Any]:
    dropped = cleaned.get("dropped", ())
    return _typed(request, dossier, cleaned) | {"dropped": dropped, "note": cleaned["note"]}


edit = ActForm(
    path="dossiers/<int:pk>/edit/",
    name="edit_dossier",
    line=MOVES["edit"],
    find=lambda request, pk: queries.dossier_for(request.seat, pk),
    action=actions.edit,
    thing="dossier",
    values=_retyped,
    form=DossierForm,
    form_options=_old_sheet,
    heading=lambda dossier: f"修改：{dossier.title}",
    lead="每次保存都会留下一个版本。",
    submit="提交",
    goes_to=Dossier.get_absolute_url,
)


@require_GET
def past_projects(request: Request, place: str, number: int) -> HttpResponse:
    """What was done in earlier years, so that nothing is done twice."""
    year = year_at(request, place, number)
    MOVES.require("read_dossiers", year.place, request.seat)
    filters = {"number": ("年度", queries.past_years(year)), "category": ("领域", Category.choices)}
    page = listing(request, past_of(year), search=("title", "site", "department"), filters=filters)
    context = {"year": year, "may_bring": MOVES.may("bring_past", year, request.seat)}
    return show_list(request, "shortlist/past.html", page, context, columns=PAST_COLUMNS)


@require_GET
def version(request: Request, pk: int, number: int) -> HttpResponse:
    """One kept version against the one before it."""
    dossier = queries.dossier_for(request.seat, pk)
    MOVES.require("read_dossiers", dossier.place, request.seat)
    on_page(request, dossier)
    this, before = queries.version_of(dossier, number), queries.earlier_version(dossier, number - 1)
    rows = changes(this, before)
    context = {"dossier": dossier, "year": dossier.year, "this": this, "before": before, "rows": rows}
    return render(request, "shortlist/version.html", context)
