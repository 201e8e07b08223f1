"""要点: what a 决议, 决定 or 审议意见 binds somebody to, until it was carried out."""

from datetime import date

from django.db import models
from django.urls import reverse

from piaojue.commons.things import Thing
from piaojue.commons.writing import Note, Prose

LONGEST_POINT = 500


class PointState(models.TextChoices):
    OPEN = "open", "落实中"
    ANSWERED = "answered", "已答复，待认定"
    DONE = "done", "已落实"
    UNDONE = "undone", "没有落实"
    LAPSED = "lapsed", "原文书已被替代或废止"


UNFINISHED = (PointState.OPEN, PointState.ANSWERED, PointState.UNDONE)


class Point(Thing):
    """One point of a paper (docs/domain.md#points).

    number, text: as the paper has it;  body: who carries it out;  due: by when
    reply, proofs: what that body says was done, and shows;  replied_by, replied_at
    note, judged_by, judged_at: what the congress's office holds of it
    """

    noun = "要点"

    document = models.ForeignKey("drafting.Document", models.PROTECT, related_name="points", verbose_name="公文")
    number = models.PositiveSmallIntegerField("序号")
    text = Prose("内容", max_length=LONGEST_POINT)
    body = models.ForeignKey(
        "people.Body", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="落实单位"
    )
    due = models.DateField("完成期限", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=PointState, default=PointState.OPEN)
    reply = Prose("落实情况", max_length=3000, blank=True)
    replied_by = models.ForeignKey("people.Seat", models.PROTECT, null=True, blank=True, related_name="+")
    replied_at = models.DateTimeField("答复时间", null=True, blank=True)
    proofs = models.ManyToManyField("evidence.Upload", blank=True, related_name="+")
    note = Note("认定意见", max_length=300, blank=True)
    judged_by = models.ForeignKey("people.Seat", models.PROTECT, null=True, blank=True, related_name="+")
    judged_at = models.DateTimeField("认定时间", null=True, blank=True)
    locked_with = ("place", "year__place", "document", "body")

    class Meta:
        ordering = ["document_id", "number", "pk"]
        indexes = [models.Index(fields=["year", "state"]), models.Index(fields=["body", "state"])]

    def __str__(self) -> str:
        return f"{self.number}. {self.text[:40]}"

    def get_absolute_url(self) -> str:
        return reverse("point", args=[self.pk])

    def is_late(self, today: date) -> bool:
        """Whether it should have been carried out by now."""
        return self.state in UNFINISHED and self.due is not None and self.due < today
