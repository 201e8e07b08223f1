"""What the log keeps of a thing beside its own plain columns: fingerprints, so that a change behind its back is found there, too.

A model may say:

    logged_parts = ("results",)        rows that belong to it and change only together with it (票决结果 of a poll)
    logged_each = True                 every row came by an action, so a row without an entry was put in behind the log's back
    logged_keys = {"joined": "建议"}     methods that give the keys of rows it holds together, and their name
    sealed_fields = frozenset({...})   private columns; only a keyed digest of them enters the log, nothing can be read from it

Many-to-many links (photos, demands of a dossier, tellers of a poll) are kept as `logged_keys` are, without being named.
"""

from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.crypto import salted_hmac

from engines.chaining import canonical
from piaojue.commons.things import texts

IGNORED = frozenset({"at", "hits", "version"})  # auto_now columns and counters that no action is behind


def parts_of(thing: models.Model) -> dict[str, dict[str, Any]]:
    """{part: {"fields": columns, "rows": {key: fingerprint}}}. The columns are named, so that a later column is no change."""
    prints = {}
    for name in getattr(thing, "logged_parts", ()):
        rows = getattr(thing, name)
        private: frozenset[str] = getattr(rows.model, "private_fields", frozenset())
        fields = [
            f.attname for f in rows.model._meta.concrete_fields if f.name not in private and f.attname not in IGNORED
        ]
        prints[name] = {"fields": fields, "rows": {str(row.pk): row_print(row, fields) for row in rows.order_by("pk")}}
    return prints


def keys_of(thing: models.Model) -> dict[str, str]:
    """{name: "3:" and 16 hex digits over the keys} — how many rows and which."""
    prints = {field.name: _linked(thing, field) for field in thing._meta.many_to_many}
    prints |= {name: getattr(thing, name)() for name in getattr(thing, "logged_keys", ())}
    return {name: f"{len(keys)}:{_digest(sorted(keys))}" for name, rows in prints.items() for keys in [list(rows)]}


def _linked(thing: models.Model, field: models.ManyToManyField) -> models.QuerySet:
    """Keys at the other end, read from the table between."""
    here, there = field.m2m_field_name(), field.m2m_reverse_field_name()
    through: Any = field.remote_field.through
    return through._base_manager.filter(**{here: thing.pk}).values_list(f"{there}_id", flat=True)


def row_print(row: models.Model, fields: list[str]) -> str:
    """16 hex digits over the named columns."""
    return _digest(texts(row, fields))


def _digest(value: Any) -> str:
    return sha256(canonical(value)).hexdigest()[:16]


def seal_of(thing: models.Model) -> dict[str, Any] | None:
    """{"key": which key, "fields": columns, "digest": keyed digest}; None where nothing is to be sealed."""
    names = getattr(thing, "sealed_fields", None)
    if not names:
        return None
    fields = [field.attname for field in thing._meta.concrete_fields if field.name in names]
    return {"key": key_name(), "fields": fields, "digest": sealed(thing, fields)}


def sealed(thing: models.Model, fields: list[str]) -> str:
    """Keyed with SECRET_KEY: without it a phone number cannot be guessed from the digest."""
    return salted_hmac(
        "record.seal", canonical(texts(thing, fields)), secret=settings.SECRET_KEY, algorithm="sha256"
    ).hexdigest()


def key_name() -> str:
    """Tells keys apart: what was sealed under another SECRET_KEY cannot be compared."""
    return salted_hmac("record.seal.key", "", secret=settings.SECRET_KEY, algorithm="sha256").hexdigest()[:8]
