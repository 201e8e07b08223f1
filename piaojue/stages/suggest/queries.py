"""What may be seen of suggestions: every read starts here."""

from django.db.models import Count, Q, QuerySet

from piaojue.commons.moves import NotYours
from piaojue.commons.people.models import Seat
from piaojue.commons.years.models import Year
from piaojue.stages.suggest.models import Campaign, Suggestion, SuggestionState
from piaojue.stages.suggest.moves import MOVES


def suggestions_for(by: Seat | None, year: Year) -> QuerySet[Suggestion]:
    """The year's suggestions; withdrawn ones only for their proposer and the clerks."""
    found = Suggestion.objects.filter(year=year).select_related("spot", "year", "place")
    if MOVES.entitled("read_proposers", year.place, by):
        return found
    mine = Q(proposer=by.person) if by else Q(pk=None)
    return found.filter(~Q(state=SuggestionState.WITHDRAWN) | mine)


def suggestion_for(by: Seat | None, pk: int) -> Suggestion:
    """One suggestion. Raises NotYours when it does not exist for this reader."""
    suggestion = Suggestion.objects.select_related("spot", "year", "year__place", "place", "proposer").filter(pk=pk).first()
    if suggestion is None or not suggestions_for(by, suggestion.year).filter(pk=pk).exists():
        raise NotYours("suggestion")
    return suggestion


def campaign_of(year: Year) -> Campaign | None:
    """The year's latest call."""
    return Campaign.objects.filter(year=year).order_by("-pk").first()


def figures(year: Year) -> dict[str, int]:
    """How many suggestions came, from how many places and by how many channels."""
    rows = Suggestion.objects.filter(year=year).exclude(state=SuggestionState.WITHDRAWN)
    return rows.aggregate(count=Count("pk"), places=Count("spot", distinct=True), channels=Count("channel", distinct=True))


def my_suggestions(by: Seat) -> QuerySet[Suggestion]:
    """What this person suggested, newest first."""
    return Suggestion.objects.filter(proposer=by.person).select_related("spot", "year", "place")


def by_ticket(ticket_no: str) -> Suggestion | None:
    """查询码 → suggestion; the code is the key, so no sign-in is needed."""
    return Suggestion.objects.select_related("spot", "year", "place").filter(ticket_no=ticket_no.strip().upper()).first()
