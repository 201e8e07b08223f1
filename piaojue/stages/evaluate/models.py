"""评价与归档: deputies' ballot, residents' satisfaction, scores by the local formula, rectification, the archive."""

import secrets
from dataclasses import dataclass

from django.db import models
from django.urls import reverse

from engines.scoring import Formula, Row
from piaojue.commons.places.models import Place
from piaojue.commons.things import Thing
from piaojue.commons.values import ValueField
from piaojue.commons.writing import Line, Prose
from piaojue.commons.years.models import Year
from piaojue.stages.evaluate.models_frame import ASKED, Arrival, Invitee, Side, Via
from piaojue.stages.evaluate.models_rules import EvaluationRule, RuleState, Subject
from piaojue.stages.evaluate.values import Carried, Counted, Groups, Summary

__all__ = [
    "ASKED",
    "Archive",
    "Arrival",
    "EvaluationRule",
    "Invitee",
    "Item",
    "Mark",
    "Reason",
    "Rectification",
    "RectificationState",
    "Reply",
    "RuleState",
    "Side",
    "Subject",
    "Survey",
    "SurveyState",
    "Via",
]


class SurveyState(models.TextChoices):
    PREPARED = "prepared", "准备中"
    OPEN = "open", "进行中"
    JUDGED = "judged", "已核对待公布"
    REFUSED = "refused", "合计不符，退回"
    PUBLISHED = "published", "已公布"
    STOPPED = "stopped", "已中止"


class Mark(models.TextChoices):
    """What one says of a project."""

    SATISFIED = "satisfied", "满意"
    FAIRLY = "fairly", "基本满意"
    DISSATISFIED = "dissatisfied", "不满意"
    UNKNOWN = "unknown", "不了解"


class Survey(Thing):
    """测评: one evaluation of a year's projects by deputies, committee members, residents or a third party.

    formula: engines.scoring.Formula as JSON; read it through `the_formula`
    valid:   有效票 (张, 份); members: 全体组成人员 (人); present: 到会 (人)
    summary: the overall result once the sums agreed
    refusal: why the table was sent back, one Chinese sentence a line
    begun:   it was put to somebody, or a table of it was judged: it cannot vanish any more
    stopped: why it was stopped, or closed before its day; public
    mends:   the rectification that it evaluates again; a rectification keeps all its tries
    rule:    by which it was prepared; None: no sitting had passed one
    follow_up: proposers are asked about their own project four weeks after it was accepted; it speaks for no year
    method:  how those who are asked were chosen, in words; public
    cells:   counts by group, kept when a residents' survey ends
    """

    noun = "测评"

    state = models.CharField(max_length=10, choices=SurveyState, default=SurveyState.PREPARED)
    subject = models.CharField("评价主体", max_length=12, choices=Subject)
    title = Line("名称", max_length=120)
    formula = models.JSONField("判定公式", default=dict)
    poll = models.ForeignKey("vote.Poll", models.PROTECT, null=True, blank=True, related_name="surveys")
    opens_on = models.DateField("开始", null=True, blank=True)
    closes_on = models.DateField("截止", null=True, blank=True)
    valid = models.PositiveIntegerField("有效票（份）", null=True, blank=True)
    members = models.PositiveIntegerField("全体组成人员（人）", null=True, blank=True)
    present = models.PositiveIntegerField("到会（人）", null=True, blank=True)
    summary = ValueField(Summary, "总体结果", default=dict, blank=True)
    refusal = Prose("退回原因", blank=True)
    published_on = models.DateField("公布日期", null=True, blank=True)
    begun = models.BooleanField("已经开始过", default=False)
    stopped = Prose("中止或提前截止的理由", max_length=500, blank=True)
    mends = models.ForeignKey(
        "Rectification", models.PROTECT, null=True, blank=True, related_name="tries", verbose_name="复评的整改"
    )
    follow_up = models.BooleanField("建议人回访", default=False)
    method = Prose("抽样和调查方法", max_length=500, blank=True)
    cells = ValueField(tuple[Counted, ...], "各组票数", default=list, blank=True)
    private_fields = frozenset({"cells"})
    rule = models.ForeignKey(
        "EvaluationRule", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="测评办法"
    )
    logged_parts = ("items",)
    locked_with = ("place", "year__place", "poll", "rule")

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["year", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["year"], condition=models.Q(follow_up=True, state="open"), name="one_follow_up_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("survey", args=[self.pk])

    @property
    def the_formula(self) -> Formula:
        return Formula.from_json(self.formula)


class Item(models.Model):
    """One row of the table: a project or a sub-item of it (子项), by responsible unit. Counts in ballots (票、份)."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="items")
    project = models.ForeignKey("deliver.Project", models.PROTECT, null=True, blank=True, related_name="evaluations")
    title = Line("项目（子项）", max_length=120)
    unit = Line("责任主体", max_length=80, blank=True)
    satisfied = models.PositiveIntegerField("满意", default=0)
    fairly = models.PositiveIntegerField("基本满意", default=0)
    dissatisfied = models.PositiveIntegerField("不满意", default=0)
    unknown = models.PositiveIntegerField("不了解", default=0)
    wrong = models.BooleanField("合计不符", default=False)
    verdict = models.CharField("判定", max_length=20, blank=True)
    sentence = models.CharField("理由", max_length=300, blank=True)
    rank = models.PositiveSmallIntegerField("名次", null=True, blank=True)
    positive_rate = models.FloatField("满意加基本满意（0–1）", null=True, blank=True)
    JUDGED = ("wrong", "verdict", "sentence", "rank", "positive_rate")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["survey", "title"], name="one_row_a_title")]

    def __str__(self) -> str:
        return self.title

    @property
    def place(self) -> Place:
        return self.survey.place

    @property
    def year(self) -> Year:
        return self.survey.year

    @property
    def key(self) -> str:
        """The row's key on a ballot."""
        return f"e{self.pk}"

    @property
    def row(self) -> Row:
        return Row(self.key, self.satisfied, self.fairly, self.dissatisfied, self.unknown)


def random_key() -> int:
    """A key that does not tell in which order rows came."""
    return secrets.randbits(62)


class Reply(models.Model):
    """A resident's answer: one phone, one reply a survey; kept by a keyed digest, without person, time and order.

    marks:   {item id: one of Mark}
    reasons: {item id: text} for 不满意; hidden: item ids whose reason a clerk keeps from the public page
    slices:  the groups it is counted in
    aware:   had heard of 征集 and 票决 before; None: not said
    """

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="replies")
    digest = models.CharField(max_length=64)
    marks = ValueField(dict[int, str], default=dict)
    reasons = ValueField(dict[int, str], "不满意理由", default=dict, blank=True)
    hidden = models.JSONField("不公开的理由", default=list, blank=True)
    slices = ValueField(Groups, default=dict, blank=True)
    aware = models.BooleanField("以前听说过", null=True, blank=True)
    private_fields = frozenset({"digest", "marks", "reasons", "slices", "aware"})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "digest"], name="one_reply")]


@dataclass(frozen=True)
class Reason:
    """Why somebody is 不满意 with one row."""

    reply: Reply
    item: Item


class RectificationState(models.TextChoices):
    ORDERED = "ordered", "限期整改"
    REPORTED = "reported", "已报整改"
    REEVALUATED = "reevaluated", "复评通过"
    ESCALATED = "escalated", "建议列入下一步监督"


SETTLED = (RectificationState.REEVALUATED, RectificationState.ESCALATED)


class Rectification(Thing):
    """整改与复评: what follows 不满意 (docs/domain.md#consequences)."""

    noun = "测评整改"

    project = models.ForeignKey("deliver.Project", models.PROTECT, related_name="rectifications")
    item = models.OneToOneField(Item, models.PROTECT, related_name="rectification")
    state = models.CharField(max_length=12, choices=RectificationState, default=RectificationState.ORDERED)
    order = Prose("整改要求", max_length=1000)
    due = models.DateField("期限")
    report = Prose("整改情况", max_length=2000, blank=True)
    proofs = models.ManyToManyField("evidence.Upload", blank=True, related_name="+")
    reported_at = models.DateTimeField(null=True, blank=True)
    verdict = Prose("复评结论", max_length=1000, blank=True)
    reevaluation = models.OneToOneField(Survey, models.PROTECT, null=True, blank=True, related_name="rectification")
    locked_with = ("place", "year__place", "project", "item__survey", "created_by")

    class Meta:
        ordering = ["due", "pk"]

    def __str__(self) -> str:
        return f"{self.item.title}整改"

    def get_absolute_url(self) -> str:
        return reverse("rectification", args=[self.pk])


class Archive(Thing):
    """归档: one a year. What carries over, and the package with its fingerprint once it is made."""

    noun = "年度档案"

    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField("字节", default=0)
    upload = models.ForeignKey("evidence.Upload", models.PROTECT, null=True, blank=True, related_name="+")
    packed_at = models.DateTimeField("制作时间", null=True, blank=True)
    carried = ValueField(tuple[Carried, ...], "结转", default=list)
    to_year = models.ForeignKey("years.Year", models.PROTECT, null=True, blank=True, related_name="carried_in")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year"], name="one_archive_a_year")]

    def __str__(self) -> str:
        return f"{self.year}档案"
