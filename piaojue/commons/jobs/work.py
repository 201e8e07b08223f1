"""Running jobs: a room registers what a kind does; any process may take one and tell how far it is.

Taking is compare-and-set, so any number of workers is safe; a job whose worker died is taken again after SILENT
seconds and goes on from `saved`. The framework's own tasks know neither progress nor cancelling nor going on, hence a
table of our own.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from piaojue.commons.jobs.models import Job, JobState
from piaojue.commons.moves import Refused

SILENT = 120  # seconds without a sign of life after which a worker counts as dead
KEPT = timedelta(days=30)
"""How long what a job left can be fetched; it is personal data or made of them."""
logger = logging.getLogger("piaojue")


class Cancelled(Exception):
    """Somebody asked the job to stop; what was done so far stays."""


@dataclass(frozen=True)
class Kind:
    """What a job of this kind is called and does. file: how that is called which a done job leaves."""

    name: str
    label: str
    act: Callable[["Handle"], str]
    file: Callable[[Job], str] | None = None


KINDS: dict[str, Kind] = {}
IDLE: list[Callable[[], int]] = []


def work(name: str, label: str, file: Callable[[Job], str] | None = None) -> Callable:
    """Register `act(handle) -> note`, which calls handle.tell(...) every second or so. file: the name of what a done job leaves."""

    def put(act: Callable[["Handle"], str]) -> Callable[["Handle"], str]:
        KINDS[name] = Kind(name, label, act, file)
        return act

    return put


def idle(act: Callable[[], int]) -> Callable[[], int]:
    """Register what a worker does between jobs; returns how much it did."""
    IDLE.append(act)
    return act


class Handle:
    """A running job as its work sees it."""

    def __init__(self, job: Job) -> None:
        self.job = job

    def tell(self, done: int, total: int | None = None, note: str = "", *, leaves: bytes = b"", **saved) -> None:
        """Sign of life: how far (units), what is being done, where to go on from. Raises Cancelled.

        leaves: the next piece of the job's file. It counts once the same call has saved where to go on from, so a piece
                that a killed worker wrote is written again by the next one, on whatever machine.
        """
        if leaves:
            number = pieces_of(self.job)
            storages["work"].save(_piece(self.job, number), ContentFile(leaves))
            saved["pieces"] = number + 1
        self.job.done = done
        self.job.total = self.job.total if total is None else total
        self.job.note, self.job.beat_at = note[:200], timezone.now()
        self.job.saved = {**self.job.saved, **saved}
        progress = {name: getattr(self.job, name) for name in ("done", "total", "note", "beat_at", "saved")}
        if not Job.objects.filter(pk=self.job.pk, state=JobState.RUNNING, stop=False).update(**progress):
            raise Cancelled


def pieces_of(job: Job) -> int:
    """How many pieces of its file a job has left."""
    return job.saved.get("pieces", 0)


def left_by(job: Job) -> Iterator[bytes]:
    """The file that a job left, piece by piece. Raises FileNotFoundError."""
    for number in range(pieces_of(job)):
        with storages["work"].open(_piece(job, number)) as piece:
            yield piece.read()


@idle
def forget_files() -> int:
    """What jobs left is removed after some weeks. Returns of how many."""
    old = Job.objects.filter(ended_at__lt=timezone.now() - KEPT, saved__has_key="pieces")[:20]
    for job in old:
        for number in range(pieces_of(job)):
            storages["work"].delete(_piece(job, number))
        job.saved.pop("pieces")
        Job.objects.filter(pk=job.pk).update(saved=job.saved)
    return len(old)


def _piece(job: Job, number: int) -> str:
    return f"exports/{job.pk}/{number:06d}"


def take_one() -> Job | None:
    """Claim the oldest job that waits or whose worker fell silent. None: nothing to do, or a colleague was faster.

    A sign of life from a time to come was given before a clock was set back; waiting for that time could take days.
    """
    now, silent = timezone.now(), timedelta(seconds=SILENT)
    heard = Q(beat_at__gte=now - silent, beat_at__lte=now + silent)
    waiting = Job.objects.filter(Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING) & ~heard)
    job = waiting.order_by("pk").first()
    if job is None:
        return None
    same = Job.objects.filter(pk=job.pk, state=job.state, beat_at=job.beat_at)
    return (
        Job.objects.select_related("place", "seat").get(pk=job.pk)
        if same.update(state=JobState.RUNNING, beat_at=timezone.now())
        else None
    )


def run(job: Job) -> Job:
    """Do a claimed job to its end, whatever that is."""
    state, note = JobState.DONE, ""
    try:
        note = KINDS[job.kind].act(Handle(job))
    except Cancelled:
        state, note = JobState.CANCELLED, "已取消，做完的部分保留，可以继续"
    except Refused as refusal:
        state, note = JobState.FAILED, "；".join(refusal.reasons)
    except Exception:
        logger.exception("job %s (%s) stopped", job.pk, job.kind)
        state, note = JobState.FAILED, "程序出错停下，管理员可在服务器日志里看到原因；可以点“继续”再试"
    Job.objects.filter(pk=job.pk).update(state=state, note=note[:200], ended_at=timezone.now(), stop=False)
    job.refresh_from_db()
    return job


def begin() -> None:
    """After the commit start a thread that empties the queue, unless workers of their own do (JOBS_IN_THREAD=0)."""
    if getattr(settings, "JOBS_IN_THREAD", True):
        transaction.on_commit(lambda: threading.Thread(target=_empty, name="jobs", daemon=True).start())


def _empty() -> None:
    try:
        while job := take_one():
            run(job)
    finally:
        connection.close()
