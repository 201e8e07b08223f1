"""票箱: the booth knows ballots and never people. No foreign key, no time, no address, no order.

A used slip and a ballot are two rows without anything in common; the ballots of a box are kept sorted by a random key,
so that neither row order nor time tells which slip a ballot came from.
"""

from django.db import models


class Box(models.Model):
    """One election's box. `election`: the frozen question list as handed over; `sealed`: {random key: marks}."""

    uuid = models.UUIDField(primary_key=True)
    election = models.JSONField()
    state = models.CharField(max_length=8, default="prepared")  # prepared | open | closed
    sealed = models.JSONField(default=dict)


class BoothSlip(models.Model):
    """票签: the digest of a slip's secret; state: unused | used | void."""

    digest = models.CharField(max_length=64, primary_key=True)
    box = models.ForeignKey(Box, models.CASCADE, related_name="slips")
    state = models.CharField(max_length=6, default="unused")
