"""监督活动, the questions asked in them, and who watches over a project."""

from django.db import models
from django.urls import reverse

from piaojue.commons.things import Thing
from piaojue.commons.writing import Line, Prose
from piaojue.stages.supervise.kinds import ActivityKind


class ActivityState(models.TextChoices):
    """Whether it takes place: some kinds are a body's, and only suggested until that body has decided on them."""

    SUGGESTED = "suggested", "建议列入，待会议决定"
    RECORDED = "recorded", "已登记"


class Activity(Thing):
    """One supervision activity on one project (or several projects of the year when project is empty).

    order: number of the assignment by which a 街道 working committee hears a report or inspects for the upper congress
    hosts: who was there for the responsible unit; doc_no: the meeting or 审议意见 it belongs to
    """

    noun = "监督活动"

    project = models.ForeignKey("deliver.Project", models.PROTECT, null=True, blank=True, related_name="activities")
    kind = models.CharField("方式", max_length=10, choices=ActivityKind)
    state = models.CharField("状态", max_length=10, choices=ActivityState, default=ActivityState.RECORDED)
    title = Line("主题", max_length=80)
    held_on = models.DateField("日期")
    leader = models.ForeignKey(
        "people.Seat", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="带队人"
    )
    members = models.ManyToManyField("people.Seat", blank=True, related_name="+", verbose_name="参加人员")
    venue = Line("地点", max_length=80, blank=True)
    hosts = Line("责任单位到场人", max_length=200, blank=True)
    situation = Prose("现场情况", max_length=2000, blank=True)
    praise = Prose("肯定点", max_length=1000, blank=True)
    advice = Prose("意见建议", max_length=1000, blank=True)
    doc_no = Line("审议意见文号", max_length=60, blank=True)
    order = Line("委托文号", max_length=60, blank=True)
    public = models.BooleanField("公开", default=True)
    photos = models.ManyToManyField("evidence.Upload", blank=True, related_name="+")

    class Meta:
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("activity", args=[self.pk])


class QuestionState(models.TextChoices):
    OPEN = "open", "待答复"
    ANSWERED = "answered", "已答复"


class Question(Thing):
    """问: one question of a 专题询问 or of a deputy who asks for progress, and the unit's answer."""

    noun = "询问"

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="questions")
    state = models.CharField(max_length=10, choices=QuestionState, default=QuestionState.OPEN)
    asked_of = models.ForeignKey("people.Body", models.PROTECT, related_name="+", verbose_name="答复单位")
    text = Prose("问题", max_length=500)
    due = models.DateField("答复期限", null=True, blank=True)
    answer = Prose("答复", max_length=2000, blank=True)
    answered_by = models.ForeignKey("people.Seat", models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    locked_with = ("place", "year__place", "activity__project", "asked_of", "created_by")

    class Meta:
        ordering = ["pk"]

    def get_absolute_url(self) -> str:
        return reverse("activity", args=[self.activity_id])


class Watch(Thing):
    """认领: a deputy belongs to the supervision group of a project. `lead`: 组长."""

    noun = "认领"

    project = models.ForeignKey("deliver.Project", models.PROTECT, related_name="watches")
    seat = models.ForeignKey("people.Seat", models.PROTECT, related_name="+", verbose_name="代表")
    lead = models.BooleanField("组长", default=False)
    locked_with = ("place", "year__place", "project")

    class Meta:
        ordering = ["-lead", "pk"]
        constraints = [models.UniqueConstraint(fields=["project", "seat"], name="one_watch_a_deputy")]
