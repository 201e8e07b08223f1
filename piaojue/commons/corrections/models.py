"""更正: what was wrong, what it is now, why, who said so and who agreed (docs/domain.md#corrections)."""

from typing import Any

from django.db import models
from django.urls import reverse

from piaojue.commons.correctable import CORRECTABLE, Correctable
from piaojue.commons.corrections.motions import Assent, Motion  # noqa: F401 models of this app
from piaojue.commons.writing import Prose


class CorrectionState(models.TextChoices):
    WAITING = "waiting", "待复核"
    DONE = "done", "已更正"
    REFUSED = "refused", "未同意"
    TAKEN_BACK = "taken_back", "已撤回"


class Correction(models.Model):
    """One correction of one thing. Both versions stay, whatever becomes of it.

    kind, thing_id:  which thing: the kind of its line in `CORRECTABLE`, its key
    title:           what the thing was called, without anybody's name
    before, after:   {column: JSON value}; private_before, private_after: the same of columns that never enter the log
    why:             what made a second person necessary (已公布), empty: nothing
    notice:          the thing itself stays as it was (it was voted on); the correction stands beside it
    public:          everybody read the thing when it was corrected, so everybody reads this, too
    told:            persons who heard of it
    answer:          why it was refused
    """

    noun = "更正"

    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    year = models.ForeignKey("years.Year", models.PROTECT, null=True, related_name="+")
    kind = models.CharField("类别", max_length=60)
    thing_id = models.PositiveBigIntegerField("对象")
    title = models.CharField("对象名称", max_length=160)
    before = models.JSONField("原内容", default=dict)
    after = models.JSONField("更正后", default=dict)
    private_before = models.JSONField("原内容（不公开）", default=dict)
    private_after = models.JSONField("更正后（不公开）", default=dict)
    reason = Prose("更正理由", max_length=500)
    why = models.CharField("须复核的原因", max_length=60, blank=True)
    notice = models.BooleanField("只作说明", default=False)
    public = models.BooleanField("公开", default=False)
    state = models.CharField("状态", max_length=10, choices=CorrectionState, default=CorrectionState.DONE)
    told = models.PositiveIntegerField("告知（人）", default=0)
    created_by = models.ForeignKey("people.Seat", models.PROTECT, related_name="+")
    created_at = models.DateTimeField("提出时间", auto_now_add=True)
    countersigned_by = models.ForeignKey("people.Seat", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField("办结时间", null=True)
    answer = Prose("不同意的理由", max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    private_fields = frozenset({"private_before", "private_after", "reason", "answer"})
    sealed_fields = private_fields
    logged_each = True
    locked_with = ("place", "created_by")

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["kind", "thing_id"]), models.Index(fields=["place", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "thing_id"], condition=models.Q(state="waiting"), name="one_correction_waits_a_thing"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("correction", args=[self.pk])

    @property
    def line(self) -> Correctable:
        """The line that its thing's room declares."""
        return CORRECTABLE[self.kind]

    @property
    def thing(self) -> Any:
        """The corrected row; None: it is gone."""
        model: Any = self.line.model
        related = getattr(model, "locked_with", ())
        return model._default_manager.select_related(*related).filter(pk=self.thing_id).first()

    @property
    def old(self) -> dict[str, Any]:
        """All columns as they were, private ones too: only for who may see them."""
        return self.before | self.private_before

    @property
    def new(self) -> dict[str, Any]:
        """All columns as they shall be."""
        return self.after | self.private_after
