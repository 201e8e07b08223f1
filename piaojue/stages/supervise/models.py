"""监督: activities, findings that somebody other than the executor closes, patrols, the public page of a project."""

from django.db import models
from django.urls import reverse

from piaojue.commons.things import Thing
from piaojue.commons.writing import Line, Phone, Prose
from piaojue.stages.supervise.kinds import ActivityKind


class Activity(Thing):
    """One supervision activity on one project (or several projects of the year when project is empty).

    hosts: who was there for the responsible unit; doc_no: the meeting or 审议意见 it belongs to
    """

    noun = "监督活动"

    project = models.ForeignKey("deliver.Project", models.PROTECT, null=True, blank=True, related_name="activities")
    kind = models.CharField("方式", max_length=10, choices=ActivityKind)
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


class FindingState(models.TextChoices):
    """closed, fixed and confirmed are three states: answered is not yet closed."""

    OPEN = "open", "待交办"
    ASSIGNED = "assigned", "已交办"
    ANSWERED = "answered", "已回执待核实"
    RETURNED = "returned", "退回重办"
    CLOSED = "closed", "已核实销号"


class Severity(models.TextChoices):
    MINOR = "minor", "一般"
    MAJOR = "major", "较重"
    URGENT = "urgent", "紧急"


class Aspect(models.TextChoices):
    """What a finding is about."""

    QUALITY = "quality", "质量"
    SAFETY = "safety", "安全"
    PACE = "pace", "进度"
    MONEY = "money", "资金"
    UPKEEP = "upkeep", "管护"
    OPENNESS = "openness", "资料与公开"
    OTHER = "other", "其他"


class Rating(models.TextChoices):
    """代表评价 of how the unit dealt with a finding."""

    SATISFIED = "satisfied", "满意"
    FAIRLY = "fairly", "基本满意"
    DISSATISFIED = "dissatisfied", "不满意"


class ClosedAs(models.TextChoices):
    """What the verification found."""

    FIXED = "fixed", "已整改到位"
    UNFOUNDED = "unfounded", "经核实不属实"


class Finding(Thing):
    """问题: found, assigned, answered with evidence, closed by someone other than the unit that executes.

    Three things the public sees apart: answered (replied_at), fixed according to the unit (fixed_at), verified on the
    spot by somebody else (closed_at).
    via: how it was found; returned: times it was sent back
    """

    noun = "监督发现的问题"

    project = models.ForeignKey("deliver.Project", models.PROTECT, related_name="findings")
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="findings")
    state = models.CharField(max_length=10, choices=FindingState, default=FindingState.OPEN)
    severity = models.CharField("程度", max_length=8, choices=Severity, default=Severity.MINOR)
    aspect = models.CharField("类别", max_length=10, choices=Aspect, default=Aspect.OTHER)
    via = models.CharField("来源", max_length=10, choices=ActivityKind, default=ActivityKind.FOLLOW_UP)
    text = Prose("问题", max_length=1000)
    reporter = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    reporter_phone = Phone(max_length=20, blank=True)
    assigned_to = models.ForeignKey(
        "people.Body", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="交办单位"
    )
    due = models.DateField("办理期限", null=True, blank=True)
    reply = Prose("办理回执", max_length=2000, blank=True)
    replied_by = models.ForeignKey("people.Seat", models.PROTECT, null=True, blank=True, related_name="+")
    replied_at = models.DateTimeField(null=True, blank=True)
    fixed_at = models.DateTimeField("整改完成", null=True, blank=True)
    return_note = Prose("退回意见", max_length=1000, blank=True)
    disputed = models.BooleanField("反映人申诉过", default=False)
    returned = models.PositiveSmallIntegerField("退回次数", default=0)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_as = models.CharField("核实结论", max_length=10, choices=ClosedAs, blank=True)
    closed_by = models.ForeignKey("people.Seat", models.PROTECT, null=True, blank=True, related_name="+")
    closing_note = Prose("核实意见", max_length=1000, blank=True)
    rating = models.CharField("对办理的评价", max_length=12, choices=Rating, blank=True)
    photos = models.ManyToManyField("evidence.Upload", blank=True, related_name="+")
    proofs = models.ManyToManyField("evidence.Upload", blank=True, related_name="+")
    private_fields = frozenset({"reporter", "reporter_phone"})
    locked_with = (
        "place",
        "year__place",
        "project__department",
        "project__dossier",
        "assigned_to",
        "replied_by",
        "created_by",
    )

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["year", "state"]), models.Index(fields=["assigned_to", "state"])]

    def __str__(self) -> str:
        return f"问题 {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("finding", args=[self.pk])
