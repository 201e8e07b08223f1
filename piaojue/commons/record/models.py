"""记录: who did what, when, before and after — append-only, hash-chained, one chain a place."""

from django.db import models


class Chain(models.Model):
    """The head of one place's chain; its row lock puts the entries in order."""

    place_code = models.CharField(max_length=12, primary_key=True)
    seq = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default="0" * 64)


class Entry(models.Model):
    """One act. `payload` is the canonical JSON that is hashed; the other columns repeat parts of it for searching."""

    place_code = models.CharField("区划代码", max_length=12)
    seq = models.PositiveBigIntegerField("序号")
    act = models.CharField("行为", max_length=60)
    subject = models.CharField("对象", max_length=80)
    seat = models.CharField("席位", max_length=160)
    at = models.DateTimeField("时间")
    payload = models.TextField("内容")
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place_code", "seq"], name="one_entry_a_number")]
        indexes = [models.Index(fields=["subject"]), models.Index(fields=["at"])]
        ordering = ["place_code", "-seq"]


class Witnessed(models.Model):
    """The heads of all chains at one moment, signed, so that what was recomputed later shows (`witness`).

    heads:     place code → [number, hash] of its last entry
    digest:    SHA-256 of the heads and of the digest before, so that no line of the list can be left out
    signature: Ed25519 of the digest, base64
    outside:   who keeps it outside this machine, one a line: 市级系统, 计票站, 打印件
    """

    noun = "记录见证"

    at = models.DateTimeField()
    heads = models.JSONField()
    digest = models.CharField(max_length=64, unique=True)
    before = models.CharField(max_length=64, blank=True)
    signature = models.CharField(max_length=100)
    outside = models.JSONField(default=list)

    class Meta:
        ordering = ["-pk"]


class KeptHeads(models.Model):
    """What another site has signed and handed over to be kept here (`keeping`).

    name:    as WITNESS_FROM calls that site
    at:      when it says that the heads were so; said: the same to the letter, as it was signed
    trouble: what the heads alone show against those before, in Chinese; empty: nothing
    """

    noun = "替别处保存的见证"

    name = models.CharField(max_length=80)
    at = models.DateTimeField()
    said = models.CharField(max_length=40)
    heads = models.JSONField()
    digest = models.CharField(max_length=64)
    before = models.CharField(max_length=64, blank=True)
    signature = models.CharField(max_length=100)
    key = models.CharField(max_length=60)
    trouble = models.CharField(max_length=120, blank=True)
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["name", "digest"], name="kept_once")]


class Checked(models.Model):
    """How far the nightly checking has come (`nightly`): the last number of the log, the last key of each table.

    turn: which part of the old is read next; it goes on only when nothing was found, so that a fault is told every night
    """

    turn = models.PositiveIntegerField(default=0)
    entries = models.PositiveBigIntegerField(default=0)
    rows = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now=True)
