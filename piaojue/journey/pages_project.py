"""The public page of a project, which its QR code opens: where it came from, what was promised, how far, what was found."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from piaojue.commons.moves import NotYours
from piaojue.commons.years.queries import on_page
from piaojue.stages.deliver.public import MOVES as DELIVER
from piaojue.stages.deliver.public import Project, plan_chart
from piaojue.stages.evaluate.public import Item, SurveyState
from piaojue.stages.supervise.public import MOVES as SUPERVISE
from piaojue.stages.supervise.public import of_project
from piaojue.stages.vote.public import PollState, Result

ACTS = ("report_by_scan", "patrol", "ask_progress", "join_group", "set_group")


@require_GET
def project(request: HttpRequest, code: str) -> HttpResponse:
    found = (
        Project.objects.select_related("place", "year__place", "department", "spot", "dossier")
        .filter(code=code)
        .first()
    )
    if found is None:
        raise NotYours("project")
    on_page(request, found)
    seat, tasks = request.seat, list(found.tasks.all())
    baselines = list(found.baselines.select_related("change"))
    return render(
        request,
        "journey/project.html",
        {
            "project": found,
            "year": found.year,
            "tasks": tasks,
            "today": timezone.localdate(),
            "baseline": baselines[0] if baselines else None,
            "older": baselines[1:],
            "demands": found.dossier.demands.order_by("-voices"),
            "voices": sum(d.voices for d in found.dossier.demands.all()),
            "result": Result.objects.filter(
                dossier=found.dossier_id, poll__state=PollState.CONFIRMED, poll__rehearsal=False
            )
            .select_related("poll")
            .order_by("-adopted", "-poll_id")
            .first(),
            "chart": plan_chart(found, tasks),
            "reports": found.reports.prefetch_related("photos")[:12],
            "slips": found.slips.all(),
            "changes": found.changes.exclude(state="requested"),
            "scores": scores(found),
            **of_project(found),
            "may": {act: SUPERVISE.may(act, found, seat) for act in ACTS},
            "inner": DELIVER.entitled("read_work", found.place, seat),
            "may_sign_in_to_report": seat is None and not SUPERVISE.refusals("report_by_scan", found, None),
            "watching": seat is not None and found.watches.filter(seat=seat).exists(),
            "answer_from": seat.body_id if seat else None,
        },
    )


def scores(project: Project) -> list[Item]:
    """Published evaluations of the project, first the year's, then re-evaluations."""
    rows = Item.objects.filter(project=project, survey__state=SurveyState.PUBLISHED).select_related("survey")
    return list(rows.order_by("survey_id"))
