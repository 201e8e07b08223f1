"""Checking the log: the chains first, then whether the rows still are what the log says they are."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Max

from engines.chaining import GENESIS, first_break
from piaojue.commons.record.fingerprints import IGNORED, Links, key_name, keys_of, linked, row_print, sealed
from piaojue.commons.record.models import Chain, Entry
from piaojue.commons.tallies.keeping import differences
from piaojue.commons.things import snapshot, texts

MOST_OF_A_KIND, AT_ONCE = 50, 1000
"""Rows of one model that are named as put in; entries, and rows, that are looked at together."""


@dataclass(frozen=True)
class Tampering:
    """One thing that was changed behind the log's back. `where`: chain and number, or model and key."""

    where: str
    reason: str


@dataclass(frozen=True)
class Range:
    """A part of what is checked. entries: numbers (ids) of the log, above the first and up to the last.

    rows:  model → keys of rows in the same way; a model that is not named is not asked for rows without an entry
    """

    entries: tuple[int, int]
    rows: dict[str, tuple[int, int]]


def everything() -> Range:
    """All that is there now."""
    return Range((0, _last(Entry)), {model._meta.label_lower: (0, _last(model)) for model in _logged_each()})


def _last(model: Any) -> int:
    return int(model._default_manager.order_by("-pk").values_list("pk", flat=True).first() or 0)


def broken_chains(within: Range | None = None) -> Iterator[Tampering]:
    """The first bad row of each chain: changed, removed, inserted, moved; or cut off at the end. Reads a chain bit by bit."""
    for chain in Chain.objects.order_by("place_code"):
        rows = Entry.objects.filter(place_code=chain.place_code).order_by("seq")
        start, head = (0, GENESIS), (chain.seq, chain.head)
        if within is not None:
            first, last = within.entries
            before = rows.filter(pk__lte=first).order_by("-pk").values_list("seq", "hash").first()
            after = rows.filter(pk__gt=last).order_by("pk").values_list("seq", flat=True).first()
            start = before or start
            rows = rows.filter(seq__gt=start[0])
            rows, end = (rows.filter(seq__lt=after), None) if after else (rows, head)
        else:
            end = head
        if fault := first_break(_checked(rows.iterator(chunk_size=2000)), start=start, head=end):
            yield Tampering(f"{chain.place_code} 第 {fault.seq} 条", fault.reason)
    for code in (
        Entry.objects.exclude(place_code__in=Chain.objects.values("place_code"))
        .values_list("place_code", flat=True)
        .distinct()
    ):
        yield Tampering(f"{code}", "这个地区的记录链头被删掉了")


def _checked(rows) -> Iterator[tuple[int, str, str, dict]]:
    """Rows as the engine reads them; a searchable column that disagrees with the hashed text spoils the payload."""
    for row in rows:
        try:
            payload = json.loads(row.payload)
            agrees = (payload["act"], payload["subject"], payload["seat"], payload["seq"], payload["place"]) == (
                row.act,
                row.subject,
                row.seat,
                row.seq,
                row.place_code,
            )
        except (ValueError, KeyError, TypeError):
            payload, agrees = {}, False
        yield row.seq, row.prev, row.hash, payload if agrees else {"被改过": row.payload[:60]}


def changed_rows(within: Range | None = None) -> Iterator[Tampering]:
    """Rows whose present values are not those of their last entry: somebody wrote past the actions.

    A part of the log at a time, and each row where its last entry stands, so that memory does not grow with the log.
    """
    part = within or everything()
    wiped = _wiped()
    first, last = part.entries
    for low in range(first, last, AT_ONCE):
        yield from _changed_in(low, min(low + AT_ONCE, last), wiped)
    for label, (low, high) in part.rows.items():
        missing = islice(_unlogged(apps.get_model(label), low, high), MOST_OF_A_KIND)
        for number in missing:
            yield Tampering(f"{label}:{number}", "这一行是绕过系统添进数据库的，没有任何操作记录")


def _wiped() -> dict[str, list[list[int]]]:
    """Model → first and last key of each run of rows that went with a practice year (corrections.wipe_practice)."""
    wiped: dict[str, list[list[int]]] = {}
    for payload in Entry.objects.filter(act__endswith="wipe_practice").values_list("payload", flat=True):
        for label, runs in json.loads(payload)["facts"].get("wiped", {}).items():
            wiped.setdefault(label, []).extend(runs)
    return wiped


def _changed_in(low: int, high: int, wiped: dict[str, list[list[int]]]) -> Iterator[Tampering]:
    """The rows whose last entry is one of these."""
    here = Entry.objects.filter(pk__gt=low, pk__lte=high).order_by()
    known = Entry.objects.filter(subject__in=set(here.values_list("subject", flat=True))).order_by()
    ends = known.values("subject").annotate(end=Max("pk")).values_list("end", flat=True)
    payloads = Entry.objects.filter(pk__in=[end for end in ends if low < end <= high]).values_list("payload", flat=True)
    entries: dict[str, list[dict[str, Any]]] = {}
    for entry in map(json.loads, payloads):
        entries.setdefault(entry["subject"].partition(":")[0], []).append(entry)
    for label, those in sorted(entries.items()):
        things = _things(label, [entry["subject"].partition(":")[2] for entry in those])
        links = linked(list(things.values()))
        for entry in those:
            thing = things.get(entry["subject"].partition(":")[2])
            yield from _changed_row(entry, thing, links, gone=_is_wiped(entry["subject"], wiped))


def _things(label: str, keys: list[str]) -> dict[str, models.Model]:
    """Key as text → row."""
    return {str(thing.pk): thing for thing in apps.get_model(label)._default_manager.filter(pk__in=keys)}


def wrong_numbers() -> Iterator[Tampering]:
    """Kept numbers (commons.tallies) that a recount does not confirm."""
    for difference in differences():
        yield Tampering("计数", f"{difference}。请运行 piaojue tallies rebuild")


def _is_wiped(subject: str, wiped: dict[str, list[list[int]]]) -> bool:
    """Whether the row went with a practice year: its entry names the first and last key of each run."""
    label, _colon, key = subject.partition(":")
    return label in wiped and any(first <= int(key) <= last for first, last in wiped[label])


def _changed_row(entry: dict[str, Any], thing: Any, links: Links, gone: bool) -> Iterator[Tampering]:
    """One row against its last entry: there or not, its columns, parts, links and sealed words."""
    subject, after = entry["subject"], None if gone else entry["after"]
    if after is None:
        if thing is not None:
            yield Tampering(subject, "记录里已经删除，数据库里却还在")
        return
    if thing is None:
        yield Tampering(subject, "这一行在数据库里被删掉了，记录里没有删除的行为")
        return
    if differing := _differing(thing, after):
        yield Tampering(subject, f"绕过系统改动了：{differing}")
    yield from _changed_parts(subject, thing, entry.get("parts", {}))
    yield from _changed_keys(subject, thing, entry.get("keys", {}), links)
    seal = entry.get("seal")
    if seal and seal["key"] == key_name() and sealed(thing, seal["fields"]) != seal["digest"]:
        names = "、".join(_verbose(thing, name) for name in seal["fields"])
        yield Tampering(subject, f"绕过系统改动了不公开的内容（{names}之一）")


def _differing(thing: models.Model, after: dict[str, str | None]) -> str:
    """The columns that are not as they were, with what they were and are; of those that are private since, the name."""
    now = snapshot(thing)
    names = [name for name in after if name not in IGNORED and name in now and not _same(now[name], after[name])]
    plain = [f"{_verbose(thing, name)}（应为“{_short(after[name])}”，现为“{_short(now[name])}”）" for name in names]
    since = texts(thing, [name for name in after if name not in now and name in getattr(thing, "sealed_fields", ())])
    return "、".join(plain + [_verbose(thing, name) for name in since if not _same(since[name], after[name])])


def _same(now: str | None, then: str | None) -> bool:
    """Equal as text; of a value kept as JSON, equal but for what is not set: values leave that out, bags wrote null."""
    if now == then or not (now and then and now[0] == then[0] == "{"):
        return now == then
    try:
        return _set(json.loads(now)) == _set(json.loads(then))
    except ValueError:
        return False


def _set(bag: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in bag.items() if value is not None}


def _logged_each() -> list[Any]:
    return [model for model in apps.get_models() if getattr(model, "logged_each", False)]


def _unlogged(model: Any, low: int, high: int) -> Iterator[int]:
    """Keys of rows without an entry, of a model that says `logged_each = True`."""
    label = model._meta.label_lower
    while keys := list(
        model._default_manager.filter(pk__gt=low, pk__lte=high).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]
    ):
        subjects = [f"{label}:{key}" for key in keys]
        known = set(Entry.objects.filter(subject__in=subjects).order_by().values_list("subject", flat=True))
        yield from (key for key, subject in zip(keys, subjects, strict=True) if subject not in known)
        low = keys[-1]


def _changed_parts(subject: str, thing, parts: dict) -> Iterator[Tampering]:
    """Rows that belong to a thing: changed, removed or put in since its last entry."""
    for name, kept in parts.items():
        rows = {str(row.pk): row for row in getattr(thing, name).all()}
        title = getattr(thing, name).model._meta.label_lower
        for key in sorted(set(rows) | set(kept["rows"]), key=int):
            if key not in rows:
                yield Tampering(f"{title}:{key}", f"属于 {subject}，在数据库里被删掉了")
            elif key not in kept["rows"]:
                yield Tampering(f"{title}:{key}", f"属于 {subject}，是绕过系统添进去的：{rows[key]}")
            elif row_print(rows[key], kept["fields"]) != kept["rows"][key]:
                yield Tampering(f"{title}:{key}", f"属于 {subject}，内容被绕过系统改动了：{rows[key]}")


def _changed_keys(subject: str, thing, kept: dict[str, str], links: Links) -> Iterator[Tampering]:
    """Links of a thing put in, taken out or exchanged since its last entry."""
    now = keys_of(thing, links) if kept else {}
    for name in sorted(set(kept) & set(now)):
        if kept[name] != now[name]:
            before, after = kept[name].split(":")[0], now[name].split(":")[0]
            yield Tampering(subject, f"“{_verbose(thing, name)}”被绕过系统改动了（应有 {before} 条，现有 {after} 条）")


def _verbose(thing, name: str) -> str:
    try:
        return str(thing._meta.get_field(name.removesuffix("_id")).verbose_name)
    except FieldDoesNotExist:
        return getattr(thing, "logged_keys", {}).get(name, name)


def _short(value: str | None) -> str:
    return (value or "空")[:40]
