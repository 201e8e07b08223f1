"""问题: found, given to a unit, put right, judged by deputies and volunteers, closed by the congress office."""

from django.db import models
from django.urls import reverse

from piaojue.commons.things import Thing
from piaojue.commons.writing import Phone, Prose
from piaojue.stages.supervise.kinds import ActivityKind
from piaojue.stages.supervise.models.rating import Rating
from piaojue.stages.supervise.models.watching import Activity


class FindingState(models.TextChoices):
    """closed, fixed and confirmed are three states: answered is not yet closed; dismissed was never put right."""

    OPEN = "open", "待交办"
    ASSIGNED = "assigned", "已交办"
    ANSWERED = "answered", "已回执待核实"
    RETURNED = "returned", "退回重办"
    CLOSED = "closed", "已核实销号"
    DISMISSED = "dismissed", "不予交办"


ENDED = (FindingState.CLOSED, FindingState.DISMISSED)
"""Nobody has anything to do any more; only the first of them counts as 销号."""


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


class ClosedAs(models.TextChoices):
    """What the verification found."""

    FIXED = "fixed", "已整改到位"
    UNFOUNDED = "unfounded", "经核实不属实"


class Finding(Thing):
    """问题: found, assigned, answered with evidence, closed by someone other than the unit that executes.

    Three things the public sees apart: answered (replied_at), fixed according to the unit (fixed_at), verified on the
    spot by somebody else (closed_at).
    via:      how it was found; returned: times it was sent back
    rests_on: whose look at the mended thing the closing rests on; empty: the congress office looked itself
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
    rests_on = models.ForeignKey(
        "people.Seat", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="依据谁的核实意见"
    )
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

    @property
    def is_reported(self) -> bool:
        """Whether somebody sent it in from a project's page; it stays so when the account is closed and the name forgotten."""
        return self.reporter_id is not None or self.via == ActivityKind.SCAN

    @property
    def is_nameless(self) -> bool:
        """Whether it was sent in without an account: nobody knows whether thirty of them are thirty people."""
        return self.via == ActivityKind.SCAN and self.created_by_id is None

    def get_absolute_url(self) -> str:
        return reverse("finding", args=[self.pk])


class Assessment(Thing):
    """核实意见: what a deputy or volunteer who looked says of a reported mending. The congress office closes (代表法 31).

    turn: how often the finding had been sent back by then: an opinion is about one mending, not about the next one
    """

    noun = "核实意见"

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="assessments")
    agrees = models.BooleanField("同意销号")
    note = Prose("看到了什么", max_length=1000)
    rating = models.CharField("对办理的评价", max_length=12, choices=Rating, blank=True)
    turn = models.PositiveSmallIntegerField("第几次整改", default=0)
    locked_with = ("place", "year__place", "finding", "created_by")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["finding", "created_by", "turn"], name="one_assessment_a_mending")
        ]

    def __str__(self) -> str:
        return f"{self.created_by.person if self.created_by else ''}：{'同意销号' if self.agrees else '不同意销号'}"

    def get_absolute_url(self) -> str:
        return self.finding.get_absolute_url()
