"""What may be seen of tables that were brought."""

from collections import Counter

from django.db.models import Count, QuerySet

from piaojue.commons.intake.models import Batch, BatchState, Row, RowState
from piaojue.commons.intake.moves import BRINGERS, EACH_ITS_OWN, MOVES
from piaojue.commons.jobs.models import Job
from piaojue.commons.moves import NotYours, entitled, owns
from piaojue.commons.people.models import Seat
from piaojue.commons.tables import KINDS, OUTCOMES, Outcome, TableKind


def kinds_for(by: Seat | None) -> list[TableKind]:
    """The kinds of tables that the seat may bring to its own place."""
    if by is None or by.role not in BRINGERS:
        return []
    return [kind for kind in KINDS.values() if entitled(kind.line, by.place, by)]


def batches_for(by: Seat | None) -> QuerySet[Batch]:
    """Tables brought to the seat's place and below, of the kinds that it may bring. Raises NotYours."""
    kinds = kinds_for(by)
    if by is None or not kinds:
        raise NotYours("batches")
    rows = Batch.objects.filter(kind__in=[kind.code for kind in kinds], place__code__startswith=by.place_id)
    return _of_their_house(rows, by).select_related("place", "created_by__body").annotate(count=Count("rows"))


def _of_their_house(rows: QuerySet[Batch], by: Seat) -> QuerySet[Batch]:
    return rows.filter(created_by__body__in=by.speaks_for) if by.role in EACH_ITS_OWN else rows


def batch_for(by: Seat | None, pk: int) -> Batch:
    """One batch. Raises NotYours."""
    batch = Batch.objects.select_related("place", "created_by__body").filter(pk=pk).first()
    if batch is None or not owns(MOVES["read_batches"], batch, by):
        raise NotYours("batch")
    return batch


def row_for(by: Seat | None, pk: int) -> Row:
    """One row, with its batch. Raises NotYours."""
    row = Row.objects.select_related("batch__place", "batch__created_by").filter(pk=pk).first()
    if row is None or not owns(MOVES["read_batches"], row.batch, by):
        raise NotYours("row")
    return row


def counts_of(batch: Batch) -> list[tuple[str, str, int]]:
    """(outcome, its name, rows) of the rows that wait or were taken; only what there is."""
    numbers: Counter[str] = Counter()
    groups = batch.rows.filter(state__in=[RowState.WAITING, RowState.TAKEN]).order_by().values_list("outcome")
    for outcome, number in groups.annotate(Count("pk")):
        numbers[outcome] += number
    return [(outcome, OUTCOMES[outcome], numbers[outcome]) for outcome in Outcome if numbers[outcome]]


def aside(batch: Batch) -> QuerySet[Row]:
    """Rows that wait for a person."""
    return batch.rows.filter(state=RowState.WAITING, outcome=Outcome.DOUBTFUL).order_by("number")


def next_aside(row: Row) -> Row | None:
    """The next row of the table that waits for a person; after the last the first."""
    waiting = aside(row.batch).exclude(pk=row.pk)
    return waiting.filter(number__gt=row.number).first() or waiting.first()


def waiting_batches(by: Seat) -> QuerySet[Batch]:
    """Tables of the own place that wait for somebody: not taken yet, or with rows aside."""
    kinds = [kind.code for kind in kinds_for(by)]
    mine = _of_their_house(Batch.objects.filter(kind__in=kinds, place=by.place), by)
    unfinished = mine.filter(state__in=[BatchState.MAPPING, BatchState.PLANNED])
    left = mine.filter(state=BatchState.TAKEN, rows__state=RowState.WAITING, rows__outcome=Outcome.DOUBTFUL)
    return (unfinished | left).distinct()


def job_of(batch: Batch) -> Job | None:
    """The job that reads or takes the table, if one does."""
    jobs = Job.objects.filter(kind__startswith="intake.", place=batch.place).order_by("-pk")[:50]
    return next((job for job in jobs if job.argument.get("batch") == batch.pk and job.alive), None)
