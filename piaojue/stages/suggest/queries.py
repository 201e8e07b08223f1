"""What may be seen of suggestions: every read starts here."""

from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import Length

from piaojue.commons.moves import NotYours
from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.years.models import Year
from piaojue.stages.suggest.models import Alarm, Campaign, Suggestion, SuggestionState
from piaojue.stages.suggest.moves import MOVES, ON_DUTY, TAKING


def suggestions_for(by: Seat | None, year: Year) -> QuerySet[Suggestion]:
    """The year's suggestions; withdrawn ones only for their proposer and the clerks."""
    rows = Suggestion.objects.filter(year=year).select_related("spot", "year", "place")
    if MOVES.entitled("read_proposers", year.place, by):
        return rows
    mine = Q(proposer=by.person) if by else Q(pk__in=[])
    return rows.filter(~Q(state=SuggestionState.WITHDRAWN) | mine)


def suggestion_for(by: Seat | None, pk: int) -> Suggestion:
    """One suggestion. Raises NotYours when it does not exist for this reader."""
    suggestion = (
        Suggestion.objects.select_related("spot", "year", "year__place", "place", "proposer").filter(pk=pk).first()
    )
    if suggestion is None or not suggestions_for(by, suggestion.year).filter(pk=pk).exists():
        raise NotYours("suggestion")
    return suggestion


def has_seconded(suggestion: Suggestion, by: Seat | None) -> bool:
    """Whether this person seconded it before it was grouped."""
    return by is not None and suggestion.supports.filter(person=by.person).exists()


def people_behind(suggestion: Suggestion) -> int:
    """Who proposed it and who seconded it (人)."""
    return 1 + suggestion.supports.count()


def campaign_of(year: Year) -> Campaign | None:
    """The year's latest call."""
    return Campaign.objects.filter(year=year).order_by("-pk").first()


def taking(place: Place) -> QuerySet[Year]:
    """Years that take suggestions now, of the place and of the regions it lies in: the nearest first, then the newest."""
    around = (
        Year.objects.filter(stage__in=TAKING).annotate(here=Value(place.code)).filter(here__startswith=F("place__code"))
    )
    return around.select_related("place").order_by(-Length("place__code"), "-number")


def figures(year: Year) -> dict[str, int]:
    """How many suggestions came, from how many places and by how many channels."""
    rows = Suggestion.objects.filter(year=year).exclude(state=SuggestionState.WITHDRAWN)
    return rows.aggregate(
        count=Count("pk"), places=Count("spot", distinct=True), channels=Count("channel", distinct=True)
    )


def my_suggestions(by: Seat) -> QuerySet[Suggestion]:
    """What this person suggested, newest first."""
    return Suggestion.objects.filter(proposer=by.person).select_related("spot", "year__place", "place")


def by_ticket(ticket_no: str) -> Suggestion | None:
    """查询码 → suggestion; the code is the key, so no sign-in is needed."""
    return (
        Suggestion.objects.select_related("spot", "year", "place").filter(ticket_no=ticket_no.strip().upper()).first()
    )


def alarms_for(by: Seat | None, year: Year) -> QuerySet[Alarm]:
    """The year's urgent matters, open ones first; in its own place all, from a street those of its streets."""
    if MOVES.entitled("read_alarms", year.place, by):
        return _alarms().filter(year=year)
    if by is None or not by.place_id.startswith(year.place_id) or by.role not in ON_DUTY:
        raise NotYours("alarms")
    return _alarms().filter(year=year, suggestion__spot__code__startswith=by.place_id)


def alarm_for(by: Seat | None, pk: int) -> Alarm:
    """One urgent matter. Raises NotYours."""
    alarm = _alarms().filter(pk=pk).first()
    if alarm is None or not alarms_for(by, alarm.year).filter(pk=pk).exists():
        raise NotYours("alarm")
    return alarm


def open_alarms(by: Seat) -> QuerySet[Alarm]:
    """What somebody on duty has to deal with now."""
    if by.role not in ON_DUTY:
        return Alarm.objects.none()
    return _alarms().filter(
        Q(place__code__startswith=by.place_id) | Q(suggestion__spot__code__startswith=by.place_id), handled_at=None
    )


def _alarms() -> QuerySet[Alarm]:
    return Alarm.objects.select_related(
        "suggestion__spot", "suggestion__place", "year__place", "place", "handled_by__body"
    ).order_by(F("handled_at").asc(nulls_first=True), "-pk")
