"""What the server's own output says of a failure: where in the code, never what somebody typed, chose or is called."""

import json
import logging
import traceback
from datetime import UTC, datetime


def number_of(record: logging.LogRecord) -> str:
    """The number that a failure's page showed, or that the worker gave it, and a blank. Nothing for other records."""
    failure = getattr(getattr(record, "request", record), "failure", "")
    return f"{failure} " if failure else ""


class WithNumber(logging.Formatter):
    """The message, after the number that the page of the failure showed."""

    def format(self, record: logging.LogRecord) -> str:
        return number_of(record) + super().format(record)


class WithoutWords(logging.Formatter):
    """One record as lines: route (its pattern, no ids), exception's class and the places in the code; no values, no messages.

    An exception's message may quote a row: a phone number, a text, a slip.
    """

    def format(self, record: logging.LogRecord) -> str:
        request = getattr(record, "request", None)
        match = getattr(request, "resolver_match", None)
        where = number_of(record) + (f"{request.method} /{match.route}" if request and match else record.name)
        if not record.exc_info:
            return f"{record.levelname} {where}" if request is not None else f"{record.levelname} {record.getMessage()}"
        kind, _, trace = record.exc_info
        return f"{record.levelname} {where}: {kind.__name__ if kind else '?'}\n{''.join(traceback.format_tb(trace))}".rstrip()


class AsJson(WithoutWords):
    """The same as one line of JSON, for a collector of logs: level, at, failure (the number on the page), route, kind, places."""

    def format(self, record: logging.LogRecord) -> str:
        request, kind = getattr(record, "request", None), record.exc_info[0] if record.exc_info else None
        match = getattr(request, "resolver_match", None)
        said = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "failure": number_of(record).strip(),
            "method": getattr(request, "method", ""),
            "route": f"/{match.route}" if match else "",
            "status": getattr(record, "status_code", None),
            "kind": kind.__name__ if kind else "",
            "places": traceback.format_tb(record.exc_info[2]) if record.exc_info else [],
            "message": record.getMessage() if request is None else "",
        }
        return json.dumps({name: value for name, value in said.items() if value}, ensure_ascii=False)


def logging_of(production: bool, as_json: bool = False) -> dict:
    """Failures go to the server's output in both modes; in production without words."""
    quiet = AsJson if as_json else WithoutWords
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "server": {"()": quiet} if production or as_json else {"()": WithNumber, "fmt": "%(levelname)s %(message)s"}
        },
        "handlers": {
            "server": {"class": "logging.StreamHandler", "formatter": "server", "level": "ERROR"},
            "house": {"class": "logging.StreamHandler", "formatter": "server", "level": "WARNING"},
        },
        "loggers": {
            "django": {"handlers": ["server"], "level": "INFO"},
            "piaojue": {"handlers": ["house"], "level": "INFO"},
        },
    }
