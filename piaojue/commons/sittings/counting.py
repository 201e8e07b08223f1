"""全体代表、应到、实到: who counts in a sitting, as of a moment, by the sitting's own body and term (docs/domain.md#mandates)."""

from datetime import datetime

from django.db.models import Q

from piaojue.commons.people.bodies import unfit
from piaojue.commons.people.models import Body, BodyKind, Seat, SeatQuerySet, Term
from piaojue.commons.people.queries import term_on
from piaojue.commons.roles import Role
from piaojue.commons.sittings.models import Sitting, SittingKind

BODY_OF: dict[str, tuple[BodyKind, ...]] = {
    SittingKind.SESSION: (BodyKind.CONGRESS,),
    SittingKind.STANDING: (BodyKind.STANDING_COMMITTEE,),
    SittingKind.CHAIRS: (BodyKind.STANDING_COMMITTEE,),
    SittingKind.PRESIDIUM: (BodyKind.PRESIDIUM,),
    SittingKind.STREET: (BodyKind.STREET_COMMITTEE,),
    SittingKind.GOVERNMENT: (BodyKind.GOVERNMENT,),
    SittingKind.PARTY: (BodyKind.LEADING_GROUP,),
    SittingKind.LEADING: (BodyKind.LEADING_GROUP,),
    SittingKind.COUNCIL: (BodyKind.COUNCIL,),
    SittingKind.JOINT: (
        BodyKind.STANDING_COMMITTEE,
        BodyKind.STREET_COMMITTEE,
        BodyKind.PRESIDIUM,
        BodyKind.GOVERNMENT,
    ),
}
"""Whose meeting a meeting of this kind is: every kind is named."""
COUNTED_IN: dict[str, BodyKind] = {
    Role.DEPUTY: BodyKind.CONGRESS,
    Role.COMMITTEE: BodyKind.STANDING_COMMITTEE,
    Role.COUNCIL_MEMBER: BodyKind.COUNCIL,
}
COUNTS: dict[str, Role] = {
    SittingKind.SESSION: Role.DEPUTY,
    SittingKind.STANDING: Role.COMMITTEE,
    SittingKind.COUNCIL: Role.COUNCIL_MEMBER,
}
"""Who makes up a meeting of this kind; of any other kind: deputies."""


def term_of(sitting: Sitting) -> Term | None:
    """The term whose congress meets; None where the body keeps no terms."""
    return sitting.term or term_on(sitting.body, sitting.starts_on)


def electorate(sitting: Sitting, role: str = Role.DEPUTY, at: datetime | None = None) -> SeatQuerySet:
    """Who counts in this sitting in one role at a moment (aware); without one: now. Of deputies it is 全体代表."""
    seats = Seat.objects.in_office(at).filter(role=role)
    if sitting.body.kind != COUNTED_IN.get(role):
        return seats.filter(place=sitting.place_id)
    seats = seats.filter(body=sitting.body_id)
    term = term_of(sitting)
    return seats.filter(term=term) if term else seats


def expected(sitting: Sitting, role: str = Role.DEPUTY, at: datetime | None = None) -> int:
    """应到 (人) in one role."""
    return electorate(sitting, role, at).count()


def present(sitting: Sitting, role: str = Role.DEPUTY, at: datetime | None = None) -> int:
    """实到 (人) in one role: those checked in who hold their office at that moment."""
    return electorate(sitting, role, at).filter(pk__in=sitting.attendances.values("seat")).count()


def no_longer_in_office(sitting: Sitting) -> SeatQuerySet:
    """Those who are checked in and whose office has ended since, or is of another term."""
    here = Seat.objects.filter(pk__in=sitting.attendances.values("seat"))
    gone = here.exclude(pk__in=Seat.objects.in_office().values("pk"))
    term = term_of(sitting)
    if term:
        gone = gone | here.filter(role=Role.DEPUTY, body=sitting.body_id).exclude(term=term)
    return gone.select_related("person", "delegation", "body").order_by("person__name", "pk")


def counts_in(sitting: Sitting, body: Body, role: str, term: Term | None = None) -> bool:
    """Whether the members of a body, in this role and term, make up this sitting."""
    if role != COUNTS.get(sitting.kind, Role.DEPUTY):
        return False
    if sitting.body.kind != COUNTED_IN[role]:
        return body.place_id == sitting.place_id
    mine = term_of(sitting)
    return body.pk == sitting.body_id and (mine is None or term is None or mine == term)


def may_attend(sitting: Sitting) -> SeatQuerySet:
    """Who may be checked in: those in office in the region; of its congress only the term that meets; of a council only its own."""
    seats = Seat.objects.in_office().filter(place=sitting.place_id)
    if sitting.kind == SittingKind.COUNCIL:
        return seats.filter(body=sitting.body_id)
    return seats.filter(~Q(role=Role.DEPUTY) | Q(pk__in=electorate(sitting).values("pk")))


def wrong_body(kind: str, body: Body) -> str | None:
    """Why a meeting of this kind cannot be this body's; None: it can. A body that the law does not know there holds none."""
    if problem := unfit(body.kind, body.place):
        return problem
    kinds = BODY_OF.get(kind)
    if kinds is None or body.kind in kinds:
        return None
    callers = "、".join(str(one.label) for one in kinds)
    return (
        f"“{SittingKind(kind).label}”由{callers}召开：请选择本级的{callers}，“{body.name}”是{body.get_kind_display()}"
    )
