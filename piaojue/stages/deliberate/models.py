"""送阅与审议: dossiers read before the session, questions answered, groups deliberate (docs/domain.md#circulation)."""

from django.db import models
from django.urls import reverse

from piaojue.commons.things import Thing
from piaojue.commons.writing import Prose


class Circulation(Thing):
    """会前送阅: the frozen set was sent to the deputies of one session. reminded_on: the last day on which readers were reminded."""

    noun = "会前送阅"

    locked_with = ("place", "year__place", "sitting")

    sitting = models.ForeignKey("sittings.Sitting", models.PROTECT, related_name="circulations")
    note = Prose("说明", max_length=1000, blank=True)
    reminded_on = models.DateField("最近一次提醒", null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.sitting}的会前送阅"

    def get_absolute_url(self) -> str:
        return self.year.page("circulation")


class Reading(models.Model):
    """阅读回执: a deputy opened a dossier. The deputy and the office see it; others see counts."""

    circulation = models.ForeignKey(Circulation, models.CASCADE, related_name="readings")
    seat = models.ForeignKey("people.Seat", models.PROTECT, related_name="+")
    dossier = models.ForeignKey("shortlist.Dossier", models.PROTECT, related_name="readings")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["circulation", "seat", "dossier"], name="read_once")]


class QuestionState(models.TextChoices):
    OPEN = "open", "待答复"
    ANSWERED = "answered", "已答复"


class Question(Thing):
    """代表提问: a department must answer before the vote opens."""

    noun = "代表提问"

    dossier = models.ForeignKey("shortlist.Dossier", models.PROTECT, related_name="questions")
    asked_by = models.ForeignKey("people.Seat", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=QuestionState, default=QuestionState.OPEN)
    text = Prose("问题", max_length=500)
    answer = Prose("答复", max_length=2000, blank=True)
    answered_by = models.ForeignKey("people.Seat", models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    locked_with = ("place", "year__place", "dossier__department", "asked_by")

    def get_absolute_url(self) -> str:
        return reverse("question", args=[self.pk])


class Outline(models.Model):
    """发言提纲: private to the deputy; nobody else reads it, the log neither."""

    seat = models.ForeignKey("people.Seat", models.CASCADE, related_name="+")
    dossier = models.ForeignKey("shortlist.Dossier", models.CASCADE, related_name="+")
    LONGEST = 4000
    text = Prose("提纲", max_length=LONGEST, blank=True)
    at = models.DateTimeField(auto_now=True)
    private_fields = frozenset({"text"})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seat", "dossier"], name="one_outline")]

    def get_absolute_url(self) -> str:
        return reverse("study", args=[self.dossier_id])


class GroupSession(Thing):
    """分组审议: one delegation's deliberation with minutes."""

    noun = "分组审议"

    sitting = models.ForeignKey("sittings.Sitting", models.PROTECT, related_name="group_sessions")
    delegation = models.ForeignKey("people.Body", models.PROTECT, related_name="+")
    minutes_spent = models.PositiveSmallIntegerField("审议时长（分钟）", default=0)
    minutes = Prose("审议记录", blank=True)
    locked_with = ("place", "year__place", "delegation", "sitting")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sitting", "year", "delegation"], name="one_group_session")]

    def get_absolute_url(self) -> str:
        return reverse("group_session", args=[self.pk])


class Opinion(Thing):
    """审议意见 on one candidate, minuted in a group session."""

    noun = "审议意见"

    group_session = models.ForeignKey(GroupSession, models.PROTECT, related_name="opinions")
    dossier = models.ForeignKey("shortlist.Dossier", models.PROTECT, related_name="opinions")
    speaker = models.ForeignKey("people.Seat", models.PROTECT, null=True, related_name="+")
    text = Prose("意见", max_length=1000)
    locked_with = ("place", "year__place", "group_session__delegation", "speaker")

    def get_absolute_url(self) -> str:
        return reverse("group_session", args=[self.group_session_id])
