"""The SMS gateway behind an interface. settings.SMS_GATEWAY names a class with `send(phone, text)`."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.utils.module_loading import import_string

logger = logging.getLogger("piaojue")
_silent: ContextVar[bool] = ContextVar("silent", default=False)


class Console:
    """Development: messages are printed where the server runs."""

    def send(self, phone: str, text: str) -> None:
        print(f"[短信] {phone}: {text}", file=sys.stderr)


class Missing:
    """Production without a gateway: nothing is sent, and codes must not stand in a log file."""

    def send(self, phone: str, text: str) -> None:
        logger.warning("SMS_GATEWAY is not set: a message was not sent")


def is_missing() -> bool:
    """Whether messages cannot leave at all."""
    return import_string(settings.SMS_GATEWAY) is Missing


class Silent:
    """Sends nothing."""

    def send(self, phone: str, text: str) -> None:
        return None


def send(phone: str, text: str) -> None:
    """Send one message through the configured gateway."""
    if not _silent.get():
        import_string(settings.SMS_GATEWAY)().send(phone, text)


@contextmanager
def silent() -> Iterator[None]:
    """Nothing is sent: a rehearsal's people are made up, their numbers may be somebody's."""
    token = _silent.set(True)
    try:
        yield
    finally:
        _silent.reset(token)
