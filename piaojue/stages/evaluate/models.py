"""评价与归档: deputies' ballot, residents' satisfaction, scores by the local formula, rectification, the archive."""

from django.db import models

from piaojue.commons.things import Thing


class SurveyState(models.TextChoices):
    PREPARED = "prepared", "准备中"
    OPEN = "open", "进行中"
    CLOSED = "closed", "已截止"
    PUBLISHED = "published", "已公布"
    REFUSED = "refused", "合计不符,退回"


class Survey(Thing):
    """One evaluation of a year's projects: by deputies (ballot) or residents (questionnaire) or a third party (table).

    formula: engines.scoring.Formula as JSON; subject: deputies | residents | third_party
    """

    state = models.CharField(max_length=10, choices=SurveyState, default=SurveyState.PREPARED)
    subject = models.CharField("评价主体", max_length=12, choices=[("deputies", "人大代表"), ("residents", "居民"), ("third_party", "第三方")])
    title = models.CharField("名称", max_length=120)
    formula = models.JSONField("判定公式", default=dict)
    poll = models.ForeignKey("vote.Poll", models.PROTECT, null=True, blank=True, related_name="surveys")
    opens_on = models.DateField("开始", null=True, blank=True)
    closes_on = models.DateField("截止", null=True, blank=True)
    valid = models.PositiveIntegerField("有效票(份)", null=True, blank=True)
    members = models.PositiveIntegerField("全体组成人员(人)", null=True, blank=True)
    refusal = models.TextField("退回原因", blank=True)

    def __str__(self) -> str:
        return self.title


class Item(models.Model):
    """One row of the table: a project or a sub-item of it (子项), by responsible unit."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="items")
    project = models.ForeignKey("deliver.Project", models.PROTECT, null=True, blank=True, related_name="evaluations")
    title = models.CharField("项目(子项)", max_length=120)
    unit = models.CharField("责任主体", max_length=80, blank=True)
    satisfied = models.PositiveIntegerField("满意", default=0)
    fairly = models.PositiveIntegerField("基本满意", default=0)
    dissatisfied = models.PositiveIntegerField("不满意", default=0)
    unknown = models.PositiveIntegerField("不了解", default=0)
    verdict = models.CharField("判定", max_length=20, blank=True)
    sentence = models.CharField("理由", max_length=300, blank=True)
    rank = models.PositiveSmallIntegerField("名次", null=True, blank=True)

    class Meta:
        ordering = ["pk"]


class Reply(models.Model):
    """A resident's answer: one phone, one reply a survey; stored by a keyed digest, not by the person.

    slices: {"age": …, "place": …} for results by group (cells under 20 are not shown)
    """

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="replies")
    digest = models.CharField(max_length=64)
    marks = models.JSONField(default=dict)
    reasons = models.JSONField("不满意理由", default=dict, blank=True)
    slices = models.JSONField(default=dict, blank=True)
    private_fields = frozenset({"digest", "marks", "reasons"})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "digest"], name="one_reply")]


class RectificationState(models.TextChoices):
    ORDERED = "ordered", "限期整改"
    REPORTED = "reported", "已报整改"
    REEVALUATED = "reevaluated", "复评通过"
    ESCALATED = "escalated", "转专题询问"


class Rectification(Thing):
    """整改与复评: what follows 不满意 (DOMAIN §4.6)."""

    project = models.ForeignKey("deliver.Project", models.PROTECT, related_name="rectifications")
    item = models.ForeignKey(Item, models.PROTECT, related_name="rectifications")
    state = models.CharField(max_length=12, choices=RectificationState, default=RectificationState.ORDERED)
    order = models.TextField("整改要求", max_length=1000)
    due = models.DateField("期限")
    report = models.TextField("整改情况", max_length=2000, blank=True)
    verdict = models.TextField("复评结论", max_length=1000, blank=True)
    reevaluation = models.ForeignKey(Survey, models.PROTECT, null=True, blank=True, related_name="+")


class Archive(Thing):
    """归档: the year's package, its fingerprint, and what carries over to the next year."""

    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField("字节")
    upload = models.ForeignKey("evidence.Upload", models.PROTECT, related_name="+")
    carried = models.JSONField("结转", default=list)
