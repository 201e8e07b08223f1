"""公布与实施: adopted items become projects with a versioned baseline, reports, money, problems, slips and changes."""

from typing import TYPE_CHECKING

from django.db import models
from django.urls import reverse
from django.utils import timezone

from piaojue.commons.things import Thing
from piaojue.commons.values import ValueField
from piaojue.commons.writing import Line, Note, Prose
from piaojue.stages.deliver.models_lamps import LampRuling as LampRuling
from piaojue.stages.deliver.models_lamps import RulingState as RulingState
from piaojue.stages.deliver.models_lamps import Side as Side
from piaojue.stages.deliver.models_looks import PhotoLook as PhotoLook
from piaojue.stages.deliver.models_sites import Site as Site
from piaojue.stages.deliver.models_sites import SiteState as SiteState
from piaojue.stages.deliver.values import EarlierReport, Milestone, Proposal, ReusedPhoto
from piaojue.stages.shortlist.public import ProjectType
from piaojue.stages.suggest.public import Category

if TYPE_CHECKING:
    from piaojue.commons.places.models import Place
    from piaojue.commons.years.models import Year


class ProjectState(models.TextChoices):
    ADOPTED = "adopted", "待分解"
    ASSIGNED = "assigned", "已分解"
    RUNNING = "running", "实施中"
    DONE = "done", "完工待验收"
    COMPLETED = "completed", "完成"
    MOSTLY = "mostly", "基本完成"
    UNFINISHED = "unfinished", "未完成"
    CARRIED = "carried", "跨年结转"
    TERMINATED = "terminated", "终止"


class Lamp(models.TextChoices):
    GREEN = "green", "绿灯"
    YELLOW = "yellow", "黄灯"
    RED = "red", "红灯"


COUNTED: set[str] = {
    ProjectType.PURCHASE,
    ProjectType.SERVICE,
    ProjectType.SUBSIDY,
    ProjectType.EVENT,
    ProjectType.MANY_SITE,
}
"""项目形态 whose progress is done / target when a target number was voted on; the others report 形象进度 in %."""
UNITS: dict[str, str] = {
    ProjectType.PURCHASE: "台",
    ProjectType.SERVICE: "人次",
    ProjectType.SUBSIDY: "户",
    ProjectType.EVENT: "场",
    ProjectType.MANY_SITE: "处",
}
"""Units by type, where the goal names none."""
ALIVE = (ProjectState.ASSIGNED, ProjectState.RUNNING, ProjectState.DONE)
"""States in which lamps burn and reports are due."""
BURNING = models.Q(state__in=ALIVE) | models.Q(
    state=ProjectState.CARRIED, next_due__isnull=False, settled_on__isnull=True
)
"""Projects whose lamps are judged: those under way, and those carried over that are not settled."""
ACCEPTED = (ProjectState.COMPLETED, ProjectState.MOSTLY, ProjectState.UNFINISHED, ProjectState.CARRIED)
"""States of acceptance at year's end."""


class Project(Thing):
    """民生实事项目: an adopted (or, in a 街道, confirmed) item under way.

    code:      short code in the QR address
    lamp:      the lamp shown, with its reason: `rule_lamp` (engines.pacing), or `hand_lamp` while one is set by hand
    hand_until: the last day of the lamp set by hand; hand_by: who set it: the other side does not lift it
    shade, congress_shade: orange or blue, where a side's rule has five colours: orange counts as yellow, blue as green
    congress_lamp: the congress's own, by its own rule, or as its office set it by hand; the government does not touch it
    progress:  share of the year's target, %; paid_yuan: 元, cumulative; both of the latest report
    starts_on: planned start; begun_on: month of the first report with progress
    replaces:  the terminated project in whose place this one came
    next_due:  of one carried over: by which day its next goal is reached; settled_on, settlement: when and how it was
    """

    noun = "项目"

    state = models.CharField(max_length=10, choices=ProjectState, default=ProjectState.ADOPTED)
    no = models.PositiveSmallIntegerField("序号")
    code = models.CharField("项目码", max_length=10, unique=True)
    title = Line("项目名称", max_length=60)
    category = models.CharField("所属领域", max_length=12, choices=Category, default=Category.OTHER)
    type = models.CharField("项目形态", max_length=10, choices=ProjectType)
    dossier = models.OneToOneField("shortlist.Dossier", models.PROTECT, related_name="project")
    department = models.ForeignKey(
        "people.Body", models.PROTECT, null=True, related_name="projects", verbose_name="责任单位"
    )
    co_departments = Line("配合单位", max_length=200, blank=True)
    leader = Line("责任人", max_length=60, blank=True)
    spot = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    starts_on = models.DateField("计划开工", null=True, blank=True)
    begun_on = models.DateField("实际开工", null=True, blank=True)
    lamp = models.CharField("亮灯", max_length=6, choices=Lamp, default=Lamp.GREEN)
    lamp_reason = models.CharField("亮灯理由", max_length=300, blank=True)
    progress = models.PositiveSmallIntegerField("进度（%）", default=0)
    paid_yuan = models.PositiveBigIntegerField("累计支付（元）", default=0)
    rule_lamp = models.CharField("按规则亮灯", max_length=6, choices=Lamp, default=Lamp.GREEN)
    rule_reason = models.CharField("规则理由", max_length=300, blank=True)
    hand_lamp = models.CharField("人工调整亮灯", max_length=6, choices=Lamp, blank=True)
    hand_reason = Note("人工调整理由", max_length=200, blank=True)
    hand_until = models.DateField("人工调整到", null=True, blank=True)
    hand_by = models.ForeignKey(
        "people.Seat", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="谁人工调整"
    )
    congress_lamp = models.CharField("人大的灯", max_length=6, choices=Lamp, default=Lamp.GREEN)
    congress_reason = models.CharField("人大亮灯理由", max_length=300, blank=True)
    shade = models.CharField("五色", max_length=6, blank=True)
    congress_shade = models.CharField("人大的五色", max_length=6, blank=True)
    acceptance = Prose("验收意见", max_length=1000, blank=True)
    next_goal = Note("下年目标", max_length=200, blank=True)
    next_due = models.DateField("下年目标的期限", null=True, blank=True)
    settled_on = models.DateField("结转了结日期", null=True, blank=True)
    settlement = Prose("结转了结情况", max_length=1000, blank=True)
    accepted_on = models.DateField("验收日期", null=True, blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    locked_with = ("place", "year__place", "department", "dossier")
    logged_parts = ("baselines", "tasks")

    class Meta:
        ordering = ["no", "pk"]
        indexes = [models.Index(fields=["year", "state"]), models.Index(fields=["year", "lamp"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("project", args=[self.code])

    @property
    def shown_lamp(self) -> str:
        """The colour on the page: one of five where the rule has them, else of three."""
        return self.shade or self.lamp

    @property
    def shown_congress_lamp(self) -> str:
        return self.congress_shade or self.congress_lamp

    @property
    def burns(self) -> bool:
        """Whether its lamp is shown: work is under way, in this year or carried over from an earlier one."""
        return self.state in ALIVE or self.runs_on

    @property
    def runs_on(self) -> bool:
        """Carried over with a day, and not settled yet (docs/domain.md#carry-over)."""
        return self.state == ProjectState.CARRIED and self.next_due is not None and self.settled_on is None

    @property
    def lamps_differ(self) -> bool:
        """Whether the two sides see it in another light."""
        return self.burns and self.lamp != self.congress_lamp

    @property
    def rulers(self) -> list[tuple[Side, LampRuling | None]]:
        """By which rule each side judges today."""
        today = timezone.localdate()
        return [(side, LampRuling.on(self.year, side, today)) for side in Side]

    @property
    def baseline(self) -> "Baseline":
        """The present goal; every announced project has one."""
        return self.baselines.latest("number")

    @property
    def work_url(self) -> str:
        """The page of those who carry it out and watch over it."""
        return reverse("work", args=[self.pk])


class Baseline(models.Model):
    """目标基线, versioned: version 1 is what was voted on; later ones come from approved changes.

    plan: as it was broken down for this version; empty: not yet · money in 元
    seen: the frozen version of the dossier that was voted on (version 1 only)
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="baselines")
    number = models.PositiveSmallIntegerField("版本")
    scope = Prose("内容与规模")
    target_count = models.PositiveIntegerField("目标数", null=True)
    target_unit = models.CharField("单位", max_length=10, blank=True)
    year_yuan = models.PositiveBigIntegerField("年度投资（元）", default=0)
    due = models.DateField("完成时间", null=True)
    plan = ValueField(tuple[Milestone, ...], "月度计划", default=list)
    reason = Note("依据", max_length=200)
    seen = models.ForeignKey("shortlist.Version", models.PROTECT, null=True, blank=True, related_name="+")
    change = models.OneToOneField("Change", models.PROTECT, null=True, blank=True, related_name="baseline")
    at = models.DateTimeField(auto_now_add=True)

    private_fields: frozenset[str] = frozenset()
    locked_with = ("project__place", "project__year__place", "project__dossier")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="baseline_number_once")]
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.project}：目标基线第 {self.number} 版"

    def get_absolute_url(self) -> str:
        """The project's page, where the three columns stand."""
        return self.project.get_absolute_url()

    @property
    def place(self) -> "Place":
        return self.project.place

    @property
    def year(self) -> "Year":
        return self.project.year

    @property
    def goal(self) -> str:
        """E.g. 「20 部」; empty where nothing is counted."""
        return f"{self.target_count:,} {self.target_unit}" if self.target_count else ""


class Task(Thing):
    """任务: one milestone of the breakdown. The plan curve runs through the milestones with a share.

    share: cumulative % of the year's target planned for `due`
    """

    noun = "任务节点"

    project = models.ForeignKey(Project, models.PROTECT, related_name="tasks")
    title = Line("任务", max_length=120)
    unit = models.ForeignKey(
        "people.Body", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承办单位"
    )
    due = models.DateField("完成期限")
    share = models.PositiveSmallIntegerField("累计计划（%）")
    done_on = models.DateField("完成日期", null=True, blank=True)
    logged_each = False  # made and watched with its project

    class Meta:
        ordering = ["due", "share", "pk"]

    def __str__(self) -> str:
        return self.title


class Report(Thing):
    """进度报告: one project, one month (docs/domain.md#reports). `done_count` for counted projects, `percent` for works.

    arrived_yuan: money that has reached the unit, 元, cumulative; None where it was not said
    planned: what the plan asked for at the month's end, %; reused: photos seen before
    earlier: what it said before it was reported anew, oldest first; public
    """

    noun = "进度报告"

    project = models.ForeignKey(Project, models.PROTECT, related_name="reports")
    month = models.CharField("期次", max_length=7)
    percent = models.PositiveSmallIntegerField("形象进度（%）")
    done_count = models.PositiveIntegerField("累计完成数", null=True, blank=True)
    arrived_yuan = models.PositiveBigIntegerField("累计到位（元）", null=True, blank=True)
    paid_yuan = models.PositiveBigIntegerField("累计支付（元）", default=0)
    text = Prose("进展", max_length=2000)
    problem = Prose("存在问题", max_length=1000, blank=True)
    next_step = Prose("下步安排", max_length=1000, blank=True)
    lamp = models.CharField(max_length=6, choices=Lamp)
    lamp_reason = models.CharField(max_length=300, blank=True)
    planned = models.PositiveSmallIntegerField("计划进度（%）", default=0)
    reused = ValueField(tuple[ReusedPhoto, ...], "重复照片", default=list, blank=True)
    earlier = ValueField(tuple[EarlierReport, ...], "更正前", default=list, blank=True)
    photos = models.ManyToManyField("evidence.Upload", blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "month"], name="one_report_a_month")]
        ordering = ["-month"]


class ProblemState(models.TextChoices):
    RAISED = "raised", "待协调"
    DECIDED = "decided", "已决定"
    SOLVED = "solved", "已解决"


class Problem(Thing):
    """难题: raised to the leading group, which decides (docs/domain.md#problems).

    owner, due: who carries the decision out, by which day; proofs: what shows that it was done
    decided_on: the day of the decision; empty where it was made before the day was kept
    entered_by: the office that copied the decision from signed minutes; empty: whoever decided entered it
    minutes_no, minutes: which minutes those are, and their scan
    """

    noun = "难题"

    project = models.ForeignKey(Project, models.PROTECT, related_name="problems")
    state = models.CharField(max_length=10, choices=ProblemState, default=ProblemState.RAISED)
    text = Prose("难题", max_length=1000)
    decision = Prose("协调决定", max_length=1000, blank=True)
    decided_by = models.ForeignKey("people.Seat", models.PROTECT, null=True, blank=True, related_name="+")
    owner = models.ForeignKey(
        "people.Body", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承办单位"
    )
    due = models.DateField("完成期限", null=True, blank=True)
    decided_on = models.DateField("决定日期", null=True, blank=True)
    entered_by = models.ForeignKey("people.Seat", models.PROTECT, null=True, blank=True, related_name="+")
    minutes_no = Line("会议纪要", max_length=120, blank=True)
    minutes = models.ManyToManyField("evidence.Upload", blank=True, related_name="+", verbose_name="签字的纪要")
    solution = Prose("解决情况", max_length=1000, blank=True)
    proofs = models.ManyToManyField("evidence.Upload", blank=True, related_name="+")
    locked_with = ("place", "year__place", "project__department", "project__dossier")

    class Meta:
        ordering = ["-pk"]


class Talk(Thing):
    """约谈: somebody in charge was called in because of a project's lamps (docs/domain.md#lamp-escalation).

    who: who was called in, or called the unit in, as the place's ladder has it;  why: the sentence that asked for it
    due: by when the unit does what was asked; empty where the talk was held before such days were kept
    answer, answered_on: what the unit says it has done, and when it said so
    """

    noun = "约谈"

    project = models.ForeignKey(Project, models.PROTECT, related_name="talks")
    who = Line("约谈人", max_length=60)
    why = models.CharField("缘由", max_length=200)
    held_on = models.DateField("约谈日期")
    agreed = Prose("约谈要求", max_length=1000)
    due = models.DateField("完成期限", null=True, blank=True)
    answer = Prose("落实情况", max_length=1000, blank=True)
    answered_on = models.DateField("报告日期", null=True, blank=True)

    class Meta:
        ordering = ["-held_on", "-pk"]

    @property
    def is_open(self) -> bool:
        """Whether the unit still owes an answer."""
        return self.due is not None and self.answered_on is None


class Slip(Thing):
    """节点微调: government moves a milestone within the approved goal; published, needs no approval of the congress."""

    noun = "节点微调"

    project = models.ForeignKey(Project, models.PROTECT, related_name="slips")
    milestone = Line("节点", max_length=120)
    old = models.CharField("原时间", max_length=20)
    new = models.CharField("新时间", max_length=20)
    reason = Prose("原因", max_length=500)

    class Meta:
        ordering = ["-pk"]


class ChangeKind(models.TextChoices):
    SCOPE = "scope", "内容规模"
    SITE = "site", "选址"
    FUNDS = "funds", "资金"
    DUE = "due", "工期"
    DEPARTMENT = "department", "责任单位"
    TERMINATE = "terminate", "终止"
    REPLACE = "replace", "替换"


class ChangeState(models.TextChoices):
    REQUESTED = "requested", "已申请"
    APPROVED = "approved", "已批准"
    REJECTED = "rejected", "未批准"


class Change(Thing):
    """实质变更: the congress body (常委会/主席团) must approve; then a new baseline (docs/domain.md#change).

    proposed:    what the new baseline shall say
    budget_note: why the finance office finds that the change of money is no budget adjustment (预算法 67); empty: not said
    """

    noun = "实质变更"

    project = models.ForeignKey(Project, models.PROTECT, related_name="changes")
    state = models.CharField(max_length=10, choices=ChangeState, default=ChangeState.REQUESTED)
    kind = models.CharField("变更类型", max_length=10, choices=ChangeKind)
    old = Prose("原内容", max_length=1000)
    new = Prose("新内容", max_length=1000)
    proposed = ValueField(Proposal, "新基线", default=dict, blank=True)
    reason = Prose("理由", max_length=1000)
    affected = models.PositiveIntegerField("影响受益人数（人）", null=True, blank=True)
    decision_no = Line("决定文号", max_length=60, blank=True)
    decision = Prose("决定", max_length=1000, blank=True)
    decided_by = models.ForeignKey("people.Seat", models.PROTECT, null=True, blank=True, related_name="+")
    budget_note = Note("不属于预算调整的理由", max_length=300, blank=True)
    budget_noted_by = models.ForeignKey("people.Seat", models.PROTECT, null=True, blank=True, related_name="+")
    locked_with = ("place", "year__place", "project__department", "project__dossier")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.project}：{self.get_kind_display()}变更"

    def get_absolute_url(self) -> str:
        return reverse("change", args=[self.pk])
