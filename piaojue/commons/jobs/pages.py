"""Pages of 后台任务."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from piaojue.commons.jobs import actions, queries
from piaojue.commons.jobs.models import Job, JobState
from piaojue.commons.jobs.moves import MOVES
from piaojue.commons.jobs.work import KINDS
from piaojue.commons.web.act_pages import ActButton
from piaojue.commons.web.listing import listing
from piaojue.commons.web.request import Request


@require_GET
def job_list(request: Request) -> HttpResponse:
    page = listing(request, queries.jobs_for(request.seat))
    return render(request, "jobs/list.html", {"page": page, "rows": queries.with_kinds(page)})


@require_GET
def job(request: Request, pk: int) -> HttpResponse:
    """Progress, renewed every two seconds while it runs."""
    job = queries.job_for(request.seat, pk)
    template = "jobs/_progress.html" if request.htmx else "jobs/job.html"
    return render(request, template, {"job": job, "kind": KINDS.get(job.kind)})


@require_GET
def job_file(request: Request, pk: int) -> FileResponse:
    """What a done job left, to be taken home."""
    job = queries.job_for(request.seat, pk)
    kind = KINDS.get(job.kind)
    path = kind.file(job) if kind and kind.file and job.state == JobState.DONE else None
    if path is None or not path.exists():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)


def _job(request: Request, pk: int) -> Job:
    return queries.job_for(request.seat, pk)


cancel = ActButton(
    path="jobs/<int:pk>/cancel/",
    line=MOVES["cancel_job"],
    find=_job,
    action=actions.cancel,
    thing="job",
    goes_to=Job.get_absolute_url,
)
resume = ActButton(
    path="jobs/<int:pk>/resume/",
    line=MOVES["resume_job"],
    find=_job,
    action=actions.resume,
    thing="job",
    goes_to=Job.get_absolute_url,
)
