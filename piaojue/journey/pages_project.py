"""The public page of a project, which its QR code opens: where it came from, what was promised, how far, what was found."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from piaojue.commons.people.models import Seat
from piaojue.commons.privacy.queries import nearest
from piaojue.commons.web.request import Request
from piaojue.commons.web.shared import shared
from piaojue.commons.years.queries import on_page
from piaojue.journey import queries
from piaojue.stages.deliver.public import (
    ALIVE,
    ChangeState,
    Project,
    map_around,
    pin_of,
    plan_chart,
    planned_on,
    project_at,
    shots_of,
    sites_of,
)
from piaojue.stages.deliver.public import MOVES as DELIVER
from piaojue.stages.evaluate.public import Subject, grade_name
from piaojue.stages.supervise.public import MOVES as SUPERVISE
from piaojue.stages.supervise.public import Mood, Source, Voice, beside, chorus_of, of_project

MOODS = {"satisfied": Mood.GOOD, "fairly": Mood.FAIR, "dissatisfied": Mood.BAD}
"""A verdict of an evaluation → what it says of the project."""
ACTS = ("report_by_scan", "patrol", "ask_progress", "join_group", "set_group")


@shared
@require_GET
def project(request: Request, code: str) -> HttpResponse:
    row = project_at(code)
    on_page(request, row)
    work = _work(row, request.seat)
    context = _promise(row) | _origin(row) | work | _seen(row) | of_project(row) | _doings(row, request.seat)
    return render(request, "journey/project.html", {"project": row, "year": row.year, **context})


def _promise(project: Project) -> dict[str, Any]:
    """What was promised: the version in force, and those before it."""
    baselines = list(project.baselines.select_related("change"))
    return {"baseline": baselines[0] if baselines else None, "older": baselines[1:]}


def _origin(project: Project) -> dict[str, Any]:
    """Who asked for it, in the first one's words, and how it was chosen."""
    demands = list(project.dossier.demands.order_by("-voices"))
    voices = sum(demand.voices for demand in demands)
    first = queries.behind(demands[0]).order_by("created_at").first() if demands else None
    return {"demands": demands, "voices": voices, "first": first, "result": queries.result_of(project.dossier_id)}


def _work(project: Project, seat: Seat | None) -> dict[str, Any]:
    """How far it is: plan, reports, changes, scores."""
    tasks, today = list(project.tasks.all()), timezone.localdate()
    return {
        "tasks": tasks,
        "today": today,
        "planned": planned_on(project, tasks, today),
        "left": _left(project, today),
        "chart": plan_chart(project, tasks),
        "sites": sites_of(project),
        "chorus": chorus_of(project, outside=_third_party(project)),
        "beside": beside(project, seat),
        "reports": project.reports.prefetch_related("photos")[:12],
        "slips": project.slips.all(),
        "changes": project.changes.exclude(state=ChangeState.REQUESTED),
        "scores": queries.scores(project),
    }


def _third_party(project: Project) -> Voice | None:
    """What the last published evaluation by a third party found; None: there is none."""
    row = queries.scores(project).filter(survey__subject=Subject.THIRD_PARTY).last()
    mood = MOODS.get(row.verdict) if row else None
    if row is None or mood is None:
        return None
    return Voice(Source.OUTSIDE, mood, f"评价为“{grade_name(row.verdict)}”", row.survey.published_on)


def _left(project: Project, today: date) -> str:
    """How much time is left until the day that was promised; empty once nothing is under way."""
    due = project.baseline.due
    if due is None or project.state not in ALIVE:
        return ""
    days = (due - today).days
    if days == 0:
        return _("今天到期")
    return _("剩 %(n)s 天") % {"n": days} if days > 0 else _("超期 %(n)s 天") % {"n": -days}


def _seen(project: Project) -> dict[str, Any]:
    """Photos from first to last, the place on the map, whom to call."""
    shots = shots_of(project)
    newest = shots[-1] if shots else None
    pin = pin_of(project, newest.upload) if newest else None
    return {
        "shots": shots,
        "newest": newest,
        "earliest": shots[0] if len({shot.month for shot in shots}) > 1 else None,
        "map": map_around(project, pin),
        "office": nearest(project.place),
    }


def _doings(project: Project, seat: Seat | None) -> dict[str, Any]:
    """What this seat can do here."""
    return {
        "may": {act: SUPERVISE.may(act, project, seat) for act in ACTS},
        "inner": DELIVER.entitled("read_work", project.place, seat),
        "watching": seat is not None and project.watches.filter(seat=seat).exists(),
        "answer_from": seat.body_id if seat else None,
    }
