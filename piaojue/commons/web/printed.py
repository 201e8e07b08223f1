"""Addresses that are printed: they must lead to the site from anybody's phone, whoever printed them at whatever address."""

from django.conf import settings
from django.http import HttpRequest

UNSET = ("http://127.0.0.1", "http://localhost")


def printed_address(request: HttpRequest, path: str) -> str:
    """The whole address of a path: under SITE_URL; on a site where nobody has set that, as the browser called it."""
    if settings.SITE_URL.startswith(UNSET):
        return request.build_absolute_uri(path)
    return settings.SITE_URL.rstrip("/") + path
