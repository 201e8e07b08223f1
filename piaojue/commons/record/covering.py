"""What of an old entry is not shown any more: columns that were kept in plain words once and are private today.

The chain is append-only, and its hashes are over what was kept; so words are covered where an entry is shown.
"""

from typing import Any

from django.apps import apps

from piaojue.commons.things import texts

COVERED = "（不公开）"


def private_today(label: str, columns: dict[str, Any]) -> set[str]:
    """Those of the columns that the model of this label keeps out of the log today."""
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return set()
    private: frozenset[str] = getattr(model, "private_fields", frozenset())
    return {field.attname for field in model._meta.concrete_fields if field.name in private} & set(columns)


def covered(payload: dict[str, Any]) -> dict[str, Any]:
    """An entry's payload as its pages show it: what is private today is covered."""
    label = payload["subject"].partition(":")[0]
    return payload | {side: _without(payload[side], private_today(label, payload[side] or {})) for side in SIDES}


def covered_where_gone(payload: dict[str, Any]) -> dict[str, Any]:
    """As it leaves in a package: covered is what is private today and not public, or not what it was then (deleted words)."""
    label, _colon, key = payload["subject"].partition(":")
    names = {side: private_today(label, payload[side] or {}) for side in SIDES}
    wanted = set().union(*names.values())
    if not wanted:
        return payload
    thing = apps.get_model(label)._default_manager.filter(pk=key).first()
    now = texts(thing, wanted) if thing is not None and getattr(thing, "is_public", True) else {}
    gone = {side: {n for n in names[side] if n not in now or now[n] != payload[side][n]} for side in SIDES}
    return payload | {side: _without(payload[side], gone[side]) for side in SIDES} if any(gone.values()) else payload


SIDES = ("before", "after")


def _without(columns: dict[str, Any] | None, names: set[str]) -> dict[str, Any] | None:
    return {name: COVERED if name in names else value for name, value in columns.items()} if columns else columns
