"""Tables written as files: CSV and JSON line by line, and the columns explained."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from piaojue.commons.web.listing import safe_cell
from piaojue.commons.years.models import Year
from piaojue.stages.evaluate.opendata.columns import Table, Value


def csv_lines(table: Table, rows: Iterable[Any]) -> Iterator[str]:
    """The file line by line, with a byte order mark so that spreadsheets read the Chinese."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([column.name for column in table.columns])
    yield "\ufeff" + _taken(out)
    for row in rows:
        writer.writerow([_cell(column.value(row)) for column in table.columns])
        yield _taken(out)


def json_lines(table: Table, rows: Iterable[Any]) -> Iterator[str]:
    """A JSON array, one object a line."""
    yield "["
    before = "\n"
    for row in rows:
        yield before + json.dumps({c.name: c.value(row) for c in table.columns}, ensure_ascii=False)
        before = ",\n"
    yield "\n]\n"


def rows_of(table: Table, year: Year) -> Iterator[Any]:
    """The table's rows, read in pieces."""
    return table.rows(year).iterator(chunk_size=2000)


def columns_text(tables: Iterable[Table]) -> str:
    """columns.json: what every column means."""
    described = {
        table.name: {
            "title": table.title,
            "columns": [{"name": c.name, "label": c.label, "description": c.what or c.label} for c in table.columns],
        }
        for table in tables
    }
    return json.dumps(described, ensure_ascii=False, indent=1)


def _taken(out: io.StringIO) -> str:
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text


def _cell(value: Value) -> Value:
    if isinstance(value, bool):
        return "true" if value else "false"
    return safe_cell(value)
