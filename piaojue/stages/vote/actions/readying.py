"""A hall made ready in few acts: its people appointed at once, a poll prepared, its tellers named and its ballot fixed together."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from piaojue.commons.moves import Refused
from piaojue.commons.people.changes import appoint_or_propose, countersign_roll_change
from piaojue.commons.people.models import Body, BodyKind, RollChange, Seat
from piaojue.commons.people.moves import MOVES as PEOPLE
from piaojue.commons.places.models import Place
from piaojue.commons.roles import Role
from piaojue.stages.vote.actions.setting_up import appoint_tellers, freeze_poll, prepare_poll
from piaojue.stages.vote.models import Poll
from piaojue.stages.vote.queries import COUNTERSIGN, crew_waiting

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
def appoint_crew(*, place: Place, crew: Crew, by: Seat) -> list[Seat | RollChange]:
    """Appoint the hall's people at once; who holds the seat already keeps it.

    Where one person may not do it alone it is proposed, and another one countersigns all of it (`countersign_crew`).
    raises: NotYours, Refused; then nobody is appointed or proposed
    """
    bodies = {body.kind: body for body in Body.objects.standing().filter(place=place, kind__in=BODY_OF.values())}
    PEOPLE.require("appoint", place, by)
    offices = list(crew.offices())
    if not offices:
        raise Refused("请至少选择一人")
    if missing := {BODY_OF[role].label for role, _ in offices if BODY_OF[role] not in bodies}:
        raise Refused(f"还没有登记{'、'.join(sorted(missing))}：请先在“机构”里登记")
    if unknown := [str(seat.person) for role, seat in offices if not seat.person.phone]:
        raise Refused(f"{'、'.join(unknown)}没有登记手机号，请先在名册里补上")
    return [_appointed(bodies[BODY_OF[role]], role, seat, by) for role, seat in offices]


def _appointed(body: Body, role: Role, seat: Seat, by: Seat) -> Seat | RollChange:
    held = Seat.objects.in_office().filter(person=seat.person_id, body=body, role=role).first()
    phone = seat.person.phone or ""
    return held or appoint_or_propose(body=body, role=role, name=seat.person.name, phone=phone, by=by)


@transaction.atomic
def countersign_crew(*, place: Place, by: Seat) -> int:
    """Agree to all of the hall's people whom others have proposed. Returns how many. Raises NotYours, Refused."""
    PEOPLE.require(COUNTERSIGN, place, by)
    mine = crew_waiting(by, place)
    if not mine:
        raise Refused("没有等您会签的会场人员")
    for change in mine:
        countersign_roll_change(change=change, by=by)
    return len(mine)


@transaction.atomic
def make_ready(*, by: Seat, tellers: Iterable[Seat] = (), fix: bool = False, **poll: Any) -> Poll:
    """Prepare a poll, name its tellers and fix its ballot, as far as it is asked for. poll: as `prepare_poll` takes it.

    raises: NotYours, Refused with what is missing; then nothing is prepared
    """
    made = prepare_poll(by=by, **poll)
    if seats := list(tellers):
        made = appoint_tellers(poll=made, seats=seats, by=by)
    return freeze_poll(poll=made, by=by) if fix else made
