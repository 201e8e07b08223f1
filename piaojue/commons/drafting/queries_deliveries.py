"""Who can be sent a paper, what was sent, and what a body has received."""

from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404

from piaojue.commons.drafting.models import Delivery, DeliveryState, Document
from piaojue.commons.drafting.moves_sending import ends_of, is_the_senders
from piaojue.commons.moves import NotYours
from piaojue.commons.people.models import Body, BodyKind, Seat
from piaojue.commons.places.models import Place
from piaojue.commons.years.models import not_voided

OFFICES = (
    BodyKind.STANDING_COMMITTEE,
    BodyKind.PRESIDIUM,
    BodyKind.STREET_COMMITTEE,
    BodyKind.GUIDANCE_GROUP,
    BodyKind.LEADING_GROUP,
    BodyKind.GOVERNMENT,
    BodyKind.DEPARTMENT,
    BodyKind.SECRETARIAT,
)
"""Bodies with an office that takes papers in."""
BELOW = (BodyKind.STANDING_COMMITTEE, BodyKind.PRESIDIUM, BodyKind.STREET_COMMITTEE, BodyKind.GOVERNMENT)


def addressees_of(place: Place) -> QuerySet[Body]:
    """Bodies that a paper of this place can go to: its own, those one level up, and the leading ones one level down."""
    here = Q(place=place, kind__in=OFFICES)
    above = Q(place=place.parent_id, kind__in=OFFICES) if place.parent_id else Q()
    below = Q(place__parent=place, kind__in=BELOW)
    rows = Body.objects.standing().filter(here | above | below)
    return rows.select_related("place").order_by("place__level", "place_id", "kind", "name")


def deliveries_of(document: Document, by: Seat | None) -> list[Delivery]:
    """Where a paper was sent, in that order: all of it for the house that sent it, for others what came to them."""
    rows = document.deliveries.select_related("created_by", "document__year").order_by("pk")
    return [row for row in rows if ends_of(row, by)]


def was_sent_to(document: Document, by: Seat | None) -> bool:
    """Whether the seat's body has been sent this paper."""
    return by is not None and document.deliveries.filter(body__in=by.speaks_for).exists()


def delivery_for(by: Seat | None, pk: int) -> Delivery:
    """One delivery, for the house that sent it and whom it is for. Raises Http404, NotYours."""
    rows = Delivery.objects.select_related("place", "year__place", "document__year", "body", "created_by__body")
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404("no such delivery")
    if not ends_of(row, by):
        raise NotYours("read_deliveries")
    return row


def received_by(by: Seat) -> QuerySet[Delivery]:
    """What came to the seat's body, the newest first."""
    rows = Delivery.objects.filter(not_voided(), body__in=by.speaks_for)
    return rows.select_related("document", "place", "year__place").order_by("-pk")


def unsigned_for(by: Seat) -> QuerySet[Delivery]:
    """Of that, what nobody has signed for, the most urgent first."""
    return received_by(by).filter(state=DeliveryState.SENT).order_by("due", "pk")


def late_from(by: Seat, today: date) -> list[Delivery]:
    """What the seat's house has sent and nobody signed for in time."""
    rows = Delivery.objects.filter(not_voided(), place=by.place, state=DeliveryState.SENT, due__lt=today)
    rows = rows.select_related("document__year", "year__place", "created_by").order_by("due", "pk")
    return [row for row in rows if is_the_senders(row, by)]
