"""What a kept version of a dossier says, in words: names instead of keys, 万元 instead of 元."""

from typing import Any

from django.core.exceptions import FieldDoesNotExist

from piaojue.commons.things import snapshot
from piaojue.commons.values import ValueField, converter
from piaojue.stages.shortlist.criteria import APPRAISALS
from piaojue.stages.shortlist.models import Dossier, Version

OUTSIDE = frozenset({"id", "version", "state", "created_at", "created_by_id", "place_id", "year_id"})
"""Columns that say nothing of the project."""


def content_of(dossier: Dossier) -> dict[str, Any]:
    """What a version keeps: the columns as text, but rows and conclusions as JSON, and the files with their digests.

    Who wrote a conclusion is kept by the log, not here: versions from before that was known stay equal to what they say.
    """
    files = [f"{file.name}(sha256 {file.sha256[:12]})" for file in dossier.files.order_by("pk")]
    columns = {name: text for name, text in snapshot(dossier).items() if name != "concluded"}
    return columns | {
        "funding": converter().unstructure(dossier.funding),
        "milestones": converter().unstructure(dossier.milestones),
        "appraisal": dossier.appraisal,
        "files": files,
    }


def changes(version: Version, before: Version | None) -> list[tuple[str, str, str]]:
    """(heading, earlier text, later text) of what a version says otherwise than the one before it."""
    old = before.content if before else {}
    return [
        (label_of(name), readable(name, old.get(name)), readable(name, value))
        for name, value in version.content.items()
        if old.get(name) != value and name not in OUTSIDE
    ]


def label_of(name: str) -> str:
    """The heading of a column as people call it."""
    field = _field(name)
    return str(field.verbose_name) if field else {"files": "附件"}.get(name, name)


def readable(name: str, value: Any) -> str:
    """One kept value as text; empty for nothing."""
    if value in (None, "", [], {}):
        return ""
    field = _field(name)
    if isinstance(field, ValueField):
        return "；".join(map(str, field.read(value)))
    if name == "files":
        return "；".join(value)
    if name == "appraisal":
        return "；".join(f"{APPRAISALS.get(key, key)}：{text}" for key, text in value.items())
    if field is not None and field.choices:
        return str(dict(field.choices).get(value, value))
    if field is not None and field.is_relation:
        return str(field.related_model.objects.filter(pk=value).first() or value)
    return {"True": "是", "False": "否"}.get(value, str(value))


def _field(name: str) -> Any:
    """The column that a version keeps under this name; None for what is no column."""
    try:
        return Dossier._meta.get_field(name.removesuffix("_id"))
    except FieldDoesNotExist:
        return None
