"""Queue, cancel, resume."""

from typing import Any

from django.db import transaction

from piaojue.commons.jobs import work
from piaojue.commons.jobs.models import Job, JobState
from piaojue.commons.jobs.moves import MOVES
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.record.log import record


@transaction.atomic
def queue(*, kind: str, place: Place, by: Seat, **argument: Any) -> Job:
    """Put work into the queue; the same work is not queued twice at once. Raises NotYours, Refused."""
    MOVES.require("queue_job", place, by)
    for job in Job.objects.filter(kind=kind, place=place, state__in=[JobState.QUEUED, JobState.RUNNING]):
        if job.argument == argument:
            raise Refused(f"同样的任务正在进行（已完成 {job.percent}%），请等它做完或先取消")
    job = Job.objects.create(kind=kind, place=place, argument=argument, seat=by)
    record("jobs.queued", job, by, kind=kind)
    work.begin()
    return job


@transaction.atomic
def cancel(*, job: Job, by: Seat) -> Job:
    """Ask a job to stop; it ends at its next sign of life. Raises NotYours, Refused."""
    job = Job.objects.select_for_update(of=("self",)).select_related("place").get(pk=job.pk)
    MOVES.require("cancel_job", job.place, by)
    if not job.alive:
        raise Refused(f"任务{job.get_state_display()}，不用取消")
    if job.state == JobState.QUEUED:
        job.state = JobState.CANCELLED
    job.stop = job.state == JobState.RUNNING
    job.save(update_fields=["state", "stop"])
    record("jobs.cancelled", job, by)
    return job


@transaction.atomic
def resume(*, job: Job, by: Seat) -> Job:
    """Go on where it stopped. Raises NotYours, Refused."""
    job = Job.objects.select_for_update(of=("self",)).select_related("place").get(pk=job.pk)
    MOVES.require("resume_job", job.place, by)
    if job.state not in (JobState.CANCELLED, JobState.FAILED):
        raise Refused(f"任务{job.get_state_display()}，不用继续")
    job.state, job.stop, job.ended_at = JobState.QUEUED, False, None
    job.save(update_fields=["state", "stop", "ended_at"])
    record("jobs.resumed", job, by)
    work.begin()
    return job
