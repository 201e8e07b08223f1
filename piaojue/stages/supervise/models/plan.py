"""年度监督计划: what the year's supervision is to be, passed by a meeting, published, and carried out line by line."""

from django.db import models
from django.urls import reverse

from piaojue.commons.things import Thing
from piaojue.commons.writing import Line, Note
from piaojue.stages.supervise.kinds import ActivityKind
from piaojue.stages.supervise.models.watching import Activity


class PlanState(models.TextChoices):
    DRAFTED = "drafted", "拟稿，待会议通过"
    ADOPTED = "adopted", "已通过，待公布"
    PUBLISHED = "published", "已公布"


class SupervisionPlan(Thing):
    """年度监督计划 (监督法 63; docs/domain.md#supervision-plan). A year may have a second one that adds to the first.

    doc_no: of the decision that passed it
    """

    noun = "监督计划"

    state = models.CharField(max_length=10, choices=PlanState, default=PlanState.DRAFTED)
    title = Line("计划名称", max_length=80)
    doc_no = Line("文号", max_length=60, blank=True)
    adopted_on = models.DateField("通过日期", null=True, blank=True)
    published_on = models.DateField("公布日期", null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["year", "state"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("supervision_plan", args=[self.pk])


class PlanLine(Thing):
    """One line of a plan. held_on: the day that is planned; led_by: which commission or office sees to it.

    activity: what became of it, made when the plan was passed
    """

    noun = "监督计划事项"

    plan = models.ForeignKey(SupervisionPlan, models.PROTECT, related_name="lines")
    kind = models.CharField("方式", max_length=10, choices=ActivityKind)
    title = Line("主题", max_length=80)
    held_on = models.DateField("计划日期")
    projects = models.ManyToManyField("deliver.Project", blank=True, related_name="+", verbose_name="涉及项目")
    regions = models.ManyToManyField("places.Place", blank=True, related_name="+", verbose_name="涉及地区")
    budget_line = Line("涉及的预算科目或专项资金", max_length=80, blank=True)
    led_by = Line("承办机构", max_length=60, blank=True)
    note = Note("说明", max_length=300, blank=True)
    activity = models.OneToOneField(
        Activity, models.PROTECT, null=True, blank=True, related_name="planned_as", verbose_name="监督活动"
    )
    locked_with = ("place", "year__place", "plan")

    class Meta:
        ordering = ["held_on", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.plan.get_absolute_url()
