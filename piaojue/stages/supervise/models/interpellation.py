"""质询: deputies, or members of a standing committee, jointly call a unit to account; the organ decides, the unit answers."""

from django.db import models
from django.urls import reverse

from piaojue.commons.things import Thing
from piaojue.commons.writing import Line, Prose


class InterpellationState(models.TextChoices):
    GATHERING = "gathering", "联名中"
    SUBMITTED = "submitted", "已提出，待决定"
    ASKED = "asked", "已决定，待答复"
    ANSWERED = "answered", "已答复，待表示意见"
    SETTLED = "settled", "办结"
    DECLINED = "declined", "未列入"
    WITHDRAWN = "withdrawn", "已撤回"


class Manner(models.TextChoices):
    """How the unit answers (地方组织法 24, 监督法 53)."""

    ORAL = "oral", "口头答复"
    WRITTEN = "written", "书面答复"


class Interpellation(Thing):
    """质询案: whom it asks, what about, who signs it, how it was decided on and answered (docs/domain.md#interpellation).

    sitting:  where it is raised: a session of the congress, or a meeting of its standing committee
    manner, venue: how and where the organ wants the answer; due: by which day
    answerer: the head of the unit who answered in person, or signed the written answer
    rounds:   times it was answered
    paper:    the signed 质询案, where the office entered it from paper
    """

    noun = "质询案"

    sitting = models.ForeignKey(
        "sittings.Sitting", models.PROTECT, related_name="interpellations", verbose_name="在哪次会议上"
    )
    state = models.CharField(max_length=10, choices=InterpellationState, default=InterpellationState.GATHERING)
    asked_of = models.ForeignKey("people.Body", models.PROTECT, related_name="+", verbose_name="质询对象")
    project = models.ForeignKey(
        "deliver.Project", models.PROTECT, null=True, blank=True, related_name="interpellations", verbose_name="项目"
    )
    title = Line("质询的问题", max_length=80)
    text = Prose("质询的内容", max_length=2000)
    paper = models.ForeignKey("evidence.Upload", models.PROTECT, null=True, blank=True, related_name="+")
    manner = models.CharField("答复方式", max_length=10, choices=Manner, default=Manner.ORAL)
    venue = Line("在哪里答复", max_length=80, blank=True)
    due = models.DateField("答复期限", null=True, blank=True)
    answer = Prose("答复", max_length=5000, blank=True)
    answerer = Line("答复的负责人", max_length=60, blank=True)
    answered_by = models.ForeignKey("people.Seat", models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    rounds = models.PositiveSmallIntegerField("答复次数", default=0)
    outcome = Prose("办结情况", max_length=1000, blank=True)
    locked_with = ("place", "year__place", "sitting__body", "asked_of", "project", "created_by")

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["year", "state"]), models.Index(fields=["asked_of", "state"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("interpellation", args=[self.pk])


class Signature(Thing):
    """联名: one deputy or member who puts the question with the others.

    on_paper: the office read the name on the signed paper; else the signer agreed in person
    content:  satisfied with the answer; empty: has not said;  round: of which answer this was said
    """

    noun = "联名"

    interpellation = models.ForeignKey(Interpellation, models.PROTECT, related_name="signatures")
    seat = models.ForeignKey("people.Seat", models.PROTECT, related_name="+", verbose_name="联名人")
    on_paper = models.BooleanField("据纸质件登记", default=False)
    content = models.BooleanField("对答复满意", null=True, blank=True)
    round = models.PositiveSmallIntegerField("第几次答复", default=0)
    locked_with = ("place", "year__place", "interpellation", "seat")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["interpellation", "seat"], name="one_signature_a_seat")]
