"""今天要办: tables that were begun, and rows that wait for a person."""

from collections.abc import Iterable

from piaojue.commons.intake.models import BatchState
from piaojue.commons.intake.queries import aside, kinds_for, waiting_batches
from piaojue.commons.people.models import Seat
from piaojue.commons.todo import Task, waiting


@waiting
def tables_to_finish(seat: Seat) -> Iterable[Task]:
    """One line a table."""
    if not kinds_for(seat):
        return
    for batch in waiting_batches(seat)[:10]:
        if batch.thing is None or (batch.year and batch.year.is_voided):
            continue
        if batch.state == BatchState.TAKEN:
            yield Task(f"核对{batch.label}中待定的行", batch.get_absolute_url(), count=aside(batch).count())
        else:
            yield Task(f"{batch.label}：看过预览后确认导入", batch.get_absolute_url(), note="表格导入")
