"""What may be seen of deputies' suggestions: everybody reads those that were answered; before, those whose work it is."""

from django.db.models import Q, QuerySet

from piaojue.commons.moves import NotYours
from piaojue.commons.people.models import Seat
from piaojue.commons.years.models import Year
from piaojue.stages.supervise.models import DeputySuggestion, SuggestionState
from piaojue.stages.supervise.moves import MOVES

RELATED = (
    "place",
    "year__place",
    "project",
    "assigned_to",
    "created_by__person",
    "created_by__body",
    "answered_by__body",
)
ANSWERED = Q(state__in=[SuggestionState.ANSWERED, SuggestionState.SETTLED]) | Q(returned__gt=0)


def suggestions_for(by: Seat | None, year: Year) -> QuerySet[DeputySuggestion]:
    """The year's, newest first."""
    rows = DeputySuggestion.objects.filter(year=year).select_related(*RELATED)
    return rows if MOVES.entitled("read_open_suggestions", year.place, by) else rows.filter(ANSWERED)


def public_suggestions(year: Year) -> QuerySet[DeputySuggestion]:
    """Those that everybody reads (地方组织法 42)."""
    return suggestions_for(None, year)


def suggestion_for(by: Seat | None, pk: int) -> DeputySuggestion:
    """One. Raises NotYours where there is none, or where it is not yet to be read."""
    row = DeputySuggestion.objects.select_related(*RELATED, "question__activity", "finding").filter(pk=pk).first()
    if row is None or not _may_read(row, by):
        raise NotYours("deputy_suggestion")
    return row


def _may_read(row: DeputySuggestion, by: Seat | None) -> bool:
    answered = row.returned > 0 or row.state in (SuggestionState.ANSWERED, SuggestionState.SETTLED)
    places = (row.place, row.year.place)
    return answered or any(MOVES.entitled("read_open_suggestions", place, by) for place in places)
