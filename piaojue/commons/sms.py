"""The SMS gateway behind an interface. settings.SMS_GATEWAY names a class with `send(phone, text)`.

send(phone, text) -> str | None   the provider's number of the message, by which a receipt comes; None where there is none
send_as(phone, kind, text, page)  where it is there, a message goes by it: providers want a template for each kind (commons/approved.py)
templates()                       of such a gateway, the table of its templates
send_code(phone, code, minutes)   where it is there, a code goes by it: providers want codes in a template of their own
receipts() -> dict[str, bool]     number → whether it reached the phone, of what came in since the last question
receipt_of(number, phone, day) -> bool | None   where a provider answers for each message alone: whether it reached the phone
"""

import logging
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

logger = logging.getLogger("piaojue")
_silent: ContextVar[bool] = ContextVar("silent", default=False)


class Undeliverable(Exception):
    """This number cannot be reached at all, so another try makes no sense."""


class Unsure(Exception):
    """Nobody knows whether the provider took the message; a second one might double it."""


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


def gateway() -> Any:
    return import_string(settings.SMS_GATEWAY)()


def send(phone: str, text: str) -> str | None:
    """Send one message through the configured gateway. Returns the provider's number of it, where there is one.

    raises: Undeliverable, Unsure, and whatever the gateway raises when it did not take the message
    """
    return None if _silent.get() else gateway().send(phone, text)


def send_as(phone: str, kind: str, text: str, page: str) -> str | None:
    """Send one message of this kind. page: the whole address of what it is about. Returns and raises as `send`."""
    if not _silent.get() and hasattr(gateway(), "send_as"):
        return gateway().send_as(phone, kind, text, page)
    return send(phone, text)


def templates() -> Mapping[str, Any] | None:
    """The gateway's table of templates; None: it sends free words."""
    there = gateway()
    return there.templates() if hasattr(there, "templates") else None


def receipt_of(number: str, phone: str, day: date) -> bool | None:
    """Whether the message reached the phone; None: not known, or this gateway is not asked so. day: when it was sent."""
    there = gateway()
    return there.receipt_of(number, phone, day) if hasattr(there, "receipt_of") else None


def send_code(phone: str, code: str, minutes: int) -> str | None:
    """Send a code for signing in, good for so many minutes. raises: as `send`."""
    if not _silent.get() and hasattr(gateway(), "send_code"):
        return gateway().send_code(phone, code, minutes)
    return send(phone, f"【票决】验证码 {code}，{minutes} 分钟内有效。如非本人操作请忽略。")


def receipts() -> dict[str, bool]:
    """Provider's number → whether the message reached the phone; each is told once."""
    there = gateway()
    return there.receipts() if hasattr(there, "receipts") else {}


def is_silent() -> bool:
    """Whether nothing may be sent now."""
    return _silent.get()


@contextmanager
def silent() -> Iterator[None]:
    """Nothing is sent: a rehearsal's people are made up, their numbers may be somebody's."""
    token = _silent.set(True)
    try:
        yield
    finally:
        _silent.reset(token)
