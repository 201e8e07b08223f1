"""A tally's line as SQL: Django writes the condition, so that it means what a query with the same words means."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.db.models import Field, ForeignKey, Q

from piaojue.commons.tallies.declare import Days, Joined, Key, LocalDay, Tallied


@dataclass(frozen=True)
class Counted:
    """One number of a row, as SQL over `row`. name and key are expressions; where: when the row counts."""

    year: str
    name: str
    key: str
    where: str


def counted(line: Tallied, row: str) -> list[Counted]:
    """What a row adds to each tally of a line. row: how SQL calls it, like NEW."""
    year, where = _column(line, line.year, row), condition(line, row)
    return [Counted(year, literal(name), _key(line, key, row), where) for name, key in line.names.items()]


def condition(line: Tallied, row: str) -> str:
    """When a row counts. raises: ValueError where the line asks another table"""
    if line.where == Q():
        return "1 = 1"
    query = line.model._base_manager.filter(line.where).query
    compiler = query.get_compiler(connection=connection)
    compiler.setup_query()
    sql, parameters = compiler.compile(query.where)
    if sum(map(bool, query.alias_refcount.values())) != 1:
        raise ValueError(f"{line.name}: a tally's condition may ask its own row alone")
    return (sql % tuple(map(literal, parameters))).replace(f'"{line.model._meta.db_table}".', f"{row}.")


def columns_of(line: Tallied) -> set[str]:
    """The columns that decide what a row adds."""
    table = line.model._meta
    names = {line.year}.union(*(_named(key) for key in line.by.values()))
    columns = {_column_name(line, name) for name in names}
    text = condition(line, "NEW")
    return columns | {str(field.column) for field in table.concrete_fields if f'NEW."{field.column}"' in text}


def _named(key: Key) -> set[str]:
    """The columns that a key is made of; what never changes is left out."""
    if isinstance(key, Joined):
        return set().union(*map(_named, key.parts))
    return {key.until if isinstance(key, Days) else key.column if isinstance(key, LocalDay) else key}


def literal(value: Any) -> str:
    """A constant of our own source in SQL; never what somebody typed."""
    if isinstance(value, bool):
        return str(value).upper() if connection.vendor == "postgresql" else str(int(value))
    if isinstance(value, int):
        return str(value)
    return "'" + str(value).replace("'", "''") + "'"


def _column(line: Tallied, name: str, row: str) -> str:
    return f'{row}."{_column_name(line, name)}"'


def _column_name(line: Tallied, name: str) -> str:
    return str(cast("Field[Any, Any]", line.model._meta.get_field(name)).column)


def _key(line: Tallied, key: Key | None, row: str) -> str:
    if key is None:
        return "''"
    if isinstance(key, LocalDay):
        return _day(_column(line, key.column, row))
    if isinstance(key, Joined):
        return " || ':' || ".join(_key(line, part, row) for part in key.parts)
    if isinstance(key, Days):
        return _days(line, key, row)
    return f"COALESCE(CAST({_column(line, key, row)} AS TEXT), '')"


def _days(line: Tallied, key: Days, row: str) -> str:
    to, column = key.since
    other = cast("ForeignKey[Any, Any]", line.model._meta.get_field(to)).remote_field.model._meta
    since = f'(SELECT "{column}" FROM "{other.db_table}" WHERE "{other.pk.column}" = {_column(line, to, row)})'
    until = _column(line, key.until, row)
    if connection.vendor == "postgresql":
        return f"CAST(GREATEST(0, FLOOR(EXTRACT(EPOCH FROM {until} - {since}) / 86400)) AS INTEGER)::text"
    return f"CAST(MAX(0, CAST(julianday({until}) - julianday({since}) AS INTEGER)) AS TEXT)"


def _day(moment: str) -> str:
    """SQLite keeps moments in UTC and knows no zones by name. China's clock has stood at one offset since 1992."""
    if connection.vendor == "postgresql":
        return f"CAST(CAST({moment} AT TIME ZONE {literal(settings.TIME_ZONE)} AS DATE) AS TEXT)"
    offset = datetime(2026, 1, 1, tzinfo=ZoneInfo(settings.TIME_ZONE)).utcoffset()
    minutes = int(offset.total_seconds() // 60) if offset else 0
    return f"date({moment}, '{minutes:+d} minutes')"
