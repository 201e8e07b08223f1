"""会议决定: what a body decided in one of its sittings, with who was there and how the vote went (docs/domain.md#decisions)."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.urls import reverse

from engines.law import Base, Matter, Organ
from piaojue.commons.decidable import DECIDABLE
from piaojue.commons.decisions.deciders import deciders
from piaojue.commons.moves import place_of
from piaojue.commons.things import Thing
from piaojue.commons.writing import Line, Note, Prose

if TYPE_CHECKING:
    from piaojue.commons.places.models import Place


def _words(values: Any) -> list[tuple[str, str]]:
    return [(value.value, str(value.label)) for value in values]


def matters() -> list[tuple[str, str]]:
    """What bodies decide on, with Chinese words; read when asked, so that a new matter needs no migration."""
    return _words(Matter)


def organs() -> list[tuple[str, str]]:
    return _words(Organ)


def bases() -> list[tuple[str, str]]:
    return _words(Base)


class Tabling(models.TextChoices):
    """How it came before the body."""

    MOTION = "motion", "议案"
    TOPIC = "topic", "议题"
    REPORT = "report", "报告"


class Way(models.TextChoices):
    """How it was voted on."""

    HANDS = "hands", "举手表决"
    FORM = "form", "表决票（表格）"
    BOX = "box", "票箱无记名投票"
    SEALED = "sealed", "加密票箱"
    CONSENT = "consent", "集体讨论，形成纪要"


class PaperForm(models.TextChoices):
    """What the body's paper is."""

    RESOLUTION = "resolution", "决议"
    DECISION = "decision", "决定"
    MINUTES = "minutes", "会议纪要"
    NOTICE = "notice", "公告"
    OPINION = "opinion", "审议意见"


class Decision(Thing):
    """One decision of one body: a vote on one thing, or on many that were on the same list.

    year:        whose year it is about; None: of no year
    organ, base: as the law has them for this matter in this place
    roll:        应到: members in office at that moment (人);  present: 实到, observers not counted
    needed:      the least number of ayes that passed; 0 where the body decides by its minutes
    quorum:      the least number that had to be there
    held:        where in a session: 预备会议, 第二次全体会议
    came:        seats that were ticked as present; of a large body none, its number was typed
    """

    noun = "会议决定"

    year = models.ForeignKey(  # type: ignore[assignment]  # a session's decision need not be of a year
        "years.Year", models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    sitting = models.ForeignKey("sittings.Sitting", models.PROTECT, related_name="decisions", verbose_name="会议")
    matter = models.CharField("事项", max_length=24, choices=matters)
    organ = models.CharField("机构", max_length=24, choices=organs)
    held = Line("会次", max_length=40, blank=True)
    tabled_as = models.CharField("提请方式", max_length=10, choices=Tabling, default=Tabling.TOPIC)
    tabled_by = models.ForeignKey(
        "people.Body", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="提请机构"
    )
    signers = models.ManyToManyField("people.Seat", blank=True, related_name="+", verbose_name="联名人")
    papers = models.ManyToManyField("evidence.Upload", blank=True, related_name="+", verbose_name="提请材料")
    came = models.ManyToManyField("people.Seat", blank=True, related_name="+", verbose_name="到会人员")
    roll = models.PositiveIntegerField("应到（人）")
    present = models.PositiveIntegerField("实到（人）")
    quorum = models.PositiveIntegerField("法定到会（人）")
    base = models.CharField("计算基数", max_length=10, choices=bases)
    needed = models.PositiveIntegerField("通过所需（票）", default=0)
    way = models.CharField("表决方式", max_length=10, choices=Way, default=Way.HANDS)
    form = models.CharField("文书", max_length=12, choices=PaperForm, default=PaperForm.DECISION)
    number = Line("文号", max_length=60, blank=True)
    title = Line("标题", max_length=120)
    text = Prose("决定内容", max_length=20_000)
    decided_on = models.DateField("决定日期")
    scans = models.ManyToManyField("evidence.Upload", blank=True, related_name="+", verbose_name="签字件")
    public = models.BooleanField("公开", default=False)
    logged_parts = ("items",)
    locked_with = ("place", "year__place", "sitting__body", "tabled_by", "created_by")

    class Meta:
        ordering = ["-decided_on", "-pk"]
        indexes = [models.Index(fields=["place", "matter"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("decision", args=[self.pk])

    @property
    def by_vote(self) -> bool:
        """Whether it was counted; a body that decides by its minutes is not."""
        return self.base != Base.NONE.value

    @property
    def passed(self) -> bool:
        """Whether anything in it passed."""
        return any(item.passed for item in self.items.all())

    def item_of(self, thing: models.Model) -> "DecisionItem | None":
        """What it says of one thing."""
        return self.items.filter(kind=thing._meta.label_lower, thing_id=thing.pk).first()

    def objections_to(self, matter: Matter, thing: models.Model) -> list[str]:
        """Why no act of this matter on this thing follows from it; none: one does (`commons.acting`)."""
        kept = Decision.objects.select_related("place").filter(pk=self.pk).first()
        if kept is None or kept.matter != matter.value:
            return [f"这项决定不是关于“{matter.label}”的，不能据此办理"]
        if place_of(thing).pk != kept.place_id:
            return ["这项决定是别处的机构作出的，不能据此办理"]
        if kept.organ not in {one.organ.value for one in deciders(matter, kept.place, kept.decided_on)}:
            return [f"{Organ(kept.organ).label}在这里无权决定“{matter.label}”"]
        item = kept.item_of(thing)
        if item is None or not item.passed:
            return ["这项决定没有通过这一项，不能据此办理" if item else "这项决定没有涉及这一项，不能据此办理"]
        carried_out = any(line.kind == item.kind and line.carry_out for line in DECIDABLE.get(matter, ()))
        if carried_out and getattr(self, "under_way", None) != (item.kind, item.thing_id):
            return ["这项决定在登记时已经办理过，不能再用一次"]
        return []


class DecisionItem(models.Model):
    """One thing that was put to the body.

    kind, thing_id: which: `shortlist.dossier`, its key
    title:          what it was called then
    ayes …:         votes; empty where the body decides by its minutes
    """

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField("次序")
    kind = models.CharField("类别", max_length=60)
    thing_id = models.PositiveBigIntegerField("对象")
    title = Line("名称", max_length=160)
    ayes = models.PositiveIntegerField("赞成", null=True, blank=True)
    noes = models.PositiveIntegerField("反对", null=True, blank=True)
    abstentions = models.PositiveIntegerField("弃权", null=True, blank=True)
    passed = models.BooleanField("通过")
    note = Note("意见", max_length=1000, blank=True)
    private_fields: frozenset[str] = frozenset()
    locked_with = ("decision__place", "decision__sitting__body")

    class Meta:
        ordering = ["order"]
        indexes = [models.Index(fields=["kind", "thing_id"])]
        constraints = [models.UniqueConstraint(fields=["decision", "kind", "thing_id"], name="decided_once_a_decision")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.decision.get_absolute_url()

    @property
    def place(self) -> "Place":
        return self.decision.place
