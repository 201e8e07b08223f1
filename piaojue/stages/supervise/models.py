"""监督: activities, findings that somebody other than the executor closes, patrols, the public page of a project."""

from django.db import models

from piaojue.commons.things import Thing


class ActivityKind(models.TextChoices):
    """监督方式 (DOMAIN §5.6)."""

    THEMED = "themed", "专题视察"
    RESEARCH = "research", "重点调研"
    FOLLOW_UP = "follow_up", "跟踪监督"
    INQUIRY = "inquiry", "专题询问"
    REPORT = "report", "听取专项报告"
    PATROL = "patrol", "义务监督员巡查"
    ASK = "ask", "代表问进度"
    SCAN = "scan", "扫码反映"


class Activity(Thing):
    """One supervision activity on one project (or several projects of the year when project is empty)."""

    project = models.ForeignKey("deliver.Project", models.PROTECT, null=True, blank=True, related_name="activities")
    kind = models.CharField("方式", max_length=10, choices=ActivityKind)
    title = models.CharField("主题", max_length=80)
    held_on = models.DateField("日期")
    leader = models.ForeignKey("people.Seat", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="带队人")
    members = models.ManyToManyField("people.Seat", blank=True, related_name="+", verbose_name="参加人员")
    situation = models.TextField("现场情况", max_length=2000, blank=True)
    praise = models.TextField("肯定点", max_length=1000, blank=True)
    public = models.BooleanField("公开", default=True)
    photos = models.ManyToManyField("evidence.Upload", blank=True, related_name="+")

    class Meta:
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return self.title


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


class Finding(Thing):
    """问题: found, assigned, answered with evidence, closed by someone other than the unit that executes."""

    project = models.ForeignKey("deliver.Project", models.PROTECT, related_name="findings")
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="findings")
    state = models.CharField(max_length=10, choices=FindingState, default=FindingState.OPEN)
    severity = models.CharField("程度", max_length=8, choices=Severity, default=Severity.MINOR)
    text = models.TextField("问题", max_length=1000)
    reporter = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    reporter_phone = models.CharField(max_length=20, blank=True)
    assigned_to = models.ForeignKey("people.Body", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="交办单位")
    due = models.DateField("办理期限", null=True, blank=True)
    reply = models.TextField("办理回执", max_length=2000, blank=True)
    replied_by = models.ForeignKey("people.Seat", models.PROTECT, null=True, blank=True, related_name="+")
    replied_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey("people.Seat", models.PROTECT, null=True, blank=True, related_name="+")
    closing_note = models.TextField("核实意见", max_length=1000, blank=True)
    photos = models.ManyToManyField("evidence.Upload", blank=True, related_name="+")
    proofs = models.ManyToManyField("evidence.Upload", blank=True, related_name="+")
    private_fields = frozenset({"reporter", "reporter_phone"})

    class Meta:
        ordering = ["-pk"]
