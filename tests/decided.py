"""What a body decided, in one line: sitting, members, attendance and majority as the law wants them, through the action.

    decided(Matter.CANDIDATES, [dossier])            # the standing committee has reviewed it, it is a candidate
    decided(Matter.CHANGE, [change], agreed=False)   # they voted and it failed

The office that enters it is found in the place; whoever is lacking there (a member, an office) is seated first.
"""

from collections.abc import Iterable
from typing import Any

from engines.law import LEAST_MEMBERS, Matter, Organ
from piaojue.commons.decisions.deciders import deciders
from piaojue.commons.decisions.models import Decision
from piaojue.commons.people.models import Body, Seat
from piaojue.commons.places.models import Place
from piaojue.commons.roles import Role
from piaojue.commons.sittings.organs import ORGANS
from piaojue.commons.years.models import Year
from piaojue.rehearsal import deciding
from tests import cast as the_cast


def decided(
    matter: Matter,
    things: Iterable[Any] | Any = (),
    *,
    by: Seat | None = None,
    year: Year | None = None,
    agreed: bool = True,
    note: str = "",
) -> Decision:
    """One decision by the first body that the law names here, unanimous; agreed=False: unanimously against.

    things: what was put to it, of one year; none: all that waits in `year`
    by:     of the body's office; None: whoever holds it
    """
    things = list(things) if isinstance(things, Iterable) else [things]
    year = year or things[0].year
    organ = deciders(matter, year.place)[0].organ
    seat_who_is_lacking(organ, year.place, least=LEAST_MEMBERS)
    return deciding.decided(matter, things, year=year, agreed=agreed, note=note, by=by)


def seat_who_is_lacking(organ: Organ, place: Place, least: int = 1) -> list[Seat]:
    """A body with at least so many members, and somebody of its office; returns the members."""
    line = ORGANS[organ]
    body = Body.objects.filter(place=place, kind=line.body).first()
    name = body.name if body else f"{place.name}{line.body.label}"
    seats = list(Seat.objects.in_office().filter(place=place, role__in=line.members, body__kind=line.body))
    main = next((role for role in Role if role in line.members and role != Role.CONGRESS_CHAIR), None)
    for number in range(len(seats), least if main and line.rolled else 0):
        nick = f"{organ.value}_{place.pk}_{number}"
        seats.append(the_cast.one_more(nick, f"{organ.label}委员{number}", main, line.body, name, place))
    if not Seat.objects.in_office().filter(place=place, role__in=line.office).exists():
        office = min(line.office)
        the_cast.one_more(f"office_{organ.value}_{place.pk}", "登记员", office, line.body, name, place)
    Body.objects.get_or_create(place=place, kind=line.body, defaults={"name": name})
    return seats
