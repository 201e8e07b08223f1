"""归并: suggestions become one demand (诉求). Originals stay untouched; links are rows that can be undone."""

from django.db import models
from django.urls import reverse

from piaojue.commons.things import Thing
from piaojue.commons.values import ValueField
from piaojue.commons.writing import Line, Note, Prose
from piaojue.stages.group.values import Moved
from piaojue.stages.suggest.public import Category


class DemandState(models.TextChoices):
    OPEN = "open", "待初定"
    MERGED = "merged", "已并入"
    SHORTLISTED = "shortlisted", "已初定"
    ANSWERED = "answered", "已答复"
    DISSOLVED = "dissolved", "已拆散"


GONE = (DemandState.MERGED, DemandState.DISSOLVED)
"""No demand by themselves any more: not listed, not counted."""


class Demand(Thing):
    """诉求: what several people ask for, said once."""

    noun = "诉求"

    state = models.CharField(max_length=12, choices=DemandState, default=DemandState.OPEN)
    title = Line("诉求", max_length=60)
    summary = Prose("概述", max_length=1000, blank=True)
    category = models.CharField("所属领域", max_length=12, choices=Category, default=Category.OTHER)
    spot = models.ForeignKey("places.Place", models.PROTECT, related_name="+", verbose_name="所在地")
    department = models.ForeignKey(
        "people.Body", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="建议承办部门"
    )
    voices = models.PositiveIntegerField("提出与附议（人）", default=0)

    logged_parts = ("absorbed_into",)
    logged_keys = {"joined": "归入的建议", "seconded": "附议"}

    class Meta:
        ordering = ["-voices", "-pk"]
        indexes = [models.Index(fields=["year", "state"]), models.Index(fields=["year", "-voices", "-id"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("demand", args=[self.pk])

    def joined(self) -> "models.QuerySet[Link, int]":
        """Keys of the suggestions that belong to it now."""
        return self.links.filter(ended_at=None).values_list("suggestion_id", flat=True)

    def seconded(self) -> "models.QuerySet[Second, int]":
        """Keys of the rows, not of the people: nobody can be found out from the log."""
        return self.seconds.values_list("pk", flat=True)


class Link(models.Model):
    """A suggestion belongs to a demand, since when, by whom, why. `ended_at` set: it was split off again."""

    demand = models.ForeignKey(Demand, models.PROTECT, related_name="links")
    suggestion = models.ForeignKey("suggest.Suggestion", models.PROTECT, related_name="links")
    reason = Note("归并理由", max_length=200, blank=True)
    seat = models.ForeignKey("people.Seat", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey("people.Seat", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion"], condition=models.Q(ended_at=None), name="in_one_demand_at_a_time"
            )
        ]


class Merger(models.Model):
    """Two demands became one; undone by setting `ended_at` and moving exactly `moved` links back."""

    kept = models.ForeignKey(Demand, models.PROTECT, related_name="absorbed")
    gone = models.ForeignKey(Demand, models.PROTECT, related_name="absorbed_into")
    moved = ValueField(Moved, "移动的建议", default=list)
    seat = models.ForeignKey("people.Seat", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)


class Second(models.Model):
    """附议: one person, once."""

    demand = models.ForeignKey(Demand, models.PROTECT, related_name="seconds")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    source = models.CharField("来源标记", max_length=24, blank=True)
    by_sms = models.BooleanField("进展发短信", default=False)
    at = models.DateTimeField(auto_now_add=True)
    private_fields = frozenset({"person", "source", "by_sms"})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["demand", "person"], name="second_once")]


class Proposal(models.Model):
    """Where the engine would put a suggestion: equal `bundle` (lowest suggestion id in it) is one proposed demand.

    like: the member it resembles most; likeness: mean over the members, 0–1; confidence: how sure, 0–1;
    reason: shared places and words, for a clerk. A suggestion that resembles nobody is a bundle of one.
    """

    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    year = models.ForeignKey("years.Year", models.PROTECT, related_name="+")
    suggestion = models.OneToOneField("suggest.Suggestion", models.CASCADE, related_name="proposal")
    bundle = models.PositiveBigIntegerField()
    like = models.ForeignKey("suggest.Suggestion", models.SET_NULL, null=True, related_name="+")
    likeness = models.FloatField(default=0)
    confidence = models.FloatField(default=0)
    reason = Note(max_length=200, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    private_fields: frozenset[str] = frozenset()

    class Meta:
        indexes = [models.Index(fields=["year", "bundle"])]


class Matter(models.TextChoices):
    """What the proposals learn."""

    CATEGORY = "category", "领域"
    DEPARTMENT = "department", "承办部门"


class Lesson(models.Model):
    """What a person said knowingly of a demand's field or department: changed, chosen or confirmed. The proposals learn from
    this alone; what was only left as it was proposed teaches nothing.

    before: what had been proposed or stood there, empty: nothing; label: what was said instead or confirmed;
    a category's key or a body's name. ended_at: somebody took it back, it is learned no more.
    """

    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    demand = models.ForeignKey(Demand, models.PROTECT, related_name="lessons")
    matter = models.CharField(max_length=12, choices=Matter)
    before = models.CharField(max_length=200, blank=True)
    label = models.CharField(max_length=200)
    seat = models.ForeignKey("people.Seat", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    private_fields: frozenset[str] = frozenset()

    class Meta:
        indexes = [models.Index(fields=["place", "-id"])]

    @property
    def said(self) -> str:
        """The label for a person."""
        return self._called(self.label)

    @property
    def proposed(self) -> str:
        """What stood there before, for a person."""
        return self._called(self.before)

    def _called(self, label: str) -> str:
        return dict(Category.choices).get(label, label) if self.matter == Matter.CATEGORY else label


class How(models.TextChoices):
    """How a pair came to be judged."""

    ACCEPT = "accept", "接受"
    REJECT = "reject", "拒绝"
    MOVE = "move", "移动"
    SPLIT = "split", "拆出"
    HAND = "hand", "手工归并"
    AUTO = "auto", "自动归并"
    UNDO = "undo", "撤销"


class Decision(models.Model):
    """One judged pair: the same demand or not. Training and test data of the engine; never changed, the latest counts;
    with How.UNDO the pair is judged no more.

    likeness: what the engine had said, 0–1; None where it had proposed nothing
    """

    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    year = models.ForeignKey("years.Year", models.PROTECT, related_name="+")
    one = models.ForeignKey("suggest.Suggestion", models.CASCADE, related_name="+")
    other = models.ForeignKey("suggest.Suggestion", models.CASCADE, related_name="+")
    same = models.BooleanField("同一件事")
    act = models.CharField(max_length=8, choices=How)
    likeness = models.FloatField(null=True)
    seat = models.ForeignKey("people.Seat", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    private_fields: frozenset[str] = frozenset()

    class Meta:
        indexes = [models.Index(fields=["year", "id"])]
