"""提请: what one person asks of a year and others must agree to: to void it, to reopen a gate (docs/domain.md#void-years)."""

from typing import TYPE_CHECKING

from django.db import models
from django.urls import reverse

from piaojue.commons.roles import Role, word_at
from piaojue.commons.writing import Prose

if TYPE_CHECKING:
    from piaojue.commons.places.models import Place


class MotionKind(models.TextChoices):
    VOID = "void", "作废年度"
    REOPEN = "reopen", "重开关口"


class MotionState(models.TextChoices):
    WAITING = "waiting", "待同意"
    DONE = "done", "已办结"
    REFUSED = "refused", "未同意"


class Motion(models.Model):
    """Something asked of a year. gate: which is to be reopened; answer: why it was refused."""

    noun = "提请"

    year = models.ForeignKey("years.Year", models.PROTECT, related_name="motions")
    kind = models.CharField("事项", max_length=10, choices=MotionKind)
    gate = models.CharField("关口", max_length=30, blank=True)
    reason = Prose("理由", max_length=500)
    state = models.CharField("状态", max_length=10, choices=MotionState, default=MotionState.WAITING)
    created_by = models.ForeignKey("people.Seat", models.PROTECT, related_name="+")
    created_at = models.DateTimeField("提出时间", auto_now_add=True)
    decided_at = models.DateTimeField("办结时间", null=True)
    answer = Prose("不同意的理由", max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    private_fields: frozenset[str] = frozenset()
    logged_each = True
    locked_with = ("year__place", "created_by")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year"], condition=models.Q(state="waiting"), name="one_motion_waits_a_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.year}"

    @property
    def place(self) -> "Place":
        return self.year.place

    def get_absolute_url(self) -> str:
        return reverse("motion", args=[self.pk])


class Assent(models.Model):
    """One seat agreed to a motion, in its role."""

    noun = "同意提请"

    motion = models.ForeignKey(Motion, models.PROTECT, related_name="assents")
    role = models.CharField("角色", max_length=20, choices=Role)
    seat = models.ForeignKey("people.Seat", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    private_fields: frozenset[str] = frozenset()
    logged_each = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["motion", "role"], name="one_assent_a_role")]

    def get_role_display(self) -> str:  # type: ignore[no-redef]  # the stubs add one by themselves
        """What the role is called in its place."""
        return word_at(self)

    @property
    def place(self) -> "Place":
        return self.motion.place
