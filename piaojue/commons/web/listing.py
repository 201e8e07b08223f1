"""Lists: search, filter, page, export — the same way everywhere, with a bounded number of queries."""

import csv
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import product
from typing import Any

import xlsxwriter
from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone

from engines.matching import also_called
from piaojue.commons.web.request import Request

Column = tuple[str, Any]
"""(heading, attribute path or function of the row)"""


class Listing:
    """One page of a list, with what its filter bar and pager need. Iterate it for the rows."""

    def __init__(
        self, rows: QuerySet, page: Page, word: str, filters: list[dict], query: str, exportable: bool, searchable: bool
    ) -> None:
        self.rows, self.page, self.word, self.filters, self.query = rows, page, word, filters, query
        self.exportable, self.searchable = exportable, searchable

    def __iter__(self) -> Iterator[Any]:
        rows: Any = self.page.object_list
        return iter(rows)

    def __len__(self) -> int:
        return len(self.page.object_list)

    @property
    def count(self) -> int:
        """How many rows there are in all."""
        return self.page.paginator.count

    @property
    def filtered(self) -> bool:
        return bool(self.word) or any(entry["value"] for entry in self.filters)


def listing(
    request: Request,
    rows: QuerySet,
    *,
    search: Sequence[str] = (),
    filters: Mapping[str, tuple[str, Iterable[tuple[str, str]]]] | None = None,
    per_page: int = 20,
    export: Sequence[Column] = (),
    meaning: Callable[[str], Q] | None = None,
) -> Listing | HttpResponse:
    """A page of `rows` by ?q= ?<filter>= ?page=; with ?export=csv|xlsx the whole filtered list as a file.

    search:  look-ups in which every word of q, or another word for the same thing, must occur somewhere; two characters are enough
    filters: {look-up: (label, [(value, name)])}
    export:  [(heading, attribute path or function)]; a caller that gets an HttpResponse returns it as it is
    meaning: a word of q → rows that it also means, where what is kept is not what is read
    """
    word = request.GET.get("q", "").replace("\x00", "").strip()[:60]
    for part in word.split():
        match = meaning(part) if meaning else Q()
        for name, said in product(search, also_called(part)):
            match |= Q(**{f"{name}__icontains": said})
        rows = rows.filter(match)
    bar = []
    for name, (label, choices) in (filters or {}).items():
        choices, value = list(choices), request.GET.get(name, "")
        if value and value in {str(key) for key, _ in choices}:
            rows = rows.filter(**{name: value})
        else:
            value = ""
        bar.append(
            {"name": name, "label": label, "choices": [(str(key), text) for key, text in choices], "value": value}
        )
    if export and (kind := request.GET.get("export")) in ("csv", "xlsx"):
        return _csv(rows, export) if kind == "csv" else _xlsx(rows, export)
    if not rows.ordered:
        rows = rows.order_by("-pk")
    page = Paginator(rows, per_page).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    for gone in ("page", "export"):
        kept.pop(gone, None)
    return Listing(rows, page, word, bar, kept.urlencode(), bool(export), bool(search))


def show_list(
    request: Request,
    template: str,
    page: Listing,
    context: Mapping[str, Any] | None = None,
    *,
    columns: Sequence[Column] = (),
) -> HttpResponse:
    """The page of a list; with ?export=csv|xlsx the whole filtered list as a file.

    columns: [(heading, attribute path or function)] of the file; none: there is no file
    context: what the template takes beside `page`
    """
    kind = request.GET.get("export")
    if columns and kind in ("csv", "xlsx"):
        return _csv(page.rows, columns) if kind == "csv" else _xlsx(page.rows, columns)
    page.exportable = bool(columns)
    return render(request, template, {**(context or {}), "page": page})


def _value(row: Any, source: str | Callable[[Any], Any]) -> Any:
    if callable(source):
        value = source(row)
    else:
        value = row
        for name in source.split("."):
            value = getattr(value, name, None)
            value = value() if callable(value) else value
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    return value if isinstance(value, int | float) else "" if value is None else str(value)


def _safe(value: Any) -> Any:
    """A cell that a spreadsheet would take for a formula is made plain text."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" else value


class _Answer(HttpResponse):
    """A streamed answer that is an HttpResponse as well: callers of `listing` return whatever is one."""

    content = property(lambda self: b"".join(self.streaming_content), lambda self, value: None)


class _Stream(StreamingHttpResponse, _Answer):
    content = _Answer.content


class _File(FileResponse, _Answer):
    content = _Answer.content


def cells(row: Any, columns: Sequence[Column]) -> list:
    """One row's cells, safe in a spreadsheet."""
    return [_safe(_value(row, source)) for _, source in columns]


def _csv(rows: QuerySet, columns: Sequence[Column]) -> HttpResponse:
    class Echo:
        @staticmethod
        def write(line: str) -> str:
            return line

    writer = csv.writer(Echo())

    def lines() -> Iterator[str]:
        yield "\ufeff"
        yield writer.writerow([heading for heading, _ in columns])
        for row in rows.iterator(chunk_size=2000):
            yield writer.writerow(cells(row, columns))

    answer = _Stream(lines(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="export.csv"'
    return answer


def _xlsx(rows: QuerySet, columns: Sequence[Column]) -> HttpResponse:
    file = tempfile.TemporaryFile()  # noqa: SIM115 closed with the answer
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True})
    for column, (heading, _) in enumerate(columns):
        sheet.write_string(0, column, heading, bold)
    for number, row in enumerate(rows.iterator(chunk_size=2000), 1):
        for column, (_, source) in enumerate(columns):
            sheet.write(number, column, _value(row, source))
    book.close()
    file.seek(0)
    return _File(file, as_attachment=True, filename="export.xlsx")
