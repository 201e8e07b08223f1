"""What acts write while tests run them: every row that an act makes, changes or removes has its entry in the log.

`piaojue log verify` compares a row with its last entry; an act that writes a row and forgets the entry would make the log call the act
itself tampering. The frame of an act (`commons.acting`) is watched in the tests of the rooms of `WATCHED`, each of which runs every act
that it declares (tests/gates/test_acts.py), so a new act there cannot forget. Rows of a model with `logged_each`, and those that belong to
a thing (`logged_parts`), need an entry in the same act.
"""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models.signals import m2m_changed, post_delete, post_save

from piaojue.commons import acting
from piaojue.commons.record.models import Entry

WRITES = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
IN_BULK = "*"
WATCHED = ("piaojue/stages/deliver", "piaojue/stages/supervise")
"""Folders whose tests run under watch."""


class Untold(AssertionError):
    """An act wrote rows of which the log says nothing."""


@dataclass
class Written:
    """What one act has written so far. rows: (label, key); bulk: statements on a table; told: subjects of entries."""

    rows: set[tuple[str, str]] = field(default_factory=set)
    bulk: Counter[str] = field(default_factory=Counter)
    told: set[str] = field(default_factory=set)
    acts: list[str] = field(default_factory=list)

    def untold(self) -> list[str]:
        """Subjects without an entry; `label:*` where rows of it were written in bulk."""
        labels = {subject.partition(":")[0] for subject in self.told}
        named = {f"{label}:{key}" for label, key in self.rows} - self.told
        many = {f"{table}:{IN_BULK}" for table, number in self.bulk.items() if number > 0 and table not in labels}
        return sorted(named | many)


_under_way: list[Written] = []
SEEN: set[str] = set()
"""Names of acts that this process has run under watch."""


@cache
def owners() -> dict[str, tuple[str, str]]:
    """Model that is a part of another → (label of that one, the column that leads to it)."""
    found = {}
    for model in apps.get_models():
        for name in getattr(model, "logged_parts", ()):
            relation: Any = model._meta.get_field(name)
            if relation.one_to_many:
                found[relation.related_model._meta.label_lower] = (model._meta.label_lower, relation.field.attname)
    return found


@cache
def tables() -> dict[str, str]:
    """Table → the label of its model, where each of its rows must have an entry."""
    return {
        model._meta.db_table: model._meta.label_lower
        for model in apps.get_models()
        if getattr(model, "logged_each", False)
    }


def subject_of(row: models.Model) -> tuple[str, str] | None:
    """Of whom an entry has to speak when this row is written; None: of nobody."""
    label = row._meta.label_lower
    if row._meta.db_table in tables():
        return label, str(row.pk)
    if label in owners():
        owner, column = owners()[label]
        return owner, str(getattr(row, column))
    return None


def _saved(sender: Any, instance: models.Model, **_: Any) -> None:
    if not _under_way:
        return
    act = _under_way[-1]
    if isinstance(instance, Entry):
        act.told.add(instance.subject)
    elif subject := subject_of(instance):
        act.rows.add(subject)
        act.bulk[instance._meta.label_lower] -= 1


def _linked(sender: Any, instance: models.Model, action: str, pk_set: Any = None, **_: Any) -> None:
    if _under_way and action in ("post_add", "post_remove") and pk_set and (subject := subject_of(instance)):
        _under_way[-1].rows.add(subject)


def _sent(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    result = execute(sql, params, many, context)
    if _under_way and (found := WRITES.match(sql)) and (label := tables().get(found[1])) and _touched(sql, context):
        _under_way[-1].bulk[label] += 1
    return result


def _touched(sql: str, context: Any) -> bool:
    """Whether any row was written; what SQLite inserts is counted only once it is read."""
    return sql.startswith("INSERT") or context["cursor"].cursor.rowcount != 0


class _Watched:
    """`transaction` as the frame knows it; its outermost block is an act with everything that belongs to it."""

    @staticmethod
    @contextmanager
    def atomic() -> Iterator[None]:
        outermost = not _under_way
        with transaction.atomic():
            if outermost:
                _under_way.append(Written())
            try:
                yield
                act = _under_way[-1]
            finally:
                if outermost:
                    _under_way.pop()
        if outermost and (untold := act.untold()):
            raise Untold(f"{' · '.join(act.acts)}: no entry of {'、'.join(untold)}")


def _named(begun: Any) -> Any:
    def named(line: Any, *args: Any) -> Any:
        SEEN.add(line.name)
        if _under_way:
            _under_way[-1].acts.append(line.name)
        return begun(line, *args)

    return named


@contextmanager
def watched() -> Iterator[None]:
    """Watch every act of this process; who is watched already is watched once."""
    if acting.__dict__["transaction"] is _Watched:
        yield
        return
    kept = acting.transaction, acting._begun
    post_save.connect(_saved, weak=False, dispatch_uid="trail")
    post_delete.connect(_saved, weak=False, dispatch_uid="trail")
    m2m_changed.connect(_linked, weak=False, dispatch_uid="trail")
    acting.transaction, acting._begun = _Watched, _named(acting._begun)
    connection.execute_wrappers.append(_sent)
    try:
        yield
    finally:
        connection.execute_wrappers.remove(_sent)
        acting.transaction, acting._begun = kept
        for signal in (post_save, post_delete, m2m_changed):
            signal.disconnect(dispatch_uid="trail")
