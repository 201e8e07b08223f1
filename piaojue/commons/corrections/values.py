"""Columns as JSON and back, and as people read them. What is written here is read again as it was."""

from collections.abc import Mapping
from itertools import takewhile
from typing import Any

from django.db import models

from engines.matching.masking import mask
from piaojue.commons.correctable import Correctable
from piaojue.commons.values import ValueField

LONGEST_SHOWN, AROUND = 60, 10
"""Characters of a value in a sentence; characters around what differs."""


def kept(field: models.Field, row: models.Model) -> Any:
    """A column's value as JSON types."""
    value = field.value_from_object(row)
    if isinstance(field, ValueField):
        return field.written(value)
    if value is None or isinstance(value, bool | int | str | list | dict):
        return value
    return field.value_to_string(row)


def restored(field: models.Field, value: Any) -> Any:
    """What `kept` wrote, as the column holds it."""
    if isinstance(field, ValueField):
        return field.read(value)
    return value if value is None or isinstance(field, models.JSONField) else field.to_python(value)


def columns_of(line: Correctable, thing: models.Model) -> dict[str, Any]:
    """{column: JSON value} of what can be corrected of this thing."""
    return {name: kept(field, line.row(thing, name)) for name, field in line.columns.items()}


def changes(line: Correctable, thing: models.Model, values: Mapping[str, Any]) -> dict[str, Any]:
    """{column: JSON value} of those values that differ from what is there; `values` as a form gives them.

    raises: Refused where only invisible characters were typed
    """
    before, after = columns_of(line, thing), {}
    for name, value in values.items():
        scratch = type(line.row(thing, name))()
        _set(scratch, line.columns[name], value)
        line.columns[name].pre_save(scratch, add=False)  # as the column cleans what is saved
        after[name] = kept(line.columns[name], scratch)
    return {name: value for name, value in after.items() if value != before[name]}


def put(line: Correctable, thing: models.Model, columns: Mapping[str, Any]) -> None:
    """Write JSON values into a thing's columns, and into those of the row that it holds; nothing is saved."""
    for name, value in columns.items():
        _set(line.row(thing, name), line.columns[name], restored(line.columns[name], value))


def _set(row: models.Model, field: models.Field, value: Any) -> None:
    key = isinstance(value, models.Model)
    setattr(row, field.attname, value.pk if key else value)


def label(line: Correctable, name: str) -> str:
    """A column's name as people call it."""
    return str(line.columns[name].verbose_name)


def readable(line: Correctable, name: str, value: Any) -> str:
    """One kept value as text; 空 for nothing."""
    field: Any = line.columns[name]
    if value in (None, "", [], {}):
        return "（空）"
    if isinstance(value, bool):
        return "是" if value else "否"
    if field.is_relation:
        value = field.related_model._default_manager.filter(pk=value).first() or value
    elif name in line.inputs:
        value = line.inputs[name].shown(restored(field, value))
    elif field.choices:
        value = dict(field.flatchoices).get(value, value)
    elif isinstance(field, models.DateField):
        day = field.to_python(value)
        value = f"{day.year}年{day.month}月{day.day}日"
    return str(value)


def short(text: str) -> str:
    """A value in a sentence: one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_SHOWN else f"{line[: LONGEST_SHOWN - 1]}…"


def sentence(line: Correctable, name: str, old: Any, new: Any) -> str:
    """会议名称由“第四次会议”改为“第五次会议”; of private columns only that they were corrected."""
    if name in line.private:
        return f"{label(line, name)}已更正（内容不公开）"
    before, after = (" ".join(mask(readable(line, name, value)).text.split()) for value in (old, new))
    before, after = where_they_differ(before, after)
    return f"{label(line, name)}由“{before}”改为“{after}”"


def where_they_differ(old: str, new: str) -> tuple[str, str]:
    """Two long texts cut to where they differ, with some words around: a wrong word in a long answer is seen at once."""
    if max(len(old), len(new)) <= LONGEST_SHOWN:
        return old, new
    same = _alike(old, new)
    tail = min(_alike(old[::-1], new[::-1]), len(old) - same, len(new) - same)
    return _around(old, same, len(old) - tail), _around(new, same, len(new) - tail)


def _alike(one: str, other: str) -> int:
    """With how many characters both begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _around(text: str, start: int, end: int) -> str:
    """The part from `start` to `end` with a few characters before and behind; what is left out is an ellipsis."""
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    return f"{'…' if first else ''}{short(text[first:last])}{'…' if last < len(text) else ''}"
