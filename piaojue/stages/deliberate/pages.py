"""Pages of 送阅 and 审议: the deputy's evening, the secretariat's desk."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from piaojue.commons.moves import NotYours
from piaojue.commons.ui.forms import fill, version_of
from piaojue.commons.ui.paging import listing
from piaojue.commons.ui.printing import pdf
from piaojue.commons.ui.templatetags.ui import wan
from piaojue.commons.words import said, zh
from piaojue.commons.years.queries import on_page, year_at
from piaojue.stages.deliberate import actions, queries
from piaojue.stages.deliberate.forms import (
    AnswerForm,
    CirculateForm,
    GroupSessionForm,
    MinutesForm,
    OpinionForm,
    OutlineForm,
    QuestionForm,
)
from piaojue.stages.deliberate.models import GroupSession, Opinion, QuestionState
from piaojue.stages.deliberate.moves import DESK, MOVES
from piaojue.stages.shortlist.queries import candidates_for, dossier_for


@require_GET
def reading(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """The deputy's reading list: what is read, what is not, questions and outlines."""
    year = year_at(request, place, number)
    MOVES.require("read", year.place, request.seat)
    rows = list(candidates_for(request.seat, year))
    done = queries.read_by(request.seat, year)
    return render(
        request,
        "deliberate/reading.html",
        {
            "year": year,
            "rows": [(dossier, dossier.pk in done) for dossier in rows],
            "read": len(done & {d.pk for d in rows}),
            "total": len(rows),
            "circulation": queries.circulation_of(year),
            "outlined": queries.outlined_by(request.seat, year),
        },
    )


def study(request: HttpRequest, pk: int) -> HttpResponse:
    """One dossier for a deputy: opening it leaves the receipt; the outline is written beside it."""
    dossier = dossier_for(request.seat, pk)
    MOVES.require("read", dossier.place, request.seat)
    on_page(request, dossier)
    if MOVES.may("read", dossier, request.seat):
        actions.read(dossier=dossier, by=request.seat)

    def then(cleaned: dict) -> str:
        actions.write_outline(dossier=dossier, by=request.seat, **cleaned)
        messages.success(request, "提纲已保存，只有您自己能看到")
        return request.path

    context = {
        "dossier": dossier,
        "year": dossier.year,
        "questions": dossier.questions.select_related("answered_by__body"),
        "may_ask": MOVES.may("ask", dossier, request.seat),
        "following": candidates_for(request.seat, dossier.year).filter(no__gt=dossier.no or 0).first(),
    }
    return fill(
        request,
        OutlineForm,
        then,
        template="deliberate/study.html",
        context=context,
        form_kwargs={"initial": {"text": queries.outline_of(request.seat, dossier)}},
    )


@require_GET
def compare(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """Candidates side by side; ?only= repeated chooses some."""
    year = year_at(request, place, number)
    rows = list(candidates_for(request.seat, year).prefetch_related("demands"))
    only = {int(pk) for pk in request.GET.getlist("only") if pk.isdecimal()}
    shown = [d for d in rows if d.pk in only] or rows
    table = [
        ("总投资", [_wan(d.total_yuan) for d in shown]),
        ("年度投资", [_wan(d.year_yuan) for d in shown]),
        (
            "资金来源",
            [
                format_html_join(
                    _("；"), "{} {}", ((zh(said(line["source"])), _wan(line["yuan"])) for line in d.funding)
                )
                or "—"
                for d in shown
            ],
        ),
        ("受益人数", [_people(f"{d.beneficiaries:,}") if d.beneficiaries else "—" for d in shown]),
        (
            "人均投入",
            [
                _("%(n)s 元") % {"n": f"{(d.total_yuan or 0) / d.beneficiaries:,.0f}"} if d.beneficiaries else "—"
                for d in shown
            ],
        ),
        ("提出与附议", [_people(str(sum(x.voices for x in d.demands.all()))) for d in shown]),
        (
            "量化目标",
            [format_html("{} {}", f"{d.target_count:,}", zh(d.target_unit)) if d.target_count else "—" for d in shown],
        ),
        ("完成时间", [f"{d.due:%Y-%m}" if d.due else "—" for d in shown]),
        ("选址", [zh(d.spot) for d in shown]),
        ("责任单位", [zh(d.department or "—") for d in shown]),
        ("建后管护", [zh(d.upkeep or "—") for d in shown]),
        ("内容与规模", [zh(d.scope) for d in shown]),
        ("建设目的", [zh(d.purpose) for d in shown]),
    ]
    return render(
        request, "deliberate/compare.html", {"year": year, "rows": rows, "shown": shown, "table": table, "only": only}
    )


def _wan(yuan: int | None) -> str:
    """元 as people compare it: “1,020 万元”."""
    return wan(yuan) if yuan else "—"


def _people(count: str) -> str:
    return _("%(n)s 人") % {"n": count}


@require_GET
def questions(request: HttpRequest, place: str, number: int) -> HttpResponse:
    year = year_at(request, place, number)
    page = listing(
        request,
        queries.questions_for(request.seat, year),
        search=("text", "answer", "dossier__title"),
        filters={"state": ("状态", QuestionState.choices)},
        export=[("项目", "dossier"), ("问题", "text"), ("状态", "get_state_display"), ("答复", "answer")],
    )
    if isinstance(page, HttpResponse):
        return page
    return render(request, "deliberate/questions.html", {"year": year, "page": page})


def question(request: HttpRequest, pk: int) -> HttpResponse:
    """One question; the responsible unit answers here."""
    found = queries.question_for(request.seat, pk)
    on_page(request, found)
    may_answer = MOVES.may("answer_question", found, request.seat)
    context = {"question": found, "year": found.year, "may_answer": may_answer, "thing": found}
    if request.method == "POST":
        MOVES.require("answer_question", found.place, request.seat)
    elif not may_answer:
        return render(request, "deliberate/question.html", context)

    def then(cleaned: dict) -> str:
        actions.answer_question(question=found, by=request.seat, version=version_of(request), **cleaned)
        return f"/questions/{pk}/"

    return fill(request, AnswerForm, then, template="deliberate/question.html", context=context)


def ask(request: HttpRequest, pk: int) -> HttpResponse:
    dossier = dossier_for(request.seat, pk)
    MOVES.require("ask", dossier.place, request.seat)
    on_page(request, dossier)

    def then(cleaned: dict) -> str:
        made = actions.ask(dossier=dossier, by=request.seat, **cleaned)
        messages.success(request, dossier.year.term("已送责任单位，票决前必须答复"))
        return f"/questions/{made.pk}/"

    lead = _("问题和答复公开，提问人姓名不公开。")
    return fill(
        request,
        QuestionForm,
        then,
        context={
            "heading": format_html("{}{}{}", _("提问"), _("："), zh(dossier.title)),
            "lead": lead,
            "cancel": f"/study/{pk}/",
            "frame": "ui/public.html",
        },
    )


def circulation(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """送阅: send, and see how far each delegation has read."""
    year = year_at(request, place, number)
    MOVES.require("read_receipts", year.place, request.seat)
    may = MOVES.may("circulate", year, request.seat)

    def then(cleaned: dict) -> str:
        actions.circulate(year=year, by=request.seat, **cleaned)
        messages.success(request, "材料已送到代表手中")
        return request.path

    if request.method == "POST":
        MOVES.require("circulate", year.place, request.seat)
    context = {
        "year": year,
        "receipts": queries.receipts(year),
        "circulation": queries.circulation_of(year),
        "may": may,
        "open": queries.open_questions(year).count(),
    }
    return fill(
        request,
        CirculateForm,
        then,
        template="deliberate/circulation.html",
        context=context,
        form_kwargs={"year": year},
    )


@require_GET
def sessions(request: HttpRequest, place: str, number: int) -> HttpResponse:
    year = year_at(request, place, number)
    MOVES.require("read_minutes", year.place, request.seat)
    return render(
        request,
        "deliberate/sessions.html",
        {
            "year": year,
            "sessions": queries.sessions_for(year),
            "may": MOVES.may("group_session", year, request.seat),
            "waiting": queries.yet_to_meet(year),
        },
    )


def new_session(request: HttpRequest, place: str, number: int) -> HttpResponse:
    year = year_at(request, place, number)
    MOVES.require("group_session", year.place, request.seat)

    def then(cleaned: dict) -> str:
        return f"/group-sessions/{actions.hold_group_session(year=year, by=request.seat, **cleaned).pk}/"

    return fill(
        request,
        GroupSessionForm,
        then,
        context={"heading": "记录分组审议", "cancel": f"{year.get_absolute_url()}deliberation/"},
        form_kwargs={"year": year},
    )


def session(request: HttpRequest, pk: int) -> HttpResponse:
    """One group's minutes with opinions per candidate."""
    found = _group(request, pk, "read_minutes")
    seat = request.seat
    desk = seat.role in DESK
    may = MOVES.may("minute_opinion", found, seat) and (desk or seat.delegation_id == found.delegation_id)

    def then(cleaned: dict) -> str:
        actions.minute_opinion(session=found, by=request.seat, **cleaned)
        messages.success(request, _("意见已记下，可以接着记下一条"))
        return request.path

    if request.method == "POST":
        MOVES.require("minute_opinion", found.place, request.seat)
    context = {
        "session": found,
        "year": found.year,
        "opinions": found.opinions.select_related("dossier", "speaker__person").order_by("dossier__no", "pk"),
        "opinion_of": None if desk else seat.pk,
        "may_correct": MOVES.may("amend_opinion", found, seat),
        "may": may,
        "may_amend": MOVES.may("amend_minutes", found, seat),
    }
    return fill(
        request,
        OpinionForm,
        then,
        template="deliberate/session.html",
        context=context,
        form_kwargs={"session": found, "desk": desk},
    )


def amend_opinion(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct one opinion."""
    found = Opinion.objects.select_related("group_session__delegation", "year__place", "place").filter(pk=pk).first()
    if found is None:
        raise NotYours("opinion")
    MOVES.require("amend_opinion", found.place, request.seat)
    on_page(request, found)
    desk, back = request.seat.role in DESK, f"/group-sessions/{found.group_session_id}/"

    def then(cleaned: dict) -> str:
        actions.amend_opinion(opinion=found, by=request.seat, version=version_of(request), **cleaned)
        messages.success(request, _("意见已更正"))
        return back

    initial = {"dossier": found.dossier_id, "speaker": found.speaker_id, "text": found.text}
    context = {
        "heading": _("更正审议意见"),
        "lead": zh(found.group_session.delegation.name),
        "cancel": back,
        "thing": found,
    }
    return fill(
        request,
        OpinionForm,
        then,
        context=context,
        form_kwargs={"session": found.group_session, "desk": desk, "initial": initial},
    )


def amend(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a group's minutes."""
    found = _group(request, pk, "amend_minutes")
    back = f"/group-sessions/{pk}/"

    def then(cleaned: dict) -> str:
        actions.amend_minutes(session=found, by=request.seat, version=version_of(request), **cleaned)
        messages.success(request, "审议记录已更正")
        return back

    context = {
        "heading": f"更正审议记录：{found.delegation}",
        "lead": found.sitting.name,
        "cancel": back,
        "thing": found,
    }
    return fill(
        request,
        MinutesForm,
        then,
        context=context,
        form_kwargs={"initial": {"minutes": found.minutes, "minutes_spent": found.minutes_spent}},
    )


def _group(request: HttpRequest, pk: int, act: str) -> GroupSession:
    found = GroupSession.objects.select_related("delegation", "sitting", "year__place", "place").filter(pk=pk).first()
    if found is None:
        raise NotYours("session")
    MOVES.require(act, found.place, request.seat)
    on_page(request, found)
    return found


@require_GET
def bulletin(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """审议简报: what the groups said, by candidate (PDF)."""
    year = year_at(request, place, number)
    MOVES.require("read_minutes", year.place, request.seat)
    context = {"year": year, "rows": queries.opinions_by_dossier(year), "sessions": queries.sessions_for(year)}
    return pdf(request, "deliberate/bulletin.html", context, f"{year}审议简报.pdf")
