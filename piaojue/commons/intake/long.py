"""Long tables: read and taken by a job, part by part, with progress; memory stays the same however long they are."""

from django.db import transaction

from piaojue.commons.acting import acting
from piaojue.commons.intake import keeping, planning
from piaojue.commons.intake.models import Batch, BatchState, Row, RowState
from piaojue.commons.intake.moves import MOVES
from piaojue.commons.intake.taking import take_rows
from piaojue.commons.jobs import actions as jobs
from piaojue.commons.jobs.models import Job
from piaojue.commons.jobs.moves import MOVES as JOBS
from piaojue.commons.jobs.work import Handle, work
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.tables import Outcome

AT_ONCE = 500
"""Rows that a page deals with itself; more are a job's."""
PART = 200
CHANGED = ["", "看过预览以后有变化，请再核对", False]


def is_long(rows: int) -> bool:
    return rows > AT_ONCE


def may_queue(batch: Batch, by: Seat) -> bool:
    """Whether the kind can be taken in parts, and the seat may start jobs."""
    return not planning.kind_of(batch).together and JOBS.entitled("queue_job", batch.place, by)


def queue_reading(batch: Batch, by: Seat) -> Job:
    return jobs.queue(kind="intake.read", place=batch.place, by=by, batch=batch.pk, back=batch.get_absolute_url())


def queue_taking(batch: Batch, by: Seat) -> Job:
    return jobs.queue(kind="intake.take", place=batch.place, by=by, batch=batch.pk, back=batch.get_absolute_url())


@work("intake.read", "读取表格")
def read_job(handle: Handle) -> str:
    """Read the kept file again, clean its rows and plan them."""
    batch, by = _batch(handle), handle.job.seat
    if batch.state != BatchState.READING:
        raise Refused(f"这张表{batch.get_state_display()}，不用再读")
    book = keeping.kept(batch)
    total = len(book.sheets[batch.sheet].rows)
    handle.tell(0, total, "读取")
    planning.lay_out(batch, book.sheets[batch.sheet])
    handle.tell(total, total, "核对")
    planning.make_plan(batch, by)
    with acting(MOVES["read_table"], batch, by) as act:
        act.thing.summary, act.thing.state = batch.summary, BatchState.PLANNED
    return f"读出 {batch.rows.exclude(state=RowState.NOTE).count()} 行，请回去看预览，再确认导入"


@work("intake.take", "导入表格")
def take_job(handle: Handle) -> str:
    """Part by part, each all or none; rows that are in are not taken again, so going on is safe."""
    batch, by = _batch(handle), handle.job.seat
    rows = batch.rows.filter(state=RowState.WAITING).exclude(outcome=Outcome.DOUBTFUL).order_by("number")
    done = batch.rows.filter(state=RowState.TAKEN).count()
    total = done + rows.count()
    handle.tell(done, total, "导入")
    while part := list(rows[:PART]):
        with transaction.atomic():
            _take_part(batch, part, by)
        done += len(part)
        handle.tell(done, total, "导入")
    with acting(MOVES["finish_batch"], batch, by) as act:
        act.thing.state = BatchState.TAKEN
    keeping.forget(batch, rows=False)
    counts = {outcome: batch.rows.filter(state=RowState.TAKEN, outcome=outcome).count() for outcome in Outcome}
    return f"新增 {counts[Outcome.NEW]} 条，原有 {counts[Outcome.KNOWN]} 条"


def _take_part(batch: Batch, part: list[Row], by: Seat) -> None:
    """Take a part as it was planned; a row that would fare otherwise now waits for a person."""
    planned = {row.pk: (row.outcome, row.says) for row in part}
    planning.plan_rows(planning.kind_of(batch), batch.thing, part, by, batch.facts)
    other = [row for row in part if (row.outcome, row.says) != planned[row.pk] and row.outcome != Outcome.KNOWN]
    for row in other:
        row.outcome, row.accepted, row.asked = Outcome.DOUBTFUL, False, [*row.asked, CHANGED]
    Row.objects.bulk_update(part, ["outcome", "says", "asked", "accepted"])
    take_rows(batch, [row for row in part if row not in other], by)


def _batch(handle: Handle) -> Batch:
    return Batch.objects.select_related("place").get(pk=handle.job.argument["batch"])
