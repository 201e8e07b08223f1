"""Pages of 监督 that show: activities, findings."""

from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from piaojue.commons.web.listing import listing, show_list
from piaojue.commons.web.request import Request
from piaojue.commons.words import said, zh
from piaojue.commons.years.queries import on_page, year_at
from piaojue.stages.deliver.public import projects_of, reused_photos
from piaojue.stages.supervise import queries
from piaojue.stages.supervise.covering import projects_of_activity
from piaojue.stages.supervise.decided import decided_about
from piaojue.stages.supervise.hearing import ways_of
from piaojue.stages.supervise.models import ENDED, ActivityKind, ActivityState, Aspect, Finding, FindingState
from piaojue.stages.supervise.moves import MOVES
from piaojue.stages.supervise.pages_procedure import steps_of as procedure_of
from piaojue.stages.supervise.procedure import next_step, open_steps
from piaojue.stages.supervise.queries_route import route_of

FINDING_ACTS = (
    "assign_finding",
    "dismiss_finding",
    "answer_finding",
    "assess_mending",
    "return_finding",
    "close_finding",
)
ACTIVITY_COLUMNS = [
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
]
FINDING_COLUMNS = [
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
INNER_COLUMNS = [("问题", "text"), ("回执", "reply")]
"""What residents wrote and units answered: for those who handle it."""


@require_GET
def activities(request: Request, place: str, number: int) -> HttpResponse:
    """The year's supervision: what was looked at, what was found, what became of it."""
    year, seat = year_at(request, place, number), request.seat
    page = listing(
        request,
        queries.activities_for(seat, year),
        search=("title", "situation"),
        filters={"kind": ("方式", ActivityKind.choices), "state": ("状态", ActivityState.choices)},
    )
    context = {
        "year": year,
        "tally": queries.tally(queries.findings_for(seat, year)),
        "may_record": MOVES.may("record_activity", year, seat),
        "may_visit": MOVES.may("plan_visits", year, seat),
        "may_print": MOVES.entitled("print_stickers", year.place, seat) and projects_of(year).exists(),
    }
    return show_list(request, "supervise/activities.html", page, context, columns=ACTIVITY_COLUMNS)


@require_GET
def activity(request: Request, pk: int) -> HttpResponse:
    """One activity: who was there, what was seen, asked and found."""
    row, seat = queries.activity_for(request.seat, pk), request.seat
    on_page(request, row)
    prefetch_related_objects([row], "questions", "findings", "review_opinions")
    inner = MOVES.entitled("read_reports", row.place, seat)
    context = {
        "activity": row,
        "year": row.year,
        "members": row.members.select_related("person"),
        "photos": row.photos.all(),
        "questions": queries.questions_for(seat, row),
        "findings": row.findings.select_related("project", "assigned_to"),
        "may_ask": MOVES.may("ask_question", row, seat),
        "may_find": MOVES.may("raise_finding", row, seat),
        "may_suggest": MOVES.may("raise_suggestion", row, seat),
        "may_answer": MOVES.entitled("answer_question", row.place, seat),
        "seat_bodies": seat.speaks_for if seat else (),
        "ways": list(ways_of(row)) if inner else [],
        "projects": projects_of_activity(row) if row.project_id is None else [],
        "regions": row.regions.order_by("code"),
        "route": route_of(row, seat),
        "steps": procedure_of(row),
        "lacks": open_steps(row) if inner else [],
        "next": next_step(row) if inner else None,
        **decided_about(row, seat),
    }
    return render(request, "supervise/activity.html", context)


@require_GET
def findings(request: Request, place: str, number: int) -> HttpResponse:
    """Every finding of the year and how far it is."""
    year, seat = year_at(request, place, number), request.seat
    rows = queries.findings_for(seat, year)
    inner = MOVES.entitled("read_reports", year.place, seat)
    page = listing(
        request,
        rows,
        search=("project__title", "text") if inner else ("project__title",),
        filters={
            "state": ("状态", FindingState.choices),
            "aspect": ("类别", Aspect.choices),
            "via": ("来源", ActivityKind.choices),
        },
    )
    context = {
        "year": year,
        "tally": queries.tally(rows),
        "inner": inner,
        "may_find": MOVES.may("raise_finding", year, seat),
    }
    columns = FINDING_COLUMNS + (INNER_COLUMNS if inner else [])
    return show_list(request, "supervise/findings.html", page, context, columns=columns)


@require_GET
def finding(request: Request, pk: int) -> HttpResponse:
    """One finding: found, assigned, answered, fixed, verified — and by whom."""
    row, seat = queries.finding_for(request.seat, pk), request.seat
    on_page(request, row)
    may = {act: MOVES.may(act, row, seat) for act in FINDING_ACTS}
    verifies = may["close_finding"] or may["return_finding"] or may["assess_mending"]
    context = {
        "finding": row,
        "year": row.year,
        "may": may,
        "words": queries.may_read_words(row, seat),
        "steps": steps_of(row),
        "may_suggest": row.state not in ENDED and MOVES.may("raise_suggestion", row, seat),
        "assessments": queries.all_assessments_of(row),
        "may_dispute": MOVES.may("dispute_finding", row, seat),
        "photos": row.photos.all(),
        "proofs": row.proofs.all(),
        "reused": reused_photos(row.proofs.all()) if verifies else [],
    }
    return render(request, "supervise/finding.html", context)


def steps_of(finding: Finding) -> list[dict]:
    """Found → assigned → answered → fixed → verified, as `{% steps %}` takes it."""
    steps = [
        (pgettext("step", "发现"), finding.created_at, said(finding.get_via_display())),
        (pgettext("step", "交办"), finding.assigned_to_id, zh(finding.assigned_to or "")),
        (pgettext("step", "答复"), finding.replied_at, f"{finding.replied_at:%Y-%m-%d}" if finding.replied_at else ""),
        (pgettext("step", "整改"), finding.fixed_at, f"{finding.fixed_at:%Y-%m-%d}" if finding.fixed_at else ""),
        (pgettext("step", "核实"), finding.closed_at, said(finding.get_closed_as_display())),
    ]
    first_open = next((n for n, (_, done, _) in enumerate(steps) if not done), len(steps))
    skipped = finding.state in ENDED
    return [
        {
            "label": label,
            "note": note if done else "",
            "status": "done" if done else "skip" if skipped else "now" if n == first_open else "todo",
        }
        for n, (label, done, note) in enumerate(steps)
    ]
