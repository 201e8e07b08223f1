"""Numbers that pages read instead of counting rows."""

from django.db import models


class Tally(models.Model):
    """How many rows of one kind a year has. Only triggers write it (`declare` says which), so nothing is counted past them.

    name: which tally;  key: which of its kinds, empty where it has one number
    part: who wrote it. On PostgreSQL each connection adds to a row of its own, so that nobody waits for anybody:
          the number is the sum of the parts (`folding.fold` puts them together). On SQLite there is one part.
    """

    year = models.BigIntegerField()
    name = models.CharField(max_length=40)
    key = models.CharField(max_length=80, blank=True)
    part = models.IntegerField(default=0)
    number = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "name", "key", "part"], name="one_tally_a_part")]
