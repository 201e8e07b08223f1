"""会商 (街道): a residents' council talks, minutes and recommends; it never decides by 票决 (地方组织法 59 条)."""

from django.db import models
from django.urls import reverse

from engines.counting import Rule
from piaojue.commons.things import Thing
from piaojue.commons.values import ValueField
from piaojue.commons.writing import Prose
from piaojue.stages.consult.values import BallotResult


class MeetingState(models.TextChoices):
    CALLED = "called", "已通知"
    OPEN = "open", "会商中"
    BALLOT = "ballot", "票选中"
    CLOSED = "closed", "已形成推荐"
    CONFIRMED = "confirmed", "党工委已确认"


class Consultation(Thing):
    """One council meeting on the sub-district's candidates.

    rule:   engines.counting rule as JSON (advisory; docs/domain.md#double-threshold as a choice), read as `the_rule`
    result: how far the ballot has come
    """

    noun = "会商"

    state = models.CharField(max_length=10, choices=MeetingState, default=MeetingState.CALLED)
    sitting = models.OneToOneField("sittings.Sitting", models.PROTECT, related_name="consultation")
    rule = models.JSONField("票选规则", default=dict)
    result = ValueField(BallotResult, "票选结果", default=dict, blank=True)
    dossiers = models.ManyToManyField("shortlist.Dossier", related_name="consultations", verbose_name="议题")
    locked_with = ("place", "year__place", "sitting__body")

    def __str__(self) -> str:
        return self.sitting.name

    def get_absolute_url(self) -> str:
        return reverse("consultation", args=[self.pk])

    @property
    def the_rule(self) -> Rule:
        return Rule.from_json(self.rule)

    @property
    def round_number(self) -> int:
        """Which round goes on: 1, 2 …"""
        return len(self.result.held) + 1


class CouncilOpinion(Thing):
    """What a member said about one item, minuted."""

    noun = "会商意见"

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="opinions")
    dossier = models.ForeignKey("shortlist.Dossier", models.PROTECT, related_name="+")
    speaker = models.ForeignKey("people.Seat", models.PROTECT, related_name="+")
    text = Prose("意见", max_length=1000)
    locked_with = ("place", "year__place", "consultation__sitting__body", "speaker")

    def get_absolute_url(self) -> str:
        return reverse("consultation", args=[self.consultation_id])


class Recommendation(Thing):
    """推荐结果 of one item: counts of deputies and of all, and the sentence why."""

    noun = "会商推荐"

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="recommendations")
    dossier = models.ForeignKey("shortlist.Dossier", models.PROTECT, related_name="recommendations")
    deputies_for = models.PositiveIntegerField("代表赞成", default=0)
    all_for = models.PositiveIntegerField("总赞成", default=0)
    recommended = models.BooleanField("推荐")
    sentence = models.CharField("理由", max_length=300)
    confirmed = models.BooleanField("党工委确认", default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["consultation", "dossier"], name="one_recommendation")]
