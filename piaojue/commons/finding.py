"""Rows found by the number that a request names, people and things however they are typed: 王 芳, 王麗, wf; 公园 and 公園, ＰＭ２．５, another word for the same."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q
from django.http import Http404

from engines.matching import also_called
from engines.writing import initials, name_key, search_key

LONGEST_KEY = 18
"""Digits of a row's number: more fit into no column."""


class NoSuch(Http404):
    """Nothing public has what the address names. Its words say to anybody what to look at."""


def row_key(text: str | None) -> int:
    """The row's number that a request names; 0, which no row has, when it names none."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= LONGEST_KEY else 0


def found(word: str, columns: Iterable[str]) -> Q:
    """Rows that have the word in one of the columns, in any spelling, or another word for the same thing."""
    match = Q()
    for spelling in also_called(word):
        for column in columns:
            match |= Q(**{f"{column}__icontains": spelling})
    return match


class _OfName(models.CharField):
    """A column that is read from the row's name whenever it is saved."""

    def deconstruct(self) -> tuple:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        read = name_columns(getattr(model_instance, "name", ""))[self.attname]
        setattr(model_instance, self.attname, read)
        return read


class Named(models.Model):
    """Somebody with a name, who is found however it is typed.

    name_key:   what spellings of the name share (engines.writing.name_key), for comparing
    name_found: by what the name is found: its search key and the initials of its pinyin, each after a blank
    """

    name_key = _OfName(max_length=80, blank=True, default="", editable=False, db_index=True)
    name_found = _OfName(max_length=160, blank=True, default="", editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Save the keys with the name."""
        if update_fields is not None and "name" in update_fields:
            update_fields = {*update_fields, "name_key", "name_found"}
        super().save(*args, update_fields=update_fields, **kwargs)


def name_columns(name: str) -> dict[str, str]:
    """Column → what it holds for a name."""
    return {"name_key": name_key(name)[:80], "name_found": f" {search_key(name)} {initials(name)}"[:160]}


def named(word: str, at: str = "") -> Q:
    """Who is found by a word: a piece of the name in any spelling, or the first letters of its pinyin (wf finds 王芳).

    at: the way to the person, such as "person__"
    """
    key = search_key(word)
    if not key:
        return Q()
    return Q(**{f"{at}name_found__contains": f" {key}" if key.isascii() else key})
