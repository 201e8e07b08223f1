"""Who may be whom: each side enrols its own people, and what reaches across sides is done by two (docs/domain.md#who-may-be-whom)."""

from collections.abc import Callable, Iterable

from django.urls import reverse

from piaojue.commons.people.models import Person, Seat
from piaojue.commons.places.models import Place
from piaojue.commons.roles import DOMAIN_OF, Domain, Role, word_for

R = Role
KEEPERS_OF: dict[Domain, frozenset[Role]] = {
    Domain.CONGRESS: frozenset({R.CONGRESS_CLERK}),
    Domain.COUNCIL: frozenset({R.STREET_CLERK, R.CONGRESS_CLERK}),
    Domain.GOVERNMENT: frozenset({R.GOV_OFFICE}),
    Domain.PARTY: frozenset({R.LEADING_GROUP}),
    Domain.SYSTEM: frozenset({R.ADMIN}),
    Domain.PUBLIC: frozenset({R.CONGRESS_CLERK, R.STREET_CLERK, R.GOV_OFFICE, R.ADMIN}),
}
"""Who enrols whom: the office of each side."""
SECONDS_OF: dict[Domain, frozenset[Role]] = {
    Domain.CONGRESS: frozenset({R.CONGRESS_CLERK, R.CONGRESS_CHAIR, R.SECRETARIAT}),
    Domain.COUNCIL: frozenset({R.STREET_CLERK, R.STREET_CHAIR, R.CONGRESS_CLERK, R.CONGRESS_CHAIR}),
    Domain.GOVERNMENT: frozenset({R.GOV_OFFICE, R.DEPARTMENT, R.FINANCE, R.LEGAL}),
    Domain.PARTY: frozenset({R.LEADING_GROUP}),
    Domain.SYSTEM: frozenset({R.ADMIN}),
    Domain.PUBLIC: frozenset({R.CONGRESS_CLERK, R.CONGRESS_CHAIR, R.STREET_CLERK, R.STREET_CHAIR, R.GOV_OFFICE}),
}
"""Who agrees as the second person of a side."""
OWN_SIDE_ONLY = frozenset({R.GOV_OFFICE, R.LEADING_GROUP})
"""Offices that see and enrol their own side, and no other."""
OF_THE_HALL = frozenset({R.PRESIDIUM, R.CHIEF_TELLER, R.TELLER, R.COUNTER})
BY_TWO = OF_THE_HALL | {
    *(R.CONGRESS_CLERK, R.CONGRESS_CHAIR, R.SECRETARIAT, R.STREET_CLERK, R.STREET_CHAIR),
    *(R.GOV_OFFICE, R.LEADING_GROUP, R.ADMIN),
}
"""Who watches a vote, who enrols others and who agrees to it: nobody makes or renews such a seat alone, not even on the own side."""

SeatHold = Callable[[Seat], str | None]
SEAT_HOLDS: list[SeatHold] = []
Hears = Callable[[Iterable[int], str, str], None]
HEARS: list[Hears] = []
"""Who tells people (`commons.notify`): (persons' keys, text, address)."""


def hold_seat(reason: SeatHold) -> SeatHold:
    """Decorator: ask this before a seat ends or its person gets a new password. It returns what rests on the seat, as a Chinese noun."""
    SEAT_HOLDS.append(reason)
    return reason


def hears(listener: Hears) -> Hears:
    """Decorator: people are told by this."""
    HEARS.append(listener)
    return listener


def tell_of(people: Iterable[Person], text: str) -> None:
    """Those whom it concerns hear of it, whoever did it."""
    for listener in HEARS:
        listener([person.pk for person in people], text, reverse("me"))


def side_of(role: str, place: Place) -> Domain:
    """The side that a seat is of. A 街道 has no congress: who watches its ballots is of its council's side."""
    side = DOMAIN_OF[Role(role)]
    return Domain.COUNCIL if side is Domain.CONGRESS and place.is_subdistrict else side


HOUSES: dict[Domain, str] = {
    Domain.CONGRESS: "congress",
    Domain.COUNCIL: "congress",
    Domain.GOVERNMENT: "government",
    Domain.PARTY: "government",
}
"""Who decides and watches, and who carries out: what one house has issued the other does not touch."""


def of_one_house(author: Seat | None, by: Seat | None) -> bool:
    """Whether the seat is of the house that its author is of. What nobody of a house made is everybody's."""
    if by is None:
        return False
    house = HOUSES.get(DOMAIN_OF[Role(author.role)]) if author else None
    return house is None or house == HOUSES.get(DOMAIN_OF[Role(by.role)])


def keeps(by: Seat, role: str, place: Place) -> bool:
    """Whether the seat is of the office that enrols such people."""
    return by.role in KEEPERS_OF[side_of(role, place)]


def is_none_of_theirs(by: Seat | None, role: str, place: Place) -> bool:
    """Whether an office that looks after its own side alone reaches for another."""
    return by is not None and by.role in OWN_SIDE_ONLY and not keeps(by, role, place)


def roles_seen(by: Seat) -> frozenset[Role]:
    """Roles whose seats somebody sees in the roll: the government's and the Party's offices their own."""
    return frozenset(role for role in Role if not is_none_of_theirs(by, role, by.place))


def roles_of(by: Seat) -> frozenset[Role]:
    """Roles whose seats somebody looks after, or agrees to."""
    seconds = {side for side, roles in SECONDS_OF.items() if by.role in roles}
    return frozenset(role for role in Role if side_of(role, by.place) in seconds)


def takes_two(by: Seat | None, role: str, place: Place) -> bool:
    """Whether this seat alone cannot make, end or renew a seat in such a role. by: None: commands and imports that were judged.

    While a side has no office in a place, the administrator sets it up.
    """
    if by is None or (by.role == Role.ADMIN and not _office_of(role, place)):
        return False
    return role in BY_TWO or not keeps(by, role, place)


def by_two_among(seats: Iterable[Seat], by: Seat) -> set[int]:
    """Keys of the seats that one person alone cannot renew, on a page of many."""
    asked: dict[tuple[str, str], bool] = {}
    for seat in seats:
        if (seat.role, seat.place_id) not in asked:
            asked[seat.role, seat.place_id] = takes_two(by, seat.role, seat.place)
    return {seat.pk for seat in seats if asked[seat.role, seat.place_id]}


def _office_of(role: str, place: Place) -> bool:
    keepers = KEEPERS_OF[side_of(role, place)]
    return Seat.objects.in_office().filter(place=place, role__in=keepers).exists()


def agrees(by: Seat, role: str, place: Place, without: Iterable[int]) -> bool:
    """Whether this seat can be the second person. without: persons who cannot: who proposed it, whom it appoints.

    Where the side has nobody else, the administrator agrees.
    """
    without = [key for key in without if key]
    if by.person_id in without:
        return False
    seconds = SECONDS_OF[side_of(role, place)]
    if by.role in seconds:
        return True
    others = Seat.objects.in_office().filter(place=place, role__in=seconds).exclude(person__in=without)
    return by.role == Role.ADMIN and not others.exists()


def who_agrees(role: str, place: Place) -> str:
    """Who is asked to be the second person, in Chinese."""
    seconds = SECONDS_OF[side_of(role, place)]
    return "、".join(dict.fromkeys(word_for(one, place) for one in Role if one in seconds))


def of_two(role: str, place: Place) -> str:
    """Why one person cannot do it, with what to do."""
    return f"{word_for(role, place)}的任免和密码由两个人办理：一人提出，另一人（{who_agrees(role, place)}）会签"


def held_for_a_vote(seats: Iterable[Seat]) -> str | None:
    """Why nothing of these seats changes now: a vote that is watched from them has begun. None: nothing rests on them."""
    what = next((found for seat in seats for ask in SEAT_HOLDS if (found := ask(seat))), None)
    if what is None:
        return None
    return (
        f"{what}的票面已定，还没有计票：这次投票的监票人、计票人这时不能变动，也不能重发密码。"
        "不能到场的，由大会另行通过监票人"
    )


def needing_two(seats: Iterable[Seat], by: Seat) -> Seat | None:
    """Of one person's seats the first for which a new password takes two; None: the one who asks may give it alone.

    Whoever keeps one side cannot sign in as somebody who also sits on another.
    """
    offices = (seat for seat in seats if seat.role != Role.RESIDENT)
    return next((seat for seat in offices if takes_two(by, seat.role, seat.place)), None)


def seats_of(person: Person) -> list[Seat]:
    """What a person holds now, with body and place."""
    return list(person.seats.in_office().select_related("body", "place"))
