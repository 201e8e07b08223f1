"""The side rail and the phone's bottom bar: each app's optional menu.py lists its entries for a seat and a year."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

logger = logging.getLogger("piaojue")


@dataclass(frozen=True)
class Entry:
    """One link. order: place in the year's road; section: heading of the rail; badge: how many wait (None: no badge)."""

    label: str
    url: str
    order: int = 50
    section: str = "年度"
    badge: int | None = None


def entries(seat, year) -> list[Entry]:
    """Entries of all apps for this seat and year, in order. A menu that fails is left out, the page still comes."""
    found: list[Entry] = []
    for source in _sources():
        try:
            found += source.entries(seat, year)
        except Exception:
            logger.exception("menu of %s", source.__name__)
    return sorted(found, key=lambda entry: (entry.order, entry.label))


def sections(found: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    """[(heading, entries)] in the order of each heading's first entry."""
    by_section: dict[str, list[Entry]] = {}
    for entry in found:
        by_section.setdefault(entry.section, []).append(entry)
    return list(by_section.items())


def _sources() -> list:
    return [
        import_module(f"{app.name}.menu")
        for app in apps.get_app_configs()
        if app.name.startswith("piaojue.") and find_spec(f"{app.name}.menu") and app.label != "ui"
    ]
