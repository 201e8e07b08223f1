"""Which rows have words that changed: the feed by which every machine's index of words keeps up."""

from django.db import models
from django.utils import timezone


class Changed(models.Model):
    """A row whose words were written or deleted, noted in the same transaction. It holds no words itself.

    kind: name of the kind (kinds.py); empty marks the state from which an index was built
    row:  key of the row
    """

    kind = models.CharField(max_length=16)
    row = models.BigIntegerField()
    at = models.DateTimeField(default=timezone.now)
    private_fields: frozenset[str] = frozenset()
