"""What goes with a practice year though none of its rows points at it: each room says what it has (docs/domain.md#practice)."""

from collections.abc import Callable

from django.db import models

from piaojue.commons.years.models import Year

BEFORE_WIPING: list[Callable[[Year], None]] = []
"""What a room keeps outside its rows (a ballot box, a file) and throws away with the year."""
BESIDE: list[Callable[[Year], models.QuerySet]] = []
"""Rows that know their year by something else than a foreign key."""


def before_wiping(clear: Callable[[Year], None]) -> Callable[[Year], None]:
    """Decorator: call this, too, before a practice year's rows go."""
    BEFORE_WIPING.append(clear)
    return clear


def beside(rows: Callable[[Year], models.QuerySet]) -> Callable[[Year], models.QuerySet]:
    """Decorator: these rows of the year go, too, with all that rests on them."""
    BESIDE.append(rows)
    return rows
