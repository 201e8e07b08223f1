"""Checking the log: the chains first, then whether the rows still are what the log says they are."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from engines.chaining import first_break
from piaojue.commons.record.fingerprints import IGNORED, key_name, keys_of, row_print, sealed
from piaojue.commons.record.models import Chain, Entry
from piaojue.commons.things import snapshot, texts

MOST_OF_A_KIND = 50


@dataclass(frozen=True)
class Tampering:
    """One thing that was changed behind the log's back. `where`: chain and number, or model and key."""

    where: str
    reason: str


def broken_chains() -> Iterator[Tampering]:
    """The first bad row of each chain: changed, removed, inserted, moved; or cut off at the end."""
    for chain in Chain.objects.order_by("place_code"):
        rows = Entry.objects.filter(place_code=chain.place_code).order_by("seq")
        fault = first_break(_checked(rows.iterator(chunk_size=2000)), head=(chain.seq, chain.head))
        if fault:
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


def changed_rows() -> Iterator[Tampering]:
    """Rows whose present values are not those of their last entry: somebody wrote past the actions."""
    last: dict[str, tuple] = {}
    wiped: dict[str, list[list[int]]] = {}
    for payload in (
        Entry.objects.order_by("place_code", "seq").values_list("payload", flat=True).iterator(chunk_size=2000)
    ):
        entry = json.loads(payload)
        last[entry["subject"]] = entry["after"], {name: entry.get(name, {}) for name in ("parts", "keys", "seal")}
        for label, runs in entry["facts"].get("wiped", {}).items():
            wiped.setdefault(label, []).extend(runs)
    for subject in [subject for subject in last if _is_wiped(subject, wiped)]:
        last[subject] = None, {"parts": {}, "keys": {}, "seal": {}}
    for subject, (after, prints) in last.items():
        yield from _changed_row(subject, after, prints)
    for label, keys in _unlogged(last):
        for number in keys[:MOST_OF_A_KIND]:
            yield Tampering(f"{label}:{number}", "这一行是绕过系统添进数据库的，没有任何操作记录")


def _is_wiped(subject: str, wiped: dict[str, list[list[int]]]) -> bool:
    """Whether the row went with a practice year: its entry names the first and last key of each run."""
    label, _colon, key = subject.partition(":")
    return label in wiped and any(first <= int(key) <= last for first, last in wiped[label])


def _changed_row(subject: str, after: dict[str, str | None] | None, prints: dict[str, Any]) -> Iterator[Tampering]:
    """One row against its last entry: there or not, its columns, parts, links and sealed words."""
    label, key = subject.split(":", 1)
    thing = apps.get_model(label)._default_manager.filter(pk=key).first()
    if after is None:
        if thing is not None:
            yield Tampering(subject, "记录里已经删除，数据库里却还在")
        return
    if thing is None:
        yield Tampering(subject, "这一行在数据库里被删掉了，记录里没有删除的行为")
        return
    if differing := _differing(thing, after):
        yield Tampering(subject, f"绕过系统改动了：{differing}")
    yield from _changed_parts(subject, thing, prints["parts"])
    yield from _changed_keys(subject, thing, prints["keys"])
    seal = prints["seal"]
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


def _unlogged(subjects: Iterable[str]) -> Iterator[tuple[str, list[int]]]:
    """(model, keys of rows without an entry) of the models that say `logged_each = True`."""
    known: dict[str, set[str]] = {}
    for subject in subjects:
        name, key = subject.split(":", 1)
        known.setdefault(name, set()).add(key)
    for model in apps.get_models():
        if getattr(model, "logged_each", False):
            label = model._meta.label_lower
            keys = [
                key
                for key in model._default_manager.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=2000)
                if str(key) not in known.get(label, ())
            ]
            if keys:
                yield label, keys


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


def _changed_keys(subject: str, thing, kept: dict[str, str]) -> Iterator[Tampering]:
    """Links of a thing put in, taken out or exchanged since its last entry."""
    now = keys_of(thing) if kept else {}
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
