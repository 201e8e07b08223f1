"""The triggers of a table: three statements of SQL for each database, made from the rooms' lines.

SQLite has one writer at a time and triggers for each row. PostgreSQL's run once for each statement, whatever the number
of rows, and each connection adds to its own part.
"""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Model

from piaojue.commons.tallies.declare import Tallied
from piaojue.commons.tallies.fragments import Counted, columns_of, counted

EVENTS = ("insert", "delete", "update")
ADDED, REMOVED = "added", "removed"
"""PostgreSQL's tables of the rows as they are after a statement, and as they were before."""


def name_of(model: type[Model], event: str) -> str:
    """What the trigger is called; on PostgreSQL its function, too."""
    return f"tally_{model._meta.db_table}_{event}"


def triggers(model: type[Model], lines: list[Tallied]) -> dict[str, list[str]]:
    """Name of each trigger → the statements that make it."""
    make = _sqlite if connection.vendor == "sqlite" else _postgres
    return {name_of(model, event): make(model, lines, event) for event in EVENTS}


def dropped(model: type[Model]) -> list[str]:
    names = [name_of(model, event) for event in EVENTS]
    if connection.vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}" for name in names]
    return [f"DROP FUNCTION IF EXISTS {name} CASCADE" for name in names]


def _sqlite(model: type[Model], lines: list[Tallied], event: str) -> list[str]:
    table = model._meta.db_table
    on, when, body = f"{event.upper()} ON {table}", "", []
    if event == "update":
        columns = sorted(set().union(*map(columns_of, lines)))
        named = ", ".join(f'"{column}"' for column in columns)
        on = f"UPDATE OF {named} ON {table}"
        when = "WHEN " + " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in columns)
    if event != "insert":
        body += [_less(one) for line in lines for one in counted(line, "OLD")]
    if event != "delete":
        body += [_more(one) for line in lines for one in counted(line, "NEW")]
    acts = "".join(f"{act};\n" for act in body)
    return [f"CREATE TRIGGER {name_of(model, event)} AFTER {on} FOR EACH ROW {when} BEGIN\n{acts}END"]


def _more(one: Counted) -> str:
    return (
        f"INSERT INTO tallies_tally (year, name, key, part, number) SELECT {one.year}, {one.name}, {one.key}, 0, 1 "
        f"WHERE {one.where} ON CONFLICT (year, name, key, part) DO UPDATE SET number = number + 1"
    )


def _less(one: Counted) -> str:
    """Never makes a row: a table may be emptied after the tallies are."""
    return (
        f"UPDATE tallies_tally SET number = number - 1 WHERE year = {one.year} AND name = {one.name} "
        f"AND key = {one.key} AND part = 0 AND {one.where}"
    )


def _postgres(model: type[Model], lines: list[Tallied], event: str) -> list[str]:
    name, table = name_of(model, event), model._meta.db_table
    tables = {"insert": [(ADDED, 1)], "delete": [(REMOVED, -1)], "update": [(ADDED, 1), (REMOVED, -1)]}[event]
    changes = "\nUNION ALL\n".join(_rows(lines, rows, sign) for rows, sign in tables)
    seen = " ".join(f"{'NEW' if rows == ADDED else 'OLD'} TABLE AS {rows}" for rows, _sign in tables)
    body = f"""
    INSERT INTO tallies_tally (year, name, key, part, number)
    SELECT year, name, key, pg_backend_pid(), SUM(number) FROM (
    {changes}
    ) AS changes GROUP BY year, name, key HAVING SUM(number) <> 0 ORDER BY year, name, key
    ON CONFLICT (year, name, key, part) DO UPDATE SET number = tallies_tally.number + EXCLUDED.number;
    RETURN NULL;"""
    return [
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body}\nEND $$",
        f"CREATE TRIGGER {name} AFTER {event.upper()} ON {table} REFERENCING {seen} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
    ]


def _rows(lines: Iterable[Tallied], rows: str, sign: int) -> str:
    """Each row of a transition table with every number that it adds or takes."""
    return "\nUNION ALL\n".join(
        f"SELECT {one.year} AS year, {one.name} AS name, {one.key} AS key, {sign} AS number FROM {rows} WHERE {one.where}"
        for line in lines
        for one in counted(line, rows)
    )
