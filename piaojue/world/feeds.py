"""Atom: what happened in a region, in one field of it, with one project."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed

from piaojue.commons.places.models import Place
from piaojue.commons.record.models import Entry
from piaojue.commons.words import said
from piaojue.stages.deliver.public import Project
from piaojue.stages.suggest.public import Category
from piaojue.world.events import EVENTS, KIND_OF, Event, events_of
from piaojue.world.queries import findings

ENTRIES, LOOKED_AT = 50, 400
"""Entries of a feed, and lines of the log that are looked through for them."""


def of_place(place: Place, category: str = "") -> str:
    """A region and all below, newest first; category: one field alone."""
    rows = Entry.objects.filter(place_code__startswith=place.code, act__in=KIND_OF).order_by("-at", "-seq")
    events = [event for event in events_of(rows[:LOOKED_AT]) if category in ("", event.told.category)]
    field = f"·{said(Category(category).label)}" if category else ""
    return _written(f"{place.name}民生实事{field}", f"/city/{place.code}/", events)


def of_project(project: Project) -> str:
    """One project: its announcement, reports, lamps, findings, acceptance."""
    reports = project.reports.values_list("pk", flat=True)
    found = findings(project.year).filter(project=project).values_list("pk", flat=True)
    subjects = [f"deliver.project:{project.pk}"]
    subjects += [f"deliver.report:{pk}" for pk in reports] + [f"supervise.finding:{pk}" for pk in found]
    rows = Entry.objects.filter(subject__in=subjects, act__in=KIND_OF).order_by("-at", "-seq")
    return _written(project.title, project.get_absolute_url(), events_of(rows[:LOOKED_AT]))


def _written(title: str, page: str, events: Iterable[Event]) -> str:
    link = f"{settings.SITE_URL}{page}"
    feed = Atom1Feed(title=title, link=link, description=title, language="zh-Hans", feed_guid=link)
    for event in list(events)[:ENTRIES]:
        feed.add_item(
            title=f"{said(EVENTS[event.kind].label)}：{event.told.title}",
            link=f"{settings.SITE_URL}{event.told.url}",
            description="",
            unique_id=f"{settings.SITE_URL}/events/{event.number}",
            updateddate=datetime.fromisoformat(event.at),
        )
    return feed.writeString("utf-8")
