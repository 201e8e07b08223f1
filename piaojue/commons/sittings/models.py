"""会议: sessions and meetings of bodies, their agenda, who is present, what was minuted."""

from typing import TYPE_CHECKING

from django.db import models
from django.urls import reverse

from piaojue.commons.writing import Line, Prose

if TYPE_CHECKING:
    from piaojue.commons.places.models import Place


class SittingKind(models.TextChoices):
    SESSION = "session", "人民代表大会会议"
    STANDING = "standing", "常委会会议"
    CHAIRS = "chairs", "主任会议"
    PRESIDIUM = "presidium", "主席团会议"
    STREET = "street", "街道人大工委会议"
    COUNCIL = "council", "议事会会议"
    GOVERNMENT = "government", "政府常务会议"
    PARTY = "party", "党委（党工委）会议"
    LEADING = "leading", "领导小组会议"
    JOINT = "joint", "人大政府会商会"

    def called_in(self, place: "Place") -> str:
        """What it is called there: from the county up a government has a 常务会议 (地方组织法 78 条)."""
        small = self is SittingKind.GOVERNMENT and (place.is_township or place.is_subdistrict)
        return SMALL_GOVERNMENT if small else str(self.label)


SMALL_GOVERNMENT = "政府办公会议"


class SittingState(models.TextChoices):
    CALLED = "called", "已通知"
    OPEN = "open", "开会中"
    CLOSED = "closed", "已闭会"


class Sitting(models.Model):
    """One meeting of one body. A session may carry last year's evaluation and this year's vote.

    term:          the term whose congress meets
    roll, present: 应到, 实到 (人) as they were when the sitting opened, and when it closed; empty: not open yet
    """

    noun = "会议"

    place = models.ForeignKey("places.Place", models.PROTECT, related_name="sittings")
    body = models.ForeignKey("people.Body", models.PROTECT, related_name="sittings")
    kind = models.CharField("类别", max_length=12, choices=SittingKind)
    name = Line("会议名称", max_length=120)
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")
    venue = Line("地点", max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=SittingState, default=SittingState.CALLED)
    minutes = Prose("纪要", blank=True)
    term = models.ForeignKey(
        "people.Term", models.PROTECT, null=True, blank=True, related_name="sittings", verbose_name="届"
    )
    roll = models.PositiveIntegerField("应到（人）", null=True, blank=True)
    present = models.PositiveIntegerField("实到（人）", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    private_fields: frozenset[str] = frozenset()
    logged_parts = ("agenda",)
    logged_each = True

    class Meta:
        ordering = ["-starts_on", "-pk"]

    locked_with = ("place", "body", "term")

    def get_absolute_url(self) -> str:
        return reverse("sitting", args=[self.pk])

    def __str__(self) -> str:
        return self.name

    @property
    def kind_word(self) -> str:
        """What such a meeting is called in its place."""
        return SittingKind(self.kind).called_in(self.place)


class AgendaItem(models.Model):
    """议程: one item with the minutes of time given to it."""

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="agenda")
    order = models.PositiveSmallIntegerField("次序")
    title = Line("议程", max_length=120)
    starts_at = models.DateTimeField("开始", null=True, blank=True)
    minutes = models.PositiveSmallIntegerField("时长（分钟）", default=30)
    note = Prose("说明", blank=True)
    private_fields: frozenset[str] = frozenset()

    locked_with = ("sitting__place", "sitting__body")

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The sitting's page, where the agenda stands."""
        return self.sitting.get_absolute_url()

    @property
    def place(self) -> "Place":
        return self.sitting.place


class Attendance(models.Model):
    """签到: that a seat is present. Nothing here knows of slips or ballots."""

    noun = "签到"

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="attendances")
    seat = models.ForeignKey("people.Seat", models.PROTECT, related_name="+")
    private_fields: frozenset[str] = frozenset()
    logged_each = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sitting", "seat"], name="checked_in_once")]

    @property
    def place(self) -> "Place":
        return self.sitting.place
