"""Pages of the year: its road and gates, its papers, 四问."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from piaojue.commons.evidence.keep import keep
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.web.forms import fill, version_of
from piaojue.commons.web.listing import listing
from piaojue.commons.web.printing import pdf
from piaojue.commons.years import actions
from piaojue.commons.years.forms import AnswerForm, CheckpointForm, OpenYearForm, PaperForm, PointsForm, YearForm
from piaojue.commons.years.gates import missing
from piaojue.commons.years.models import Checkpoint, Paper, PaperKind, Year
from piaojue.commons.years.moves import MOVES
from piaojue.commons.years.queries import asked_of, year_at
from piaojue.commons.years.road import ROADS, next_gate


def year_list(request: HttpRequest) -> HttpResponse:
    """All years one may follow: public."""
    page = listing(
        request,
        Year.objects.select_related("place"),
        search=("place__name",),
        export=[("地区", "place"), ("年度", "number"), ("程序", "get_road_display"), ("阶段", "get_stage_display")],
    )
    if isinstance(page, HttpResponse):
        return page
    may_open = bool(request.seat) and MOVES.entitled("open_year", request.seat.place, request.seat)
    return render(request, "years/list.html", {"page": page, "may_open": may_open})


def open_year(request: HttpRequest) -> HttpResponse:
    """Open the own region's year."""
    if request.seat is None or not MOVES.entitled("open_year", request.seat.place, request.seat):
        raise NotYours("open_year")
    return fill(
        request,
        OpenYearForm,
        lambda cleaned: f"/{actions.open_year(by=request.seat, **cleaned).get_absolute_url().strip('/')}/road/",
        template="years/open.html",
        context={},
        form_kwargs={"seat": request.seat},
    )


@require_GET
def road(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """过程护照: every gate with its basis, papers, signatures; the next one says what is missing."""
    year = year_at(request, place, number)
    coming = next_gate(year.road, year.stage)
    passed = {passage.gate: passage for passage in year.passages.select_related("seat__body")}
    signatures = {(s.gate, s.role): s for s in year.signatures.select_related("seat__body")}
    papers: dict[str, list[Paper]] = {}
    for paper in year.papers.all():
        papers.setdefault(paper.kind, []).append(paper)
    gates = [
        {
            "gate": gate,
            "passed": passed.get(gate.key),
            "coming": gate == coming,
            "papers": [(PaperKind(kind), papers.get(kind, [])) for kind in gate.papers],
            "signers": [(role, signatures.get((gate.key, role))) for role in gate.signed_in(year.place)],
        }
        for gate in ROADS[year.road]
    ]
    seat = request.seat
    return render(
        request,
        "years/road.html",
        {
            "year": year,
            "gates": gates,
            "coming": coming,
            "missing": missing(year, coming) if coming else None,
            "staff": MOVES.entitled("read_papers", year.place, seat),
            "may_sign": bool(coming and seat)
            and seat.role in coming.signed_in(year.place)
            and MOVES.entitled("sign_gate", year.place, seat)
            and (coming.key, seat.role) not in signatures,
            "may_pass": MOVES.entitled("pass_gate", year.place, seat),
            "may_file": MOVES.entitled("file_paper", year.place, seat),
            "may_set": MOVES.entitled("set_year", year.place, seat),
            "may_read_checkpoints": MOVES.entitled("read_checkpoints", year.place, seat),
        },
    )


@require_POST
def sign(request: HttpRequest, place: str, number: int, gate: str) -> HttpResponse:
    year = year_at(request, place, number)
    actions.sign_gate(year=year, gate=gate, by=request.seat)
    messages.success(request, "已签署")
    return redirect("year_road", place, number)


@require_POST
def pass_gate(request: HttpRequest, place: str, number: int) -> HttpResponse:
    year = year_at(request, place, number)
    MOVES.require("pass_gate", year.place, request.seat)
    year = actions.pass_gate(year=year, by=request.seat, version=version_of(request))
    messages.success(request, f"已进入“{year.get_stage_display()}”阶段")
    return redirect("year_road", place, number)


def set_year(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """Local parameters."""
    year = year_at(request, place, number)
    MOVES.require("set_year", year.place, request.seat)

    def then(cleaned: dict) -> str:
        settings = replace(
            year.settings,
            **{name: cleaned.pop(name) for name in ("min_surplus_percent", "circulate_days", "smallest_cell")},
            terms={**year.settings.terms, "票决": cleaned.pop("vote_word")},
        )
        actions.set_year(year=year, by=request.seat, version=version_of(request), settings=settings, **cleaned)
        return f"{year.get_absolute_url()}road/"

    return fill(
        request,
        YearForm,
        then,
        template="years/set.html",
        context={"year": year, "thing": year},
        form_kwargs={"initial": YearForm.initial_of(year)},
    )


def file_paper(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """Register a document."""
    year = year_at(request, place, number)
    MOVES.require("file_paper", year.place, request.seat)

    def then(cleaned: dict) -> str:
        file = cleaned.pop("file", None)
        upload = keep(file, place=year.place, by=request.seat, public=cleaned["public"]) if file else None
        actions.file_paper(year=year, by=request.seat, upload=upload, **cleaned)
        return f"{year.get_absolute_url()}road/"

    return fill(
        request,
        PaperForm,
        then,
        template="years/paper_new.html",
        context={"year": year},
        form_kwargs={"initial": {"kind": request.GET.get("kind", "")}},
    )


def _readable_paper(request: HttpRequest, pk: int) -> Paper:
    """Public ones for everybody, others for staff. Raises Http404, NotYours."""
    found = Paper.objects.select_related("year__place", "upload", "seat__body").filter(pk=pk).first()
    if found is None:
        raise Http404
    if not found.public:
        MOVES.require("read_papers", found.place, request.seat)
    request.year_row = found.year
    return found


@require_GET
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """One document."""
    found = _readable_paper(request, pk)
    return render(
        request,
        "years/paper.html",
        {"paper": found, "year": found.year, "may_show": MOVES.may("show_paper", found, request.seat)},
    )


@require_POST
def show_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """公开 or 收回."""
    found = Paper.objects.select_related("year__place").filter(pk=pk).first()
    if found is None:
        raise Http404
    MOVES.require("show_paper", found.place, request.seat)
    shown = actions.show_paper(paper=found, public=request.POST.get("public") == "1", by=request.seat)
    messages.success(request, "已向社会公开" if shown.public else "已收回，只有工作人员能看")
    return redirect("paper", pk)


@require_GET
def paper_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The document on A4, to be signed and put up: addresses in its text are QR codes, a public one leads back to its page."""
    found = _readable_paper(request, pk)
    here = request.build_absolute_uri(f"/papers/{found.pk}/") if found.public else ""
    return pdf(
        request, "years/paper_sheet.html", {"paper": found, "year": found.year, "here": here}, f"{found.title}.pdf"
    )


@require_GET
def checkpoints(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """四问看板: which lower region has answered which question."""
    year = year_at(request, place, number)
    MOVES.require("read_checkpoints", year.place, request.seat)
    asked = list(year.checkpoints.prefetch_related("answers"))
    answers = {(answer.checkpoint_id, answer.place_id): answer for point in asked for answer in point.answers.all()}
    rows = [
        (region, [(point, answers.get((point.pk, region.pk))) for point in asked]) for region in asked_of(year.place)
    ]
    return render(
        request,
        "years/checkpoints.html",
        {
            "year": year,
            "asked": asked,
            "rows": rows,
            "today": timezone.localdate(),
            "may_ask": MOVES.may("ask_checkpoint", year, request.seat),
        },
    )


def ask_checkpoint(request: HttpRequest, place: str, number: int) -> HttpResponse:
    year = year_at(request, place, number)
    MOVES.require("ask_checkpoint", year.place, request.seat)

    def then(cleaned: dict) -> str:
        title = dict(CheckpointForm.base_fields["ordinal"].choices)[cleaned["ordinal"]]
        actions.ask_checkpoint(year=year, by=request.seat, title=title, **cleaned)
        return f"{year.get_absolute_url()}checkpoints/"

    return fill(request, CheckpointForm, then, template="years/checkpoint_new.html", context={"year": year})


def amend_checkpoint(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct one of the 四问."""
    point = _checkpoint(request, pk)
    MOVES.require("ask_checkpoint", point.year.place, request.seat)

    def then(cleaned: dict) -> str:
        actions.amend_checkpoint(checkpoint=point, by=request.seat, **cleaned)
        messages.success(request, "已更正，下级各地区看到的是改好的要点和期限")
        return f"/checkpoints/{pk}/"

    context = {"heading": f"更正四问：{point.title}", "cancel": f"/checkpoints/{pk}/", "frame": "ui/desk.html"}
    return fill(
        request,
        PointsForm,
        then,
        context=context,
        form_kwargs={"initial": {"questions": "\n".join(point.questions), "due": point.due}},
    )


def _checkpoint(request: HttpRequest, pk: int) -> Checkpoint:
    point = Checkpoint.objects.select_related("year__place").filter(pk=pk).first()
    if point is None:
        raise Http404
    request.year_row = point.year
    return point


def checkpoint(request: HttpRequest, pk: int) -> HttpResponse:
    """One question with all answers; a lower region answers here."""
    point = _checkpoint(request, pk)
    seat, year = request.seat, point.year
    may_answer = MOVES.entitled("answer_checkpoint", year.place, seat) and seat.place_id != year.place_id
    if not may_answer:
        MOVES.require("read_checkpoints", year.place, seat)
    answers = point.answers.select_related("place", "seat__body")
    if not MOVES.entitled("read_checkpoints", year.place, seat):
        answers = answers.filter(place=seat.place)
    mine = next((answer for answer in answers if seat and answer.place_id == seat.place_id), None)
    context = {
        "point": point,
        "year": year,
        "answers": answers,
        "may_answer": may_answer,
        "may_amend": MOVES.may("ask_checkpoint", year, seat),
    }
    if not may_answer:
        if request.method == "POST":
            raise Refused("只有下级地区答复四问")
        return render(request, "years/checkpoint.html", context)
    return fill(
        request,
        AnswerForm,
        lambda cleaned: (
            f"/checkpoints/{actions.answer_checkpoint(checkpoint=point, by=seat, **cleaned).checkpoint_id}/"
        ),
        template="years/checkpoint.html",
        context=context,
        form_kwargs={"initial": {"text": mine.text if mine else ""}},
    )
