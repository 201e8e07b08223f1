"""A hall made ready in few acts: its people appointed at once, a poll prepared, its tellers named and its ballot fixed together."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from piaojue.commons.moves import Refused
from piaojue.commons.people.actions import Particulars, appoint
from piaojue.commons.people.models import Body, BodyKind, Seat
from piaojue.commons.places.models import Place
from piaojue.commons.roles import Role
from piaojue.stages.vote.actions.setting_up import appoint_tellers, freeze_poll, prepare_poll
from piaojue.stages.vote.models import Poll

BODY_OF = {
    Role.CHIEF_TELLER: BodyKind.TELLERS,
    Role.TELLER: BodyKind.TELLERS,
    Role.COUNTER: BodyKind.TELLERS,
    Role.PRESIDIUM: BodyKind.PRESIDIUM,
}
"""In which body those sit whom a session needs."""


@dataclass(frozen=True)
class Crew:
    """Who does what in the hall: seats that these people hold already, as deputies or in an office of the congress."""

    chief: Seat | None = None
    tellers: tuple[Seat, ...] = ()
    counters: tuple[Seat, ...] = ()
    presidium: tuple[Seat, ...] = ()

    def offices(self) -> Iterable[tuple[Role, Seat]]:
        """(role, who gets it)."""
        groups = (
            (Role.CHIEF_TELLER, (self.chief,) if self.chief else ()),
            (Role.TELLER, self.tellers),
            (Role.COUNTER, self.counters),
            (Role.PRESIDIUM, self.presidium),
        )
        return [(role, seat) for role, seats in groups for seat in seats]


@transaction.atomic
def appoint_crew(*, place: Place, crew: Crew, by: Seat) -> list[Seat]:
    """Appoint the hall's people at once; who holds the seat already keeps it. Raises NotYours, Refused; then nobody is."""
    bodies = {body.kind: body for body in Body.objects.standing().filter(place=place, kind__in=BODY_OF.values())}
    offices = list(crew.offices())
    if not offices:
        raise Refused("请至少选择一人")
    if missing := {BODY_OF[role].label for role, _ in offices if BODY_OF[role] not in bodies}:
        raise Refused(f"还没有登记{'、'.join(sorted(missing))}：请先在“机构”里登记")
    return [
        appoint(
            body=bodies[BODY_OF[role]],
            role=role,
            name=seat.person.name,
            phone=seat.person.phone or "",
            by=by,
            more=Particulars(person=seat.person),
        )
        for role, seat in offices
    ]


@transaction.atomic
def make_ready(*, by: Seat, tellers: Iterable[Seat] = (), fix: bool = False, **poll: Any) -> Poll:
    """Prepare a poll, name its tellers and fix its ballot, as far as it is asked for. poll: as `prepare_poll` takes it.

    raises: NotYours, Refused with what is missing; then nothing is prepared
    """
    made = prepare_poll(by=by, **poll)
    if seats := list(tellers):
        made = appoint_tellers(poll=made, seats=seats, by=by)
    return freeze_poll(poll=made, by=by) if fix else made
