"""票箱: the booth knows ballots and never people. What is kept, and why nothing kept tells who voted what.

Box          one election's question list; after closing, the opened ballots as one sorted list without any key.
BoothSlip    a slip that may be used. Never touched when its voter votes.
SealedBallot one ballot while the box is open: an unreadable text of equal length under a key of its own.

What stops the leaks of a table that looks innocent:
- A used slip is not marked. `SealedBallot.key` and `BoothSlip.digest` are two different digests of the slip's secret.
  Only the slip in the voter's hand connects them. A second ballot is refused because the key exists already.
- Row order (SQLite rowid), row versions (PostgreSQL xmin, xmax), the write-ahead log and backups show in what order
  sealed ballots arrived. They stay unreadable there for ever: they were encrypted with a key that never was in the
  database and is destroyed at closing (booth/seal.py), when rows and slips are deleted, too.
- No row lock is ever taken on a slip, because PostgreSQL would leave the voter's transaction number in it.
- No time, address, device, order or size is stored: the plain text is padded to one length a box.

What this level does not promise (docs/ballot.md#levels, L1): whoever controls the running server and its key file while the
box is open could read ballots by slip — never by person. Level L2 takes that away: its ballots are sealed in the browser
and only their sum is ever opened. There a box has a Board: everything public about a Belenios election, and nothing else.
"""

from collections.abc import Iterable

from django.db import models

from booth.question_list import QuestionList
from booth.sealed.station import Station


class Box(models.Model):
    """One election's box.

    level:    L1 | L2
    election: the frozen question list as JSON; read it as `question_list`
    length:   bytes of a padded plain ballot
    printed, void: slips printed, slips declared void
    opened:   from closing to the count: the ballots' marks, sorted by their own text; None before and after
    codes:    after closing: the tracking codes, sorted
    """

    uuid = models.UUIDField(primary_key=True)
    level = models.CharField(max_length=2, default="L1")
    election = models.JSONField()
    state = models.CharField(max_length=8, default="prepared")  # prepared | open | paper | closed
    length = models.PositiveIntegerField(default=1024)
    printed = models.PositiveIntegerField(default=0)
    void = models.PositiveIntegerField(default=0)
    opened = models.JSONField(null=True)
    codes = models.JSONField(default=list)

    @property
    def question_list(self) -> QuestionList:
        """What stands on the ballot."""
        return QuestionList.from_json(self.election)


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


class Board(models.Model):
    """看板 of a level L2 box: the Belenios election, its key ceremony, and where its archive stands.

    ceremony:      names the key ceremony; boards of one sitting that share it have the same keys (docs/ballot.md#one-ceremony)
    election_uuid: the election's own number, at least 14 characters of base 58
    began:         timestamp of the archive's header, seconds since 1970
    threshold:     shares that decrypt
    stations:      one for each trustee, in order, as JSON; read and set them as `trustee_stations`
    office:        digest of the credential office's connection code
    serialised:    the election file to the letter, once the key is made;  trustees: the trustees file
    height, size, head: events, bytes and last hash of the archive
    tally:         the encrypted tally;  totals: the result, per question and answer, in votes
    record:        what is published beside the archive, by file name, once the vote was counted
    bundle:        fingerprint of the whole published bundle; what the hall sees and stations sign
    before:        board of the round before, whose bundle is a part of this one
    """

    box = models.OneToOneField(Box, models.CASCADE, primary_key=True, related_name="board")
    ceremony = models.UUIDField(db_index=True)
    election_uuid = models.CharField(max_length=32)
    began = models.BigIntegerField()
    threshold = models.PositiveSmallIntegerField()
    stations = models.JSONField(default=list)
    office = models.CharField(max_length=64, default="")
    serialised = models.TextField(default="")
    trustees = models.TextField(default="")
    height = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default="")
    tally = models.TextField(default="")
    totals = models.JSONField(null=True)
    record = models.JSONField(default=dict)
    bundle = models.CharField(max_length=64, default="")
    before = models.UUIDField(null=True)

    @property
    def trustee_stations(self) -> tuple[Station, ...]:
        """The trustees' stations in order: number 1 comes first."""
        return tuple(Station.from_json(one) for one in self.stations)

    @trustee_stations.setter
    def trustee_stations(self, stations: Iterable[Station]) -> None:
        self.stations = [station.to_json() for station in stations]

    def put_station(self, no: int, station: Station) -> None:
        """Station `no` (from 1) becomes this one; saving is the caller's."""
        self.stations = [*self.stations[: no - 1], station.to_json(), *self.stations[no:]]


class SpareElection(models.Model):
    """An election that may still come in this sitting: the slips that were printed already have their public halves in it.

    number: the election's own number, at least 14 characters of base 58
    keys:   public credentials in decimal digits, sorted; those of void slips are gone
    """

    ceremony = models.UUIDField(db_index=True)
    number = models.CharField(max_length=32, unique=True)
    keys = models.JSONField(default=list)


class BoardEvent(models.Model):
    """One event of the archive with the bytes that it appended; the archive is all chunks in the order of `offset`."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="events")
    height = models.PositiveIntegerField()
    offset = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=20)
    hash = models.CharField(max_length=64)
    payload = models.CharField(max_length=64, null=True)
    chunk = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "height"], name="one_event_a_height")]


class PublicCredential(models.Model):
    """A slip as the board knows it: the public half of its credential, named by the SHA-256 of its decimal digits.

    transcribing: handed in for a paper ballot, then given back to two tellers to put that very ballot into the box
    hands:        digests of the codes that these two tellers type on the page, each for the own filling (`hand_digest`)
    """

    board = models.ForeignKey(Board, models.CASCADE, related_name="credentials")
    digest = models.CharField(max_length=64)
    key = models.TextField()
    void = models.BooleanField(default=False)
    transcribing = models.BooleanField(default=False)
    hands = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "digest"], name="one_credential_a_board")]


class BallotOnBoard(models.Model):
    """Which credential has a ballot on the board. code: 核验码, 16 hexadecimal digits;  hash: of the ballot's text."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="ballots")
    credential = models.CharField(max_length=64)
    code = models.CharField(max_length=16)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "credential"], name="one_ballot_a_credential")]
        indexes = [models.Index(fields=["board", "code"], name="ballot_by_code")]


class Checkpoint(models.Model):
    """What station `no` (from 1) signed of the board when it had `height` + 1 events: a signed_msg as text."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="checkpoints")
    no = models.PositiveSmallIntegerField()
    height = models.PositiveIntegerField()
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "no", "height"], name="one_checkpoint_a_height")]


class OpenedBallot(models.Model):
    """A sealed ballot that its voter opened to test the device: public, never cast."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="opened")
    code = models.CharField(max_length=16)
    ballot = models.TextField()
    seed = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "code"], name="one_opened_a_code")]
