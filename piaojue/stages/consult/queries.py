"""What may be seen of 会商."""

from django.db.models import QuerySet

from piaojue.commons.moves import NotYours
from piaojue.commons.people.models import Seat
from piaojue.commons.years.models import Year
from piaojue.stages.consult.models import Consultation, MeetingState, Recommendation


def consultations_for(by: Seat | None, year: Year) -> QuerySet[Consultation]:
    """The year's council meetings, public."""
    return Consultation.objects.filter(year=year).select_related("sitting", "year", "place").order_by("-pk")


def consultation_for(by: Seat | None, pk: int) -> Consultation:
    found = Consultation.objects.select_related("sitting__body", "year__place", "place").filter(pk=pk).first()
    if found is None:
        raise NotYours("consultation")
    return found


def recommendations(year: Year) -> QuerySet[Recommendation]:
    """What the council recommended; public once it was concluded."""
    done = [MeetingState.CLOSED, MeetingState.CONFIRMED]
    return Recommendation.objects.filter(year=year, consultation__state__in=done).select_related("dossier", "consultation").order_by("-recommended", "-all_for")
