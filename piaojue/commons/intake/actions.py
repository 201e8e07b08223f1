"""What happens to a table that is brought: it is read, its columns are mapped, its rows put right, and it is taken or given up."""

from collections.abc import Mapping
from typing import Any

from engines.tables import Book, clean_cell
from piaojue.commons.acting import acting
from piaojue.commons.intake import keeping, long, planning
from piaojue.commons.intake.models import Batch, BatchState, Row, RowState
from piaojue.commons.intake.moves import MOVES, may_bring
from piaojue.commons.intake.taking import take_rows
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.tables import Outcome

RENEWED = "预览之后数据有了变化，已重新核对。请再看一遍，然后确认导入。"


def bring_table(*, batch: Batch, name: str, data: bytes, by: Seat, **facts: Any) -> Batch:
    """Read a table and say what would become of its rows; nothing else is written.

    batch: a new one that knows its kind, its target and its place
    facts: what stands beside the table
    raises: NotYours; Refused: the file cannot be read, the thing takes no table now
    """
    if not may_bring(batch, by):
        raise NotYours("bring_table")
    book = keeping.read(name, data)
    batch.name, batch.format, batch.facts = book.name, book.kind, facts
    at, header = planning.find_header(batch, book)
    kind = planning.kind_of(batch)
    batch.sheet, batch.summary = at, {"sheets": [sheet.name for sheet in book.sheets]}
    with acting(MOVES["bring_table"], batch, by) as act:
        batch.file = keeping.keep(data)
        if header is not None:
            batch.header, batch.headings, batch.columns = header.row, list(header.texts), dict(header.where)
        if header is None or header.lacking(kind.columns):
            batch.state = BatchState.MAPPING
            return batch
        act.save()
        _lay_out_and_plan(batch, book, by)
    return batch


def map_columns(
    *, batch: Batch, sheet: int, header: int, columns: Mapping[str, int], by: Seat, version: int | None = None
) -> Batch:
    """Say where the headings stand and what the columns are; it is remembered for tables with the same headings.

    sheet, header: from 0; columns: key → place of its heading, from 0
    raises: NotYours, Refused (the file is gone, a column that is needed has no place, stale form)
    """
    book = keeping.kept(batch)
    with acting(MOVES["map_columns"], batch, by, version=version) as act:
        batch = act.thing
        kind = planning.kind_of(batch)
        if lacking := [column.title for column in kind.columns if column.needed and column.key not in columns]:
            raise Refused(f"还没有指出这些列：{'、'.join(lacking)}")
        if sheet >= len(book.sheets) or header >= len(book.sheets[sheet].rows):
            raise Refused("没有这一张表或这一行，请重新选择")
        batch.sheet, batch.header, batch.columns = sheet, header, dict(columns)
        batch.headings = list(book.sheets[sheet].rows[header])
        planning.remember(batch)
        _lay_out_and_plan(batch, book, by)
    return batch


def _lay_out_and_plan(batch: Batch, book: Book, by: Seat) -> None:
    sheet = book.sheets[batch.sheet]
    if long.is_long(len(sheet.rows)) and long.may_queue(batch, by):
        batch.state = BatchState.READING
        long.queue_reading(batch, by)
        return
    planning.lay_out(batch, sheet)
    planning.make_plan(batch, by)
    batch.state = BatchState.PLANNED


def correct_row(*, row: Row, by: Seat, **texts: str) -> Row:
    """Write a row as it should be, or say that it is right as it is; when the rest of the table is in already, take it.

    A person says yes to the question that stood there. Where another one comes up, the row waits with that one.
    texts: by column, as they were typed
    raises: NotYours, Refused (the row is in already, or was left out; it still cannot be taken)
    """
    with acting(MOVES["correct_row"], row.batch, by, hold=True) as act:
        batch, kind = act.thing, planning.kind_of(act.thing)
        row = _waiting(batch, row)
        seen = {reason for _key, reason, _hard in row.asked}
        cleaned = {column: clean_cell(texts.get(column.key, ""), column) for column in kind.columns}
        doubts = [(column.title, doubt) for column, (_value, doubt) in cleaned.items() if doubt is not None]
        if wrong := [f"“{title}”：{doubt.reason}" for title, doubt in doubts if doubt.hard]:
            raise Refused(*wrong)
        row.values, row.doubts = {column.key: value for column, (value, _doubt) in cleaned.items()}, []
        row = _ask_again(batch, row, by, seen)
        if any(hard for _key, _reason, hard in row.asked):
            raise Refused(*row.reasons)
        if batch.state == BatchState.TAKEN and row.outcome != Outcome.DOUBTFUL:
            take_rows(batch, [row], by)
        act.note(row=row.number)
    return row


def _ask_again(batch: Batch, row: Row, by: Seat, seen: set[str]) -> Row:
    """Plan a row that was written anew; a question that its writer has seen is answered with yes."""
    for row.accepted in (False, True):
        planning.plan_rows(planning.kind_of(batch), batch.thing, [row], by, batch.facts)
        row.save()
        if batch.state == BatchState.PLANNED:
            planning.plan_again(batch, row, by)
            row = Row.objects.select_related("batch").get(pk=row.pk)
        if not row.asked or {reason for _key, reason, _hard in row.asked} - seen:
            break
    return row


def drop_row(*, row: Row, by: Seat) -> Row:
    """This row is not taken. Raises NotYours, Refused (it is in already)."""
    with acting(MOVES["drop_row"], row.batch, by, hold=True) as act:
        batch = act.thing
        row = _waiting(batch, row)
        row.state = RowState.DROPPED
        row.save()
        if batch.state == BatchState.PLANNED:
            planning.plan_again(batch, row, by)
        act.note(row=row.number)
    return row


def _waiting(batch: Batch, row: Row) -> Row:
    row = Row.objects.select_for_update().get(pk=row.pk, batch=batch)
    if row.state != RowState.WAITING:
        raise Refused(f"第 {row.number} 行{row.get_state_display()}，不用再核对")
    return row


def take_batch(*, batch: Batch, seen: str, by: Seat) -> Batch:
    """Take the rows that nobody doubts, as the preview said; a preview that is not true any more is made anew.

    seen: digest of the preview
    Where something has changed since, nothing is taken and the batch stays planned with the new preview. A long table is taken by a
    job, part by part; there a row that would fare otherwise than the preview said waits for a person.
    raises: NotYours, Refused (another preview than the last one, something that stops the table, rows aside)
    """
    with acting(MOVES["take_batch"], batch, by) as act:
        batch = act.thing
        if batch.summary.get("digest") != seen:
            raise Refused(RENEWED)
        good = batch.rows.filter(state=RowState.WAITING).exclude(outcome=Outcome.DOUBTFUL).order_by("number")
        if long.is_long(good.count()) and long.may_queue(batch, by):
            batch.state = BatchState.TAKING
            act.note(rows=good.count())
            long.queue_taking(batch, by)
            return batch
        planning.make_plan(batch, by)
        if batch.summary["digest"] != seen:
            Batch.objects.filter(pk=batch.pk).update(summary=batch.summary)
            act.nothing()
            return batch
        _take_all(batch, list(good), by)
        act.note(rows=len(good))
    return batch


def _take_all(batch: Batch, rows: list[Row], by: Seat) -> None:
    if not rows:
        raise Refused("没有可以导入的行：请先核对待核对的行，或放弃导入")
    take_rows(batch, rows, by)
    batch.state = BatchState.TAKEN
    keeping.forget(batch, rows=False)


def drop_batch(*, batch: Batch, by: Seat) -> Batch:
    """Give a table up; its file and its cells are removed. Raises NotYours, Refused."""
    with acting(MOVES["drop_batch"], batch, by) as act:
        keeping.forget(act.thing, rows=True)
    return act.thing


def undo_batch(*, batch: Batch, by: Seat) -> Batch:
    """Undo everything that the table did, as a whole. Raises NotYours, Refused (something rests on it already)."""
    with acting(MOVES["undo_batch"], batch, by) as act:
        batch, kind = act.thing, planning.kind_of(act.thing)
        made = batch.rows.filter(state=RowState.TAKEN, made__isnull=False).order_by("-number")
        if kind.undo is not None:
            kind.undo(batch.thing, [key for key in made.values_list("made", flat=True) if key is not None], by)
        act.note(rows=made.count())
        keeping.forget(batch, rows=True)
    return batch
