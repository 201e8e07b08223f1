"""履职情况公开: that a deputy lets everybody read what she or he has done."""

from typing import TYPE_CHECKING

from django.db import models
from django.urls import reverse

if TYPE_CHECKING:
    from piaojue.commons.places.models import Place


class OpenRecord(models.Model):
    """A deputy's own choice; it goes when the choice is taken back (docs/domain.md#deputy-record)."""

    noun = "履职公开"

    seat = models.OneToOneField("people.Seat", models.PROTECT, related_name="+", verbose_name="代表")
    since = models.DateField("公开日期", auto_now_add=True)
    private_fields: frozenset[str] = frozenset()
    locked_with = ("seat__place",)
    logged_each = True

    def __str__(self) -> str:
        return f"{self.seat.person}的履职公开"

    def get_absolute_url(self) -> str:
        return reverse("deputy_record", args=[self.seat_id])

    @property
    def place(self) -> "Place":
        return self.seat.place
