"""本地规定: local rules of a place, named and dated: 省条例, 市实施意见, 乡镇办法."""

from datetime import date

from django.db import models
from django.urls import reverse

from piaojue.commons.instruments.values import Provision
from piaojue.commons.values import ValueField
from piaojue.commons.writing import Line


class InstrumentKind(models.TextChoices):
    REGULATION = "regulation", "地方性法规"
    DECISION = "decision", "决定、决议"
    OPINIONS = "opinions", "实施意见"
    MEASURES = "measures", "办法、规程"


class Instrument(models.Model):
    """A local rule that binds a place and every place below it.

    starts_on, ends_on: in force from and until, both days included; no end: until somebody ends it
    provisions: its articles and the parameters that they set (docs/domain.md#local-rules)
    checked:    somebody has compared it with the original text; until then pages say 待核
    """

    noun = "本地规定"

    place = models.ForeignKey("places.Place", models.PROTECT, related_name="instruments")
    kind = models.CharField("类别", max_length=12, choices=InstrumentKind)
    title = Line("名称", max_length=120)
    issuer = Line("发布机关", max_length=80)
    doc_no = Line("文号", max_length=60, blank=True)
    starts_on = models.DateField("施行日期")
    ends_on = models.DateField("停止适用日期", null=True, blank=True)
    provisions = ValueField(tuple[Provision, ...], "条文", default=list, blank=True)
    checked = models.BooleanField("已对照原文核过", default=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True, editable=False)
    created_by = models.ForeignKey("people.Seat", models.PROTECT, null=True, blank=True, related_name="+")
    private_fields: frozenset[str] = frozenset()
    logged_each = True
    locked_with = ("place",)

    class Meta:
        ordering = ["place_id", "-starts_on", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("instrument", args=[self.pk])

    def in_force(self, on: date) -> bool:
        """Whether it binds on that day."""
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)

    @property
    def sets(self) -> dict[str, tuple[str, str]]:
        """Parameter → (value, number of the article that sets it)."""
        return {key: (value, one.number) for one in self.provisions for key, value in one.sets.items()}
