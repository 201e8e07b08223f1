"""The dates of a seat: what rooms say is coming, and the last days of what it has to do."""

from datetime import date, timedelta

from django.http import Http404
from django.utils import timezone

from piaojue.commons.diary.actions import digest_of
from piaojue.commons.diary.models import Subscription
from piaojue.commons.people.models import Seat
from piaojue.commons.todo import Day, days_of, tasks_of

BACK = timedelta(days=31)
"""How far back a diary goes."""


def diary_of(seat: Seat, today: date | None = None) -> list[Day]:
    """Everything with a date that concerns the seat, the earliest first."""
    since = (today or timezone.localdate()) - BACK
    own = [Day(task.label, task.due, url=task.url, note=task.note) for task in tasks_of(seat) if task.own and task.due]
    found = {(day.label, day.on): day for day in [*own, *days_of(seat)] if (day.until or day.on) >= since}
    return sorted(found.values(), key=lambda day: (day.on, day.label))


def has_address(seat: Seat) -> bool:
    return Subscription.objects.filter(seat=seat).exists()


def seat_behind(key: str) -> Seat:
    """Whose calendar the address shows. Raises Http404 for a wrong or stopped one, and when the office has ended."""
    row = (
        Subscription.objects.select_related("seat__person", "seat__body", "seat__place")
        .filter(digest=digest_of(key))
        .first()
    )
    if row is None or not row.seat.in_office() or not row.seat.person.is_active:
        raise Http404
    return row.seat
