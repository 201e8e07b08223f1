"""The public page of a project, which its QR code opens: where it came from, what was promised, how far, what was found."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from piaojue.commons.people.models import Seat
from piaojue.commons.web.request import Request
from piaojue.commons.years.queries import on_page
from piaojue.journey import queries
from piaojue.stages.deliver.public import MOVES as DELIVER
from piaojue.stages.deliver.public import ChangeState, Project, plan_chart
from piaojue.stages.supervise.public import MOVES as SUPERVISE
from piaojue.stages.supervise.public import of_project

ACTS = ("report_by_scan", "patrol", "ask_progress", "join_group", "set_group")


@require_GET
def project(request: Request, code: str) -> HttpResponse:
    row = queries.project_at(code)
    on_page(request, row)
    context = _promise(row) | _origin(row) | _work(row) | of_project(row) | _doings(row, request.seat)
    return render(request, "journey/project.html", {"project": row, "year": row.year, **context})


def _promise(project: Project) -> dict[str, Any]:
    """What was promised: the version in force, and those before it."""
    baselines = list(project.baselines.select_related("change"))
    return {"baseline": baselines[0] if baselines else None, "older": baselines[1:]}


def _origin(project: Project) -> dict[str, Any]:
    """Who asked for it, and how it was chosen."""
    demands = list(project.dossier.demands.order_by("-voices"))
    voices = sum(demand.voices for demand in demands)
    return {"demands": demands, "voices": voices, "result": queries.result_of(project.dossier_id)}


def _work(project: Project) -> dict[str, Any]:
    """How far it is: plan, reports, changes, scores."""
    tasks = list(project.tasks.all())
    return {
        "tasks": tasks,
        "today": timezone.localdate(),
        "chart": plan_chart(project, tasks),
        "reports": project.reports.prefetch_related("photos")[:12],
        "slips": project.slips.all(),
        "changes": project.changes.exclude(state=ChangeState.REQUESTED),
        "scores": queries.scores(project),
    }


def _doings(project: Project, seat: Seat | None) -> dict[str, Any]:
    """What this seat can do here."""
    return {
        "may": {act: SUPERVISE.may(act, project, seat) for act in ACTS},
        "inner": DELIVER.entitled("read_work", project.place, seat),
        "may_sign_in_to_report": seat is None and not SUPERVISE.refusals("report_by_scan", project, None),
        "watching": seat is not None and project.watches.filter(seat=seat).exists(),
        "answer_from": seat.body_id if seat else None,
    }
