"""What may be seen of people, bodies and seats."""

from django.db.models import QuerySet

from piaojue.commons.people.models import Body, Seat
from piaojue.commons.places.models import Place
from piaojue.commons.roles import Role


def seats_within(place: Place) -> QuerySet[Seat]:
    """Seats of a place and of all below it, but for residents'."""
    seats = Seat.objects.filter(place__code__startswith=place.pk).exclude(role=Role.RESIDENT)
    return seats.select_related("person", "body", "place", "delegation").order_by("place_id", "role", "pk")


def bodies_within(place: Place) -> QuerySet[Body]:
    """Bodies of a place and of all below it."""
    return Body.objects.filter(place__code__startswith=place.pk).select_related("place")


def seat(pk: int) -> Seat | None:
    """One seat with its person, body and place."""
    return Seat.objects.select_related("person", "place", "body").filter(pk=pk).first()
