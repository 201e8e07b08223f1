"""Lists: search, filter, page, export — the same way everywhere, with a bounded number of queries."""

import csv
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import xlsxwriter
from django.db.models import Q, QuerySet
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone

from piaojue.commons.finding import found
from piaojue.commons.web.beside import made_beside
from piaojue.commons.web.many import is_for_many
from piaojue.commons.web.nearest import NEAR, NEAREST
from piaojue.commons.web.paging import Known, Page, page_of
from piaojue.commons.web.request import Request

Column = tuple[str, Any]
"""(heading, attribute path or function of the row)"""
LONGEST_SEARCH = 60
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a cell begins that a spreadsheet would work out."""


@dataclass
class Listing:
    """One page of a list, with what its filter bar and pager need. Iterate it for the rows.

    rows:       the whole filtered list; page: the part that is shown
    word:       what was searched for; query: the address's other parameters, for the pager
    exportable: whether the list can be had as a file
    near:       the reader's point in the address, where the list can be ordered by distance; None: it cannot
    """

    rows: QuerySet
    page: Page
    word: str
    filters: list["Filter"]
    query: str
    searchable: bool
    exportable: bool = False
    near: str | None = None

    def __iter__(self) -> Iterator[Any]:
        rows: Any = self.page.object_list
        return iter(rows)

    def __len__(self) -> int:
        return len(self.page.object_list)

    @property
    def count(self) -> int:
        """How many rows there are in all."""
        return self.page.count

    @property
    def keys(self) -> str:
        """Keys of the rows on this page, in their order, joined by commas; empty: the rows are no things."""
        keys = [getattr(row, "pk", None) for row in self]
        return "" if None in keys else ",".join(map(str, keys))

    @property
    def kind(self) -> str:
        """The model of the rows, where several can be acted on at once; else empty."""
        return self.rows.model._meta.label_lower if is_for_many(self.rows.model) else ""

    @property
    def filtered(self) -> bool:
        return bool(self.word) or any(one.value for one in self.filters)


@dataclass(frozen=True)
class Filter:
    """One choice of the filter bar. name: the look-up; value: what is chosen, empty: all; choices: (value, label)."""

    name: str
    label: str
    choices: list[tuple[str, str]]
    value: str


Filters = Mapping[str, tuple[str, Iterable[tuple[str, str]]]]
"""{look-up: (label, [(value, name)])}"""


Orders = Mapping[str, tuple[str, Sequence[Any]]]
"""{name: (label, what `order_by` takes)}"""
SORT = "sort"


def listing(
    request: Request,
    rows: QuerySet | Known,
    *,
    search: Sequence[str] = (),
    filters: Filters | None = None,
    per_page: int = 20,
    meaning: Callable[[str], Q] | None = None,
    orders: Orders | None = None,
    having: Callable[[str], Q] | None = None,
) -> Listing:
    """A page of `rows` by ?q= ?<filter>= ?sort= ?page= ?after= (paging.py).

    search:  look-ups in which every word of q, or another word for the same thing, must occur; two characters are enough
    meaning: a word of q → rows that it also means, where what is kept is not what is read
    orders:  what the list can be ordered by; the first one is the order it comes in
    having:  in place of `search` and `meaning`: the rows that have the words, by the index of words (commons.wordindex)
    rows: with their number (`Known`) where somebody keeps it
    """
    rows, count = rows if isinstance(rows, Known) else (rows, None)
    word = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    rows = rows.filter(having(word)) if having and word else _searched(rows, word, search, meaning)
    bar = [_filter(request, name, label, choices) for name, (label, choices) in (filters or {}).items()]
    rows = rows.filter(**{one.name: one.value for one in bar if one.value})
    if orders:
        sort = _filter(request, SORT, "排序", [(name, label) for name, (label, _fields) in list(orders.items())[1:]])
        bar.append(sort)
        rows = rows.order_by(*orders[sort.value or next(iter(orders))][1])
    if not rows.ordered:
        rows = rows.order_by("-pk")
    chosen = bool(word) or any(one.value for one in bar if one.name != SORT)
    page = page_of(rows, request.GET, per_page, None if chosen else count)
    query = request.GET.copy()
    for name in ("page", "after", "before", "export"):
        query.pop(name, None)
    near = request.GET.get(NEAR, "")[:LONGEST_SEARCH] if NEAREST in (orders or {}) else None
    return Listing(rows, page, word, bar, query.urlencode(), bool(search or having), near=near)


def _searched(rows: QuerySet, word: str, search: Sequence[str], meaning: Callable[[str], Q] | None) -> QuerySet:
    for part in word.split():
        rows = rows.filter(found(part, search) | (meaning(part) if meaning else Q()))
    return rows


def _filter(request: Request, name: str, label: str, choices: Iterable[tuple[str, str]]) -> Filter:
    offered = [(str(key), text) for key, text in choices]
    value = request.GET.get(name, "")
    return Filter(name, label, offered, value if value in dict(offered) else "")


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
        beside: Any = made_beside(request, page.count)
        return beside or file_of(page.rows, columns, kind)
    page.exportable = bool(columns)
    return render(request, template, {**(context or {}), "page": page})


def file_of(rows: QuerySet, columns: Sequence[Column], kind: str) -> HttpResponse:
    """The whole list as a file, read and written bit by bit. kind: csv or xlsx."""
    return _csv(rows, columns) if kind == "csv" else _xlsx(rows, columns)


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


def safe_cell(value: Any) -> Any:
    """A cell that a spreadsheet would take for a formula is made plain text; an empty one stays empty."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


class _Answer(HttpResponse):
    """A streamed answer that is an HttpResponse as well: callers of `listing` return whatever is one."""

    content = property(lambda self: b"".join(self.streaming_content), lambda self, value: None)


class _Stream(StreamingHttpResponse, _Answer):
    content = _Answer.content


class _File(FileResponse, _Answer):
    content = _Answer.content


def cells(row: Any, columns: Sequence[Column]) -> list:
    """One row's cells, safe in a spreadsheet."""
    return [safe_cell(_value(row, source)) for _, source in columns]


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
