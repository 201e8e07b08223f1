"""Pages of 候选: dossiers, their versions and steps, the candidates."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from piaojue.commons.evidence.fields import kept
from piaojue.commons.moves import NotYours
from piaojue.commons.web.forms import fill, version_of
from piaojue.commons.web.listing import listing
from piaojue.commons.web.printing import pdf
from piaojue.commons.years.queries import on_page, year_at
from piaojue.stages.shortlist import actions, queries
from piaojue.stages.shortlist.criteria import APPRAISALS, incomplete
from piaojue.stages.shortlist.forms import AppraisalForm, ClearForm, DossierForm, OrderForm, ReviewForm
from piaojue.stages.shortlist.kept_text import label_of, readable
from piaojue.stages.shortlist.models import Dossier, DossierState
from piaojue.stages.shortlist.moves import MOVES, reviewing_act

STEPS = ("edit", "appraise", "clear", "review", "nominate", "reserve", "withdraw_candidate")


@require_GET
def candidates(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """正式候选项目."""
    year = year_at(request, place, number)
    rows = list(queries.candidates_for(request.seat, year))
    return render(
        request,
        "shortlist/candidates.html",
        {
            "year": year,
            "rows": rows,
            "published": queries.published(year),
            "not_ready": []
            if queries.published(year)
            else actions.dossiers.not_ready(year)
            if MOVES.entitled("read_dossiers", year.place, request.seat)
            else [],
            "may_freeze": MOVES.may("freeze_candidates", year, request.seat),
            "may_order": len(rows) > 1 and MOVES.may("order_candidates", year, request.seat),
            "frozen": bool(rows) and queries.frozen(rows),
            "inner": MOVES.entitled("read_dossiers", year.place, request.seat),
        },
    )


@require_GET
def candidates_pdf(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """All candidates as one printable book."""
    year = year_at(request, place, number)
    rows = list(queries.candidates_for(request.seat, year))
    if not rows:
        raise NotYours("candidates")
    return pdf(request, "shortlist/candidates_pdf.html", {"year": year, "rows": rows}, f"{year}候选项目材料.pdf")


def order(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """编排序号."""
    year = year_at(request, place, number)
    MOVES.require("order_candidates", year.place, request.seat)
    back = f"{year.get_absolute_url()}candidates/"

    def then(cleaned: dict) -> str:
        moved = actions.order_candidates(year=year, by=request.seat, **cleaned)
        messages.success(request, f"序号已改，{len(moved)} 项有变化；送阅版本请重新固定" if moved else "序号没有变化")
        return back

    rows = list(queries.candidates_for(request.seat, year))
    context = {"heading": "编排候选序号", "lead": "代表看到的顺序和票面顺序就是这个序号。", "cancel": back}
    return fill(request, OrderForm, then, context=context, form_kwargs={"rows": rows})


@require_POST
def freeze(request: HttpRequest, place: str, number: int) -> HttpResponse:
    year = year_at(request, place, number)
    MOVES.require("freeze_candidates", year.place, request.seat)
    frozen = actions.freeze_candidates(year=year, by=request.seat)
    messages.success(request, f"已固定 {len(frozen)} 份送阅版本")
    return redirect("candidates", place, number)


@require_GET
def dossier_list(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """All dossiers of the year, for those who prepare them."""
    year = year_at(request, place, number)
    MOVES.require("read_dossiers", year.place, request.seat)
    page = listing(
        request,
        queries.dossiers_for(request.seat, year).order_by("no", "pk"),
        search=("title",),
        filters={"state": ("状态", DossierState.choices)},
        export=[
            ("序号", "no"),
            ("项目", "title"),
            ("状态", "get_state_display"),
            ("总投资（元）", "total_yuan"),
            ("受益人数", "beneficiaries"),
            ("责任单位", "department"),
        ],
    )
    if isinstance(page, HttpResponse):
        return page
    return render(
        request,
        "shortlist/dossiers.html",
        {"year": year, "page": page, "may_draft": MOVES.may("draft", year, request.seat)},
    )


@require_GET
def dossier(request: HttpRequest, pk: int) -> HttpResponse:
    """项目材料, with where it came from and what may be done with it."""
    found = queries.dossier_for(request.seat, pk)
    on_page(request, found)
    seat = request.seat
    inner = MOVES.entitled("read_dossiers", found.place, seat)
    return render(
        request,
        "shortlist/dossier.html",
        {
            "dossier": found,
            "year": found.year,
            "inner": inner,
            "demands": found.demands.select_related("spot"),
            "voices": sum(d.voices for d in found.demands.all()),
            "mix": queries.mix_of(found),
            "files": found.files.order_by("pk"),
            "appraisal": [(label, (found.appraisal or {}).get(key, "")) for key, label in APPRAISALS.items()],
            "may": {
                act: MOVES.may(reviewing_act(found.place) if act == "review" else act, found, seat) for act in STEPS
            },
            "review_label": MOVES.lines[reviewing_act(found.place)].label,
            "entitled": {
                act: MOVES.entitled(act, found.place, seat) and not MOVES.may(act, found, seat)
                for act in ("appraise", "nominate")
            },
            "why_not": MOVES.refusals("appraise", found, seat) if inner and found.state == DossierState.DRAFT else [],
            "lacking": incomplete(found) if inner else [],
            "versions": found.versions.select_related("seat__body") if inner else [],
        },
    )


def draft(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """A new dossier; ?from= an earlier year's dossier to go on with, ?demand= a demand to answer."""
    year = year_at(request, place, number)
    MOVES.require("draft", year.place, request.seat)
    previous = queries.earlier_dossier(year, request.POST.get("previous") or request.GET.get("from"))
    demand = (
        queries.behind(year).filter(pk=request.GET["demand"]).first()
        if request.GET.get("demand", "").isdecimal()
        else None
    )
    initial = DossierForm.going_on_with(previous) if previous else DossierForm.answering(demand) if demand else {}

    def then(cleaned: dict) -> str:
        cleaned.pop("note")
        files = kept(cleaned.pop("attached"), place=year.place, by=request.seat, photo=False, public=False)
        return actions.draft(year=year, by=request.seat, files=files, **cleaned).get_absolute_url()

    return fill(
        request,
        DossierForm,
        then,
        context={
            "heading": "编制项目材料",
            "lead": f"{year}。{_begun(previous)}可以先存草稿，以后再补齐。",
            "cancel": f"{year.get_absolute_url()}dossiers/",
        },
        form_kwargs={"year": year, "previous": previous, "initial": initial},
    )


def _begun(previous: Dossier | None) -> str:
    return f"接着 {previous.year.number} 年度的“{previous.title}”，日期和节点请按今年重新填写。" if previous else ""


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = _entitled(request, pk, "edit")
    initial = DossierForm.initial_of(found)

    def then(cleaned: dict) -> str:
        files = kept(cleaned.pop("attached"), place=found.place, by=request.seat, photo=False, public=False)
        return actions.edit(
            dossier=found, by=request.seat, version=version_of(request), files=files, **cleaned
        ).get_absolute_url()

    return fill(
        request,
        DossierForm,
        then,
        context={
            "heading": f"修改：{found.title}",
            "lead": "每次保存都会留下一个版本。",
            "thing": found,
            "cancel": found.get_absolute_url(),
        },
        form_kwargs={
            "year": found.year,
            "previous": found.previous,
            "answered": initial["demands"],
            "files": found.files.order_by("pk"),
            "initial": initial,
        },
    )


def appraisal(request: HttpRequest, pk: int) -> HttpResponse:
    found = _entitled(request, pk, "edit")

    def then(cleaned: dict) -> str:
        return actions.set_appraisal(
            dossier=found, conclusions=cleaned, by=request.seat, version=version_of(request)
        ).get_absolute_url()

    return fill(
        request,
        AppraisalForm,
        then,
        context={"heading": f"论证结论：{found.title}", "thing": found, "cancel": found.get_absolute_url()},
        form_kwargs={"initial": found.appraisal},
    )


def clear(request: HttpRequest, pk: int) -> HttpResponse:
    found = _entitled(request, pk, "clear")

    def then(cleaned: dict) -> str:
        return actions.clear(dossier=found, by=request.seat, version=version_of(request), **cleaned).get_absolute_url()

    return fill(
        request,
        ClearForm,
        then,
        context={"heading": f"领导小组审定：{found.title}", "thing": found, "cancel": found.get_absolute_url()},
    )


def review(request: HttpRequest, pk: int) -> HttpResponse:
    found = queries.dossier_for(request.seat, pk)
    act = reviewing_act(found.place)
    MOVES.require(act, found.place, request.seat)
    on_page(request, found)

    def then(cleaned: dict) -> str:
        return actions.review(dossier=found, by=request.seat, version=version_of(request), **cleaned).get_absolute_url()

    return fill(
        request,
        ReviewForm,
        then,
        context={
            "heading": f"{MOVES.lines[act].label}：{found.title}",
            "thing": found,
            "cancel": found.get_absolute_url(),
        },
    )


@require_POST
def step(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """论证完成, 列为候选, 列入储备库, 退回修改: one button each."""
    if act not in ("appraise", "nominate", "reserve", "withdraw_candidate"):
        raise NotYours(act)
    found = _entitled(request, pk, act)
    done = getattr(actions, act)(dossier=found, by=request.seat, version=version_of(request))
    messages.success(request, f"“{done.title}”现在是：{done.get_state_display()}")
    return redirect(done)


@require_GET
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One kept version against the one before it."""
    found = _entitled(request, pk, "read_dossiers")
    this = found.versions.filter(number=number).first()
    if this is None:
        raise NotYours("version")
    before = found.versions.filter(number=number - 1).first()
    old = before.content if before else {}
    rows = [
        (label_of(key), readable(key, old.get(key)), readable(key, value))
        for key, value in this.content.items()
        if old.get(key) != value
        and key not in ("id", "version", "state", "created_at", "created_by_id", "place_id", "year_id")
    ]
    return render(
        request,
        "shortlist/version.html",
        {"dossier": found, "year": found.year, "this": this, "before": before, "rows": rows},
    )


def _entitled(request: HttpRequest, pk: int, act: str):
    found = queries.dossier_for(request.seat, pk)
    MOVES.require(act, found.place, request.seat)
    on_page(request, found)
    return found
