"""A page that only reads opens though it cannot note in the session what it has shown: somebody holds the database, the disk is full."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse

READS = ("GET", "HEAD")
SHORT = 500
"""Milliseconds that a page which only reads waits for a writer."""


class Sessions(SessionMiddleware):
    """As Django's; what a reading page could not note (a message has been shown) is noted by the next one."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Raises OperationalError where a form was sent: its page says that one must look whether it was taken."""
        if not request.session.modified:
            return super().process_response(request, response)
        try:
            with _waiting_briefly(request.method in READS):
                return super().process_response(request, response)
        except (SessionInterrupted, OperationalError) as error:
            reason = _reason(error)
            if not isinstance(reason, OperationalError):
                raise
            if request.method not in READS:
                raise reason from error
            request.session.modified = False
            return super().process_response(request, response)


def _reason(error: BaseException) -> BaseException:
    """What the database said, if it was the database: a session that cannot be written is told twice on."""
    while not isinstance(error, OperationalError) and error.__context__ is not None:
        error = error.__context__
    return error


@contextmanager
def _waiting_briefly(reads: bool) -> Iterator[None]:
    if not reads or connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    usual = connection.connection.execute("PRAGMA busy_timeout").fetchone()[0]
    connection.connection.execute(f"PRAGMA busy_timeout = {min(SHORT, usual)}")
    try:
        yield
    finally:
        connection.connection.execute(f"PRAGMA busy_timeout = {usual}")
