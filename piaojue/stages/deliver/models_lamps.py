"""亮灯规则 as decisions: whose they are, which meeting passed them, from which day they hold."""

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

    meeting, doc_no: which meeting passed it, under which number; starts_on: the first day on which it judges
    """

    noun = "亮灯规则"

    side = models.CharField("哪一方", max_length=10, choices=Side)
    state = models.CharField(max_length=10, choices=RulingState, default=RulingState.PROPOSED)
    rule = ValueField(LampRule, "规则", default=dict)
    why = Note("理由", max_length=300)
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

    def get_absolute_url(self) -> str:
        return reverse("lamp_rules", args=[self.year.place_id, self.year.in_address])
