"""What rests on a number of members: rooms that are about to count by it say so, and then two people change it together."""

from collections.abc import Callable, Iterable

from piaojue.commons.people.models import Body, Seat, Term
from piaojue.commons.places.models import Place
from piaojue.commons.roles import Role

COUNTED = frozenset({Role.DEPUTY, Role.COMMITTEE, Role.COUNCIL_MEMBER})
"""Roles whose number decides: 全体代表, 常委会组成人员, 议事会成员."""
Hold = Callable[[Body, str, Term | None], str | None]
"""(body, role, term) → which ballot rests on the number of its members now, as a Chinese noun; or None."""
HOLDS: list[Hold] = []

Stay = Callable[[Place], str | None]
"""A place → why it cannot go over to another one yet, as a Chinese sentence; or None."""
STAYS: list[Stay] = []


def stay(reason: Stay) -> Stay:
    """Decorator: ask this, too, before a place is merged or dissolved."""
    STAYS.append(reason)
    return reason


def hold(reason: Hold) -> Hold:
    """Decorator: ask this, too, before the number of a body's members changes."""
    HOLDS.append(reason)
    return reason


def resting_on(body: Body, role: str, term: Term | None = None) -> str | None:
    """The first ballot that rests on the number of a body's members in a role; None: the number may change."""
    if role not in COUNTED:
        return None
    return next((what for what in (ask(body, role, term) for ask in HOLDS) if what), None)


def fixed_among(seats: Iterable[Seat]) -> set[int]:
    """Keys of the seats that two people end, because a ballot rests on the number of members."""
    asked: dict[tuple, bool] = {}
    fixed = set()
    for seat in seats:
        key = seat.body_id, seat.role, seat.term_id
        if key not in asked:
            asked[key] = seat.role in COUNTED and resting_on(seat.body, seat.role, seat.term) is not None
        if asked[key]:
            fixed.add(seat.pk)
    return fixed


def two_must_act(body: Body, role: str, term: Term | None = None) -> str | None:
    """Why one person alone may not change the number now, with what to do; None: nothing rests on it."""
    what = resting_on(body, role, term)
    if what is None:
        return None
    return (
        f"{what}的票面已定，结果还没有确认：应到人数这时只能由两个人办理。"
        "请到“名册变动”写明理由提出，再由另一位工作人员或主任会签"
    )
