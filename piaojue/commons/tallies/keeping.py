"""Making the triggers, counting anew, and saying where a number is not what a recount says."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from django.db import connection, transaction
from django.db.models import Model

from piaojue.commons.tallies.declare import TALLIES, Tallied, by_model
from piaojue.commons.tallies.fragments import counted
from piaojue.commons.tallies.models import Tally
from piaojue.commons.tallies.triggers import dropped, triggers


@dataclass(frozen=True)
class Difference:
    """A number that is not what it should be. kept: what stands; true: what a recount says."""

    year: int
    name: str
    key: str
    kept: int
    true: int

    def __str__(self) -> str:
        return f"{self.year} {self.name} {self.key}：记着 {self.kept}，实际 {self.true}"


def install() -> None:
    """Make each trigger that is missing or reads otherwise, and count its table. What is as it should be is left alone.

    A table that is not migrated yet gets its triggers when it is.
    """
    tables = set(connection.introspection.table_names())
    if Tally._meta.db_table not in tables:
        return
    there = _installed()
    for model, lines in by_model().items():
        if model._meta.db_table not in tables:
            continue
        wanted = triggers(model, lines)
        if any(there.get(name) != _mark(statements) for name, statements in wanted.items()):
            _make(model, lines, wanted)
    names = [name for line in TALLIES.values() for name in line.names]
    Tally.objects.exclude(name__in=names).delete()  # of a line that is gone


def remove() -> None:
    """Drop all of them: while a migration changes tables, nothing may stand on their columns."""
    with connection.cursor() as cursor:
        for model in by_model():
            for statement in dropped(model):
                cursor.execute(statement)


def rebuild() -> None:
    """Count everything anew. Writers of a table wait while it is counted; readers do not."""
    for model, lines in by_model().items():
        with transaction.atomic():
            _alone(model)
            _count(lines)


def fold() -> int:
    """Put the parts of each number together and drop numbers of nothing. Returns how many rows went.

    Parts that somebody is adding to are left for the next time.
    """
    with transaction.atomic():
        rows = Tally.objects.select_for_update(skip_locked=True) if _many_writers() else Tally.objects.all()
        loose = list(rows.exclude(part=0))
        sums: Counter[tuple[int, str, str]] = Counter()
        for row in loose:
            sums[row.year, row.name, row.key] += row.number
        for (year, name, key), number in sorted(sums.items()):
            _add(year, name, key, number)
        gone = Tally.objects.filter(pk__in=[row.pk for row in loose]).delete()[0]
        return gone + Tally.objects.filter(part=0, number=0).delete()[0]


def differences() -> Iterator[Difference]:
    """Every number that a recount does not confirm. One question a tally, so that nobody writes in between."""
    for line in TALLIES.values():
        for name, recount in zip(line.names, _counting(line), strict=True):
            with connection.cursor() as cursor:
                cursor.execute(COMPARED.format(recount=recount, name=name))
                yield from (Difference(*row) for row in cursor.fetchall())


COMPARED = """
SELECT year, name, key, SUM(kept), SUM(number) FROM (
  SELECT year, name, key, number AS kept, 0 AS number FROM tallies_tally WHERE name = '{name}'
  UNION ALL
  SELECT year, name, key, 0 AS kept, number FROM ({recount}) AS anew
) AS both_of_them GROUP BY year, name, key HAVING SUM(kept) <> SUM(number) ORDER BY year, key"""


def _counting(line: Tallied) -> list[str]:
    """One statement a tally; its groups are few, whatever the number of rows."""
    return [
        f"SELECT {one.year} AS year, {one.name} AS name, {one.key} AS key, COUNT(*) AS number "
        f'FROM "{line.model._meta.db_table}" AS counted WHERE {one.where} GROUP BY 1, 3'
        for one in counted(line, "counted")
    ]


def _many_writers() -> bool:
    return connection.vendor == "postgresql"


def _installed() -> dict[str, str]:
    """Name of each trigger that is there → its mark."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'tally_%'")
            return {name: _mark([sql]) for name, sql in cursor.fetchall()}
        cursor.execute(
            "SELECT t.tgname, obj_description(t.oid, 'pg_trigger') FROM pg_trigger t WHERE t.tgname LIKE 'tally_%'"
        )
        return {name: mark or "" for name, mark in cursor.fetchall()}


def _mark(statements: list[str]) -> str:
    return sha256(";".join(statements).encode()).hexdigest()[:16]


def _make(model: type[Model], lines: list[Tallied], wanted: dict[str, list[str]]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in dropped(model):
            cursor.execute(statement)
        for name, statements in wanted.items():
            for statement in statements:
                cursor.execute(statement)
            if _many_writers():
                cursor.execute(f"COMMENT ON TRIGGER {name} ON {model._meta.db_table} IS '{_mark(statements)}'")
        _alone(model)
        _count(lines)


def _alone(model: type[Model]) -> None:
    """Nobody writes the table until the transaction ends; on SQLite a transaction is alone anyway."""
    if _many_writers():
        with connection.cursor() as cursor:
            cursor.execute(f'LOCK TABLE "{model._meta.db_table}" IN SHARE MODE')


def _count(lines: list[Tallied]) -> None:
    for line in lines:
        Tally.objects.filter(name__in=line.names).delete()
        with connection.cursor() as cursor:
            for statement in _counting(line):
                cursor.execute(
                    "INSERT INTO tallies_tally (year, name, key, part, number) "
                    f"SELECT year, name, key, 0, number FROM ({statement}) AS anew"
                )


def _add(year: int, name: str, key: str, number: int) -> None:
    row, made = Tally.objects.get_or_create(year=year, name=name, key=key, part=0, defaults={"number": number})
    if not made:
        row.number += number
        row.save(update_fields=["number"])


def forget_year(year: int) -> None:
    """Its rows went in any order, and what counts by another table's row may have missed some."""
    Tally.objects.filter(year=year).delete()
