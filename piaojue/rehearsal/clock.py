"""The rehearsal's calendar: while it runs, `timezone.now()` tells the time of the scene, so that a year looks like a year."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone

TICK = timedelta(seconds=37)
MORNING = time(9, 0)


class Clock:
    """Goes on by half a minute whenever somebody looks; never backwards, never past the real present."""

    def __init__(self) -> None:
        self._real = timezone.now
        self._now: datetime | None = None

    def set(self, day: date) -> None:
        """Morning of a day; an earlier day than the scene's is ignored."""
        morning = timezone.make_aware(datetime.combine(day, MORNING)).astimezone(UTC)
        self._now = max(morning, self._now) if self._now else morning

    def present(self) -> date:
        """Today, outside the rehearsal."""
        return timezone.localdate(self._real())

    def free(self) -> None:
        """From now on the real time."""
        self._now = None

    def now(self) -> datetime:
        present = self._real()
        if self._now is None:
            return present
        self._now = min(self._now + TICK, present)
        return self._now

    @contextmanager
    def running(self) -> Iterator["Clock"]:
        timezone.now = self.now
        try:
            yield self
        finally:
            timezone.now = self._real
