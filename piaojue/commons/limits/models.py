"""What is remembered for minutes or hours: how often somebody did something, which form was taken already."""

from django.db import models


class Brief(models.Model):
    """One thing that is remembered until a moment. After it the row counts as gone, and is deleted now and then.

    key:  a digest, no name and no address; number: how often; text: the answer that a second tap gets
    """

    key = models.CharField(max_length=64, primary_key=True)
    number = models.PositiveIntegerField(default=0)
    text = models.TextField(blank=True, default="")
    until = models.DateTimeField(db_index=True)
    private_fields: frozenset[str] = frozenset({"key", "text"})


"""On PostgreSQL the table is unlogged: nothing waits for the disk, and a crash forgets limits and taps, nothing else."""
