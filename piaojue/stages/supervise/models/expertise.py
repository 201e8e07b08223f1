"""专长: in which fields of livelihood a deputy or a volunteer knows more than others."""

from typing import TYPE_CHECKING

from django.db import models
from django.urls import reverse

if TYPE_CHECKING:
    from piaojue.commons.places.models import Place


class Expertise(models.Model):
    """Stated by the person, or by the office for her or him. categories: values of Category (docs/domain.md#matching)."""

    noun = "专长"

    seat = models.OneToOneField("people.Seat", models.PROTECT, related_name="+", verbose_name="代表或监督员")
    categories = models.JSONField("专长领域", default=list)
    private_fields: frozenset[str] = frozenset()
    locked_with = ("seat__place",)
    logged_each = True

    def __str__(self) -> str:
        return f"{self.seat.person}的专长"

    def get_absolute_url(self) -> str:
        return reverse("deputy_record", args=[self.seat_id])

    @property
    def place(self) -> "Place":
        return self.seat.place
