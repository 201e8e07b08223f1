"""送达: a paper that was sent to a body, its receipt, and what a leader wrote on it (批示)."""

from datetime import date

from django.db import models
from django.urls import reverse

from piaojue.commons.things import Thing
from piaojue.commons.writing import Line, Prose


class DeliveryState(models.TextChoices):
    SENT = "sent", "已送，待签收"
    RECEIVED = "received", "已签收"
    INSTRUCTED = "instructed", "已批示"


class Delivery(Thing):
    """One paper on its way to one body.

    body, name:   to whom; a body that has nobody in the system, such as 市委, has its name alone
    due:          the day by which it is received
    received_by:  whose seat entered the receipt; receipt: in whose words, where the receipt came on paper
    instruction:  批示; instructed_by, instructed_on: whose it is, and of which day; written_down_by: who entered it here
    """

    noun = "送达"

    document = models.ForeignKey("drafting.Document", models.PROTECT, related_name="deliveries", verbose_name="公文")
    body = models.ForeignKey(
        "people.Body", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="送达单位"
    )
    name = Line("送达单位的名称", max_length=60)
    state = models.CharField("状态", max_length=10, choices=DeliveryState, default=DeliveryState.SENT)
    due = models.DateField("签收期限", null=True, blank=True)
    received_at = models.DateTimeField("签收时间", null=True, blank=True)
    received_by = models.ForeignKey(
        "people.Seat", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="签收登记"
    )
    receipt = Line("签收情况", max_length=120, blank=True)
    instruction = Prose("批示", max_length=2000, blank=True)
    instructed_by = Line("批示人", max_length=60, blank=True)
    instructed_on = models.DateField("批示日期", null=True, blank=True)
    written_down_by = models.ForeignKey(
        "people.Seat", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="批示登记"
    )
    private_fields = frozenset({"instruction"})
    locked_with = ("place", "year__place", "document", "body")

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["body", "state"]), models.Index(fields=["place", "state"])]
        constraints = [
            models.UniqueConstraint(fields=["document", "name"], name="sent_once_to_a_body"),
        ]

    def __str__(self) -> str:
        return f"《{self.document}》送{self.name}"

    def get_absolute_url(self) -> str:
        return reverse("delivery", args=[self.pk])

    def is_late(self, today: date) -> bool:
        """Whether it should have been received by now."""
        return self.state == DeliveryState.SENT and self.due is not None and self.due < today
