"""Pages of 初定: screening, answers, appeals."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from piaojue.commons.moves import NotYours
from piaojue.commons.web.forms import fill, version_of
from piaojue.commons.web.listing import listing
from piaojue.commons.words import said, zh
from piaojue.commons.years.models import Year
from piaojue.commons.years.queries import on_page, year_at
from piaojue.stages.group.public import demand_for
from piaojue.stages.shortlist import actions, queries
from piaojue.stages.shortlist.criteria import NEGATIVE, POSITIVE
from piaojue.stages.shortlist.forms import (
    AnswerForm,
    AppealForm,
    BulkAnswerForm,
    DecisionForm,
    ScreeningForm,
    WordingsForm,
)
from piaojue.stages.shortlist.models import Appeal, Disposition, Outcome, ReasonCode
from piaojue.stages.shortlist.moves import MOVES
from piaojue.stages.shortlist.wordings import wordings_of
from piaojue.stages.suggest.public import Category


@require_GET
def outcomes(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """Every demand's answer, public."""
    year = year_at(request, place, number)
    page = listing(
        request,
        queries.outcomes_for(request.seat, year),
        search=("demand__title", "answer"),
        filters={"disposition": ("去向", Disposition.choices), "code": ("理由", ReasonCode.choices)},
        export=[
            ("诉求", "demand"),
            ("去向", "get_disposition_display"),
            ("理由", "get_code_display"),
            ("答复", "answer"),
            ("答复单位", "department"),
            ("时间", "answered_at"),
        ],
    )
    if isinstance(page, HttpResponse):
        return page
    return render(
        request, "shortlist/outcomes.html", {"year": year, "page": page, "times": queries.answering_times(year)}
    )


@require_GET
def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """One answer with its appeals' decisions."""
    found = (
        Outcome.objects.select_related("demand__spot", "department", "year__place", "place", "answered_by__body")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Http404
    on_page(request, found)
    seat = request.seat
    mine = found.appeals.filter(person=seat.person).first() if seat else None
    return render(
        request,
        "shortlist/outcome.html",
        {
            "outcome": found,
            "year": found.year,
            "mine": mine,
            "may_appeal": bool(seat)
            and mine is None
            and found.disposition != Disposition.SHORTLISTED
            and MOVES.may("appeal", found, seat),
            "decided": found.appeals.exclude(state="open"),
        },
    )


def screening_board(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """评审台: demands with how many have judged them; answers in bulk from a template."""
    year = year_at(request, place, number)
    seat = request.seat
    MOVES.require("read_screenings", year.place, seat)
    reviewer = MOVES.entitled("screen", year.place, seat)
    pending = reviewer and request.GET.get("all") is None
    page = listing(
        request,
        queries.to_screen(year, seat if pending else None),
        search=("title",),
        filters={"category": ("领域", Category.choices)},
    )
    may_answer = MOVES.may("answer", year, seat)

    def then(cleaned: dict) -> str:
        done = actions.answer_many(by=seat, **cleaned)
        messages.success(request, f"已答复 {len(done)} 条，提出和附议的人都会收到")
        return request.get_full_path()

    if request.method == "POST":
        MOVES.require("answer", year.place, seat)
    context = {
        "year": year,
        "page": page,
        "reviewer": reviewer,
        "pending": pending,
        "may_answer": may_answer,
        "appeals": queries.open_appeals(year).count(),
    }
    return fill(
        request,
        BulkAnswerForm,
        then,
        template="shortlist/board.html",
        context=context | _wordings(request, year),
        form_kwargs={"year": year, **_begun(request, year)},
    )


def _worded(year: Year) -> dict[str, str]:
    """The place's wordings in the local words of the year."""
    return {code: year.term(text) for code, text in wordings_of(year.place).items()}


def _wordings(request: HttpRequest, year: Year) -> dict:
    """For pages with a form of an answer: the wordings, and whether this seat may change them."""
    return {
        "wordings": _worded(year),
        "codes": ReasonCode.choices,
        "may_word": MOVES.entitled("word", year.place, request.seat),
    }


def _begun(request: HttpRequest, year: Year) -> dict:
    """An answer begun from the wording that ?code= names, for browsers without script."""
    code = request.GET.get("code", "")
    return {"initial": {"code": code, "text": _worded(year)[code]}} if code in ReasonCode.values else {}


def wordings(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """答复模板, one a reason."""
    year = year_at(request, place, number)
    MOVES.require("word", year.place, request.seat)

    def then(cleaned: dict) -> str:
        changed = actions.set_wordings(place=year.place, texts=cleaned, by=request.seat)
        messages.success(request, f"已保存，{len(changed)} 个模板有变化")
        return request.path

    lead = "选了理由，答复里就先有这段话。{诉求} 会换成诉求名称；【】里的由签署的人填上实际情况，没填完不能签署。清空一格就恢复原来的模板。"
    context = {"heading": "答复模板", "lead": lead, "cancel": f"{year.get_absolute_url()}screening/"}
    return fill(request, WordingsForm, then, context=context, form_kwargs={"wordings": wordings_of(year.place)})


def screen(request: HttpRequest, pk: int) -> HttpResponse:
    """Judge one demand."""
    demand = demand_for(request.seat, pk)
    MOVES.require("screen", demand.place, request.seat)
    on_page(request, demand)
    mine = demand.screenings.filter(reviewer=request.seat).first()
    initial = (
        {
            "negative": mine.negative,
            "in_favour": "1" if mine.in_favour else "0",
            "reason": mine.reason,
            **{f"score_{k}": v for k, v in mine.scores.items()},
        }
        if mine
        else {}
    )

    def then(cleaned: dict) -> str:
        actions.screen(demand=demand, by=request.seat, **cleaned)
        messages.success(request, "评审意见已保存")
        return f"{demand.year.get_absolute_url()}screening/"

    return fill(
        request,
        ScreeningForm,
        then,
        template="shortlist/screen.html",
        context={"demand": demand, "year": demand.year},
        form_kwargs={"initial": initial},
    )


def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the judgements, then answer."""
    demand = demand_for(request.seat, pk)
    MOVES.require("answer", demand.place, request.seat)
    on_page(request, demand)
    judged = [
        (s, [POSITIVE[k] for k, v in s.scores.items() if v >= 8], [NEGATIVE[k] for k in s.negative])
        for s in demand.screenings.select_related("reviewer__body")
    ]

    def then(cleaned: dict) -> str:
        return f"/outcomes/{actions.answer(demand=demand, by=request.seat, **cleaned).pk}/"

    context = {"demand": demand, "year": demand.year, "judged": judged, "agreement": queries.agreement(demand)}
    context |= _wordings(request, demand.year)
    return fill(
        request,
        AnswerForm,
        then,
        template="shortlist/answer.html",
        context=context,
        form_kwargs=_begun(request, demand.year),
    )


def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    found = Outcome.objects.select_related("demand", "year__place", "place").filter(pk=pk).first()
    if found is None or not request.seat:
        raise NotYours("appeal")
    MOVES.require("appeal", found.place, request.seat)
    on_page(request, found)

    def then(cleaned: dict) -> str:
        actions.appeal(outcome=found, by=request.seat, **cleaned)
        messages.success(request, _("复议申请已提交，会由原答复人以外的人决定"))
        return f"/outcomes/{pk}/"

    lead = format_html(
        _("{}：{}。每条答复可以申请复议一次。"), zh(found.demand.title), said(found.get_disposition_display())
    )
    return fill(
        request,
        AppealForm,
        then,
        context={
            "heading": capfirst(_("申请复议")),
            "lead": lead,
            "cancel": f"/outcomes/{pk}/",
            "frame": "ui/public.html",
        },
    )


@require_GET
def appeals(request: HttpRequest, place: str, number: int) -> HttpResponse:
    year = year_at(request, place, number)
    page = listing(request, queries.appeals_for(request.seat, year), search=("outcome__demand__title",))
    return render(request, "shortlist/appeals.html", {"year": year, "page": page})


def decide(request: HttpRequest, pk: int) -> HttpResponse:
    found = Appeal.objects.select_related("outcome__demand", "year__place", "place").filter(pk=pk).first()
    if found is None:
        raise Http404
    MOVES.require("uphold", found.place, request.seat)
    on_page(request, found)

    def then(cleaned: dict) -> str:
        actions.decide_appeal(appeal=found, by=request.seat, version=version_of(request), **cleaned)
        return f"{found.year.get_absolute_url()}appeals/"

    return fill(
        request, DecisionForm, then, template="shortlist/decide.html", context={"appeal": found, "thing": found}
    )
