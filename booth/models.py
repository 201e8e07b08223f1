"""票箱: the booth knows ballots and never people. What is kept, and why nothing kept tells who voted what.

Box          one election's question list; after closing, the opened ballots as one sorted list without any key.
BoothSlip    a slip that may be used. Never touched when its voter votes.
SealedBallot one ballot while the box is open: an unreadable text of equal length under a key of its own.

What stops the leaks of a table that looks innocent:
- A used slip is not marked. `SealedBallot.key` and `BoothSlip.digest` are two different digests of the slip's secret, so
  only the slip in the voter's hand connects them; a second ballot is refused because the key exists already.
- Row order (SQLite rowid), row versions (PostgreSQL xmin, xmax), the write-ahead log and backups show in what order
  sealed ballots arrived. They stay unreadable there for ever: they were encrypted with a key that never was in the
  database and is destroyed at closing (booth/seal.py), when rows and slips are deleted, too.
- No row lock is ever taken on a slip, because PostgreSQL would leave the voter's transaction number in it.
- No time, address, device, order or size is stored: the plain text is padded to one length a box.

What this level does not promise (VOTING.md §5.14, L1): whoever controls the running server and its key file while the
box is open could read ballots by slip — never by person. Level L2 takes that away.
"""

from django.db import models


class Box(models.Model):
    """One election's box.

    election: the frozen question list as handed over (piaojue/stages/vote/ballot_box.py describes it)
    length:   bytes of a padded plain ballot
    printed, void: slips printed, slips declared void
    opened:   after closing: the ballots' marks, sorted by their own text
    codes:    after closing: the tracking codes, sorted
    """

    uuid = models.UUIDField(primary_key=True)
    election = models.JSONField()
    state = models.CharField(max_length=8, default="prepared")  # prepared | open | paper | closed
    length = models.PositiveIntegerField(default=1024)
    printed = models.PositiveIntegerField(default=0)
    void = models.PositiveIntegerField(default=0)
    opened = models.JSONField(null=True)
    codes = models.JSONField(default=list)


class BoothSlip(models.Model):
    """票签: the digest of a slip's secret; valid until void, whether it was used or not."""

    digest = models.CharField(max_length=64, primary_key=True)
    box = models.ForeignKey(Box, models.CASCADE, related_name="slips")
    void = models.BooleanField(default=False)


class SealedBallot(models.Model):
    """One ballot in an open box. `key`: another digest of the slip's secret; `sealed`: the padded, encrypted marks."""

    key = models.CharField(max_length=64, primary_key=True)
    box = models.ForeignKey(Box, models.CASCADE, related_name="ballots")
    sealed = models.BinaryField()
