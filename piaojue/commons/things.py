"""What every row of every room has in common: its place, its year, its state, its version."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime

from django.db import models

from piaojue.commons.values import ValueField


def snapshot(thing: models.Model) -> dict[str, str | None]:
    """Column values as text, as the log keeps them, without the model's `private_fields` (personal data, secrets)."""
    private: frozenset[str] = getattr(thing, "private_fields", frozenset())
    return {
        field.attname: _text(field, thing)
        for field in thing._meta.concrete_fields
        if field.name not in private and field.attname not in thing.get_deferred_fields()
    }


def texts(thing: models.Model, names: Iterable[str]) -> dict[str, str | None]:
    """The named columns as text, private ones too: for digests, never to be kept as they are."""
    fields = {field.attname: field for field in thing._meta.concrete_fields}
    return {name: _text(fields[name], thing) for name in names if name in fields}


def _text(field: models.Field, thing: models.Model) -> str | None:
    value = field.value_from_object(thing)
    if value is None:
        return None
    if isinstance(field, ValueField):
        value = field.written(value)
    if isinstance(field, models.JSONField):
        return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    if isinstance(value, datetime) and value.tzinfo:
        return str(value.astimezone(UTC))
    return str(field.to_python(field.value_to_string(thing)))


class Thing(models.Model):
    """Base of the rooms' nouns.

    place:   tenant and distribution key
    version: counts saves; a form sends back the version it was filled from, so a stale form is refused
    logged_each: every row came by an action and has its entry in the log (`commons.record.fingerprints`)
    locked_with: relations that are read together with a row when an act locks it (`commons.acting.locked`)
    """

    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    year = models.ForeignKey("years.Year", models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True, editable=False)
    created_by = models.ForeignKey("people.Seat", models.PROTECT, null=True, blank=True, related_name="+")
    private_fields: frozenset[str] = frozenset()
    logged_each = True
    locked_with: tuple[str, ...] = ("place", "year__place")

    class Meta:
        abstract = True
