"""What stands at the door: codes that were sent to phones. They are imported from `people.models`, as all models are."""

from django.db import models


class PhoneLine(models.Model):
    """A phone for which codes are asked. key: a keyed digest of its number; its row is locked while a code is made."""

    key = models.CharField(max_length=64, unique=True)
    private_fields: frozenset[str] = frozenset({"key"})


class SentCode(models.Model):
    """A code, sent once. device: a digest of who asked; only there it is good. tries: how often it may still be tried."""

    line = models.ForeignKey(PhoneLine, models.CASCADE, related_name="codes")
    device = models.CharField(max_length=64)
    known = models.BooleanField(default=False)
    digest = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    private_fields: frozenset[str] = frozenset({"digest", "device"})

    class Meta:
        indexes = [models.Index(fields=["line", "at"])]
