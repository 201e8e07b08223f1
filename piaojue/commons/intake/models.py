"""表格导入: a table as it was brought, row by row, from its reading to its taking or undoing."""

from typing import Any

from django.db import models
from django.urls import reverse

from piaojue.commons.tables import KINDS, OUTCOMES, Outcome, TableKind


class BatchState(models.TextChoices):
    READING = "reading", "正在读取"
    MAPPING = "mapping", "待对应各列"
    PLANNED = "planned", "待确认导入"
    TAKING = "taking", "正在导入"
    TAKEN = "taken", "已导入"
    UNDONE = "undone", "已撤销"
    DROPPED = "dropped", "已放弃"


class Batch(models.Model):
    """One table that was brought to one thing (a year, a congress, a survey).

    kind, target:  code of its kind, and key of what it is brought to
    name, format:  of the file as it was uploaded, and what it really is
    file:          name of the kept file under VAR; empty once it is not needed any more
    sheet, header: number of the sheet and of the row of headings, both from 0; columns: key → place of its heading
    facts:         what was filled in beside the table
    summary:       what the plan says of the whole: {"missing", "effect", "stops", "digest", "sheets", "says"}
    """

    noun = "表格导入"

    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    kind = models.CharField("类别", max_length=30)
    target = models.BigIntegerField()
    name = models.CharField("文件", max_length=80)
    format = models.CharField(max_length=30, blank=True)
    file = models.CharField(max_length=40, blank=True)
    sheet = models.PositiveSmallIntegerField(default=0)
    header = models.PositiveIntegerField(default=0)
    headings = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    facts = models.JSONField(default=dict)
    summary = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=BatchState, default=BatchState.READING)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True, editable=False)
    created_by = models.ForeignKey("people.Seat", models.PROTECT, related_name="+")
    private_fields: frozenset[str] = frozenset({"name", "file", "headings", "facts", "summary"})
    logged_each = True
    locked_with = ("place",)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["place", "kind"])]

    def __str__(self) -> str:
        return f"{self.label} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("batch", args=[self.pk])

    @property
    def of_kind(self) -> TableKind | None:
        """What kind of table it is; None where no room takes it any more."""
        return KINDS.get(self.kind)

    @property
    def label(self) -> str:
        return self.of_kind.label if self.of_kind else self.kind

    @property
    def public_title(self) -> str:
        """What kind of table it is; the name of the file may name a person."""
        return str(self.label)

    @property
    def thing(self) -> Any:
        """What it is brought to; None when that is gone."""
        return self.of_kind.find(self.target) if self.of_kind else None

    @property
    def year(self) -> Any:
        """The year of what it is brought to; None for what belongs to no year."""
        return getattr(self.thing, "year", None)


class RowState(models.TextChoices):
    WAITING = "waiting", "待导入"
    TAKEN = "taken", "已导入"
    DROPPED = "dropped", "不导入"
    NOTE = "note", "不是数据行"


class Row(models.Model):
    """One row below the headings. Cells are personal data: they go when they are not needed any more, and never enter the log.

    number:   as the spreadsheet counts it; cells: as they stand there; values: cleaned, by column
    doubts:   [[column, reason, whether it must be put right]] of the cells; asked: the same of the plan
    says:     what would change, or why it is no row
    accepted: a person has looked at it; made: key of what it made or changed
    """

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    cells = models.JSONField(default=list)
    values = models.JSONField(default=dict)
    doubts = models.JSONField(default=list)
    asked = models.JSONField(default=list)
    outcome = models.CharField("结果", max_length=10, choices=list(OUTCOMES.items()), default=Outcome.DOUBTFUL)
    says = models.CharField(max_length=300, blank=True)
    accepted = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=RowState, default=RowState.WAITING)
    made = models.BigIntegerField(null=True)
    private_fields = frozenset({"cells", "values", "doubts", "asked", "says"})

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="row_once_a_batch")]
        indexes = [models.Index(fields=["batch", "state", "outcome"])]

    def get_absolute_url(self) -> str:
        return reverse("correct_row", args=[self.pk])

    @property
    def place(self) -> Any:
        return self.batch.place

    @property
    def of_kind(self) -> TableKind | None:
        return self.batch.of_kind

    @property
    def thing(self) -> Any:
        """What its table is brought to."""
        return self.batch.thing

    @property
    def year(self) -> Any:
        return self.batch.year

    @property
    def reasons(self) -> list[str]:
        """Why a person has to look at it."""
        return [reason for _key, reason, _hard in [*self.doubts, *self.asked]]


class Mapping(models.Model):
    """Where the columns stand in "our 12345's export": remembered for a place, a kind and a set of headings.

    headings: the set, folded; columns: key of a column → its folded heading, empty: there is none
    """

    place = models.ForeignKey("places.Place", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30)
    headings = models.TextField()
    columns = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now=True)
    private_fields: frozenset[str] = frozenset({"headings"})

    class Meta:
        indexes = [models.Index(fields=["place", "kind"])]
