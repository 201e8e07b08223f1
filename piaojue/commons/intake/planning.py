"""From a sheet to rows, and from rows to a plan: what would become of each."""

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import islice

from engines.tables import Book, Doubt, Header, Sheet, clean_row, fold_heading, header_at, header_set, rows_below
from engines.tables import find_header as usual_header
from piaojue.commons.intake.models import Batch, BatchState, Mapping, Row, RowState
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.tables import Draft, Fate, Outcome, Plan, TableKind

PART = 500
FEW = 500
"""Rows of a table that is planned anew as a whole within a page."""
LOOKED_AT = 30
LONGEST_SAYS = 300
NO_PLAN = Plan(())


def find_header(batch: Batch, book: Book) -> tuple[int, Header | None]:
    """(number of the sheet, its headings): as somebody has mapped such headings before, else as they usually are."""
    kind = kind_of(batch)
    remembered = {
        one.headings: one.columns for one in Mapping.objects.filter(place=batch.place, kind=batch.kind).order_by("pk")
    }
    for at, sheet in enumerate(book.sheets if remembered else ()):
        for row in range(min(LOOKED_AT, len(sheet.rows))):
            columns = remembered.get(header_set(sheet.rows[row]))
            if columns is not None:
                return at, Header(row, tuple(sheet.rows[row]), _places(sheet.rows[row], columns))
    return usual_header(book, kind.columns)


def _places(texts: Sequence[str], columns: dict[str, str]) -> dict[str, int]:
    folded = [fold_heading(text) if text else "" for text in texts]
    return {key: folded.index(heading) for key, heading in columns.items() if heading and heading in folded}


def remember(batch: Batch) -> None:
    """Keep how the columns of these headings were mapped by hand, for the next table with the same headings."""
    columns = {key: fold_heading(batch.headings[at]) for key, at in batch.columns.items()}
    known, _new = Mapping.objects.get_or_create(
        place=batch.place, kind=batch.kind, headings=header_set(batch.headings), defaults={"columns": columns}
    )
    known.columns = columns
    known.save()


def kind_of(batch: Batch) -> TableKind:
    """The kind. Raises Refused where no room takes such tables any more."""
    if batch.of_kind is None:
        raise Refused("系统不再导入这种表")
    return batch.of_kind


def lay_out(batch: Batch, sheet: Sheet) -> None:
    """Make the rows of a batch anew from its sheet, each with its cells cleaned."""
    kind = kind_of(batch)
    header = header_at(sheet, batch.header, ())
    batch.rows.all().delete()
    seen: dict[tuple[str, ...], int] = {}
    lines = iter(rows_below(sheet, header))
    while part := list(islice(lines, PART)):
        rows = []
        for line in part:
            row = Row(batch=batch, number=line.number, cells=list(line.cells))
            if line.note:
                row.state, row.says = RowState.NOTE, line.note
            else:
                row.values, doubts = clean_row(line, batch.columns, kind.columns, batch.headings)
                row.doubts = packed([*doubts, *_twice(kind, row, seen)])
            rows.append(row)
        Row.objects.bulk_create(rows)


def _twice(kind: TableKind, row: Row, seen: dict[tuple[str, ...], int]) -> Iterator[Doubt]:
    key = tuple(row.values[name] for name in kind.key)
    if not any(key):
        return
    first = seen.setdefault(key, row.number)
    if first != row.number:
        titles = "、".join(kind.titles[name] for name in kind.key)
        yield Doubt(kind.key[0], f"第 {row.number} 行“{titles}”：与第 {first} 行重复")


def packed(doubts: Sequence[Doubt]) -> list[list]:
    """Doubts as a row keeps them."""
    return [[doubt.key, doubt.reason, doubt.hard] for doubt in doubts]


def draft_of(row: Row) -> Draft:
    """The row as its kind gets it."""
    return Draft(row.number, row.values, tuple(Doubt(*doubt) for doubt in row.doubts), row.accepted)


def make_plan(batch: Batch, by: Seat) -> None:
    """Say of each waiting row what would become of it, and of the whole table what it does. Writes the rows and the summary."""
    kind = kind_of(batch)
    thing, digest, plan = batch.thing, sha256(), NO_PLAN
    waiting = batch.rows.filter(state=RowState.WAITING).order_by("number").iterator(chunk_size=PART)
    while part := list(waiting if kind.together else islice(waiting, PART)):
        plan = plan_rows(kind, thing, part, by, batch.facts)
        Row.objects.bulk_update(part, ["outcome", "says", "asked"], batch_size=PART)
        for row in part:
            digest.update(f"{row.number}|{row.outcome}|{row.says}\n".encode())
    whole = {"missing": list(plan.missing), "effect": list(plan.effect), "stops": list(plan.stops)}
    digest.update(json.dumps(whole, ensure_ascii=False).encode())
    batch.summary = {**batch.summary, **whole, "digest": digest.hexdigest()}


def plan_again(batch: Batch, row: Row, by: Seat) -> None:
    """After one row has changed: the plan of the whole; of a long table whose rows do not depend on each other its digest only."""
    if kind_of(batch).together or not batch.rows.all()[FEW : FEW + 1].exists():
        make_plan(batch, by)
        return
    was = f"{batch.summary.get('digest', '')}{row.number}{row.state}{row.outcome}"
    batch.summary = {**batch.summary, "digest": sha256(was.encode()).hexdigest()}


def plan_rows(kind: TableKind, thing: object, rows: Sequence[Row], by: Seat, facts: dict) -> Plan:
    """Ask the kind about rows whose own cells are clear, and write on each what would become of it; nothing is saved."""
    clear = [row for row in rows if draft_of(row).clear]
    plan = kind.plan(thing, [draft_of(row) for row in clear], by, facts)
    for row in rows:
        row.outcome, row.says, row.asked = Outcome.DOUBTFUL, "", []
    for row, fate in zip(clear, plan.fates, strict=True):
        _judge(row, fate)
    return plan


def in_doubt(batch: Batch, rows: Sequence[Row]) -> list[Row]:
    """The rows that were planned together with these, but wait for a person: their own cells are clear."""
    if batch.state != BatchState.PLANNED:
        return []
    taken = {row.pk for row in rows}
    waiting = batch.rows.filter(state=RowState.WAITING)
    return [row for row in waiting if row.pk not in taken and draft_of(row).clear]


def _judge(row: Row, fate: Fate) -> None:
    held = any(doubt.hard or not row.accepted for doubt in fate.doubts)
    row.outcome = Outcome.DOUBTFUL if held else fate.outcome
    row.says, row.asked = fate.says[:LONGEST_SAYS], packed(fate.doubts)
