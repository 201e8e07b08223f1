"""What an entry is about, in words: `deliver.project:12` → 项目, “老旧小区加装电梯”, its page. Never a person's name."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from piaojue.commons.record.models import Entry

TITLES = ("title", "name")
TOWARDS = (
    "project",
    "dossier",
    "demand",
    "outcome",
    "sitting",
    "consultation",
    "activity",
    "poll",
    "checkpoint",
    "year",
)
"""A thing without a title is called by the one it belongs to; of several the first."""


@dataclass(frozen=True)
class Subject:
    """noun: 项目, 诉求 …; name: its title, or that of what it belongs to; url: where it is seen, if anywhere."""

    noun: str
    name: str = ""
    url: str = ""


def noun_of(label: str) -> str:
    """What a kind of thing is called: its model's `noun`; `deliver.project` → 项目."""
    try:
        return getattr(apps.get_model(label), "noun", label)
    except (LookupError, ValueError):
        return label


def entries_about(word: str) -> models.Q:
    """Entries about things whose noun contains this word."""
    match = models.Q(pk__in=[])
    for model in apps.get_models():
        if word in getattr(model, "noun", ""):
            match |= models.Q(subject__startswith=f"{model._meta.label_lower}:")
    return match


def subjects_of(entries: Iterable[Entry]) -> dict[str, Subject]:
    """Entry.subject → what it is. One query a kind of thing; a row that is gone keeps its noun."""
    keys: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        label, _, key = entry.subject.partition(":")
        keys[label].add(key)
    subjects = {f"{label}:{key}": Subject(noun_of(label)) for label, wanted in keys.items() for key in wanted}
    for label, wanted in keys.items():
        try:
            model = apps.get_model(label)
        except (LookupError, ValueError):
            continue
        way = _way(model)
        for row in model._default_manager.select_related(*(["__".join(way)] if way else [])).filter(pk__in=wanted):
            subjects[f"{label}:{row.pk}"] = Subject(noun_of(label), _name(row, way), _url(row, way))
    return subjects


def subject_of(thing: models.Model) -> Subject:
    """What one row is, in words."""
    way = _way(type(thing))
    return Subject(noun_of(thing._meta.label_lower), _name(thing, way), _url(thing, way))


def _has(model: type[models.Model], name: str) -> bool:
    try:
        return bool(model._meta.get_field(name).concrete)
    except FieldDoesNotExist:
        return False


def _way(model: Any) -> list[str]:
    """The relations to follow until something has a title."""
    if model._meta.label_lower == "people.seat":
        return ["body"]
    if any(_has(model, name) for name in TITLES):
        return []
    if model._meta.label_lower == "years.year":
        return ["place"]
    towards = next((name for name in TOWARDS if _has(model, name)), None)
    return [towards, *_way(model._meta.get_field(towards).related_model)] if towards else []


def _name(row: models.Model, way: list[str]) -> str:
    """The title, numbers of persons covered; of a seat role and body, of a year its place and number."""
    if row._meta.label_lower == "people.seat":
        return str(row.label)  # type: ignore[attr-defined]  # a seat has one
    if row._meta.label_lower == "years.year":
        return str(row)
    for name in ("public_title", *TITLES):
        if getattr(row, name, ""):
            return str(getattr(row, name))
    nearer = getattr(row, way[0]) if way else None
    return _name(nearer, way[1:]) if nearer else ""


def _url(row: models.Model, way: list[str]) -> str:
    """Its page, else that of what it belongs to."""
    if hasattr(row, "get_absolute_url"):
        return row.get_absolute_url()
    nearer = getattr(row, way[0]) if way else None
    return _url(nearer, way[1:]) if nearer else ""
