"""审议意见: what a standing committee said of a report, and its way through the government back to the public."""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.urls import reverse

from piaojue.commons.things import Thing
from piaojue.commons.values import ValueField
from piaojue.commons.writing import Line, Prose


@dataclass(frozen=True)
class CommitteeSays:
    """What one committee of the congress says of the government's handling. on: the day"""

    committee: str
    text: str
    on: date


class ReviewState(models.TextChoices):
    DRAFTED = "drafted", "待会议通过"
    ADOPTED = "adopted", "已通过，待转送"
    SENT = "sent", "政府研究处理中"
    HANDLED = "handled", "征求委员会意见"
    COMMENTED = "commented", "待书面报告"
    REPORTED = "reported", "已报告，待公布"
    PUBLISHED = "published", "已向社会公布"


class ReviewOpinion(Thing):
    """审议意见 and its way (监督法 17; of an inquiry 50; docs/domain.md#deliberation-opinions).

    follows:  the opinion about whose handling the committee deliberated again
    sitting:  where the report was heard and the opinion passed; report: title of that report, summary: what it said
    doc_no:   its number; sent_on, due: given to the government, and the day by which it reports
    handling: 研究处理情况, first as it goes to the committees, then as reported; comments: what these said of it
    reported_at, published_on: the written report to the standing committee; the day the public was told
    """

    noun = "审议意见"

    sitting = models.ForeignKey("sittings.Sitting", models.PROTECT, related_name="review_opinions", verbose_name="会议")
    activity = models.ForeignKey(
        "supervise.Activity",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="review_opinions",
        verbose_name="监督活动",
    )
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="further", verbose_name="再审议的审议意见"
    )
    state = models.CharField(max_length=10, choices=ReviewState, default=ReviewState.DRAFTED)
    report = Line("听取的报告", max_length=120)
    summary = Prose("报告摘要", max_length=3000, blank=True)
    text = Prose("审议意见", max_length=5000)
    doc_no = Line("文号", max_length=60, blank=True)
    sent_to = models.ForeignKey(
        "people.Body", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="交由研究处理的政府"
    )
    sent_on = models.DateField("转送日期", null=True, blank=True)
    due = models.DateField("报告期限", null=True, blank=True)
    handling = Prose("研究处理情况", max_length=5000, blank=True)
    handled_by = models.ForeignKey("people.Seat", models.PROTECT, null=True, blank=True, related_name="+")
    handled_at = models.DateTimeField(null=True, blank=True)
    comments = ValueField(tuple[CommitteeSays, ...], "委员会意见", default=list, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    report_no = Line("报告文号", max_length=60, blank=True)
    published_on = models.DateField("公布日期", null=True, blank=True)
    locked_with = ("place", "year__place", "sitting__body", "activity__project", "sent_to", "created_by")

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["year", "state"]), models.Index(fields=["sent_to", "state"])]

    def __str__(self) -> str:
        return f"对“{self.report}”的审议意见"

    def get_absolute_url(self) -> str:
        return reverse("review_opinion", args=[self.pk])
