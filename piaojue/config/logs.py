"""What the server's own output says of a failure: where in the code, never what somebody typed, chose or is called."""

import logging
import traceback


class WithoutWords(logging.Formatter):
    """One record as lines: route (its pattern, no ids), exception's class and the places in the code; no values, no messages.

    An exception's message may quote a row: a phone number, a text, a slip.
    """

    def format(self, record: logging.LogRecord) -> str:
        request = getattr(record, "request", None)
        match = getattr(request, "resolver_match", None)
        where = f"{request.method} /{match.route}" if match else record.name
        if not record.exc_info:
            return f"{record.levelname} {where}" if request is not None else f"{record.levelname} {record.getMessage()}"
        kind, _, trace = record.exc_info
        return f"{record.levelname} {where}: {kind.__name__}\n{''.join(traceback.format_tb(trace))}".rstrip()


def logging_of(production: bool) -> dict:
    """Failures go to the server's output in both modes; in production without words."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"server": {"()": WithoutWords} if production else {"format": "%(levelname)s %(message)s"}},
        "handlers": {"server": {"class": "logging.StreamHandler", "formatter": "server", "level": "ERROR"}},
        "loggers": {"django": {"handlers": ["server"], "level": "INFO"}},
    }
