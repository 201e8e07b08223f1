"""What rests on rows that an import made: as long as nothing does, the import can be undone."""

from collections.abc import Collection, Sequence

from django.db import models

MOST_NAMED = 5


def rested_on(rows: Sequence[models.Model], *, own: Collection[str] = ()) -> set[int]:
    """Keys of the rows at which rows of people point: protected links, and 附议. What a machine proposes goes with the row.

    rows: of one model; own: accessors of what the import itself made beside a row
    """
    keys, resting = [row.pk for row in rows], set()
    for relation in rows[0]._meta.related_objects if rows else ():
        if relation.get_accessor_name() in own or not _is_by_people(relation):
            continue
        name = relation.field.name
        pointing = relation.related_model._default_manager.filter(**{f"{name}__in": keys})
        resting |= set(pointing.values_list(f"{name}_id", flat=True))
    return resting


def some_of(names: Sequence[str]) -> str:
    """The first names of many, for a refusal: 甲、乙、丙、丁、戊等."""
    return "、".join(names[:MOST_NAMED]) + ("等" if len(names) > MOST_NAMED else "")


def _is_by_people(relation: models.ForeignObjectRel) -> bool:
    return getattr(relation, "on_delete", None) is models.PROTECT or relation.name == "supports"
