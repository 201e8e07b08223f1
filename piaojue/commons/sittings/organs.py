"""Which organ meets in which kind of sitting, who its members are, and whose office enters what it decided (docs/domain.md#decisions)."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from engines.law import Organ
from piaojue.commons.people.models import BodyKind, Seat, SeatQuerySet
from piaojue.commons.roles import Role
from piaojue.commons.sittings.counting import electorate, expected, present
from piaojue.commons.sittings.models import Sitting, SittingKind


@dataclass(frozen=True, kw_only=True)
class OrganLine:
    """One organ.

    meets:   kinds of its sittings, the usual one first
    body:    the kind of body in whose name it meets
    members: roles whose holders are its members
    office:  roles that call its sittings and enter its decisions; never one of the members'
    rolled:  its members are on the roll, so 应到 is counted from it; else it is typed, and at least those on the roll
    """

    meets: tuple[SittingKind, ...]
    body: BodyKind
    members: frozenset[Role]
    office: frozenset[Role]
    rolled: bool = True


_R, _K, _B = Role, SittingKind, BodyKind
_CONGRESS_OFFICE = frozenset({_R.CONGRESS_CLERK, _R.SECRETARIAT})
ORGANS: dict[Organ, OrganLine] = {
    Organ.CONGRESS: OrganLine(
        meets=(_K.SESSION,), body=_B.CONGRESS, members=frozenset({_R.DEPUTY}), office=_CONGRESS_OFFICE
    ),
    Organ.STANDING_COMMITTEE: OrganLine(
        meets=(_K.STANDING,),
        body=_B.STANDING_COMMITTEE,
        members=frozenset({_R.COMMITTEE, _R.CONGRESS_CHAIR}),
        office=frozenset({_R.CONGRESS_CLERK}),
    ),
    Organ.CHAIRS_MEETING: OrganLine(
        meets=(_K.CHAIRS,),
        body=_B.STANDING_COMMITTEE,
        members=frozenset({_R.CONGRESS_CHAIR}),
        office=frozenset({_R.CONGRESS_CLERK}),
        rolled=False,
    ),
    Organ.PRESIDIUM: OrganLine(
        meets=(_K.PRESIDIUM,),
        body=_B.PRESIDIUM,
        members=frozenset({_R.PRESIDIUM, _R.CONGRESS_CHAIR}),
        office=_CONGRESS_OFFICE,
    ),
    Organ.STREET_COMMITTEE: OrganLine(
        meets=(_K.STREET,),
        body=_B.STREET_COMMITTEE,
        members=frozenset({_R.STREET_CHAIR}),
        office=frozenset({_R.STREET_CLERK}),
        rolled=False,
    ),
    Organ.GOVERNMENT: OrganLine(
        meets=(_K.GOVERNMENT,),
        body=_B.GOVERNMENT,
        members=frozenset(),
        office=frozenset({_R.GOV_OFFICE}),
        rolled=False,
    ),
    Organ.PARTY_GROUP: OrganLine(
        meets=(_K.LEADING, _K.PARTY),
        body=_B.LEADING_GROUP,
        members=frozenset(),
        office=frozenset({_R.LEADING_GROUP}),
        rolled=False,
    ),
    Organ.COUNCIL: OrganLine(
        meets=(_K.COUNCIL,),
        body=_B.COUNCIL,
        members=frozenset({_R.COUNCIL_MEMBER}),
        office=frozenset({_R.STREET_CLERK}),
    ),
}
ORGAN_OF: dict[str, Organ] = {kind: organ for organ, line in ORGANS.items() for kind in line.meets}
"""Kind of sitting → the organ that meets; a 会商会 of two organs is none's."""


def organ_of(sitting: Sitting) -> Organ | None:
    """The organ that meets; None: no single one does."""
    return ORGAN_OF.get(sitting.kind)


def members(sitting: Sitting, at: datetime | None = None) -> list[Seat]:
    """Members of the organ that meets, in office at a moment (aware; without one: now). Who holds two such seats counts once."""
    organ = organ_of(sitting)
    if organ is None or not ORGANS[organ].members:
        return []
    rows = _seats(sitting, organ, at).select_related("person", "body", "delegation")
    once = {seat.person_id: seat for seat in rows.order_by("-pk")}
    return sorted(once.values(), key=lambda seat: (seat.role == Role.DEPUTY, seat.pk))


def _seats(sitting: Sitting, organ: Organ, at: datetime | None) -> SeatQuerySet:
    line = ORGANS[organ]
    if organ is Organ.CONGRESS:
        return electorate(sitting, at=at)
    own = Q(body=sitting.body_id) if sitting.body.kind == line.body else Q(place=sitting.place_id, body__kind=line.body)
    if organ is Organ.PRESIDIUM and sitting.place.is_township:
        own |= Q(place=sitting.place_id, role=Role.CONGRESS_CHAIR)  # the chair belongs to it (地方组织法 18、19 条)
    return Seat.objects.in_office(at).filter(own, role__in=line.members)


def kept_count(sitting: Sitting) -> dict[str, int]:
    """What the sitting keeps of its numbers when it opens and when it closes (人); of a 会商会 those of the deputies."""
    if organ_of(sitting) is None:
        return {"roll": expected(sitting), "present": present(sitting)}
    here = set(sitting.attendances.values_list("seat__person_id", flat=True))
    persons = {seat.person_id for seat in members(sitting)}
    return {"roll": len(persons), "present": len(persons & here)}
