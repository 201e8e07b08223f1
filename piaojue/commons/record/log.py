"""Writing the log. The frame of an act (`piaojue.commons.acting`) calls `record`, inside the act's transaction."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import connection, models
from django.utils import timezone

from engines.chaining import canonical, link
from piaojue.commons.moves import Move, declared, place_of
from piaojue.commons.record.fingerprints import keys_of, parts_of, seal_of
from piaojue.commons.record.models import Chain, Entry
from piaojue.commons.things import snapshot

if TYPE_CHECKING:
    from piaojue.commons.people.models import Seat


def subject_of(thing: models.Model) -> str:
    """`suggest.suggestion:12` — model label and key."""
    return f"{thing._meta.label_lower}:{thing.pk}"


def record(
    line: Move,
    thing: models.Model,
    by: "Seat | None",
    *,
    before: dict[str, str | None] | None = None,
    deleted: bool = False,
    **facts: Any,
) -> Entry:
    """Append one entry to the chain of the thing's place. Call after saving (before deleting).

    line:    the declared line of what happened
    before:  the row's columns as they were (`snapshot`); None for a new row
    deleted: the row goes with this act; what it was stays in `before`
    facts:   what else must be known later, JSON values; never personal data, secrets or anything of a ballot
    raises:  RuntimeError outside a transaction, and for a line that no room declares
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an entry belongs into the transaction of its act")
    if declared(line.name) is not line:
        raise RuntimeError(f"{line.name} is not declared in its room's moves.py")
    place_code = _place_code(thing)
    chain, _ = Chain.objects.select_for_update().get_or_create(place_code=place_code)
    payload = {
        "act": line.name,
        "after": None if deleted else snapshot(thing),
        "at": timezone.now().isoformat(),
        "before": snapshot(thing) if deleted else before,
        "facts": facts,
        "place": place_code,
        "seat": _signature(line, by),
        "seq": chain.seq + 1,
        "subject": subject_of(thing),
    }
    return _appended(chain, payload if deleted else payload | _fingerprints(thing))


def _signature(line: Move, by: "Seat | None") -> str:
    """Who did it, as the log says: a seat's role and body, never a name."""
    if by is not None and not line.nameless:
        return by.label
    return "系统" if line.by_clock else "访客"


def _fingerprints(thing: models.Model) -> dict[str, Any]:
    prints = {"parts": parts_of(thing), "keys": keys_of(thing), "seal": seal_of(thing)}
    return {name: value for name, value in prints.items() if value}


def _appended(chain: Chain, payload: dict[str, Any]) -> Entry:
    entry = Entry(
        place_code=payload["place"],
        seq=payload["seq"],
        act=payload["act"],
        subject=payload["subject"],
        seat=payload["seat"],
        at=datetime.fromisoformat(payload["at"]),
        payload=canonical(payload).decode(),
        prev=chain.head,
        hash=link(chain.head, payload),
    )
    entry.save(force_insert=True)
    chain.seq, chain.head = entry.seq, entry.hash
    chain.save(update_fields=["seq", "head"])
    return entry


def _place_code(thing: models.Model) -> str:
    if hasattr(thing, "place_id"):
        return thing.place_id
    return str(place_of(thing).pk)


def history(thing: models.Model) -> models.QuerySet[Entry]:
    """All entries about one thing, newest first."""
    return Entry.objects.filter(subject=subject_of(thing)).order_by("-seq")
