"""测评办法: how one kind of evaluation is judged and what follows a bad grade, passed by a sitting, from a day on."""

from django.db import models
from django.urls import reverse

from engines.scoring import Chain, Formula
from piaojue.commons.things import Thing
from piaojue.commons.writing import Note


class RuleState(models.TextChoices):
    PROPOSED = "proposed", "待会议通过"
    IN_FORCE = "in_force", "已通过"
    DROPPED = "dropped", "未通过"


class Subject(models.TextChoices):
    """Who evaluates (docs/domain.md#evaluation)."""

    DEPUTIES = "deputies", "人大代表"
    COMMITTEE = "committee", "常委会组成人员"
    RESIDENTS = "residents", "居民"
    THIRD_PARTY = "third_party", "第三方"


class EvaluationRule(Thing):
    """One rule of a place. It is never rewritten; a later one follows it.

    formula:      engines.scoring.Formula as JSON; read it through `the_formula`
    rectify_days: days for putting right; attempts: bad grades that are followed by another try
    decision:     by which it was passed; starts_on: the first day on which surveys are prepared by it
    """

    noun = "测评办法"

    subject = models.CharField("评价主体", max_length=12, choices=Subject)
    state = models.CharField(max_length=10, choices=RuleState, default=RuleState.PROPOSED)
    formula = models.JSONField("判定公式", default=dict)
    rectify_days = models.PositiveSmallIntegerField("整改期限（天）", default=90)
    attempts = models.PositiveSmallIntegerField("整改和复评次数", default=1)
    why = Note("理由", max_length=300)
    starts_on = models.DateField("开始施行")
    decision = models.ForeignKey("decisions.Decision", models.PROTECT, null=True, blank=True, related_name="+")
    locked_with = ("place", "year__place", "created_by")

    class Meta:
        ordering = ["-starts_on", "-pk"]
        indexes = [models.Index(fields=["place", "subject", "state"])]

    def __str__(self) -> str:
        return f"{self.get_subject_display()}测评办法（{self.starts_on:%Y-%m-%d} 起）"

    def get_absolute_url(self) -> str:
        return reverse("evaluation_rules", args=[self.year.place_id, self.year.in_address])

    @property
    def the_formula(self) -> Formula:
        return Formula.from_json(self.formula)

    @property
    def chain(self) -> Chain:
        return Chain(rectify_days=self.rectify_days, attempts=self.attempts)
