"""Pages of a list that cost the same on the first and on the last one.

An address says where a page begins (`?page=37&after=-900123`): the rows after that one in the list's own order. So what is
added meanwhile moves nothing, and the database begins to read where the page begins. `?page=37` alone still works, and
`?page=last`. Where the order is no row of plain columns, pages are counted off as usual.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy

MOST_COUNTED = 10_000
"""Rows that are counted where nobody knows their number; of more it is said that there are more."""
FAR = 1000
"""Rows that are passed over, from which on they are passed over by their keys alone."""
LAST = "last"


class Known(NamedTuple):
    """Rows whose number somebody keeps, so that nobody need count them."""

    rows: QuerySet
    number: int


@dataclass(frozen=True)
class Step:
    """One column of an order. name: the look-up; down: whether it descends."""

    name: str
    down: bool


@dataclass
class Page:
    """A page as the pager and the list show it. rows: of this page alone; count: of the whole list, or MOST_COUNTED of more.

    more: whether the list has rows that were not counted
    ends: what the addresses of the page before and of the page after say beside their number
    """

    object_list: list[Any]
    number: int
    per_page: int
    count: int
    more: bool
    has_next: bool
    ends: dict[str, dict[str, str]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.object_list)

    @property
    def num_pages(self) -> int:
        return max(1, ceil(self.count / self.per_page), self.number + self.has_next)

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def numbers(self) -> list[int | None]:
        """The numbers that the pager shows: the first, those around this one, the last; None is a gap."""
        ends = {1} if self.more else {1, self.num_pages}
        near = {*ends, *range(max(1, self.number - 1), min(self.num_pages, self.number + 1) + 1)}
        shown: list[int | None] = []
        for number in sorted(near):
            if shown and shown[-1] is not None and number > shown[-1] + 1:
                shown.append(number - 1 if number == shown[-1] + 2 else None)
            shown.append(number)
        return [*shown, None] if self.more and self.has_next else shown

    def address(self, number: int) -> str:
        """What the address of a page says; of a neighbour also where it begins."""
        ends = self.ends.get({1: "next", -1: "previous"}.get(number - self.number, ""), {}) if number > 1 else {}
        return urlencode({"page": number, **ends})


def page_of(rows: QuerySet, asked: Any, per_page: int, known: int | None = None) -> Page:
    """The page that an address asks for; whatever it says, there is one. asked: the address's parameters.

    known: how many rows there are, where somebody keeps the number; rows are counted otherwise, up to MOST_COUNTED
    """
    count, more = (known, False) if known is not None else counted(rows)
    steps = steps_of(rows)
    last = max(1, ceil(count / per_page))
    if steps and (beginning := _beginning(rows, steps, asked)) is not None:
        return _from(beginning, steps, asked, per_page, count, more)
    number = _number(asked.get("page"), last)
    if steps and more and asked.get("page") == LAST:
        return _from_the_end(rows, steps, None, per_page, count, more)
    if steps and not more and number > last // 2 + 1:
        return _from_the_end(rows, steps, number, per_page, count, more)
    first = (number - 1) * per_page
    found = _fetched(rows, steps, first, first + per_page + 1)
    return _page(found[:per_page], steps, number, per_page, count, more, len(found) > per_page)


def steps_of(rows: QuerySet) -> list[Step]:
    """The columns that the list is ordered by, the key last; none: the order is not one of plain columns that are never empty."""
    query: Any = rows.query
    names = query.order_by or (query.get_meta().ordering if query.default_ordering else ()) or ("-pk",)
    steps = []
    for name in names:
        if not isinstance(name, str) or name == "?":
            return []
        step = Step(name.lstrip("-"), name.startswith("-"))
        column = _column(rows, step.name)
        if column is None or column.null:
            return []
        steps.append(Step(column.name, step.down))
        if column.primary_key:
            return steps
    key = query.get_meta().pk.name
    return [*steps, Step(key, steps[-1].down)]


def _column(rows: QuerySet, name: str) -> Any:
    table = rows.query.get_meta()
    if name == "pk":
        return table.pk
    return next((column for column in table.concrete_fields if column.name == name and not column.is_relation), None)


def counted(rows: QuerySet) -> tuple[int, bool]:
    """How many rows there are, MOST_COUNTED at most, and whether there are more."""
    found = rows.order_by().values("pk")[: MOST_COUNTED + 1].count()
    return min(found, MOST_COUNTED), found > MOST_COUNTED


def _number(asked: str | None, last: int) -> int:
    if asked == LAST:
        return last
    text = asked or ""
    return min(last, max(1, int(text))) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def _beginning(rows: QuerySet, steps: list[Step], asked: Any) -> tuple[QuerySet, bool] | None:
    """(rows in reading order from where the address says, whether they are read backwards); None: it does not say."""
    for word, back in (("after", False), ("before", True)):
        if text := asked.get(word):
            try:
                key = json.loads(text)
                if not isinstance(key, list) or len(key) != len(steps):
                    return None
                return _beyond(rows, steps, key, back), back
            except (ValueError, TypeError, OverflowError, ValidationError):
                return None
    return None


def _beyond(rows: QuerySet, steps: list[Step], key: Sequence[Any], back: bool) -> QuerySet:
    """Rows after a key in the list's order; back: those before it, the nearest first."""
    values = [_column(rows, step.name).to_python(value) for step, value in zip(steps, key, strict=True)]
    beyond, same = Q(pk__in=[]), Q()
    for step, value in zip(steps, values, strict=True):
        beyond |= same & Q(**{f"{step.name}__{'lt' if step.down != back else 'gt'}": value})
        same &= Q(**{step.name: value})
    first = steps[0]
    bound = Q(
        **{f"{first.name}__{'lte' if first.down != back else 'gte'}": values[0]}
    )  # the part that an index follows
    return _ordered(rows.filter(bound, beyond), steps, back)


def _ordered(rows: QuerySet, steps: list[Step], back: bool) -> QuerySet:
    return rows.order_by(*(OrderBy(F(step.name), descending=step.down != back) for step in steps))


def _from(
    beginning: tuple[QuerySet, bool], steps: list[Step], asked: Any, per_page: int, count: int, more: bool
) -> Page:
    rows, back = beginning
    found = _fetched(rows, steps, 0, per_page + 1)
    beyond, shown = len(found) > per_page, found[:per_page]
    if back:
        shown.reverse()
    number = max(2 if beyond or not back else 1, _number(asked.get("page"), 10**8 - 1))
    number = 1 if back and not beyond else number
    return _page(shown, steps, number, per_page, count, more, back or beyond)


def _from_the_end(rows: QuerySet, steps: list[Step], number: int | None, per_page: int, count: int, more: bool) -> Page:
    """A page of the second half, counted off from the end. number: None: the last one of a list that was not counted."""
    backwards = _ordered(rows, steps, back=True)
    if number is None:
        shown = _fetched(backwards, steps, 0, per_page)[::-1]
        return _page(shown, steps, ceil(count / per_page) + 1, per_page, count, more, False)
    end = max(0, count - number * per_page)
    size = min(per_page, count - (number - 1) * per_page)
    shown = _fetched(backwards, steps, end, end + max(size, 0))[::-1]
    return _page(shown, steps, number, per_page, count, more, end > 0)


def _fetched(rows: QuerySet, steps: list[Step], first: int, end: int) -> list[Any]:
    """Rows by their place in the list.

    In the order of keys, and far from the beginning, the keys alone are read first, then these few rows with what belongs
    to them: a database that sees both in one question may put together all rows, and sort them.
    """
    if not steps or (len(steps) > 1 and first < FAR):
        return list(rows[first:end])
    keys = list(rows.values_list("pk", flat=True)[first:end])
    found = {row.pk: row for row in rows.filter(pk__in=keys)} if keys else {}
    return [found[key] for key in keys if key in found]


def _page(
    shown: list[Any], steps: list[Step], number: int, per_page: int, count: int, more: bool, has_next: bool
) -> Page:
    page = Page(shown, number, per_page, max(count, len(shown)), more, has_next)
    if steps and shown:
        page.ends = {"next": {"after": _key(shown[-1], steps)}, "previous": {"before": _key(shown[0], steps)}}
    return page


def _key(row: Any, steps: list[Step]) -> str:
    """What an address says of a row: the columns of the order."""
    values = [row._meta.get_field(step.name).value_from_object(row) for step in steps]
    return json.dumps([value if isinstance(value, int | str) else str(value) for value in values], ensure_ascii=False)
