"""What may be seen of sittings."""

from django.db.models import QuerySet

from piaojue.commons.finding import named
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.sittings.counting import may_attend
from piaojue.commons.sittings.models import Sitting

MEMBERS = {Role.DEPUTY, Role.COMMITTEE, Role.COUNCIL_MEMBER, Role.LEADING_GROUP, Role.PRESIDIUM}
COUNTY_DIGITS = 6  # of a region's code: a meeting of one's county is a meeting of one's own


def sittings_for(by: Seat | None) -> QuerySet[Sitting]:
    """Meetings of the seat's own region; of all regions for visitors."""
    rows = Sitting.objects.select_related("body", "place")
    return rows.filter(place__code__startswith=by.place_id[:COUNTY_DIGITS]) if by else rows


def sitting(pk: int) -> Sitting | None:
    """One meeting with its agenda."""
    return Sitting.objects.select_related("body", "place").prefetch_related("agenda").filter(pk=pk).first()


def present_seats(sitting: Sitting) -> set[int]:
    """Ids of the seats that are checked in."""
    return set(sitting.attendances.values_list("seat_id", flat=True))


def members_of(sitting: Sitting, word: str = "") -> QuerySet[Seat]:
    """Who may be checked in, by role, delegation and name; `word`: a piece of the name, however it is typed, or its initials."""
    seats = may_attend(sitting).filter(role__in=MEMBERS)
    if word:
        seats = seats.filter(named(word, "person__"))
    return seats.select_related("person", "delegation", "body").order_by("role", "delegation__name", "person__name")
