"""What a kept version of a dossier says, in words: names instead of keys, 万元 instead of 元."""

from typing import Any

from django.core.exceptions import FieldDoesNotExist

from piaojue.stages.shortlist.criteria import APPRAISALS
from piaojue.stages.shortlist.models import Dossier

LISTS = {
    "funding": lambda row: f"{row['source']} {row['yuan'] / 10000:g} 万元",
    "milestones": lambda row: f"{row['due']} {row['title']} {row['share']}%",
    "files": str,
}


def label_of(name: str) -> str:
    """The heading of a column as people call it."""
    field = _field(name)
    return str(field.verbose_name) if field else {"files": "附件"}.get(name, name)


def readable(name: str, value: Any) -> str:
    """One kept value as text; empty for nothing."""
    if value in (None, "", [], {}):
        return ""
    if name in LISTS:
        return "；".join(LISTS[name](row) for row in value)
    if name == "appraisal":
        return "；".join(f"{APPRAISALS.get(key, key)}：{text}" for key, text in value.items())
    field = _field(name)
    if field is not None and field.choices:
        return str(dict(field.choices).get(value, value))
    if field is not None and field.is_relation:
        return str(field.related_model.objects.filter(pk=value).first() or value)
    return {"True": "是", "False": "否"}.get(value, str(value))


def _field(name: str):
    try:
        return Dossier._meta.get_field(name.removesuffix("_id"))
    except FieldDoesNotExist:
        return None
