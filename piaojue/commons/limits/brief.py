"""Counting and claiming, each in one statement that is atomic on SQLite and PostgreSQL, for any number of processes."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from random import randrange
from typing import Any

from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from piaojue.commons.limits.models import Brief

HOUR, MINUTE = 3600, 60
CLEARED_EVERY = 200
"""One write in so many deletes what has run out, where no worker does."""
TABLE = Brief._meta.db_table
COUNT = f"""
    INSERT INTO {TABLE} (key, number, text, until) VALUES (%s, 1, '', %s)
    ON CONFLICT (key) DO UPDATE SET
        number = CASE WHEN {TABLE}.until <= %s THEN 1 ELSE {TABLE}.number + 1 END,
        until = CASE WHEN {TABLE}.until <= %s THEN excluded.until ELSE {TABLE}.until END
    RETURNING number
"""
CLAIM = f"""
    INSERT INTO {TABLE} (key, number, text, until) VALUES (%s, 0, '', %s)
    ON CONFLICT (key) DO UPDATE SET text = '', until = excluded.until WHERE {TABLE}.until <= %s
    RETURNING key
"""


def too_many(request: HttpRequest, group: str, most: int, seconds: int, *, by_address: bool = False) -> bool:
    """Count one more and say whether there were more than `most` since the first of the last `seconds`.

    by_address: counted by network address, whoever is signed in; else by person, and by address for a visitor
    """
    return count(_who(request, group, by_address), seconds) > most


def has_had(request: HttpRequest, group: str, most: int, *, by_address: bool = False) -> bool:
    """Whether `too_many` has counted `most` or more. Counts nothing."""
    row = Brief.objects.filter(key=_key(_who(request, group, by_address)), until__gt=timezone.now(), number__gte=most)
    return row.exists()


def _who(request: HttpRequest, group: str, by_address: bool) -> str:
    user = getattr(request, "user", None)
    person = user.pk if user is not None and user.is_authenticated and not by_address else None
    who = f"person {person}" if person is not None else f"address {request.META.get('REMOTE_ADDR', '')}"
    return f"limit {group} {who}"


def count(name: str, seconds: int) -> int:
    """One more of a name; returns how many there were since the first one of at most `seconds` ago."""
    now = _moment()
    return int(_one(COUNT, [_key(name), _later(seconds), now, now])[0])


def claim(name: str, seconds: int) -> bool:
    """Whether this is the first to claim a name; it is held for `seconds`, unless it is dropped before."""
    return _one(CLAIM, [_key(name), _later(seconds), _moment()]) is not None


def answer(name: str) -> str:
    """What was settled for a name; empty: nothing yet, or nobody holds it."""
    row = Brief.objects.filter(key=_key(name), until__gt=timezone.now()).values_list("text", flat=True).first()
    return row or ""


def settle(name: str, text: str, seconds: int) -> None:
    """Keep the answer for a name that was claimed."""
    with _unhurried():
        Brief.objects.filter(key=_key(name)).update(text=text, until=timezone.now() + timedelta(seconds=seconds))


def drop(name: str) -> None:
    """Forget a name: the next one is the first again."""
    with _unhurried():
        Brief.objects.filter(key=_key(name)).delete()


def clear() -> int:
    """Delete what has run out. Returns how many rows."""
    with _unhurried():
        return Brief.objects.filter(until__lte=timezone.now()).delete()[0]


def _key(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def _moment() -> object:
    return connection.ops.adapt_datetimefield_value(timezone.now())


def _later(seconds: int) -> Any:
    return connection.ops.adapt_datetimefield_value(timezone.now() + timedelta(seconds=seconds))


def _one(statement: str, values: list[Any]) -> Any:
    if not randrange(CLEARED_EVERY):
        clear()
    with _unhurried(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()


@contextmanager
def _unhurried() -> Iterator[None]:
    """SQLite need not wait for the disk: what is lost with the power is a limit or a tap, never an act.

    PostgreSQL does not wait, because the table is unlogged.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    connection.ensure_connection()
    connection.connection.execute("PRAGMA synchronous=NORMAL")
    try:
        yield
    finally:
        connection.connection.execute("PRAGMA synchronous=FULL")
