"""What may happen to a deputy's record: it is read by the office, and by everybody where the deputy wants it so."""

from piaojue.commons.basis import Basis, house
from piaojue.commons.moves import Move, Reach, move, view
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.stages.supervise.kinds import CLERKS


def is_own(seat: Seat, by: Seat | None) -> bool:
    return by is not None and by.person_id == seat.person_id and seat.role == Role.DEPUTY


def may_state(seat: Seat, by: Seat | None) -> bool:
    """One's own; the office states it for whoever watches over projects."""
    own = by is not None and by.pk == seat.pk
    return seat.role in (Role.DEPUTY, Role.VOLUNTEER) and (own or (by is not None and by.role in CLERKS))


LINES: tuple[Move, ...] = (
    view(
        "read_records",
        "看代表履职情况",
        CLERKS,
        english="See what deputies have done",
        reach=Reach.BELOW,
        basis=Basis("代表法", "29–31", says="代表活动"),
    ),
    move("open_record", "公开自己的履职情况", {Role.DEPUTY}, english="Publish one's own record", whose=is_own),
    move(
        "state_expertise",
        "登记专长",
        {Role.DEPUTY, Role.VOLUNTEER, Role.CONGRESS_CLERK, Role.STREET_CLERK},
        english="State in which fields somebody is versed",
        whose=may_state,
        basis=house("监督组按专长和选区编排"),
    ),
    move("close_record", "不再公开履职情况", {Role.DEPUTY}, english="Publish it no longer", whose=is_own),
)
