"""后台任务: work that takes longer than a page may. The row is the queue, the progress and the place to go on from."""

from django.db import models
from django.urls import reverse


class JobState(models.TextChoices):
    QUEUED = "queued", "等待开始"
    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    CANCELLED = "cancelled", "已取消"
    FAILED = "failed", "出错停下"


class Job(models.Model):
    """One piece of work of one place. `saved`: where it goes on after a cancel, a failure or a restart.

    done, total: units of the work (条); stop: somebody asked it to end; beat_at: last sign of life
    """

    noun = "后台任务"

    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    kind = models.CharField("类别", max_length=40)
    argument = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=200, blank=True)
    saved = models.JSONField(default=dict)
    stop = models.BooleanField(default=False)
    seat = models.ForeignKey("people.Seat", models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    beat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    private_fields = frozenset(
        {"saved", "done", "note", "beat_at", "stop", "state", "total", "ended_at"}
    )  # they move while the log stands still

    locked_with = ("place",)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "id"])]

    def __str__(self) -> str:
        return f"后台任务 {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("job", args=[self.pk])

    @property
    def percent(self) -> int:
        """0–100."""
        return 100 * self.done // self.total if self.total else 0

    @property
    def alive(self) -> bool:
        return self.state in (JobState.QUEUED, JobState.RUNNING)


class Pulse(models.Model):
    """The last time something that must go on was done: a worker's sign of life, a night's backup (`pulse`).

    fine: whether it went well; note: what came of it
    """

    name = models.CharField(max_length=120, primary_key=True)
    at = models.DateTimeField()
    fine = models.BooleanField(default=True)
    note = models.CharField(max_length=200, blank=True)
