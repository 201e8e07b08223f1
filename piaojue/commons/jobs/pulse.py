"""When something that must go on was last done: workers, and what the night does (backup, verify, lamps, cleanup)."""

from datetime import datetime, timedelta

from django.utils import timezone

from piaojue.commons.jobs.models import Job, JobState, Pulse

ALIVE = timedelta(minutes=2)
EVERY = timedelta(seconds=20)
FORGOTTEN = timedelta(days=2)


def beat(name: str, *, fine: bool = True, note: str = "") -> None:
    """This was done now. A worker's sign of life is written every twenty seconds at most.

    note: ≤ 200 characters, no personal data
    """
    now = timezone.now()
    if name.startswith("worker:"):
        fresh = Pulse.objects.filter(pk=name, at__gt=now - EVERY)
        if fresh.exists():
            return
        Pulse.objects.filter(name__startswith="worker:", at__lt=now - FORGOTTEN).delete()
    Pulse.objects.update_or_create(pk=name, defaults={"at": now, "fine": fine, "note": note[:200]})


def workers(now: datetime | None = None) -> int:
    """How many workers gave a sign of life within ALIVE, or hold a job that does."""
    since = (now or timezone.now()) - ALIVE
    beating = Pulse.objects.filter(name__startswith="worker:", at__gt=since).count()
    return max(beating, Job.objects.filter(state=JobState.RUNNING, beat_at__gt=since).count())


def last(name: str) -> Pulse | None:
    return Pulse.objects.filter(pk=name).first()
