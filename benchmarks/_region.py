"""A small region for the benchmarks: a county with one street and one community, a clerk, a resident, an open year.

Rows are written past the actions: only what comes afterwards is measured.
"""

from datetime import date
from typing import NamedTuple

from piaojue.commons.people.models import Body, BodyKind, Person, Seat
from piaojue.commons.places.models import Level, Place
from piaojue.commons.roles import Role
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import RoadKind, Stage

PLACES = (
    ("15", "内蒙古自治区", Level.PROVINCE),
    ("1501", "呼和浩特市", Level.CITY),
    ("150102", "新城区", Level.COUNTY),
    ("150102004", "东街街道", Level.TOWN),
    ("150102004001", "东街社区", Level.VILLAGE),
)


class Region(NamedTuple):
    """year: of the county, soliciting suggestions (征集); clerk: of the county; resident: of the city."""

    year: Year
    community: Place
    clerk: Seat
    resident: Seat


def region() -> Region:
    """The region, written into an empty database."""
    places: dict[str, Place] = {}
    for code, name, level in PLACES:
        above = max((one for one in places if code.startswith(one)), key=len, default=None)
        places[code] = Place.objects.create(code=code, name=name, level=level, parent_id=above)
    county = places["150102"]
    year = Year.objects.create(
        place=county,
        number=2026,
        road=RoadKind.CONGRESS,
        stage=Stage.SOLICITING,
        seats_to_fill=2,
        solicit_until=date(2026, 12, 31),
    )
    clerk = seat("clerk", Role.CONGRESS_CLERK, BodyKind.STANDING_COMMITTEE, county)
    resident = seat("resident", Role.RESIDENT, BodyKind.RESIDENTS, places["1501"])
    return Region(year, places["150102004001"], clerk, resident)


def seat(nick: str, role: Role, kind: BodyKind, place: Place) -> Seat:
    """Somebody in an office of a body there."""
    body, _new = Body.objects.get_or_create(place=place, kind=kind, name=f"{place.name}{kind.label}")
    number = Person.objects.count()
    person = Person.objects.create(username=nick, name=nick, phone=f"1390000{number:04d}", phone_verified=True)
    return Seat.objects.create(person=person, body=body, place=place, role=role)
