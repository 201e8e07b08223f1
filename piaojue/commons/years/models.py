"""年度: one region's year as a state machine (road.py), its gates' signatures and papers, and 四问."""

import re
from typing import TYPE_CHECKING

from django.db import models
from django.urls import reverse
from django.utils import timezone

from piaojue.commons.roles import Role, word_at
from piaojue.commons.values import ValueField
from piaojue.commons.words import localized
from piaojue.commons.writing import Line, Note, Prose
from piaojue.commons.years.asking import Fact, Verdict
from piaojue.commons.years.parameters import YearSettings
from piaojue.commons.years.road import RoadKind, Stage

if TYPE_CHECKING:
    from piaojue.commons.places.models import Place

ADDRESS = re.compile(r"https?://[\w./:?=&%#-]+", re.ASCII)


class PaperKind(models.TextChoices):
    ANNUAL_PLAN = "annual_plan", "年度工作（监督）计划"
    OPINIONS = "opinions", "实施意见"
    LEADING_GROUP_LIST = "leading_group_list", "领导小组名单"
    SOLICITATION_NOTICE = "solicitation_notice", "征集公告"
    GROUPING_REPORT = "grouping_report", "征集归并情况"
    LEGALITY_OPINION = "legality_opinion", "合法性审查意见"
    COMMENT_REPORT = "comment_report", "公开征求意见情况"
    FEEDBACK_NOTICE = "feedback_notice", "征集结果反馈公告"
    CONSULTATION_MINUTES = "consultation_minutes", "会商纪要"
    PARTY_MINUTES = "party_minutes", "党委审定纪要"
    COMMITTEE_REPORT = "committee_report", "候选项目形成情况审议报告"
    VOTE_RULES_DRAFT = "vote_rules_draft", "票决办法（草案）"
    SESSION_NOTICE = "session_notice", "会议通知与材料目录"
    GOVERNMENT_STATEMENT = "government_statement", "政府候选项目说明"
    VOTE_RULES = "vote_rules", "票决办法"
    COUNT_CERTIFICATE = "count_certificate", "计票报告单"
    RESULT_NOTICE = "result_notice", "票决结果公告"
    RECOMMENDATION = "recommendation", "票选推荐报告"
    TASK_BREAKDOWN = "task_breakdown", "任务分解表"
    COMPLETION_REPORT = "completion_report", "完成情况报告"
    EVALUATION_NOTICE = "evaluation_notice", "满意度测评结果公告"
    ANALYSIS_REPORT = "analysis_report", "项目分析报告"
    CHANGE_NOTICE = "change_notice", "项目调整公告"
    OTHER = "other", "其他材料"


class Standing(models.TextChoices):
    """Whether a year counts (docs/domain.md#void-years, #practice)."""

    REAL = "real", "正式"
    PRACTICE = "practice", "试运行"
    VOIDED = "voided", "已作废"


IN_PRACTICE = 10_000
"""What stands before a practice year's number in an address: /150102/12026/ is the practice beside /150102/2026/."""


class GoingOn(models.Manager["Year"]):
    """Years in which somebody works: in earnest or to practise. What was voided is none any more."""

    def get_queryset(self) -> models.QuerySet["Year"]:
        return super().get_queryset().exclude(standing=Standing.VOIDED)


class InEarnest(models.Manager["Year"]):
    """Years that count: all that is listed, counted, searched or given away comes from these alone."""

    def get_queryset(self) -> models.QuerySet["Year"]:
        return super().get_queryset().filter(standing=Standing.REAL)


def not_voided(at: str = "year") -> models.Q:
    """Rows of years that go on, and of no year: nothing of a voided one waits for anybody. at: the way to the year."""
    return ~models.Q(**{f"{at}__standing": Standing.VOIDED})


class Year(models.Model):
    """One region's year of livelihood projects.

    road:          congress (票决) or street (会商)
    settings:      local parameters
    standing:      whether it counts; why it was voided stands in void_reason
    sends:         a practice year whose people chose to send SMS in earnest
    every, objects, real: all rows; those that go on; those that count
    """

    noun = "年度"

    place = models.ForeignKey("places.Place", models.PROTECT, related_name="years")
    number = models.PositiveSmallIntegerField("年度")
    road = models.CharField("程序", max_length=10, choices=RoadKind)
    stage = models.CharField("阶段", max_length=14, choices=Stage, default=Stage.PLANNED)
    seats_to_fill = models.PositiveSmallIntegerField("应选项目数", default=10)
    solicit_until = models.DateField("征集截止", null=True, blank=True)
    settings = ValueField(YearSettings, "地方参数", default=dict, blank=True)
    standing = models.CharField("性质", max_length=10, choices=Standing, default=Standing.REAL)
    void_reason = Prose("作废理由", max_length=500, blank=True)
    sends = models.BooleanField("试运行中也发短信", default=False)
    version = models.PositiveIntegerField(default=1)
    every = models.Manager["Year"]()
    objects = GoingOn()
    real = InEarnest()
    private_fields: frozenset[str] = frozenset()
    logged_parts = ("passages",)
    locked_with = ("place",)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "number", "standing"],
                condition=~models.Q(standing=Standing.VOIDED),
                name="one_year_a_place",
            )
        ]
        ordering = ["-number", "place_id"]

    def __str__(self) -> str:
        marks = {Standing.PRACTICE: "（试运行）", Standing.VOIDED: "（已作废）"}
        return f"{self.place.name}{self.number}年度{marks.get(Standing(self.standing), '')}"

    @property
    def is_practice(self) -> bool:
        """试运行: everything as in earnest, and nothing counts."""
        return self.standing == Standing.PRACTICE

    def comes_before(self, other: "Year") -> bool:
        """Whether it is an earlier year of the same kind: nothing of a practice year goes on into one that counts."""
        return self.number < other.number and self.standing == other.standing

    @property
    def mark(self) -> str:
        """What stands in the title of each file of a practice year; empty in earnest."""
        return "（试运行，不作数）" if self.is_practice else ""

    @property
    def is_voided(self) -> bool:
        return self.standing == Standing.VOIDED

    @property
    def may_send(self) -> bool:
        """Whether its messages leave the house: always in earnest, in practice only where that was chosen."""
        return not self.is_practice or self.sends

    @property
    def in_address(self) -> int:
        """Its number as addresses have it: a practice year stands apart from the real one of the same number."""
        return self.number + IN_PRACTICE if self.is_practice else self.number

    def term(self, text: str) -> str:
        """A text of the interface in the local words: one province says 审议监督 where others say 票决 (投票决定 stays)."""
        return localized(str(text), self.settings.terms)

    def get_road_display(self) -> str:  # type: ignore[no-redef]  # Django leaves one that is there
        """The road in the local words."""
        return self.term(str(RoadKind(self.road).label))

    def get_stage_display(self) -> str:  # type: ignore[no-redef]
        """The stage in the local words."""
        return self.term(str(Stage(self.stage).label))

    @property
    def year(self) -> "Year":
        return self

    def get_absolute_url(self) -> str:
        """Its first page; of a voided one the page that says why."""
        return reverse("voided_year", args=[self.pk]) if self.is_voided else self.page("year")

    def page(self, name: str, *parts: object) -> str:
        """The address of one of this year's pages: `year.page("reading")`; `parts`: what stands behind place and number."""
        return reverse(name, args=[self.place_id, self.in_address, *parts])


class Signature(models.Model):
    """A signer's signature under one gate.

    bound: what was signed → its fingerprint (`years/binding.py`); empty in signatures from before that was kept
    """

    noun = "关口签署"

    year = models.ForeignKey(Year, models.PROTECT, related_name="signatures")
    gate = models.CharField("关口", max_length=30)
    role = models.CharField("签署角色", max_length=20, choices=Role)
    bound = models.JSONField("签署的内容", default=dict, blank=True)
    seat = models.ForeignKey("people.Seat", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    private_fields: frozenset[str] = frozenset()
    logged_each = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "gate", "role"], name="one_signature_a_role")]

    def get_role_display(self) -> str:  # type: ignore[no-redef]  # the stubs add one by themselves
        """What the role is called in its place."""
        return word_at(self)

    @property
    def place(self) -> "Place":
        return self.year.place


class Passage(models.Model):
    """A gate that was passed."""

    year = models.ForeignKey(Year, models.PROTECT, related_name="passages")
    gate = models.CharField(max_length=30)
    at = models.DateTimeField(auto_now_add=True)
    seat = models.ForeignKey("people.Seat", models.PROTECT, related_name="+")
    private_fields: frozenset[str] = frozenset()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "gate"], name="passed_once")]

    @property
    def place(self) -> "Place":
        return self.year.place


class Conclusion(models.TextChoices):
    """What a paper from outside concludes."""

    AGREED = "agreed", "同意"
    CHANGED = "changed", "修改后同意"
    REFUSED = "refused", "不同意"


class Paper(models.Model):
    """文书: a document of the year: typed here, generated, or an uploaded file.

    began_on:        of a paper that ends a statutory time: the day on which the time began (送审, 公布草案)
    shorter_because: why that time was shorter than usual
    """

    noun = "文书"

    year = models.ForeignKey(Year, models.PROTECT, related_name="papers")
    kind = models.CharField("类别", max_length=24, choices=PaperKind)
    title = Line("标题", max_length=120)
    doc_no = Line("文号", max_length=60, blank=True)
    issued_on = models.DateField("日期", null=True, blank=True)
    issuer = Line("发文机关", max_length=60, blank=True)
    conclusion = models.CharField("结论", max_length=10, choices=Conclusion, blank=True)
    began_on = models.DateField("起算日期", null=True, blank=True)
    shorter_because = Note("期限不足的理由", max_length=200, blank=True)
    body = Prose("正文", blank=True)
    upload = models.ForeignKey("evidence.Upload", models.PROTECT, null=True, blank=True, related_name="+")
    public = models.BooleanField("公开", default=False)
    seat = models.ForeignKey("people.Seat", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    private_fields: frozenset[str] = frozenset()
    logged_each = True

    class Meta:
        ordering = ["-at"]

    locked_with = ("year__place", "upload")

    def get_absolute_url(self) -> str:
        return reverse("paper", args=[self.pk])

    def __str__(self) -> str:
        return self.title

    def get_kind_display(self) -> str:  # type: ignore[no-redef]
        """The kind in the year's own words."""
        return self.year.term(str(PaperKind(self.kind).label))

    @property
    def lines(self) -> list[tuple[str, list[str]]]:
        """Its text line by line, each with the web addresses it names: on paper they are QR codes as well (docs/domain.md#signatures-on-paper)."""
        return [(line, ADDRESS.findall(line)) for line in self.body.splitlines() if line.strip()]

    @property
    def place(self) -> "Place":
        return self.year.place


class Checkpoint(models.Model):
    """四问: ① 上年底问计划 ② 年初问票决结果 ③ 年中问进展 ④ 年底问总结 — asked by the upper guidance group."""

    noun = "四问"

    year = models.ForeignKey(Year, models.PROTECT, related_name="checkpoints")
    ordinal = models.PositiveSmallIntegerField("第几问")
    title = Line("问题", max_length=60)
    questions = models.JSONField("要点", default=list)
    due = models.DateField("答复期限")
    private_fields: frozenset[str] = frozenset()
    logged_each = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "ordinal"], name="one_question_an_ordinal")]
        ordering = ["ordinal"]

    locked_with = ("year__place",)

    def get_absolute_url(self) -> str:
        return reverse("checkpoint", args=[self.pk])

    @property
    def place(self) -> "Place":
        return self.year.place


class Answer(models.Model):
    """A lower region's answer to one checkpoint.

    facts:   what the data said when it was written;  at: when the region wrote last
    verdict: what the guidance group thinks of it, with its reason; judged_by, judged_at: who and when
    follow_up, follow_up_due: what it asks for further, and until when; follow_up_reply: what the region said to that
    """

    noun = "四问答复"

    checkpoint = models.ForeignKey(Checkpoint, models.PROTECT, related_name="answers")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    text = Prose("答复")
    facts = ValueField(tuple[Fact, ...], "答复时的数据", default=list, blank=True)
    proofs = models.ManyToManyField("evidence.Upload", blank=True, related_name="+", verbose_name="佐证")
    seat = models.ForeignKey("people.Seat", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    verdict = models.CharField("评价", max_length=6, choices=Verdict, blank=True)
    judgement = Prose("评价意见", max_length=1000, blank=True)
    judged_by = models.ForeignKey("people.Seat", models.PROTECT, null=True, blank=True, related_name="+")
    judged_at = models.DateTimeField(null=True, blank=True)
    follow_up = Prose("追问", max_length=1000, blank=True)
    follow_up_due = models.DateField("追问期限", null=True, blank=True)
    follow_up_reply = Prose("追问的答复", max_length=2000, blank=True)
    private_fields: frozenset[str] = frozenset()
    logged_each = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["checkpoint", "place"], name="one_answer_a_place")]

    def get_absolute_url(self) -> str:
        return reverse("checkpoint", args=[self.checkpoint_id])

    @property
    def is_asked_further(self) -> bool:
        """Whether the region still owes an answer to what it was asked further."""
        return bool(self.follow_up) and not self.follow_up_reply
