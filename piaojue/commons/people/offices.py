"""兼职: which offices one person may not hold together, over all seats of a person in any place, as of a moment.

The law's pairs stand in `engines.law.offices`; here seats are read as such offices. What is decided within one vote (who counts,
who hands out slips, who holds keys) is asked there.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from engines.law import Article, Certainty, Incompatible, Office, Required, incompatible, unmet
from piaojue.commons.people.models import Body, Person, Seat
from piaojue.commons.places.models import Place
from piaojue.commons.roles import Role, word_for

OFFICES: dict[str, frozenset[Office]] = {
    Role.DEPUTY: frozenset({Office.DEPUTY}),
    Role.COMMITTEE: frozenset({Office.STANDING_MEMBER}),
    Role.PRESIDIUM: frozenset({Office.PRESIDIUM_MEMBER}),
    Role.CHIEF_TELLER: frozenset({Office.TELLER}),
    Role.TELLER: frozenset({Office.TELLER}),
    Role.COUNTER: frozenset({Office.COUNTER}),
    Role.STREET_CHAIR: frozenset({Office.STREET_MEMBER}),
    Role.GOV_OFFICE: frozenset({Office.GOVERNMENT}),
    Role.DEPARTMENT: frozenset({Office.GOVERNMENT, Office.RESPONSIBLE}),
    Role.FINANCE: frozenset({Office.GOVERNMENT}),
    Role.LEGAL: frozenset({Office.GOVERNMENT}),
}
"""What a role is in law; of a 主任（主席） the place decides, of an officer's body its name."""
STATE_ORGANS = {"监察委员会": Office.SUPERVISION, "人民法院": Office.COURT, "人民检察院": Office.PROCURATORATE}
"""How bodies are called that are no administration."""
TWO_CONGRESSES = Article("选举法", "48", "不得同时担任两个以上无隶属关系的行政区域的人民代表大会代表", Certainty.KNOWN)
NEEDY = (Role.COMMITTEE, Role.CONGRESS_CHAIR, Role.PRESIDIUM, Role.CHIEF_TELLER, Role.TELLER)
"""Roles that only a deputy may hold, where the congress has deputies."""


@dataclass(frozen=True)
class Held:
    """One office that somebody holds or is to hold. seat: None: it is to begin."""

    offices: frozenset[Office]
    place: Place
    words: str
    seat: Seat | None = None


@dataclass(frozen=True)
class Clash:
    """What stands against an office. seat: the one that has to end first; None: another one has to begin first."""

    words: str
    seat: Seat | None = None


@dataclass(frozen=True)
class Breach:
    """Somebody who holds what the law does not let one hold. seats: of which one has to end."""

    person: Person
    words: str
    seats: tuple[Seat, ...]


def objections(person: Person | None, body: Body, role: str, at: datetime) -> list[str]:
    """Why a person may not take this office at a moment (aware), as Chinese sentences; empty: nothing stands against it.

    person: None: somebody who is not known yet
    """
    return [clash.words for clash in clashes(person, body, role, at)]


def clashes(person: Person | None, body: Body, role: str, at: datetime) -> list[Clash]:
    """The same, with the seats that have to end."""
    held = [held_by(seat) for seat in lasting(at).filter(person=person)] if person else []
    return list(_clashes(to_hold(body, role), held, asks=lambda place: _has_deputies(place, at)))


def clashes_of_many(phones: Collection[str], people: Collection[int], body: Body, role: str, at: datetime) -> "Asked":
    """The same question for the rows of a table, asked of the database once."""
    who = Q(person__phone__in=[phone for phone in phones if phone]) | Q(person__in=people)
    return Asked(to_hold(body, role), [held_by(seat) for seat in lasting(at).filter(who)])


@dataclass(frozen=True)
class Asked:
    """Seats of many people, and the office that each of them is to hold."""

    new: Held
    held: list[Held]

    def about(self, phone: str, person: int | None) -> list[str]:
        """Objections to one of them, found by phone or key."""
        theirs = [one for one in self.held if one.seat and _is(one.seat.person, phone, person)]
        return [clash.words for clash in _clashes(self.new, theirs, asks=lambda place: False)]


def _is(person: Person, phone: str, pk: int | None) -> bool:
    return person.pk == pk if pk else bool(phone) and person.phone == phone


def to_hold(body: Body, role: str) -> Held:
    """An office that is to begin."""
    return Held(_offices(body, role), body.place, _called(body, role))


def held_by(seat: Seat) -> Held:
    """An office that is held."""
    return Held(_offices(seat.body, seat.role, seat.place), seat.place, _called(seat.body, seat.role), seat)


def _offices(body: Body, role: str, place: Place | None = None) -> frozenset[Office]:
    place = place or body.place
    if role == Role.CONGRESS_CHAIR:
        return frozenset({Office.TOWN_CHAIR if place.is_township else Office.STANDING_MEMBER})
    offices = OFFICES.get(role, frozenset())
    if Office.GOVERNMENT not in offices:
        return offices
    other = next((office for ending, office in STATE_ORGANS.items() if body.name.endswith(ending)), None)
    return offices if other is None else offices - {Office.GOVERNMENT} | {other}


def _called(body: Body, role: str) -> str:
    return f"{body.name}·{word_for(role, body.place)}"


def lasting(at: datetime) -> QuerySet[Seat]:
    """Seats that are held at a moment or begin later; residents' are no offices."""
    seats = Seat.objects.filter(Q(ends=None) | Q(ends__gt=at)).exclude(role=Role.RESIDENT)
    return seats.select_related("person", "body__place", "place").order_by("pk")


def _has_deputies(place: Place, at: datetime) -> bool:
    return Seat.objects.in_office(at).filter(place=place, role=Role.DEPUTY).exists()


def _clashes(new: Held, others: Iterable[Held], *, asks: Callable[[Place], bool]) -> Iterator[Clash]:
    """asks: place → whether its congress has a roll, so that it can be said who is a deputy."""
    others = list(others)
    for other in others:
        for why in _against(new, other):
            yield Clash(f"在任“{other.words}”：{why}。请先结束那个席位，再办理“{new.words}”", other.seat)
    for need in _lacking(new, others):
        if asks(new.place):
            yield Clash(f"不是{new.place.name}的人大代表：{need}。请先登记代表席位，同一手机号才认作同一个人")


def _against(one: Held, other: Held) -> Iterator[str]:
    """Why two offices cannot be one person's."""
    for pair in incompatible(one.offices | other.offices):
        crossed = (pair.one in one.offices and pair.other in other.offices) or (
            pair.other in one.offices and pair.one in other.offices
        )
        if crossed and _near_enough(pair, one, other):
            yield str(pair)
    both = Office.DEPUTY in one.offices and Office.DEPUTY in other.offices
    if both and not (one.place.covers(other.place) or other.place.covers(one.place)):
        yield f"{TWO_CONGRESSES.says}（{TWO_CONGRESSES.cited}）"


LocalRule = Callable[[str, Place], bool]
LOCAL_RULES: list[LocalRule] = []
"""Who knows whether a local rule sets a parameter in a place (`commons.instruments`)."""


def local_rule(asked: LocalRule) -> LocalRule:
    """Decorator: ask this whether a local rule makes two offices incompatible here."""
    LOCAL_RULES.append(asked)
    return asked


def _near_enough(pair: Incompatible, one: Held, other: Held) -> bool:
    """A teller may work for no unit that can be responsible for the items of that vote: of the place, or of one above it.

    Who counts watches in no vote of the same place. What only local rules exclude asks for such a rule.
    """
    if pair.parameter:
        here = one if pair.one in one.offices else other
        return any(says(pair.parameter, here.place) for says in LOCAL_RULES)
    if {pair.one, pair.other} == {Office.TELLER, Office.COUNTER}:
        return one.place == other.place
    if Office.RESPONSIBLE not in (pair.one, pair.other):
        return True
    teller, unit = (one, other) if Office.TELLER in one.offices else (other, one)
    return unit.place.covers(teller.place)


def _lacking(new: Held, others: Iterable[Held]) -> list[Required]:
    if not new.place.has_congress:
        return []
    here = (other.offices for other in others if other.place == new.place)
    return [need for need in unmet(frozenset().union(new.offices, *here)) if need.office in new.offices]


def breaches(place: Place, at: datetime, *, below: bool = True) -> list[Breach]:
    """Who holds offices at a moment that exclude each other, or lacks one, of a place and of all below it."""
    theirs: dict[int, list[Held]] = {}
    where = Q(place__code__startswith=place.pk) if below else Q(place=place)
    for seat in _of_several_or_needy(where, at):
        theirs.setdefault(seat.person_id, []).append(held_by(seat))
    rolls = _places_with_deputies({one.place for held in theirs.values() for one in held}, at)
    return [breach for held in theirs.values() for breach in _breaches(held, rolls)]


def _of_several_or_needy(where: Q, at: datetime) -> QuerySet[Seat]:
    """All offices of those who have one here, and either another one or one that asks for a deputy's."""
    now = Seat.objects.in_office(at).exclude(role=Role.RESIDENT)
    several = now.values("person").annotate(number=Count("pk")).filter(number__gt=1).values("person")
    here = now.filter(where).filter(Q(role__in=NEEDY) | Q(person__in=several)).values("person")
    return now.filter(person__in=here).select_related("person", "body__place", "place").order_by("person", "pk")


def _places_with_deputies(places: Collection[Place], at: datetime) -> set[str]:
    seats = Seat.objects.in_office(at).filter(place__in=places, role=Role.DEPUTY)
    return set(seats.order_by().values_list("place", flat=True).distinct())


def _breaches(held: list[Held], rolls: Collection[str]) -> Iterator[Breach]:
    for at, one in enumerate(held):
        if one.seat is None:
            continue
        for other in held[at + 1 :]:
            for why in _against(one, other):
                seats = tuple(each.seat for each in (one, other) if each.seat)
                yield Breach(one.seat.person, f"同时在任“{one.words}”“{other.words}”：{why}", seats)
        for need in _lacking(one, held) if one.place.pk in rolls else ():
            yield Breach(one.seat.person, f"在任“{one.words}”，{need}", (one.seat,))
