"""Queue, cancel, resume."""

from typing import Any

from piaojue.commons.acting import acting
from piaojue.commons.jobs import work
from piaojue.commons.jobs.models import Job, JobState
from piaojue.commons.jobs.moves import MOVES
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place


def queue(*, kind: str, place: Place, by: Seat, unasked: bool = False, **argument: Any) -> Job:
    """Put work into the queue; the same work is not queued twice at once. Raises NotYours, Refused.

    unasked: it is a part of an act that was allowed already
    """
    job = Job(kind=kind, place=place, argument=argument, seat=by)
    with acting(MOVES["queue_job"], job, by, unasked=unasked) as act:
        for other in Job.objects.filter(kind=kind, place=place, state__in=[JobState.QUEUED, JobState.RUNNING]):
            if other.argument == argument:
                raise Refused(f"同样的任务正在进行（已完成 {other.percent}%），请等它做完或先取消")
        act.note(kind=kind)
        work.begin()
    return job


def cancel(*, job: Job, by: Seat) -> Job:
    """Ask a job to stop; it ends at its next sign of life. Raises NotYours, Refused."""
    with acting(MOVES["cancel_job"], job, by) as act:
        job = act.thing
        if job.state == JobState.QUEUED:
            job.state = JobState.CANCELLED
        job.stop = job.state == JobState.RUNNING
    return job


def resume(*, job: Job, by: Seat) -> Job:
    """Go on where it stopped. Raises NotYours, Refused."""
    with acting(MOVES["resume_job"], job, by) as act:
        act.thing.state, act.thing.stop, act.thing.ended_at = JobState.QUEUED, False, None
        work.begin()
    return act.thing
