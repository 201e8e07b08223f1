"""The word that an empty production server prints when it starts: only who reads it there becomes the first administrator."""

import sys

from django.conf import settings
from django.db import DatabaseError
from django.utils.crypto import constant_time_compare, salted_hmac

from piaojue.commons.people.models import Person

LENGTH = 16


def first_token() -> str:
    """The same word on every worker of this installation; it opens nothing once anybody exists."""
    return salted_hmac("first administrator", "token", secret=settings.SECRET_KEY).hexdigest()[:LENGTH]


def is_first_token(word: str) -> bool:
    """Whether it was typed rightly. Outside of production nobody is asked."""
    return not settings.PRODUCTION or constant_time_compare(word.strip().lower(), first_token())


def announce() -> None:
    """Print the word where the server runs, while the system is empty."""
    try:
        empty = settings.PRODUCTION and not Person.objects.exists()
    except DatabaseError:  # not migrated yet
        return
    if empty:
        print(f"[票决] 系统还是空的。登记第一位管理员要填开通码：{first_token()}", file=sys.stderr, flush=True)
