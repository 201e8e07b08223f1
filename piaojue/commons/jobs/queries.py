"""What may be seen of 后台任务."""

from collections.abc import Iterable

from django.db.models import QuerySet

from piaojue.commons.jobs.models import Job
from piaojue.commons.jobs.moves import MOVES
from piaojue.commons.jobs.work import KINDS, Kind
from piaojue.commons.moves import NotYours
from piaojue.commons.people.models import Seat


def jobs_for(by: Seat | None) -> QuerySet[Job]:
    """Jobs of the seat's own place."""
    if by is None or not MOVES.entitled("read_jobs", by.place, by):
        raise NotYours("jobs")
    return Job.objects.filter(place=by.place).select_related("place", "seat__body")


def job_for(by: Seat | None, pk: int) -> Job:
    job = jobs_for(by).filter(pk=pk).first()
    if job is None:
        raise NotYours("job")
    return job


def latest(by: Seat, kind: str, **argument) -> Job | None:
    """The newest job of a kind with just this argument."""
    return next((job for job in jobs_for(by).filter(kind=kind)[:20] if job.argument == argument), None)


def with_kinds(jobs: Iterable[Job]) -> list[tuple[Job, Kind | None]]:
    """Each job with what its kind is called; None: nobody does that kind any more."""
    return [(job, KINDS.get(job.kind)) for job in jobs]
