"""Pages of 后台任务."""

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from piaojue.commons.jobs import actions, queries
from piaojue.commons.jobs.models import Job, JobState
from piaojue.commons.jobs.moves import MOVES
from piaojue.commons.jobs.work import KINDS, left_by, pieces_of
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
def job_file(request: Request, pk: int) -> StreamingHttpResponse:
    """What a done job left, to be taken home."""
    job = queries.job_for(request.seat, pk)
    kind = KINDS.get(job.kind)
    if not (kind and kind.file and job.state == JobState.DONE and pieces_of(job)):
        raise Http404
    name = content_disposition_header(True, kind.file(job))
    return StreamingHttpResponse(
        left_by(job), content_type="application/octet-stream", headers={"Content-Disposition": name}
    )


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
