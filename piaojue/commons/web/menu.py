"""The side rail and the large cards of 今天要办: each app's optional menu.py lists its entries for a seat and a year."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps

logger = logging.getLogger("piaojue")
ALWAYS = "年度"
"""The part of the rail that is never folded."""
MOST_CARDS = 4


@dataclass(frozen=True)
class Entry:
    """One link.

    order:   place in the year's road
    section: heading of its part of the rail
    badge:   how many wait; None: no badge
    stages:  the year's stages in which its part is open; none: of no stage
    cards:   roles that find it on a large card below 今天要办
    about:   what the card says below the label
    """

    label: str
    url: str
    order: int = 50
    section: str = ALWAYS
    badge: int | None = None
    stages: tuple[str, ...] = ()
    cards: frozenset[str] = frozenset()
    about: str = ""


@dataclass(frozen=True)
class Part:
    """One part of the rail. folded: its entries are behind its heading."""

    heading: str
    entries: tuple[Entry, ...]
    folded: bool


def entries(seat: Any, year: Any) -> list[Entry]:
    """Entries of all apps for this seat and year, in order. A menu that fails is left out, the page still comes."""
    found: list[Entry] = []
    for source in _sources():
        try:
            found += source.entries(seat, year)
        except Exception:
            logger.exception("menu of %s", source.__name__)
    return sorted(found, key=lambda entry: (entry.order, entry.label))


def parts(found: Iterable[Entry], stage: str, path: str) -> list[Part]:
    """The rail: what is always there, the stage that is now, the other stages in their order, the rest at the foot.

    stage: where the year stands; path: of the page: its part is open, too
    """
    by_heading: dict[str, list[Entry]] = {}
    for entry in found:
        by_heading.setdefault(entry.section, []).append(entry)
    rows = sorted(by_heading.items(), key=lambda row: _rank(row, stage))
    return [Part(heading, tuple(row), not _is_open(heading, row, stage, path)) for heading, row in rows]


def _rank(row: tuple[str, list[Entry]], stage: str) -> tuple[bool, bool, bool]:
    heading, found = row
    return (
        heading != ALWAYS,
        not any(stage in entry.stages for entry in found),
        not any(entry.stages for entry in found),
    )


def _is_open(heading: str, found: Iterable[Entry], stage: str, path: str) -> bool:
    return heading == ALWAYS or any(stage in entry.stages or entry.url == path for entry in found)


def cards(found: Iterable[Entry], role: str, stage: str) -> list[Entry]:
    """The few things that people of this role come for, those of the stage that is now first."""
    own = [entry for entry in found if role in entry.cards]
    return sorted(own, key=lambda entry: (stage not in entry.stages, entry.order))[:MOST_CARDS]


def _sources() -> list[Any]:
    return [
        import_module(f"{app.name}.menu")
        for app in apps.get_app_configs()
        if app.name.startswith("piaojue.") and find_spec(f"{app.name}.menu") and app.label != "ui"
    ]
