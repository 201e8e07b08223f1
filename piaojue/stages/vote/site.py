"""Where the public reaches a page of the site."""

from django.conf import settings


def on_the_site(path: str) -> str:
    """The address under which the public reaches a path."""
    return settings.SITE_URL.rstrip("/") + path
