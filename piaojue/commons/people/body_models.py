"""机构: bodies of a place and what becomes of them. They are imported from `people.models`, as all models are."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models

from piaojue.commons.writing import Line

if TYPE_CHECKING:
    from piaojue.commons.places.models import Place


class BodyKind(models.TextChoices):
    CONGRESS = "congress", "人民代表大会"
    STANDING_COMMITTEE = "standing_committee", "人大常委会"
    PRESIDIUM = "presidium", "主席团"
    STREET_COMMITTEE = "street_committee", "街道人大工委"
    GUIDANCE_GROUP = "guidance_group", "指导组"
    DELEGATION = "delegation", "代表团"
    DEPUTY_GROUP = "deputy_group", "代表小组"
    DEPUTY_HOME = "deputy_home", "代表之家（联络站）"
    GOVERNMENT = "government", "人民政府"
    DEPARTMENT = "department", "承办部门"
    LEADING_GROUP = "leading_group", "专项工作领导小组"
    COUNCIL = "council", "议事会"
    TELLERS = "tellers", "监票计票组"
    SECRETARIAT = "secretariat", "大会秘书处"
    VOLUNTEERS = "volunteers", "群众义务监督员队伍"
    EVALUATOR = "evaluator", "第三方评估机构"
    RESIDENTS = "residents", "居民"
    OPERATIONS = "operations", "系统运维"


class BodyQuerySet(models.QuerySet["Body"]):
    """Bodies, as they stand."""

    def standing(self) -> "BodyQuerySet":
        """Those that have not been merged, split or dissolved."""
        return self.filter(ends=None)


class Body(models.Model):
    """机构: 人大、常委会、政府、部门、代表团 … of one place. `term_no` is 届次 for congresses.

    ends: when it was merged, split or dissolved; empty: it stands. Its successors stand in the event
    """

    noun = "机构"

    place = models.ForeignKey("places.Place", models.PROTECT, related_name="bodies")
    kind = models.CharField("类别", max_length=20, choices=BodyKind)
    name = Line("名称", max_length=80)
    term_no = models.PositiveSmallIntegerField("届次", null=True, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    ends = models.DateTimeField("撤并时间", null=True, blank=True)
    objects = BodyQuerySet.as_manager()
    private_fields: frozenset[str] = frozenset()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "kind", "name"], name="body_once_a_place")]
        ordering = ["place_id", "kind", "name"]

    def __str__(self) -> str:
        return self.name

    def name_on(self, day: date) -> str:
        """What it was called on a day: things of that time are printed with the name of that time."""
        later = self.events.filter(kind=EventKind.RENAMED, on__gt=day).order_by("on", "pk").first()
        return later.old_name if later else self.name


class EventKind(models.TextChoices):
    RENAMED = "renamed", "更名"
    MERGED = "merged", "合并"
    SPLIT = "split", "分设"
    DISSOLVED = "dissolved", "撤销"


class BodyEvent(models.Model):
    """机构变动: what became of a body, on which day. successors: who took over what it had to do; none of a renaming."""

    noun = "机构变动"

    body = models.ForeignKey(Body, models.PROTECT, related_name="events", verbose_name="机构")
    kind = models.CharField("变动", max_length=10, choices=EventKind)
    on = models.DateField("日期")
    old_name = models.CharField("原名称", max_length=80)
    successors = models.ManyToManyField(Body, related_name="origins", verbose_name="承接机构")
    evidence = models.CharField("依据", max_length=200, blank=True)
    private_fields: frozenset[str] = frozenset()
    logged_each = True

    class Meta:
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.old_name}{self.get_kind_display()}"

    @property
    def place(self) -> "Place":
        return self.body.place


def spoken_for(body: int) -> frozenset[int]:
    """Keys of a body and of all that it has succeeded, however long ago."""
    found, new = {body}, {body}
    while new:
        new = set(BodyEvent.objects.filter(successors__in=new).values_list("body_id", flat=True)) - found
        found |= new
    return frozenset(found)


def heirs_of(body: int) -> frozenset[int]:
    """Keys of a body and of all that succeeded it: their officers hear what is told to it."""
    found, new = {body}, {body}
    while new:
        new = set(Body.objects.filter(origins__body__in=new).values_list("pk", flat=True)) - found
        found |= new
    return frozenset(found)
