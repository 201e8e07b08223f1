"""代表建议: what a question or a finding could not settle, as a deputy's suggestion with the law's clock."""

from django.db import models
from django.urls import reverse

from piaojue.commons.things import Thing
from piaojue.commons.writing import Line, Prose
from piaojue.stages.supervise.models.finding import Finding
from piaojue.stages.supervise.models.rating import Rating
from piaojue.stages.supervise.models.watching import Question


class SuggestionState(models.TextChoices):
    RAISED = "raised", "待交办"
    ASSIGNED = "assigned", "办理中"
    ANSWERED = "answered", "已答复"
    SETTLED = "settled", "办结"


class DeputySuggestion(Thing):
    """代表建议、批评和意见 (代表法 24, 36, 51; docs/domain.md#deputies-suggestions).

    place:     the congress whose deputy makes it; project: none where an inquiry was about several
    question, finding: what it grew out of
    given_on:  when the unit got it last; due: by when it answers; extension: why it needs more than three months
    returned:  times the deputy was not satisfied and it was handled again
    """

    noun = "代表建议"

    project = models.ForeignKey(
        "deliver.Project", models.PROTECT, null=True, blank=True, related_name="deputy_suggestions"
    )
    question = models.ForeignKey(
        Question, models.PROTECT, null=True, blank=True, related_name="suggestions", verbose_name="来自询问"
    )
    finding = models.ForeignKey(
        Finding, models.PROTECT, null=True, blank=True, related_name="suggestions", verbose_name="来自问题"
    )
    state = models.CharField(max_length=10, choices=SuggestionState, default=SuggestionState.RAISED)
    title = Line("标题", max_length=80)
    text = Prose("建议内容", max_length=2000)
    assigned_to = models.ForeignKey(
        "people.Body", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承办单位"
    )
    given_on = models.DateField("交办日期", null=True, blank=True)
    due = models.DateField("答复期限", null=True, blank=True)
    extension = Prose("延长的理由", max_length=500, blank=True)
    answer = Prose("答复", max_length=3000, blank=True)
    answered_by = models.ForeignKey("people.Seat", models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    rating = models.CharField("代表的评价", max_length=12, choices=Rating, blank=True)
    rating_note = Prose("评价的理由", max_length=1000, blank=True)
    returned = models.PositiveSmallIntegerField("再次办理次数", default=0)
    locked_with = ("place", "year__place", "project__department", "assigned_to", "created_by")

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["year", "state"]), models.Index(fields=["assigned_to", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["question"], condition=models.Q(question__isnull=False), name="one_suggestion_a_question"
            ),
            models.UniqueConstraint(
                fields=["finding", "created_by"],
                condition=models.Q(finding__isnull=False),
                name="one_suggestion_a_finding",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("deputy_suggestion", args=[self.pk])
