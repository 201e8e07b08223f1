"""今天要办 of the formal ways: deputies' suggestions."""

from collections.abc import Iterable

from django.urls import reverse

from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.todo import Task, waiting
from piaojue.commons.years.models import not_voided
from piaojue.stages.supervise.kinds import EXECUTORS
from piaojue.stages.supervise.models import DeputySuggestion, SuggestionState
from piaojue.stages.supervise.moves_suggestion import HANDLERS

MOST = 10


@waiting
def suggestions(seat: Seat) -> Iterable[Task]:
    """The office gives them out, the unit answers by the day, the deputy says whether the answer will do."""
    rows = DeputySuggestion.objects.filter(not_voided()).order_by("due", "pk")
    if seat.role in HANDLERS:
        for row in rows.filter(place=seat.place, state=SuggestionState.RAISED)[:MOST]:
            yield Task("交办代表建议", reverse("assign_suggestion", args=[row.pk]), note=row.title)
    if seat.role in EXECUTORS:
        for row in rows.filter(assigned_to__in=seat.speaks_for, state=SuggestionState.ASSIGNED)[:MOST]:
            yield Task(
                "答复代表建议",
                reverse("answer_suggestion", args=[row.pk]),
                due=row.due,
                urgent=row.returned > 0,
                note=row.title,
            )
    if seat.role == Role.DEPUTY:
        for row in rows.filter(created_by__person=seat.person_id, state=SuggestionState.ANSWERED)[:MOST]:
            yield Task("评价建议的答复", reverse("rate_suggestion", args=[row.pk]), note=row.title)
