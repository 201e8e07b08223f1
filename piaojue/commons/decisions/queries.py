"""What may be seen of decisions, what was decided, and what waits for a body."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Prefetch, Q, QuerySet

from engines.law import Matter, Organ
from piaojue.commons.decidable import DECIDABLE, Decidable
from piaojue.commons.decisions.deciders import deciders
from piaojue.commons.decisions.models import Decision, DecisionItem
from piaojue.commons.decisions.moves import MOVES
from piaojue.commons.moves import NotYours
from piaojue.commons.people.models import Body, Seat
from piaojue.commons.places.models import Place
from piaojue.commons.roles import Role
from piaojue.commons.sittings.models import Sitting
from piaojue.commons.sittings.organs import ORGANS
from piaojue.commons.years.gates import matters_of
from piaojue.commons.years.models import Year, not_voided
from piaojue.commons.years.road import next_gate

WHOLES: tuple[type[Year | Sitting], ...] = (Year, Sitting)
OF_THE_WHOLE = frozenset({Matter.ANNUAL_PLAN, Matter.SESSION_ORGANS, Matter.AGENDA, Matter.VOTE_RULES, Matter.TELLERS})
"""What a body can decide about a year or a sitting as a whole, beside what rooms declare for them."""


def of_the_whole(matter: Matter) -> bool:
    """Whether the year, or the sitting, as a whole can be decided on in this matter."""
    return matter in OF_THE_WHOLE or any(issubclass(line.model, WHOLES) for line in DECIDABLE.get(matter, ()))


def _rows() -> QuerySet[Decision]:
    rows = Decision.objects.select_related("place", "year__place", "sitting__body", "tabled_by", "created_by__body")
    return rows.prefetch_related("items")


def decisions_on(thing: Model) -> QuerySet[Decision]:
    """All decisions about one thing, the newest first."""
    found = DecisionItem.objects.filter(kind=thing._meta.label_lower, thing_id=thing.pk)
    return _rows().filter(pk__in=found.values("decision"))


def passed(where: Year | Sitting, matter: Matter) -> Decision | None:
    """The latest decision of this matter in a year, or of a sitting, in which anything passed."""
    of_it = Q(year=where) if isinstance(where, Year) else Q(sitting=where)
    found = DecisionItem.objects.filter(decision__matter=matter.value, passed=True)
    if not of_the_whole(matter):
        found = found.exclude(kind__in=[model._meta.label_lower for model in WHOLES])
    return _rows().filter(of_it, pk__in=found.values("decision")).first()


def undecided(matter: Matter, things: Iterable[Any]) -> list[Any]:
    """Those of these things of one model that no body has passed in this matter."""
    rows = list(things)
    if not rows:
        return []
    found = DecisionItem.objects.filter(
        decision__matter=matter.value,
        passed=True,
        kind=rows[0]._meta.label_lower,
        thing_id__in=[row.pk for row in rows],
    )
    decided = set(found.values_list("thing_id", flat=True))
    return [row for row in rows if row.pk not in decided]


def seen_by(seat: Seat | None) -> QuerySet[Decision]:
    """Public decisions of years that go on; staff see all of their place and below."""
    shown = Q(public=True)
    if seat is not None and seat.role in MOVES["read_all_decisions"].roles:
        shown |= Q(place__code__startswith=seat.place_id)
    return _rows().filter(shown, not_voided())


def decision_for(seat: Seat | None, pk: int) -> Decision:
    """One decision with its names and papers. Raises NotYours."""
    names = Prefetch("came", Seat.objects.select_related("person", "delegation", "body"))
    signers = Prefetch("signers", Seat.objects.select_related("person", "delegation", "body"))
    row = seen_by(seat).prefetch_related(names, signers, "papers", "scans").filter(pk=pk).first()
    if row is None:
        raise NotYours("decision")
    return row


def organs_for(matter: Matter, place: Place) -> list[Organ]:
    """Which bodies decide the matter here; none: nobody can."""
    return list(dict.fromkeys(one.organ for one in deciders(matter, place)))


def offices_of(matter: Matter, place: Place) -> frozenset[Role]:
    """Roles that enter the decision here."""
    return frozenset[Role]().union(*(ORGANS[organ].office for organ in organs_for(matter, place)))


def members_of(matter: Matter, place: Place) -> frozenset[Role]:
    """Roles of the members who decide it here: they are told what comes before them."""
    return frozenset[Role]().union(*(ORGANS[organ].members for organ in organs_for(matter, place)))


def may_record(matter: Matter, place: Place, seat: Seat | None) -> bool:
    """Whether the seat is of the office that enters such decisions in this place."""
    return seat is not None and seat.place_id == place.pk and seat.role in offices_of(matter, place)


def waiting_for(matter: Matter, year: Year) -> list[tuple[Decidable, list[Any]]]:
    """What can be put to the body, kind by kind."""
    lines = DECIDABLE.get(matter, ())
    found = [(line, list(line.waiting(year.place, year))) for line in lines]
    return [(line, things) for line, things in found if things]


def to_decide(matter: Matter, year: Year) -> list[Any]:
    """What the form offers: all that waits; else the year as a whole, where the matter is about it and was not passed."""
    things = [thing for _line, found in waiting_for(matter, year) for thing in found]
    whole = of_the_whole(matter) and passed(year, matter) is None
    return things or ([year] if whole else [])


def decided_before(matter: Matter, thing: Any, year: Year | None) -> Decision | None:
    """The decision that passed this thing already; None: there is none, or the thing waits for one again."""
    found = DecisionItem.objects.filter(
        decision__matter=matter.value, passed=True, kind=thing._meta.label_lower, thing_id=thing.pk
    )
    earlier = _rows().filter(pk__in=found.values("decision")).first()
    if earlier is None or year is None:
        return earlier
    lines = [line for line in DECIDABLE.get(matter, ()) if isinstance(thing, line.model)]
    waits_again = any(thing in list(line.waiting(year.place, year)) for line in lines)
    return None if waits_again else earlier


@dataclass(frozen=True)
class Waiting:
    """A matter of a year that waits for a decision. number: things."""

    matter: Matter
    year: Year
    number: int

    @property
    def url(self) -> str:
        return self.year.page("decide", self.matter.value)


def waits(year: Year, seat: Seat | None = None) -> list[Waiting]:
    """Matters of a year in which something waits, or which the next gate demands; with a seat, those that its office enters."""
    rows = []
    for matter in dict.fromkeys([*DECIDABLE, *demanded(year)]):
        if not organs_for(matter, year.place) or (seat is not None and not may_record(matter, year.place, seat)):
            continue
        number = sum(len(things) for line, things in waiting_for(matter, year) if not line.optional)
        number = number or (matter not in DECIDABLE)
        if number:
            rows.append(Waiting(matter, year, int(number)))
    return rows


def demanded(year: Year) -> list[Matter]:
    """What the next gate demands and no body has passed yet."""
    gate = next_gate(year.road, year.stage)
    return [matter for matter in matters_of(gate, year) if passed(year, matter) is None] if gate else []


@dataclass(frozen=True)
class Awaited:
    """What a thing waits for: the matter, who decides it. url: where it is entered, for the office alone."""

    matter: Matter
    bodies: str
    url: str


def awaiting(thing: Any, year: Year, seat: Seat | None = None) -> list[Awaited]:
    """Which decisions a thing waits for now."""
    rows = []
    for matter, lines in DECIDABLE.items():
        mine = [line for line in lines if isinstance(thing, line.model) and not line.optional]
        if organs_for(matter, year.place) and any(thing in list(line.waiting(year.place, year)) for line in mine):
            bodies = "或".join(organ.called_in(year.place.kind) for organ in organs_for(matter, year.place))
            url = year.page("decide", matter.value) if may_record(matter, year.place, seat) else ""
            rows.append(Awaited(matter, bodies, url))
    return rows


def sittings_for(matter: Matter, place: Place) -> QuerySet[Sitting]:
    """Sittings of the bodies that decide the matter here, the newest first."""
    kinds = [kind for organ in organs_for(matter, place) for kind in ORGANS[organ].meets]
    return Sitting.objects.filter(place=place, kind__in=kinds).select_related("body", "place", "term")


def bodies_for(matter: Matter, place: Place) -> QuerySet[Body]:
    """Bodies of this place that decide the matter."""
    kinds = [ORGANS[organ].body for organ in organs_for(matter, place)]
    return Body.objects.standing().filter(place=place, kind__in=kinds)
