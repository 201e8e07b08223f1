"""A diary as an iCalendar file (RFC 5545), for phones and office programs to subscribe to."""

from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event

from piaojue.commons.todo import Day

RENEWED = timedelta(hours=6)


def written(title: str, days: Iterable[Day]) -> bytes:
    """The file. Each date is a whole day; its address stands in it."""
    calendar = Calendar()
    calendar.add("prodid", "-//piaojue//票决//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title)
    calendar.add("refresh-interval", RENEWED)
    for day in days:
        calendar.add_component(_event(day))
    return calendar.to_ical()


def _event(day: Day) -> Event:
    event = Event()
    event.add("uid", f"{sha256(f'{day.label}|{day.url}|{day.on}'.encode()).hexdigest()[:24]}@piaojue")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", day.on)
    event.add("dtend", (day.until or day.on) + timedelta(days=1))
    event.add("summary", day.label)
    event.add("description", "\n".join(filter(None, [day.note, day.fixed])))
    if day.url:
        event.add("url", f"{settings.SITE_URL}{day.url}")
    event.add("transp", "TRANSPARENT")
    return event
