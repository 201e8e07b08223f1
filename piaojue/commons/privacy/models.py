"""个人信息处理者 and 影响评估: who answers for what people leave here, and what was weighed before (个人信息保护法 17、55、56 条)."""

from datetime import date

from django.db import models
from django.urls import reverse

from piaojue.commons.writing import Line, Prose

USUAL_MONTHS = 12
"""How long contacts are kept after a year is archived (月) where a place has not said otherwise: 〔推〕, to be checked by the place."""


class Controller(models.Model):
    """个人信息处理者 of one place: the office that decides what people's data are used for.

    kept_months: how long names and phones of who proposed something are kept after the year was archived (月)
    """

    noun = "个人信息处理者"

    place = models.OneToOneField("places.Place", models.PROTECT, related_name="controller")
    name = Line("处理者名称", max_length=80)
    phone = Line("联系电话", max_length=40)
    address = Line("通讯地址", max_length=120, blank=True)
    officer = Line("受理机构或岗位", max_length=60, blank=True)
    kept_months = models.PositiveSmallIntegerField("归档后保留联系方式（月）", default=USUAL_MONTHS)
    version = models.PositiveIntegerField(default=1)
    private_fields: frozenset[str] = frozenset()
    locked_with = ("place",)
    logged_each = True

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("privacy", args=[self.place_id])


class Conclusion(models.TextChoices):
    """What an assessment comes to."""

    GO = "go", "可以处理"
    MEASURES = "measures", "落实所列措施后可以处理"
    NO = "no", "不能处理"


PARTS = {
    "lawful": "目的、方式是否合法、正当、必要",
    "risks": "对个人权益的影响和安全风险",
    "measures": "保护措施是否合法、有效，与风险程度相适应",
}
"""What an assessment says, by column, as the law names it (个人信息保护法 56 条)."""


class Assessment(models.Model):
    """个人信息保护影响评估 of one place, as it was made and signed outside or here (个人信息保护法 55、56 条).

    covers:   values of `notice.OCCASIONS`: why the law asks for it
    made_on:  the day on which it was made; until: the last day on which it may be relied on
    lawful:   whether aims and ways are lawful, legitimate and necessary
    risks:    what it does to people's rights, and what may go wrong
    measures: whether the protection is lawful, effective and fits the risk
    """

    noun = "个人信息保护影响评估"

    place = models.ForeignKey("places.Place", models.PROTECT, related_name="assessments")
    title = Line("名称", max_length=120)
    covers = models.JSONField("评估情形", default=list)
    made_on = models.DateField("评估日期")
    made_by = Line("评估机构和人员", max_length=120)
    doc_no = Line("文号", max_length=60, blank=True)
    until = models.DateField("适用到")
    lawful = Prose(PARTS["lawful"], max_length=5000)
    risks = Prose(PARTS["risks"], max_length=5000)
    measures = Prose(PARTS["measures"], max_length=5000)
    conclusion = models.CharField("结论", max_length=10, choices=Conclusion)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True, editable=False)
    created_by = models.ForeignKey("people.Seat", models.PROTECT, null=True, blank=True, related_name="+")
    private_fields: frozenset[str] = frozenset()
    locked_with = ("place",)
    logged_each = True

    class Meta:
        ordering = ["-made_on", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("assessment", args=[self.pk])

    @property
    def parts(self) -> list[tuple[str, str]]:
        """(heading, text) of the three parts that the law names (个人信息保护法 56 条)."""
        return [(heading, getattr(self, name)) for name, heading in PARTS.items()]

    def holds(self, on: date) -> bool:
        """Whether it allows the handling on that day."""
        return self.conclusion != Conclusion.NO and self.made_on <= on <= self.until
