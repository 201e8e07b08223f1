"""Pages of 监督 that show: activities, findings, stickers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_POST

from piaojue.commons.moves import NotYours
from piaojue.commons.web.listing import listing
from piaojue.commons.web.printing import pdf
from piaojue.commons.words import said, zh
from piaojue.commons.years.queries import on_page, year_at
from piaojue.stages.deliver.public import Project, projects_of, reused_photos
from piaojue.stages.supervise import actions, queries
from piaojue.stages.supervise.models import ActivityKind, Aspect, FindingState
from piaojue.stages.supervise.moves import MOVES

FINDING_ACTS = ("assign_finding", "dismiss_finding", "answer_finding", "return_finding", "close_finding")


@require_GET
def activities(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """The year's supervision: what was looked at, what was found, what became of it."""
    year = year_at(request, place, number)
    page = listing(
        request,
        queries.activities_for(request.seat, year),
        search=("title", "situation"),
        filters={"kind": ("方式", ActivityKind.choices)},
        export=[
            ("日期", "held_on"),
            ("方式", "get_kind_display"),
            ("主题", "title"),
            ("项目", "project"),
            ("现场情况", "situation"),
            ("肯定点", "praise"),
            ("意见建议", "advice"),
            ("地点", "venue"),
            ("文号", "doc_no"),
            ("问题（个）", "found"),
        ],
    )
    if isinstance(page, HttpResponse):
        return page
    return render(
        request,
        "supervise/activities.html",
        {
            "year": year,
            "page": page,
            "tally": queries.tally(queries.findings_for(request.seat, year)),
            "may_record": MOVES.may("record_activity", year, request.seat),
            "may_print": MOVES.entitled("print_stickers", year.place, request.seat) and projects_of(year).exists(),
        },
    )


@require_GET
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    found = queries.activity_for(request.seat, pk)
    on_page(request, found)
    seat = request.seat
    return render(
        request,
        "supervise/activity.html",
        {
            "activity": found,
            "year": found.year,
            "members": found.members.select_related("person"),
            "photos": found.photos.all(),
            "questions": found.questions.select_related("asked_of", "answered_by__person"),
            "findings": found.findings.select_related("project", "assigned_to"),
            "may_ask": MOVES.may("ask_question", found, seat),
            "may_find": MOVES.may("raise_finding", found, seat),
            "may_answer": MOVES.entitled("answer_question", found.place, seat),
            "seat_body": seat.body_id if seat else None,
        },
    )


@require_GET
def findings(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """Every finding of the year and how far it is."""
    year = year_at(request, place, number)
    rows = queries.findings_for(request.seat, year)
    inner = MOVES.entitled("read_reports", year.place, request.seat)
    columns = [
        ("编号", "pk"),
        ("项目", "project"),
        ("来源", "get_via_display"),
        ("类别", "get_aspect_display"),
        ("程度", "get_severity_display"),
        ("状态", "get_state_display"),
        ("交办单位", "assigned_to"),
        ("期限", "due"),
        ("退回次数", "returned"),
    ]
    page = listing(
        request,
        rows,
        search=("project__title", "text") if inner else ("project__title",),
        export=columns + ([("问题", "text"), ("回执", "reply")] if inner else []),
        filters={
            "state": ("状态", FindingState.choices),
            "aspect": ("类别", Aspect.choices),
            "via": ("来源", ActivityKind.choices),
        },
    )
    if isinstance(page, HttpResponse):
        return page
    return render(
        request,
        "supervise/findings.html",
        {
            "year": year,
            "page": page,
            "tally": queries.tally(rows),
            "inner": inner,
            "may_find": MOVES.may("raise_finding", year, request.seat),
        },
    )


@require_GET
def finding(request: HttpRequest, pk: int) -> HttpResponse:
    """One finding: found, assigned, answered, fixed, verified — and by whom."""
    found = queries.finding_for(request.seat, pk)
    on_page(request, found)
    seat = request.seat
    may = {act: MOVES.may(act, found, seat) for act in FINDING_ACTS}
    may["answer_finding"] = may["answer_finding"] and seat.body_id == found.assigned_to_id and not found.fixed_at
    mine = seat is not None and seat.person_id == found.reporter_id
    return render(
        request,
        "supervise/finding.html",
        {
            "finding": found,
            "year": found.year,
            "may": may,
            "words": queries.may_read_words(found, seat),
            "steps": steps_of(found),
            "may_dispute": mine and not found.disputed and MOVES.may("dispute_finding", found, seat),
            "photos": found.photos.all(),
            "proofs": found.proofs.all(),
            "reused": reused_photos(list(found.proofs.all())) if may["close_finding"] or may["return_finding"] else [],
        },
    )


def steps_of(finding) -> list[dict]:
    """Found → assigned → answered → fixed → verified, as `{% steps %}` takes it."""
    done = [
        (pgettext("step", "发现"), finding.created_at, said(finding.get_via_display())),
        (pgettext("step", "交办"), finding.assigned_to_id, zh(finding.assigned_to or "")),
        (pgettext("step", "答复"), finding.replied_at, f"{finding.replied_at:%Y-%m-%d}" if finding.replied_at else ""),
        (pgettext("step", "整改"), finding.fixed_at, f"{finding.fixed_at:%Y-%m-%d}" if finding.fixed_at else ""),
        (pgettext("step", "核实"), finding.closed_at, said(finding.get_closed_as_display())),
    ]
    first_open = next((n for n, (_, at, _) in enumerate(done) if not at), len(done))
    skipped = finding.state == FindingState.CLOSED
    return [
        {
            "label": label,
            "note": note if at else "",
            "status": "done" if at else "skip" if skipped else "now" if n == first_open else "todo",
        }
        for n, (label, at, note) in enumerate(done)
    ]


@require_GET
def stickers(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """One A5 sheet with a QR code for each project, to hang at its site."""
    year = year_at(request, place, number)
    MOVES.require("print_stickers", year.place, request.seat)
    rows = list(projects_of(year).prefetch_related("baselines"))
    if not rows:
        raise NotYours("print_stickers")
    pairs = [(project, request.build_absolute_uri(project.get_absolute_url())) for project in rows]
    return pdf(request, "supervise/stickers.html", {"year": year, "pairs": pairs}, f"{year}项目二维码.pdf")


@require_POST
def watch(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """认领 or leave the supervision group of a project."""
    project = Project.objects.select_related("place").filter(pk=pk).first()
    if project is None or act not in ("join", "leave"):
        raise NotYours("join_group")
    MOVES.require("join_group", project.place, request.seat)
    if act == "join":
        actions.join_group(project=project, by=request.seat)
        messages.success(request, "您已认领这个项目：监督活动、发现的问题和答复都会通知您，亮红灯会列入“今天要办”")
    else:
        actions.leave_group(project=project, by=request.seat)
        messages.success(request, "已退出监督小组")
    return redirect(project.get_absolute_url())
