"""亮灯规则 as decisions: whose they are, which meeting passed them, from which day they hold."""

from datetime import date
from typing import Any

from django.db import models
from django.urls import reverse

from piaojue.commons.things import Thing
from piaojue.commons.values import ValueField
from piaojue.commons.writing import Line, Note
from piaojue.commons.years.parameters import LampRule


class Side(models.TextChoices):
    """Whose lamp it is: the government presses, the congress watches (docs/domain.md#two-lamps)."""

    GOVERNMENT = "government", "政府"
    CONGRESS = "congress", "人大"


class RulingState(models.TextChoices):
    PROPOSED = "proposed", "待会议通过"
    IN_FORCE = "in_force", "已通过"
    DROPPED = "dropped", "未通过"


class LampRuling(Thing):
    """One side's rule for its lamps, from a day on. It is never rewritten; a later one follows it.

    decision:            by which it was passed; or
    instrument, article: the local rule that it applies, and where that stands in it
    meeting, doc_no:     how rules were passed before decisions were kept; of newer ones empty
    starts_on:           the first day on which it judges; until it holds, the day that is proposed
    """

    noun = "亮灯规则"

    side = models.CharField("哪一方", max_length=10, choices=Side)
    state = models.CharField(max_length=10, choices=RulingState, default=RulingState.PROPOSED)
    rule = ValueField(LampRule, "规则", default=dict)
    why = Note("理由", max_length=300)
    decision = models.ForeignKey("decisions.Decision", models.PROTECT, null=True, blank=True, related_name="+")
    instrument = models.ForeignKey("instruments.Instrument", models.PROTECT, null=True, blank=True, related_name="+")
    article = Line("条号", max_length=20, blank=True)
    meeting = Line("通过的会议", max_length=80, blank=True)
    doc_no = Line("文号", max_length=60, blank=True)
    starts_on = models.DateField("开始施行", null=True, blank=True)
    decided_by = models.ForeignKey("people.Seat", models.PROTECT, null=True, blank=True, related_name="+")
    locked_with = ("place", "year__place", "created_by")

    class Meta:
        ordering = ["-starts_on", "-pk"]
        indexes = [models.Index(fields=["year", "side", "state"])]

    def __str__(self) -> str:
        return f"{self.get_side_display()}亮灯规则"

    @property
    def warrant(self) -> str:
        """By what it holds, in words; empty while it waits."""
        if self.decision:
            return " ".join(filter(None, (self.decision.title, self.decision.number)))
        if self.instrument:
            return f"《{self.instrument.title}》{self.article}"
        return " ".join(filter(None, (self.meeting, self.doc_no)))

    @property
    def warrant_url(self) -> str:
        """Where that can be read; empty: nowhere here."""
        found = self.decision or self.instrument
        return found.get_absolute_url() if found else ""

    @classmethod
    def on(cls, year: Any, side: str, day: date) -> "LampRuling | None":
        """The rule of a side that holds on a day; None: none was passed."""
        rows = cls.objects.filter(year=year, side=side, state=RulingState.IN_FORCE, starts_on__lte=day)
        return rows.select_related("decision", "instrument").order_by("-starts_on", "-pk").first()

    def get_absolute_url(self) -> str:
        return reverse("lamp_rules", args=[self.year.place_id, self.year.in_address])
