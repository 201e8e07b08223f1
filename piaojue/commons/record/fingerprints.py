"""What the log keeps of a thing beside its own plain columns: fingerprints, so that a change behind its back is found there, too.

A model may say:

    logged_parts = ("results",)        rows that belong to it and change only together with it (票决结果 of a poll)
    logged_each = True                 every row came by an action, so a row without an entry was put in behind the log's back
    logged_keys = {"joined": "建议"}     methods that give the keys of rows it holds together, and their name
    sealed_fields = frozenset({...})   private columns; only a keyed digest of them enters the log, nothing can be read from it

Many-to-many links (photos, demands of a dossier, tellers of a poll) are kept as `logged_keys` are, without being named.
"""

from collections.abc import Sequence
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


Links = dict[str, dict[Any, list[Any]]]
"""Name of a many-to-many field → key of a thing → keys at the other end."""


def keys_of(thing: models.Model, links: Links | None = None) -> dict[str, str]:
    """{name: "3:" and 16 hex digits over the keys} — how many rows and which. links: of this thing and others, read before."""
    read = linked([thing]) if links is None else links
    prints = {field.name: read[field.name].get(thing.pk, []) for field in thing._meta.many_to_many}
    prints |= {name: list(getattr(thing, name)()) for name in getattr(thing, "logged_keys", ())}
    return {name: f"{len(keys)}:{_digest(sorted(keys))}" for name, keys in prints.items()}


def linked(things: Sequence[models.Model]) -> Links:
    """The many-to-many links of things of one model, by one question a field, read from the table between.

    A row that was just made names in `without_links` those that it cannot have yet, so that nobody asks for them.
    """
    links: Links = {}
    for field in things[0]._meta.many_to_many if things else ():
        here, there = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
        through: Any = field.remote_field.through
        links[field.name] = {}
        asked = [thing.pk for thing in things if field.name not in getattr(thing, "without_links", ())]
        rows = through._base_manager.filter(**{f"{here}__in": asked})  # nothing asked is no question
        for key, other in rows.values_list(here, there):
            links[field.name].setdefault(key, []).append(other)
    return links


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
