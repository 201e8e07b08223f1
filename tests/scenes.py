"""What many tests begin with is made once a process, by the rooms' own actions; afterwards its rows are written as they were.

    @scene
    def project(cast, **values) -> Project: …

A scene is restored only as the first thing after the cast: whatever a test has changed before, rows or settings, makes it anew.
A fixture that needs nothing but the cast is a scene by itself (conftest.py).
"""

import pickle
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields, is_dataclass
from functools import cache, wraps
from inspect import isfunction, isgeneratorfunction
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from django.apps import apps
from django.conf import Settings, settings
from django.db import connection
from django.utils import timezone, translation
from pytest import FixtureDef

from tests import cast as the_cast

P = ParamSpec("P")
R = TypeVar("R")
Rows = set[tuple[Any, ...]]
Statement = tuple[str, list[tuple[Any, ...]]]

LEFT_OUT = {"django_migrations", "shared_cache", "tallies_tally"}
"""Tables that no scene writes; and the numbers that triggers keep, which count restored rows, too."""
PLAIN = (str, int, float, bool, type(None))

_kept: dict[tuple[Any, ...], tuple[bytes, list[Statement]] | None] = {}


def scene(make: Callable[P, R]) -> Callable[P, R]:
    """Decorator: made once a process and a day for who asks in the same words; restored afterwards."""

    @wraps(make)
    def asked(*args: P.args, **values: P.kwargs) -> R:
        plain = _is_plain((*args[1:], *values.values()))
        as_usual = isinstance(_settings_now(), Settings) and translation.get_language() == settings.LANGUAGE_CODE
        if not (plain and as_usual and the_cast.is_untouched()):
            return make(*args, **values)
        key = (make.__module__, make.__qualname__, repr((args[1:], sorted(values.items()))), timezone.localdate())
        if key not in _kept:
            return _made(key, lambda: make(*args, **values))
        if (kept := _kept[key]) is None:
            return make(*args, **values)
        pickled, statements = kept
        with connection.cursor() as cursor:
            for insert, rows in statements:
                cursor.executemany(insert, rows)
        return pickle.loads(pickled)

    return asked


def for_the_cast_alone(fixture: FixtureDef) -> None:
    """A fixture that is a plain function of nothing but the cast is a scene from now on."""
    make = fixture.func
    if (
        fixture.argnames == ("cast",)
        and isfunction(make)
        and not isgeneratorfunction(make)
        and make.__name__ != "again"
    ):
        asked = scene(make)

        def again(cast: the_cast.Cast) -> Any:
            return asked(cast)

        fixture.func = again  # type: ignore[misc]  # pytest says how a fixture is made, but not otherwise


def _is_plain(value: object) -> bool:
    """Whether the value is written out in full by its repr: words, numbers, and lists, tables and frozen values of them."""
    if isinstance(value, dict):
        return _is_plain((*value, *value.values()))
    if isinstance(value, tuple | list):
        return all(map(_is_plain, value))
    if is_dataclass(value) and not isinstance(value, type):
        return all(field.repr and _is_plain(getattr(value, field.name)) for field in fields(value))
    return isinstance(value, PLAIN)


def _settings_now() -> object:
    """`Settings`, unless a test has set one of them."""
    return settings._wrapped  # type: ignore[misc]  # Django tells it nowhere else


def _made(key: tuple[Any, ...], make: Callable[[], R]) -> R:
    """Make the scene and keep what it wrote. Nothing is kept where it changed what was there before, or wrote a key to a file."""
    before = {table: set(the_cast.rows_of(table)[1]) for table in _tables()}
    keys = _key_files()
    result = make()
    _kept[key], statements = None, []
    if _key_files() != keys:
        return result
    for table, rows in before.items():
        insert, now = the_cast.rows_of(table)
        if rows - set(now):
            return result
        if new := [row for row in now if row not in rows]:
            statements.append((insert, new))
    with suppress(TypeError, AttributeError, pickle.PicklingError):  # it holds what no other test can have
        _kept[key] = pickle.dumps(result), statements
    return result


@cache
def _tables() -> list[str]:
    """Tables by name, each after those that it points to: triggers ask there."""
    models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    order: dict[str, None] = {}

    def place(table: str, on_the_way: frozenset[str]) -> None:
        if table in order or table in on_the_way:
            return
        for field in models[table]._meta.concrete_fields:
            if field.remote_field:
                place(field.remote_field.model._meta.db_table, on_the_way | {table})
        order[table] = None

    for table in models:
        place(table, frozenset())
    existing = set(connection.introspection.table_names())
    return [table for table in order if table in existing - LEFT_OUT]


def _key_files() -> set[tuple[Path, int]]:
    return {(path, path.stat().st_mtime_ns) for path in Path(settings.VAR).rglob("*") if path.is_file()}
