"""Writing the log. Every action calls `record` once, inside its transaction."""

from typing import Any

from django.db import connection, models
from django.utils import timezone

from engines.chaining import canonical, link
from piaojue.commons.people.models import Seat
from piaojue.commons.record.acts import AUTOMATIC
from piaojue.commons.record.fingerprints import keys_of, parts_of, seal_of
from piaojue.commons.record.models import Chain, Entry
from piaojue.commons.things import snapshot


def subject_of(thing: models.Model) -> str:
    """`suggest.suggestion:12` — model label and key."""
    return f"{thing._meta.label_lower}:{thing.pk}"


def record(act: str, thing: models.Model, by: Seat | None, *, deleted: bool = False, **facts: Any) -> Entry:
    """Append one entry to the chain of the thing's place. Call after saving (before deleting), within the action's transaction.

    act:     `room.verb`, e.g. `suggest.suggested`
    deleted: the row goes with this act; what it was stays in `before`
    facts:   what else must be known later, JSON values; never personal data, secrets or anything of a ballot
    """
    if not connection.in_atomic_block:
        raise RuntimeError("record() belongs into the transaction of its action")
    place_code = _place_code(thing)
    chain, _ = Chain.objects.select_for_update().get_or_create(place_code=place_code)
    at = timezone.now()
    payload = {
        "act": act,
        "after": None if deleted else snapshot(thing),
        "at": at.isoformat(),
        "before": snapshot(thing) if deleted else getattr(thing, "_before", None),
        "facts": facts,
        "place": place_code,
        "seat": by.label if by else "系统" if act in AUTOMATIC else "访客",
        "seq": chain.seq + 1,
        "subject": subject_of(thing),
    }
    if not deleted:
        payload |= {
            name: kept
            for name, kept in (("parts", parts_of(thing)), ("keys", keys_of(thing)), ("seal", seal_of(thing)))
            if kept
        }
    entry = Entry(
        place_code=place_code,
        seq=chain.seq + 1,
        act=act,
        subject=payload["subject"],
        seat=payload["seat"],
        at=at,
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
    return thing.pk if thing._meta.label == "places.Place" else thing.place.pk


def history(thing: models.Model) -> models.QuerySet[Entry]:
    """All entries about one thing, newest first."""
    return Entry.objects.filter(subject=subject_of(thing)).order_by("-seq")
