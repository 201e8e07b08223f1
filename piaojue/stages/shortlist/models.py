"""初定与候选: screening with reasons and answers, then dossiers (项目材料) that become candidates (docs/domain.md#candidates)."""

from django.db import models
from django.urls import reverse

from piaojue.commons.things import Thing
from piaojue.commons.values import ValueField
from piaojue.commons.writing import Line, Note, Prose
from piaojue.stages.shortlist.criteria import APPRAISALS, HIGH_SCORE, NEGATIVE, POSITIVE
from piaojue.stages.shortlist.reasons import reason_codes
from piaojue.stages.shortlist.values import Concluded, Funding, Milestone
from piaojue.stages.suggest.public import Category


class Angle(models.TextChoices):
    """From which side a reviewer judges."""

    NECESSITY = "necessity", "必要性（部门）"
    FINANCE = "finance", "财政承受"
    LEGALITY = "legality", "合法性"
    REPRESENTATIVE = "representative", "两代表一委员"


class Screening(Thing):
    """One reviewer's judgement of one demand.

    scores:   {criterion of POSITIVE: 0–10}
    negative: keys of NEGATIVE that apply
    """

    noun = "评审意见"

    demand = models.ForeignKey("group.Demand", models.PROTECT, related_name="screenings")
    reviewer = models.ForeignKey("people.Seat", models.PROTECT, related_name="+")
    angle = models.CharField("角度", max_length=16, choices=Angle)
    scores = models.JSONField("正面清单评分", default=dict)
    negative = models.JSONField("负面清单命中", default=list)
    in_favour = models.BooleanField("建议列入")
    reason = Prose("理由", max_length=1000)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["demand", "reviewer"], name="one_judgement_a_reviewer")]

    @property
    def strengths(self) -> list[str]:
        """The positive criteria with a high score, in words."""
        return [POSITIVE[criterion] for criterion, score in self.scores.items() if score >= HIGH_SCORE]

    @property
    def hits(self) -> list[str]:
        """What of the negative list applies, in words."""
        return [NEGATIVE[key] for key in self.negative]


class Disposition(models.TextChoices):
    """去向 of a demand (docs/domain.md#dispositions)."""

    SHORTLISTED = "shortlisted", "采纳为初定项目"
    MERGED = "merged", "归并办理"
    TRANSFERRED = "transferred", "转部门（12345）办理"
    RESERVED = "reserved", "列入储备库"
    UNDER_WAY = "under_way", "已在实施"
    DECLINED = "declined", "不予采纳"


class Outcome(Thing):
    """The public outcome of one demand: disposition, reason code, written answer, signed by a person."""

    noun = "答复"

    demand = models.OneToOneField("group.Demand", models.PROTECT, related_name="outcome")
    disposition = models.CharField("去向", max_length=12, choices=Disposition)
    code = models.CharField("理由码", max_length=14, choices=reason_codes)
    answer = Prose("书面答复", max_length=2000)
    department = models.ForeignKey(
        "people.Body", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="答复单位"
    )
    answered_by = models.ForeignKey("people.Seat", models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(auto_now_add=True)
    locked_with = ("place", "year__place", "demand")

    class Meta:
        indexes = [models.Index(fields=["-answered_at", "-id"]), models.Index(fields=["year", "-answered_at", "-id"])]

    def get_absolute_url(self) -> str:
        return reverse("outcome", args=[self.pk])


class Wording(models.Model):
    """A place's own 答复模板 for one reason code; without one the built-in wording stands (wordings.py)."""

    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    code = models.CharField("理由码", max_length=14, choices=reason_codes)
    text = Prose("答复模板", max_length=1000)
    private_fields: frozenset[str] = frozenset()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "code"], name="one_wording")]

    def __str__(self) -> str:
        return f"答复模板：{self.get_code_display()}"


class AppealState(models.TextChoices):
    OPEN = "open", "复议中"
    UPHELD = "upheld", "维持原答复"
    GRANTED = "granted", "复议成立"


class Appeal(Thing):
    """申请复议: once a proposer and demand; decided by somebody else than who answered."""

    noun = "复议申请"

    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="appeals")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=AppealState, default=AppealState.OPEN)
    text = Prose("复议理由", max_length=1000)
    decision = Prose("复议决定", max_length=1000, blank=True)
    decided_by = models.ForeignKey("people.Seat", models.PROTECT, null=True, blank=True, related_name="+")
    private_fields = frozenset({"person"})
    locked_with = ("place", "year__place", "outcome__demand", "outcome__answered_by")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outcome", "person"], name="one_appeal")]


class DossierState(models.TextChoices):
    DRAFT = "draft", "编制中"
    APPRAISED = "appraised", "已论证"
    CLEARED = "cleared", "党委已审定"
    PROPOSED = "proposed", "政府已提请"
    REVIEWED = "reviewed", "已审议"
    CANDIDATE = "candidate", "正式候选"
    RESERVED = "reserved", "储备库"


class ProjectType(models.TextChoices):
    """项目形态: decides how progress is counted (docs/domain.md#project-types)."""

    WORKS = "works", "工程建设"
    PURCHASE = "purchase", "设备购置安装"
    SERVICE = "service", "服务人次"
    SUBSIDY = "subsidy", "补贴发放"
    EVENT = "event", "活动"
    POLICY = "policy", "政策"
    MANY_SITE = "many_site", "多点布设"


class Dossier(Thing):
    """项目材料: one candidate's sheet. Editing makes a new Version; candidates are frozen.

    *_yuan:    元, of which upkeep_yuan a year
    funding:   adds up to total_yuan
    appraisal: {key of APPRAISALS: conclusion};  concluded: {key: who wrote it}, of those written since that is kept
    """

    noun = "项目材料"

    state = models.CharField(max_length=10, choices=DossierState, default=DossierState.DRAFT)
    no = models.PositiveSmallIntegerField("序号", null=True, blank=True)
    title = Line("项目名称", max_length=60)
    category = models.CharField("所属领域", max_length=12, choices=Category, default=Category.OTHER)
    type = models.CharField("项目形态", max_length=10, choices=ProjectType, default=ProjectType.WORKS)
    purpose = Prose("建设目的", max_length=1000)
    scope = Prose("建设内容与规模", max_length=2000)
    target_count = models.PositiveIntegerField("量化目标数", null=True, blank=True)
    target_unit = models.CharField("目标单位", max_length=10, blank=True)
    total_yuan = models.PositiveBigIntegerField("总投资（元）", null=True, blank=True)
    year_yuan = models.PositiveBigIntegerField("年度投资（元）", null=True, blank=True)
    funding = ValueField(tuple[Funding, ...], "资金来源", default=list, blank=True)
    beneficiaries = models.PositiveIntegerField("受益人数（人）", null=True, blank=True)
    reach = Line("受益范围", max_length=200, blank=True)
    spot = models.ForeignKey("places.Place", models.PROTECT, related_name="+", verbose_name="选址所在地")
    site = Line("选址", max_length=200, blank=True)
    land_status = Note("用地情况", max_length=200, blank=True)
    due = models.DateField("完成时间", null=True, blank=True)
    cross_year = models.BooleanField("跨年项目", default=False)
    year_goal = Note("年度目标", max_length=200, blank=True)
    milestones = ValueField(tuple[Milestone, ...], "时间节点", default=list, blank=True)
    department = models.ForeignKey(
        "people.Body", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任单位"
    )
    co_departments = Line("配合单位", max_length=200, blank=True)
    leader = Line("责任人", max_length=60, blank=True)
    overseer = Line("分管领导", max_length=60, blank=True)
    upkeep = Note("建后管护", max_length=200, blank=True)
    upkeep_yuan = models.PositiveBigIntegerField("每年管护经费（元）", null=True, blank=True)
    previous = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="continued_by", verbose_name="往年关联项目"
    )
    gov_note = Prose("政府推荐意见", max_length=1000, blank=True)
    appraisal = models.JSONField("论证结论", default=dict, blank=True)
    concluded = ValueField(dict[str, Concluded], "论证结论的出具单位", default=dict, blank=True)
    clearance_no = Line("党委审定文号", max_length=60, blank=True)
    review_note = Prose("审议意见", max_length=1000, blank=True)
    demands = models.ManyToManyField("group.Demand", related_name="dossiers", blank=True)
    photos = models.ManyToManyField("evidence.Upload", blank=True, related_name="+")
    files = models.ManyToManyField("evidence.Upload", blank=True, related_name="+", verbose_name="附件")
    logged_parts = ("versions",)
    locked_with = ("place", "year__place", "spot", "department")

    class Meta:
        ordering = ["no", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("dossier", args=[self.pk])

    @property
    def conclusions(self) -> list[tuple[str, str]]:
        """(what was appraised, the conclusion), in the order of APPRAISALS; empty where there is none yet."""
        written = self.appraisal or {}
        return [(label, written.get(key, "")) for key, label in APPRAISALS.items()]

    @property
    def appraised_by(self) -> list[tuple[str, str, Concluded | None]]:
        """(what was appraised, the conclusion, who wrote it where that is known)."""
        texts = dict(self.conclusions)
        return [(label, texts[label], self.concluded.get(key)) for key, label in APPRAISALS.items()]


class PastProject(Thing):
    """历年项目: what was done in a year before this system, as the office has it in its tables, so that nothing is done twice.

    number:   the year
    lng, lat: degrees; empty: nobody knows where exactly
    result:   what became of it, in the office's words
    """

    noun = "历年项目"

    year = None  # type: ignore[assignment]  # its year was never led here
    number = models.PositiveSmallIntegerField("年度")
    title = Line("项目名称", max_length=60)
    category = models.CharField("所属领域", max_length=12, choices=Category, blank=True)
    spot = models.ForeignKey("places.Place", models.PROTECT, related_name="+", verbose_name="所在地")
    site = Line("具体位置", max_length=200, blank=True)
    lng = models.FloatField("经度", null=True, blank=True)
    lat = models.FloatField("纬度", null=True, blank=True)
    total_yuan = models.PositiveBigIntegerField("总投资（元）", null=True, blank=True)
    department = Line("责任单位", max_length=60, blank=True)
    result = Note("完成情况", max_length=200, blank=True)
    locked_with = ("place", "spot", "created_by")

    class Meta:
        ordering = ["-number", "title", "pk"]
        constraints = [models.UniqueConstraint(fields=["place", "number", "title"], name="one_past_project")]

    def __str__(self) -> str:
        return f"{self.number} 年度“{self.title}”"


class Version(models.Model):
    """One kept state of a dossier: what deputies decided on stays as they saw it.

    content: the columns as text, as the log keeps them; funding, milestones and appraisal as JSON; the files' names
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("版本")
    content = models.JSONField("内容")
    note = Note("修改说明", max_length=200, blank=True)
    seat = models.ForeignKey("people.Seat", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    frozen = models.BooleanField("送阅版本", default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "number"], name="version_number_once")]
        ordering = ["-number"]
