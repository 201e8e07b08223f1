"""Pages of 后台任务."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from piaojue.commons.jobs import actions, queries
from piaojue.commons.jobs.models import JobState
from piaojue.commons.jobs.work import KINDS
from piaojue.commons.web.listing import listing


@require_GET
def job_list(request: HttpRequest) -> HttpResponse:
    page = listing(request, queries.jobs_for(request.seat))
    return render(request, "jobs/list.html", {"page": page, "rows": [(job, KINDS.get(job.kind)) for job in page]})


@require_GET
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """Progress, renewed every two seconds while it runs."""
    found = queries.job_for(request.seat, pk)
    template = "jobs/_progress.html" if request.htmx else "jobs/job.html"
    return render(request, template, {"job": found, "kind": KINDS.get(found.kind)})


@require_GET
def job_file(request: HttpRequest, pk: int) -> HttpResponse:
    """What a done job left, to be taken home."""
    found = queries.job_for(request.seat, pk)
    kind = KINDS.get(found.kind)
    path = kind.file(found) if kind and kind.file and found.state == JobState.DONE else None
    if path is None or not path.exists():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    return redirect(actions.cancel(job=queries.job_for(request.seat, pk), by=request.seat))


@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    return redirect(actions.resume(job=queries.job_for(request.seat, pk), by=request.seat))
