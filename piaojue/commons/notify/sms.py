"""SMS behind an interface. A gateway is a class with `send(phone, text)`; SMS_GATEWAY names it."""

import sys

from django.conf import settings
from django.utils.module_loading import import_string


class Console:
    """Development: prints the message."""

    def send(self, phone: str, text: str) -> None:
        print(f"[短信] {phone}: {text}", file=sys.stderr)


class Silent:
    """Rehearsals: sends nothing."""

    def send(self, phone: str, text: str) -> None:
        return None


def send(phone: str, text: str) -> None:
    """Send through the configured gateway."""
    import_string(settings.SMS_GATEWAY)().send(phone, text)
