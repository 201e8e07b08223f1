"""No page goes on for longer than anybody waits: neither one question to the database, nor all that a page asks.

A server of this kind is not told that a browser has gone. So what nobody waits for any more ends by the clock: a page that reads asks
nothing further after `PAGE_SECONDS`, and one question lasts `STATEMENT_SECONDS` at most. What is sent (forms, ballots) is never
broken off between two questions. Only the web server has it (config/wsgi.py). Workers and commands may take their time.
"""

import time
from threading import local
from typing import Any

from django.core.signals import request_finished, request_started
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

STATEMENT_SECONDS = 15
PAGE_SECONDS = 20
TOO_LATE = "interrupted: the page has taken too long"
STEPS = 20_000
"""Instructions of SQLite between two looks at the clock: a millisecond or less."""
_BEGAN = local()


def begin() -> None:
    """Let no question of this server last longer, from its next connection on."""
    connection_created.connect(_limit, dispatch_uid="deadline")
    request_started.connect(_page_began, dispatch_uid="deadline")
    request_finished.connect(_page_ended, dispatch_uid="deadline")


def _page_began(environ: dict[str, Any] | None = None, **_kwargs: object) -> None:
    reads = (environ or {}).get("REQUEST_METHOD") in ("GET", "HEAD")
    _BEGAN.page = time.monotonic() if reads else None


def _page_ended(**_kwargs: object) -> None:
    _BEGAN.page = None


def _limit(connection: BaseDatabaseWrapper, **_kwargs: Any) -> None:
    connection.execute_wrappers.append(_in_time)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET statement_timeout = '{STATEMENT_SECONDS}s'")
        return
    connection.connection.set_progress_handler(_is_over, STEPS)


def _in_time(execute: Any, sql: str, params: Any, many: bool, context: dict) -> Any:
    """Raises OperationalError where the page has had its time; what is under way in a transaction is ended by it as a whole."""
    _BEGAN.at = time.monotonic()
    page = getattr(_BEGAN, "page", None)
    if page is not None and _BEGAN.at - page > PAGE_SECONDS:
        _BEGAN.page = None  # the page that says so may ask
        raise OperationalError(TOO_LATE)
    return execute(sql, params, many, context)


def _is_over() -> bool:
    """SQLite asks this while it works; then "interrupted" is raised, as an OperationalError."""
    return time.monotonic() - getattr(_BEGAN, "at", time.monotonic()) > STATEMENT_SECONDS
