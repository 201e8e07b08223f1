"""Which rows have words that are looked for: each room says it once, and whatever saves such a row notes that it changed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import models
from django.db.models.signals import post_delete, post_save

from engines.matching.grams import joined, kept_terms
from piaojue.commons.wordindex.models import Changed

MOST_KINDS = 64
ROWS = 2**56
"""Keys of rows are below this, so that a kind's number and a row's key are one number."""


@dataclass(frozen=True)
class Kind:
    """One sort of thing. number: kept in indexes, never another's; columns: what everybody may read of it, by look-up."""

    name: str
    number: int
    model: type[models.Model]
    columns: tuple[str, ...]

    def key(self, row: int) -> int:
        """The number by which an index knows a row."""
        return self.number * ROWS + row

    def row(self, key: int) -> int:
        """The row's key again."""
        return key - self.number * ROWS

    def words_of(self, rows: Iterable[int]) -> dict[int, str]:
        """{row: its terms, joined}, of the rows that there are."""
        return dict(self._read(self.model._base_manager.filter(pk__in=list(rows))))

    def words_from(self, row: int, most: int) -> dict[int, str]:
        """The same of the next rows after one, by key."""
        return dict(self._read(self.model._base_manager.filter(pk__gt=row).order_by("pk")[:most]))

    def _read(self, rows: models.QuerySet) -> Iterator[tuple[int, str]]:
        for pk, year, place, *texts in rows.values_list("pk", "year_id", "place_id", *self.columns):
            marks = [kind_mark(self.name), year_mark(year), place_mark(place)]
            yield pk, joined([*marks, *kept_terms("\n".join(filter(None, texts)))])


KINDS: dict[str, Kind] = {}


def kind_mark(name: str) -> str:
    return f"§k{name}"


def year_mark(year: int) -> str:
    return f"§y{year}"


def place_mark(place: str) -> str:
    return f"§p{place}"


def indexed(name: str, number: int, model: type[models.Model], *columns: str) -> Kind:
    """Let rows of a model, which has a year and a place, be found by the words of these columns.

    The columns hold what everybody may read: an index finds nothing that is covered where it is shown.
    """
    if number in {kind.number for kind in KINDS.values()} or not 0 < number < MOST_KINDS:
        raise ValueError(f"{name}: {number} is no free number of a kind")
    kind = KINDS[name] = Kind(name, number, model, columns)
    post_save.connect(_noting(kind), sender=model, weak=False, dispatch_uid=f"words of {name}")
    post_delete.connect(_noting(kind), sender=model, weak=False, dispatch_uid=f"words of {name}")
    return kind


def _noting(kind: Kind):
    own = {column for column in kind.columns if "__" not in column}
    about = {column.partition("__")[0] for column in kind.columns} | own | {"year", "place"}

    def note(instance: models.Model, update_fields: frozenset[str] | None = None, **_kwargs: object) -> None:
        saved = {name.removesuffix("_id") for name in update_fields} if update_fields is not None else about
        if saved & about and instance.pk is not None:
            Changed.objects.create(kind=kind.name, row=instance.pk)

    return note
