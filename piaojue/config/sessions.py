"""A page that only reads opens while somebody else holds the database, though it cannot note in the session what it has shown."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse

from piaojue.commons.web.resending import is_locked

READS = ("GET", "HEAD")
SHORT = 500
"""Milliseconds that a page which only reads waits for a writer."""


class Sessions(SessionMiddleware):
    """As Django's; what a reading page could not note (a message has been shown) is noted by the next one."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if request.method not in READS or not request.session.modified:
            return super().process_response(request, response)
        try:
            with _waiting_briefly():
                return super().process_response(request, response)
        except (SessionInterrupted, OperationalError) as error:
            if not is_locked(_reason(error)):
                raise
            request.session.modified = False
            return super().process_response(request, response)


def _reason(error: BaseException) -> BaseException:
    """What the database said: a session that cannot be written is told twice on."""
    while not isinstance(error, OperationalError) and error.__context__ is not None:
        error = error.__context__
    return error


@contextmanager
def _waiting_briefly() -> Iterator[None]:
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    usual = connection.connection.execute("PRAGMA busy_timeout").fetchone()[0]
    connection.connection.execute(f"PRAGMA busy_timeout = {min(SHORT, usual)}")
    try:
        yield
    finally:
        connection.connection.execute(f"PRAGMA busy_timeout = {usual}")
