"""What may be seen of people, bodies and seats."""

from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from piaojue.commons.moves import NotYours
from piaojue.commons.people.models import Body, BodyKind, Person, RollChange, Seat, SeatQuerySet, Term, heirs_of
from piaojue.commons.places.models import Place, PlaceEvent
from piaojue.commons.roles import Role


def seats_within(place: Place) -> QuerySet[Seat]:
    """Seats of a place and of all below it, but for residents'."""
    seats = Seat.objects.filter(place__code__startswith=place.pk).exclude(role=Role.RESIDENT)
    return seats.select_related("person", "body", "place", "delegation", "term").order_by("place_id", "role", "pk")


def bodies_within(place: Place) -> QuerySet[Body]:
    """Bodies of a place and of all below it."""
    return Body.objects.filter(place__code__startswith=place.pk).select_related("place")


def place_events_within(place: Place) -> QuerySet[PlaceEvent]:
    """What became of a place and of those below it, the latest first."""
    rows = PlaceEvent.objects.filter(place__code__startswith=place.pk)
    return rows.select_related("place", "heir__parent__parent__parent").order_by("-on", "-pk")


def congresses_within(place: Place) -> QuerySet[Body]:
    """Congresses of a place and of all below it: each has a roll of deputies."""
    return bodies_within(place).filter(kind=BodyKind.CONGRESS).order_by("place_id", "name")


def seat(pk: int) -> Seat | None:
    """One seat with its person, body and place."""
    return Seat.objects.select_related("person", "place", "body").filter(pk=pk).first()


def officers_of(unit: int | None) -> SeatQuerySet:
    """Who is in office in a body (its key), or in whatever succeeded it; nobody where there is no body."""
    return Seat.objects.in_office().filter(body__in=heirs_of(unit) if unit else ())


def offices_of(person: Person) -> QuerySet[Seat]:
    """All seats that a person holds, or is to hold, in any place."""
    seats = Seat.objects.filter(Q(ends=None) | Q(ends__gt=timezone.now()), person=person)
    return seats.select_related("body", "place", "delegation", "term").order_by("begins", "pk")


def is_resident_only(person: int) -> bool:
    """Whether somebody (a person's key) holds no office: an account with one is closed by who appointed."""
    return not Seat.objects.in_office().filter(person=person).exclude(role=Role.RESIDENT).exists()


def former_offices_of(person: Person) -> QuerySet[Seat]:
    """Those that have ended, the latest first."""
    seats = Seat.objects.filter(person=person, ends__lte=timezone.now())
    return seats.select_related("body", "place", "delegation", "term").order_by("-ends", "-pk")


def term_on(body: Body, day: date) -> Term | None:
    """The term of a congress on a day: the latest one that had begun by then. None: the body keeps no terms."""
    return body.terms.filter(Q(begins=None) | Q(begins__date__lte=day)).order_by("-number").first()


def terms_within(place: Place) -> QuerySet[Term]:
    """Terms of the congresses of a place and of all below it, the latest first."""
    return (
        Term.objects.filter(body__place__code__startswith=place.pk)
        .select_related("body__place")
        .order_by("body_id", "-number")
    )


def terms_with_numbers(place: Place) -> list[tuple[Term, int]]:
    """Each term with how many of its deputies are in office now (人)."""
    numbers = dict(
        Seat.objects.in_office()
        .filter(role=Role.DEPUTY, term__body__place__code__startswith=place.pk)
        .values_list("term")
        .annotate(number=Count("pk"))
    )
    return [(term, numbers.get(term.pk, 0)) for term in terms_within(place)]


def term(by: Seat, pk: int) -> Term:
    """One term, for those who see the roll. Raises NotYours."""
    found = terms_within(by.place).filter(pk=pk).first()
    if found is None:
        raise NotYours("term")
    return found


def roll_changes(place: Place) -> QuerySet[RollChange]:
    """Changes that two people make, of a place and of all below it, the latest first."""
    rows = RollChange.objects.filter(place__code__startswith=place.pk)
    return rows.select_related(
        "place", "body", "seat__person", "seat__term", "term", "proposed_by__person", "signed_by__person", "delegation"
    )


def roll_change(by: Seat, pk: int) -> RollChange:
    """One of them, for those who see the roll. Raises NotYours."""
    found = roll_changes(by.place).filter(pk=pk).first()
    if found is None:
        raise NotYours("roll_change")
    return found


def is_deputy(person: int | None, phone: str) -> bool:
    """Whether a person, by account or by phone, is a deputy of some congress now."""
    return deputies_like(person, phone).exists()


def deputies_like(person: int | None, phone: str) -> QuerySet[Seat]:
    """The seats of deputies that somebody, by account or by phone, holds now."""
    who = Q(person=person) if person else Q(pk__in=[])
    if phone:
        who |= Q(person__phone=phone)
    return Seat.objects.in_office().filter(who, role=Role.DEPUTY)


def body(pk: int) -> Body | None:
    """One body with its place."""
    return Body.objects.select_related("place").filter(pk=pk).first()


def members(body: Body) -> QuerySet[Seat]:
    """Those who hold office in a body, with what each holds anywhere (`person.held`)."""
    held = Prefetch("person__seats", Seat.objects.in_office().select_related("body", "place"), to_attr="held")
    seats = Seat.objects.in_office().filter(body=body).exclude(role=Role.RESIDENT)
    return (
        seats.select_related("person", "body", "place", "delegation").prefetch_related(held).order_by("card_no", "pk")
    )
