"""监督活动, the questions asked in them, and who watches over a project."""

from django.db import models
from django.urls import reverse

from piaojue.commons.things import Thing
from piaojue.commons.writing import Line, Note, Prose
from piaojue.stages.supervise.kinds import ActivityKind
from piaojue.stages.supervise.models.rating import Rating


class ActivityState(models.TextChoices):
    """How far it is: some kinds are a body's, and only suggested until that body has decided on them."""

    SUGGESTED = "suggested", "建议列入，待会议决定"
    ARRANGED = "arranged", "已安排"
    RECORDED = "recorded", "已开展"
    CONCLUDED = "concluded", "已办结"
    CANCELLED = "cancelled", "已取消"


class Sight(models.TextChoices):
    """What who stood before it saw, in one tap."""

    GOING = "going", "正在干"
    FINISHED = "finished", "已经完工"
    IDLE = "idle", "没人在干"
    TROUBLE = "trouble", "有问题"


HELD = (ActivityState.RECORDED, ActivityState.CONCLUDED)
"""It took place."""
OVER = (ActivityState.CONCLUDED, ActivityState.CANCELLED)
"""Nothing more happens in it."""


class Activity(Thing):
    """One supervision activity on one project, or on several: those of `projects`, or all of the year when that is empty, too.

    regions: places below whose year it covers, too: a city's activity goes through several districts
    budget_line: which line of the budget, or which fund, is looked at
    order: number of the assignment by which a 街道 working committee hears a report or inspects for the upper congress
    hosts: who was there for the responsible unit; doc_no: the meeting or 审议意见 it belongs to
    to_*_on: when a report to be heard went to whom (监督法 15)
    noticed_on: when those who take part and the units were told; notice: what they have to prepare
    sight:    of a patrol, what was seen in one word
    sent_as:  the number that a phone gave it when it was written down; sent twice, it is kept once
    postponed: why its day was changed, the last time; ending: what came of it, or why it was called off
    """

    noun = "监督活动"

    project = models.ForeignKey("deliver.Project", models.PROTECT, null=True, blank=True, related_name="activities")
    projects = models.ManyToManyField(
        "deliver.Project", blank=True, related_name="joint_activities", verbose_name="涉及项目"
    )
    regions = models.ManyToManyField("places.Place", blank=True, related_name="+", verbose_name="涉及地区")
    budget_line = Line("涉及的预算科目或专项资金", max_length=80, blank=True)
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
    to_commissions_on = models.DateField("专项报告送有关委员会日期", null=True, blank=True)
    to_office_on = models.DateField("专项报告送常委会办事机构日期", null=True, blank=True)
    to_members_on = models.DateField("专项报告发给组成人员日期", null=True, blank=True)
    noticed_on = models.DateField("通知日期", null=True, blank=True)
    notice = Prose("通知事项", max_length=1000, blank=True)
    postponed = Note("改期的理由", max_length=300, blank=True)
    ending = Prose("办结情况或取消的理由", max_length=2000, blank=True)
    concluded_on = models.DateField("办结日期", null=True, blank=True)
    sight = models.CharField("看到的", max_length=10, choices=Sight, blank=True)
    sent_as = models.UUIDField(null=True, blank=True, unique=True, editable=False)
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
    """问: one question of a 专题询问 or of a deputy who asks for progress, and the unit's answer.

    follows: the answered question that this one asks further about
    rating:  what who asked says of the answer
    promise: what the unit assures in writing, by promise_due; kept: how it was kept, on kept_on
    """

    noun = "询问"

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="questions")
    state = models.CharField(max_length=10, choices=QuestionState, default=QuestionState.OPEN)
    asked_of = models.ForeignKey("people.Body", models.PROTECT, related_name="+", verbose_name="答复单位")
    text = Prose("问题", max_length=500)
    due = models.DateField("答复期限", null=True, blank=True)
    answer = Prose("答复", max_length=2000, blank=True)
    answered_by = models.ForeignKey("people.Seat", models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="further")
    rating = models.CharField("对答复的评价", max_length=12, choices=Rating, blank=True)
    rating_note = Note("评价的理由", max_length=300, blank=True)
    promise = Prose("书面承诺", max_length=500, blank=True)
    promise_due = models.DateField("承诺完成日期", null=True, blank=True)
    kept = Prose("兑现情况", max_length=1000, blank=True)
    kept_on = models.DateField("兑现日期", null=True, blank=True)
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
