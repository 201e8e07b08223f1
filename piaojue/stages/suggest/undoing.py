"""Undoing an import of tickets, as long as nobody has worked with them."""

from collections.abc import Sequence

from django.db import models

from piaojue.commons.acting import acting
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.years.models import Year
from piaojue.stages.suggest.models import Channel, Suggestion
from piaojue.stages.suggest.moves import MOVES

MOST_NAMED = 5
OF_ITS_OWN = ("alarm",)
"""What an import itself makes beside a suggestion."""


def undo_tickets(*, year: Year, keys: Sequence[int], by: Seat) -> None:
    """Take imported tickets out again, all or none; what they were stays in the log.

    raises: NotYours; Refused: somebody has changed, seconded, grouped or dealt with one of them
    """
    with acting(MOVES["undo_tickets"], year, by) as act:
        act.leave()
        rows = list(
            Suggestion.objects.select_for_update(of=("self",))
            .select_related("alarm")
            .filter(pk__in=keys, year=act.thing, channel=Channel.HOTLINE)
        )
        if used := _used(rows):
            names = "、".join(row.source_ref for row in used[:MOST_NAMED])
            raise Refused(
                f"这些工单已经有人办理、附议或归并，不能整批撤销：{names}{'等' if len(used) > MOST_NAMED else ''}"
            )
        for row in rows:
            act.remove(MOVES["remove_ticket"], row, source_ref=row.source_ref)
        act.note(removed=len(rows))


def _used(rows: Sequence[Suggestion]) -> list[Suggestion]:
    """Those on which something rests: they were changed, or rows of people point at them."""
    resting = {row.pk for row in rows if row.version != 1 or (hasattr(row, "alarm") and row.alarm.handled_at)}
    for relation in Suggestion._meta.related_objects:
        if relation.get_accessor_name() in OF_ITS_OWN or not _is_by_people(relation):
            continue
        name = relation.field.name
        pointing = relation.related_model._default_manager.filter(**{f"{name}__in": [row.pk for row in rows]})
        resting |= set(pointing.values_list(f"{name}_id", flat=True))
    return [row for row in rows if row.pk in resting]


def _is_by_people(relation: models.ForeignObjectRel) -> bool:
    """Whether a person put it there: protected links, and 附议. What a machine proposes goes with the suggestion."""
    return getattr(relation, "on_delete", None) is models.PROTECT or relation.name == "supports"
