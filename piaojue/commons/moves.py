"""What may happen, as tables. Each room writes its lines; pages, actions, tests and the policy page read the same lines.

A line (`move`) says: the act, from which state to which, who (roles), how far the role reaches, in which stages of the
year, on what basis, and the checks that may refuse it. A line of reading (`view`) has roles and reach only.
Enforced here and nowhere else: `Moves.take` (acts) and `Moves.require` (reading).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from piaojue.commons.people.models import Seat
from piaojue.commons.people.roles import Role
from piaojue.commons.things import snapshot
from piaojue.commons.words import said

REGISTRY: dict[str, "Moves"] = {}


class Refused(Exception):
    """The act is not possible now. `reasons`: Chinese sentences that say what to do, all of them at once."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(*reasons)
        self.reasons = list(reasons)


class NotYours(Exception):
    """This does not exist for you: shown as 404 (or as sign-in for a visitor), so that nothing leaks."""


class Reach(StrEnum):
    OWN = "own"  # things of the seat's own place
    BELOW = "below"  # own place and every place below it
    UP = "up"  # own place and the places it lies in (a resident of a community acts in its district and city)
    ALL = "all"  # any place


REACH_NAMES = {Reach.OWN: "本级", Reach.BELOW: "本级及下级", Reach.UP: "本级及上级", Reach.ALL: "不限地区"}


@dataclass(frozen=True)
class Move:
    """One line of the policy table."""

    act: str
    label: str
    roles: frozenset[Role]
    source: frozenset[str] = frozenset()  # states; empty: any
    target: str | None = None  # None: state stays
    stages: frozenset[str] = frozenset()  # stages of the year; empty: any
    reach: Reach = Reach.OWN
    checks: tuple[Callable[[Any], str | None], ...] = ()
    basis: str = ""
    reading: bool = False
    room: str = field(default="", compare=False)

    @property
    def reach_name(self) -> str:
        return REACH_NAMES[self.reach]


def move(
    act: str,
    label: str,
    roles: Iterable[Role],
    *,
    source: Iterable[str] = (),
    target: str | None = None,
    stages: Iterable[str] = (),
    reach: Reach = Reach.OWN,
    checks: Iterable[Callable[[Any], str | None]] = (),
    basis: str = "",
) -> Move:
    """A line that changes something. `checks`: thing -> Chinese reason or None."""
    return Move(act, label, frozenset(roles), frozenset(source), target, frozenset(stages), reach, tuple(checks), basis)


def view(act: str, label: str, roles: Iterable[Role], *, reach: Reach = Reach.OWN, basis: str = "") -> Move:
    """A line that only shows something."""
    return Move(act, label, frozenset(roles), reach=reach, basis=basis, reading=True)


def role_of(by: Seat | None) -> Role:
    return Role(by.role) if by else Role.VISITOR


def within(reach: Reach, by: Seat | None, place: Any) -> bool:
    """Whether a seat's reach extends to `place`. A visitor has no place: only Reach.ALL lets one in."""
    if reach is Reach.ALL:
        return True
    if by is None:
        return False
    own, other = by.place_id, place.pk
    return (
        own == other
        or (reach is Reach.BELOW and other.startswith(own))
        or (reach is Reach.UP and own.startswith(other))
    )


def year_of(thing: Any) -> Any:
    """The Year a thing belongs to; a Year is its own; None for things outside a year (sittings, bodies)."""
    return thing if hasattr(thing, "stage") and hasattr(thing, "road") else getattr(thing, "year", None)


class Moves:
    """A room's lines. Registers itself for the policy page under the room's name."""

    def __init__(self, room: str, title: str, *lines: Move) -> None:
        self.room, self.title = room, title
        self.lines = {line.act: Move(**{**line.__dict__, "room": room}) for line in lines}
        if len(self.lines) != len(lines):
            raise ValueError(f"{room}: an act is listed twice")
        REGISTRY[room] = self

    def entitled(self, act: str, place: Any, by: Seat | None) -> bool:
        """Whether role and reach allow the act at all, whatever the state of things."""
        line = self.lines[act]
        return role_of(by) in line.roles and within(line.reach, by, place)

    def refusals(self, act: str, thing: Any, by: Seat | None) -> list[str]:
        """Every reason why the act cannot happen now; empty: it can. Role and reach are not judged here."""
        line = self.lines[act]
        found = []
        if line.source and thing.state not in line.source:
            allowed = "、".join(
                said(dict(thing._meta.get_field("state").choices).get(s, s)) for s in sorted(line.source)
            )
            now = {"now": said(thing.get_state_display()), "allowed": allowed, "act": said(line.label)}
            found.append(_("现在是“%(now)s”，只有“%(allowed)s”时才能%(act)s") % now)
        year = year_of(thing)
        if line.stages and year is not None and year.stage not in line.stages:
            now = {"year": year, "stage": said(year.get_stage_display()), "act": said(line.label)}
            found.append(_("%(year)s正处于“%(stage)s”，现在不能%(act)s") % now)
        if not found:
            found = [reason for check in line.checks if (reason := check(thing))]
        return found

    def may(self, act: str, thing: Any, by: Seat | None) -> bool:
        """For buttons: entitled and not refused."""
        return self.entitled(act, thing.place, by) and not self.refusals(act, thing, by)

    def require(self, act: str, place: Any, by: Seat | None) -> None:
        """Guard of reading and of acts without a thing. Raises NotYours."""
        if not self.entitled(act, place, by):
            raise NotYours(act)

    def take(self, act: str, thing: Any, by: Seat | None, *, version: int | None = None) -> None:
        """Guard of acting: role, reach, stage, state, version, checks; then moves `thing.state` (the caller saves).

        version: what the form was filled from; another number means somebody was faster
        raises:  NotYours, Refused with every reason at once
        """
        self.require(act, thing.place, by)
        if version is not None and hasattr(thing, "version") and version != thing.version:
            raise Refused("您打开这一页之后，别人已经改过这一项。请刷新看过最新内容，再重新提交。")
        if reasons := self.refusals(act, thing, by):
            raise Refused(*reasons)
        if thing.pk:
            thing._before = snapshot(thing)  # the log's 'before'
        if self.lines[act].target is not None:
            thing.state = self.lines[act].target
        if hasattr(thing, "version") and thing.pk:
            thing.version += 1
