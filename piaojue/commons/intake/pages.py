"""Pages of tables that come in: upload, columns, preview, rows that wait for a person, what was taken."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from engines.tables import map_columns as usual
from piaojue.commons.intake import actions, keeping, queries
from piaojue.commons.intake.forms import MapForm, RowForm, TableForm, original, sample_of
from piaojue.commons.intake.models import Batch, BatchState, Row, RowState
from piaojue.commons.intake.moves import MOVES, may_bring
from piaojue.commons.intake.template_file import template_of
from piaojue.commons.moves import NotYours, place_of
from piaojue.commons.tables import KINDS, OUTCOMES, Outcome
from piaojue.commons.web.act_pages import ActButton, ActForm
from piaojue.commons.web.listing import listing, show_list
from piaojue.commons.web.request import Request

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TONES = {"new": "good", "changed": "wait", "returning": "wait", "doubtful": "bad"}
SHORT_CELL = 80


def new_batch(request: Request, kind: str, pk: int) -> Batch:
    """A batch that is not there yet, for what the address names. Raises Http404, NotYours."""
    known = KINDS.get(kind)
    thing = known.find(pk) if known else None
    if thing is None:
        raise Http404
    return Batch(kind=kind, target=pk, place=place_of(thing))


def batch_at(request: Request, pk: int) -> Batch:
    return queries.batch_for(request.seat, pk)


def row_at(request: Request, pk: int) -> Row:
    return queries.row_for(request.seat, pk)


def _brought(request: Request, _batch: Batch, cleaned: dict[str, Any]) -> dict[str, Any]:
    file, paste = cleaned.pop("file", None), cleaned.pop("paste", "")
    if file:
        return {"name": file.name or "", "data": file.read(), **cleaned}
    return {"name": "粘贴的表格", "data": paste.encode(), **cleaned}


def _after(batch: Batch) -> str:
    return reverse("map_columns", args=[batch.pk]) if batch.state == BatchState.MAPPING else batch.get_absolute_url()


def _lead(batch: Batch) -> str:
    kind = batch.of_kind
    return f"先看预览，确认后才写入；看不准的行放在一边等人核对。{kind.lead if kind else ''}"


bring_table = ActForm(
    path="intake/<slug:kind>/<int:pk>/",
    line=MOVES["bring_table"],
    find=new_batch,
    action=actions.bring_table,
    thing="batch",
    form=TableForm,
    form_options=lambda request, batch: {"kind": batch.of_kind, "thing": batch.thing},
    values=_brought,
    heading=lambda batch: f"导入{batch.label}",
    lead=_lead,
    submit="读取并预览",
    template="intake/bring.html",
    context=lambda request, batch: {"batch": batch, "kind": batch.of_kind},
    cancel=lambda batch: batch.of_kind.goes_to(batch.thing),
    goes_to=_after,
)
"""Bring a table."""


@require_GET
def template(request: Request, kind: str, pk: int) -> HttpResponse:
    """An .xlsx to fill in."""
    batch = new_batch(request, kind, pk)
    if not may_bring(batch, request.seat) or batch.of_kind is None:
        raise NotYours("template")
    rows = batch.of_kind.example(batch.thing) if batch.of_kind.example else []
    answer = HttpResponse(template_of(batch.of_kind, rows), content_type=WORKBOOK)
    answer["Content-Disposition"] = f'attachment; filename="{batch.kind}.xlsx"'
    return answer


def batches(request: Request) -> HttpResponse:
    """Tables that were brought."""
    kinds = [(kind.code, kind.label) for kind in queries.kinds_for(request.seat)]
    rows = queries.batches_for(request.seat)
    page = listing(request, rows, filters={"kind": ("类别", kinds), "state": ("状态", BatchState.choices)})
    return show_list(request, "intake/batches.html", page)


def batch(request: Request, pk: int) -> HttpResponse:
    """The preview; later what was taken, and what still waits for a person."""
    batch = batch_at(request, pk)
    kind = batch.of_kind
    rows = batch.rows.exclude(state=RowState.NOTE).order_by("number")
    page = listing(
        request,
        rows,
        filters={"outcome": ("结果", list(OUTCOMES.items())), "state": ("处理", RowState.choices[:3])},
        per_page=50,
    )
    columns = [column for column in kind.columns if column.key in batch.columns] if kind else []
    counts = queries.counts_of(batch)
    context = {
        "batch": batch,
        "kind": kind,
        "columns": columns,
        "lines": [(row, TONES.get(row.outcome, "plain"), _cells(batch, row, columns)) for row in page],
        "read": batch.rows.exclude(state=RowState.NOTE).count(),
        "counts": [(name, count, f"?outcome={outcome}", TONES.get(outcome, "")) for outcome, name, count in counts],
        "to_take": sum(count for outcome, _name, count in counts if outcome != Outcome.DOUBTFUL),
        "aside": queries.aside(batch).count(),
        "notes": batch.rows.filter(state=RowState.NOTE).order_by("number")[:20],
        "job": queries.job_of(batch),
        "may": may_bring(batch, request.seat),
        "back": kind.goes_to(batch.thing) if kind and batch.thing is not None else "",
        "can_undo": MOVES.may("undo_batch", batch, request.seat),
    }
    return show_list(request, "intake/batch.html", page, context)


def _cells(batch: Batch, row: Row, columns: list) -> list[dict[str, Any]]:
    """For each column what was understood, and what stood there where that is something else."""
    row.batch = batch
    shown = []
    for column in columns:
        value, was = row.values.get(column.key, ""), original(row, column.key)
        wrong = any(key == column.key for key, _reason, _hard in [*row.doubts, *row.asked])
        shown.append(
            {
                "title": column.title,
                "value": value[:SHORT_CELL] + ("…" if len(value) > SHORT_CELL else ""),
                "was": was[:SHORT_CELL] if was != value else "",
                "wrong": wrong,
            }
        )
    return shown


def _place_of_headings(request: Request, batch: Batch) -> tuple[int, int]:
    """(sheet, row of the headings), both from 0, as the address says them, else as they were found."""
    asked = request.GET

    def number(name: str, found: int) -> int:
        text = asked.get(name, "")
        return int(text) - 1 if text.isdecimal() and 0 < len(text) < 8 and int(text) else found

    return number("sheet", batch.sheet), number("header", batch.header)


def _mapping(request: Request, batch: Batch) -> dict[str, Any]:
    book = keeping.kept(batch)
    sheet, header = _place_of_headings(request, batch)
    sheet = min(sheet, len(book.sheets) - 1)
    header = min(header, max(len(book.sheets[sheet].rows) - 1, 0))
    columns = batch.of_kind.columns if batch.of_kind else ()
    texts = book.sheets[sheet].rows[header] if book.sheets[sheet].rows else []
    as_found = (sheet, header) == (batch.sheet, batch.header) and batch.columns
    where = batch.columns if as_found else usual(texts, columns)
    return {"book": book, "sheet": sheet, "header": header, "columns": columns, "where": where}


def _map_options(request: Request, batch: Batch) -> dict[str, Any]:
    found = _mapping(request, batch)
    sheet = found["book"].sheets[found["sheet"]]
    return {"columns": found["columns"], "sheet": sheet, "header": found["header"], "where": found["where"]}


def _map_context(request: Request, batch: Batch) -> dict[str, Any]:
    found = _mapping(request, batch)
    book = found["book"]
    return {
        "batch": batch,
        "sheets": [(at + 1, sheet.name or f"第 {at + 1} 张") for at, sheet in enumerate(book.sheets)],
        "sheet": found["sheet"] + 1,
        "header": found["header"] + 1,
        "sample": sample_of(book.sheets[found["sheet"]], found["header"]),
    }


def _chosen(request: Request, batch: Batch, cleaned: dict[str, Any]) -> dict[str, Any]:
    sheet, header = _place_of_headings(request, batch)
    columns = {name.removeprefix("col_"): int(at) for name, at in cleaned.items() if at}
    return {"sheet": sheet, "header": header, "columns": columns}


map_columns = ActForm(
    path="intake/batches/<int:pk>/map/",
    line=MOVES["map_columns"],
    find=batch_at,
    action=actions.map_columns,
    thing="batch",
    form=MapForm,
    form_options=_map_options,
    values=_chosen,
    heading="对应各列",
    lead="告诉系统表里的哪一列是什么。下次再导入同样表头的表，会照这次的对应来读。",
    submit="按这样读取",
    template="intake/map.html",
    context=_map_context,
    goes_to=Batch.get_absolute_url,
)
"""Say what the columns are."""

take_batch = ActButton(
    path="intake/batches/<int:pk>/take/",
    line=MOVES["take_batch"],
    find=batch_at,
    action=actions.take_batch,
    thing="batch",
    values=lambda request, batch, cleaned: {"seen": request.POST.get("seen", "")},
    undone_by="undo_batch",
    done=lambda batch: {
        BatchState.TAKEN: f"已导入。{batch.summary.get('says', '')}",
        BatchState.TAKING: "已开始导入，可以离开这一页",
    }.get(batch.state, actions.RENEWED),
    goes_to=Batch.get_absolute_url,
)
drop_batch = ActButton(
    path="intake/batches/<int:pk>/drop/",
    line=MOVES["drop_batch"],
    find=batch_at,
    action=actions.drop_batch,
    thing="batch",
    done="已放弃，没有写入任何内容",
    goes_to=lambda batch: reverse("batches"),
)
undo_batch = ActButton(
    path="intake/batches/<int:pk>/undo/",
    line=MOVES["undo_batch"],
    find=batch_at,
    action=actions.undo_batch,
    thing="batch",
    done="已整批撤销",
    goes_to=Batch.get_absolute_url,
)


def _next(row: Row) -> str:
    if row.state == RowState.WAITING and row.outcome == Outcome.DOUBTFUL:
        return row.get_absolute_url()
    waiting = queries.next_aside(row)
    return waiting.get_absolute_url() if waiting else row.batch.get_absolute_url()


correct_row = ActForm(
    path="intake/rows/<int:pk>/",
    line=MOVES["correct_row"],
    find=row_at,
    action=actions.correct_row,
    thing="row",
    form=RowForm,
    form_options=lambda request, row: {"row": row},
    heading=lambda row: f"核对第 {row.number} 行",
    submit="就照这样",
    template="intake/row.html",
    context=lambda request, row: {"row": row, "batch": row.batch},
    cancel=lambda row: row.batch.get_absolute_url(),
    done=lambda row: "还有一个问题，请看过再确认" if row.outcome == Outcome.DOUBTFUL else f"第 {row.number} 行已核对",
    goes_to=_next,
)
drop_row = ActButton(
    path="intake/rows/<int:pk>/drop/",
    line=MOVES["drop_row"],
    find=row_at,
    action=actions.drop_row,
    thing="row",
    done=lambda row: f"第 {row.number} 行不导入",
    goes_to=_next,
)
