"""日程: the secret address from which a seat's calendar can be subscribed to."""

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from piaojue.commons.places.models import Place


class Subscription(models.Model):
    """One seat's address. A new one makes the old one useless; whoever stops it deletes it.

    digest:  sha256 of the key in the address, hex; the key itself is kept nowhere
    address: only on the row that was just made
    """

    noun = "日程订阅"

    seat = models.OneToOneField("people.Seat", models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField("开通时间", auto_now=True)
    private_fields = frozenset({"digest"})
    address = ""

    @property
    def place(self) -> "Place":
        return self.seat.place
