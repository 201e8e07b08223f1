"""What may happen, as tables. Each room declares its acts; buttons, refusals, log, policy page and tests read the same lines.

A line is one of four:

    move    an act of somebody: who, how far, from which state, in which stages, on what basis, what may refuse it
    resolution  an act that only a body's decision can run (docs/domain.md#decisions): it has no roles and no button
    view    reading: who, how far
    effect  what an act does to a further thing, or what the clock does; it has its own entry in the log and no roles

`Moves.refusals` and `Moves.entitled` judge; `piaojue.commons.acting` is the frame that runs an act.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from engines.law import Matter, PlaceKind, competence
from piaojue.commons.basis import Basis
from piaojue.commons.refused import NotYours
from piaojue.commons.refused import Refused as Refused  # every action raises it, and finds it here
from piaojue.commons.roles import Role
from piaojue.commons.words import ENGLISH, said

if TYPE_CHECKING:
    from piaojue.commons.people.models import Seat

REGISTRY: dict[str, "Moves"] = {}
"""Room → its table, in the order of the road."""

Check = Callable[[Any], str | None]
"""thing → why the act cannot happen now, as a Chinese sentence that says what to do; None: it can."""
SeatCheck = Callable[[Any, "Seat"], str | None]
"""(thing, seat) → why this seat cannot do it now, or None."""


class Reach(StrEnum):
    OWN = "own"  # things of the seat's own place
    BELOW = "below"  # own place and every place below it
    UP = "up"  # own place and the places it lies in (a resident of a community acts in its district and city)
    ALL = "all"  # any place


REACH_NAMES = {Reach.OWN: "本级", Reach.BELOW: "本级及下级", Reach.UP: "本级及上级", Reach.ALL: "不限地区"}


class Kind(Enum):
    MOVE = "move"
    RESOLUTION = "resolution"
    VIEW = "view"
    EFFECT = "effect"


@dataclass(frozen=True)
class Move:
    """One line: everything the system says and asks about one act.

    code:        a verb, unique in its room; `name` (room.code) is what the log keeps
    label:       the word on its button, in refusals and on the policy page (Chinese)
    english:     the same for readers of English
    logged:      what the log says happened; empty: the label. None: the log keeps nothing (private notes, receipts)
    source:      states it starts from; empty: any.  target: the state it leads to; None: the state stays
    stages:      stages of the year it belongs to; empty: any
    whose:       (thing, seat) → whether the thing is this seat's; where it is not, it does not exist for the seat
    checks:      what may refuse it, whoever asks.  seat_checks: what may refuse it to this seat
    basis:       why, as values
    matter:      what a body decides by it; only resolutions have one
    nameless:    the log says 访客 whoever did it: who answered a survey is nobody's business
    by_clock:    an effect that happens by time: the log names 系统, not 访客
    """

    code: str
    label: str
    kind: Kind = Kind.MOVE
    roles: frozenset[Role] = frozenset()
    english: str = ""
    logged: str | None = ""
    source: frozenset[str] = frozenset()
    target: str | None = None
    stages: frozenset[str] = frozenset()
    reach: Reach = Reach.OWN
    whose: Callable[[Any, "Seat | None"], bool] | None = None
    checks: tuple[Check, ...] = ()
    seat_checks: tuple[SeatCheck, ...] = ()
    basis: tuple[Basis, ...] = ()
    matter: Matter | None = None
    nameless: bool = False
    by_clock: bool = False
    room: str = field(default="", compare=False)

    @property
    def name(self) -> str:
        """What the log keeps: `vote.freeze_poll`."""
        return f"{self.room}.{self.code}"

    @property
    def reading(self) -> bool:
        return self.kind is Kind.VIEW

    @property
    def of_a_body(self) -> bool:
        return self.kind is Kind.RESOLUTION

    @property
    def deciders(self) -> dict[str, str]:
        """Where → which body decides, in Chinese; of a resolution only."""
        if self.matter is None:
            return {}
        found = {words: bodies_for(self.matter, kind) for kind, words in USUAL_PLACES.items()}
        return {words: bodies for words, bodies in found.items() if bodies}

    @property
    def reach_name(self) -> str:
        return REACH_NAMES[self.reach]

    @property
    def words(self) -> str:
        """What the log says happened."""
        return self.logged or self.label

    @property
    def basis_text(self) -> str:
        """All of its reasons in one line of Chinese."""
        return "；".join(map(str, self.basis))


def _bases(basis: Basis | Iterable[Basis]) -> tuple[Basis, ...]:
    return (basis,) if isinstance(basis, Basis) else tuple(basis)


def move(
    code: str,
    label: str,
    roles: Iterable[Role],
    *,
    source: Iterable[str] = (),
    stages: Iterable[str] = (),
    checks: Iterable[Check] = (),
    seat_checks: Iterable[SeatCheck] = (),
    basis: Basis | Iterable[Basis] = (),
    **more: Any,
) -> Move:
    """An act of somebody. `more`: english, logged, target, reach, whose (see Move)."""
    return Move(
        code,
        label,
        roles=frozenset(roles),
        source=frozenset(source),
        stages=frozenset(stages),
        checks=tuple(checks),
        seat_checks=tuple(seat_checks),
        basis=_bases(basis),
        **more,
    )


def resolution(
    code: str,
    label: str,
    *,
    matter: Matter,
    source: Iterable[str] = (),
    stages: Iterable[str] = (),
    checks: Iterable[Check] = (),
    basis: Basis | Iterable[Basis] = (),
    **more: Any,
) -> Move:
    """An act that follows from a body's decision and from nothing else. `more`: english, logged, target (see Move)."""
    return Move(
        code,
        label,
        Kind.RESOLUTION,
        source=frozenset(source),
        stages=frozenset(stages),
        checks=tuple(checks),
        basis=_bases(basis),
        matter=matter,
        **more,
    )


USUAL_PLACES = {PlaceKind.COUNTY: "县级以上", PlaceKind.TOWNSHIP: "乡镇", PlaceKind.SUBDISTRICT: "街道"}
"""The kinds of places that go a road, as the policy page names them."""


def bodies_for(matter: Matter, kind: PlaceKind) -> str:
    """Which bodies decide a matter in such a place: 人大常委会; empty: none there can."""
    return "或".join(dict.fromkeys(one.organ.called_in(kind) for one in competence(matter, kind)))


def view(code: str, label: str, roles: Iterable[Role], *, basis: Basis | Iterable[Basis] = (), **more: Any) -> Move:
    """Reading. `more`: english, reach (see Move)."""
    return Move(code, label, Kind.VIEW, frozenset(roles), basis=_bases(basis), **more)


def effect(code: str, label: str, *, english: str = "", nameless: bool = False, by_clock: bool = False) -> Move:
    """What another act, or the clock, does to a thing; for the log alone."""
    return Move(code, label, Kind.EFFECT, english=english, nameless=nameless, by_clock=by_clock)


def role_of(by: "Seat | None") -> Role:
    return Role(by.role) if by else Role.VISITOR


def within(reach: Reach, by: "Seat | None", place: Any) -> bool:
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


def place_of(thing: Any) -> Any:
    """The place a thing belongs to; a Place is its own."""
    return thing if hasattr(thing, "parent_id") and hasattr(thing, "code") else thing.place


def entitled(line: Move, place: Any, by: "Seat | None") -> bool:
    """Whether role and reach allow the act at all, whatever the state of things."""
    return role_of(by) in line.roles and within(line.reach, by, place)


def owns(line: Move, thing: Any, by: "Seat | None") -> bool:
    """Whether role and reach allow it and the thing is this seat's."""
    return entitled(line, place_of(thing), by) and (line.whose is None or line.whose(thing, by))


def refusals(line: Move, thing: Any, by: "Seat | None") -> list[str]:
    """Every reason why the act cannot happen now; empty: it can. Role, reach and whose it is are not judged here."""
    reasons = [
        reason for reason in (_voided(line, thing), _wrong_state(line, thing), _wrong_stage(line, thing)) if reason
    ]
    if not reasons:
        reasons = [reason for check in line.checks if (reason := check(thing))]
        if by is not None:
            reasons += [reason for seat_check in line.seat_checks if (reason := seat_check(thing, by))]
    return reasons


def untimely(line: Move, thing: Any) -> str | None:
    """Why the act cannot happen to a thing in this state, in this stage of its year; None: it can, or its states are another thing's."""
    reason = _voided(line, thing)
    if not reason and hasattr(thing, "state"):
        states = {state for state, _label in thing._meta.get_field("state").choices or ()}
        reason = _wrong_state(line, thing) if line.source <= states else None
    return reason or _wrong_stage(line, thing)


def _voided(line: Move, thing: Any) -> str | None:
    """Nothing happens any more in a year that was voided (docs/domain.md#void-years)."""
    year = year_of(thing)
    if line.kind not in (Kind.MOVE, Kind.RESOLUTION) or not getattr(year, "is_voided", False):
        return None
    return _("%(year)s，不能再办理") % {"year": year}


def _wrong_state(line: Move, thing: Any) -> str | None:
    if not line.source or thing.state in line.source:
        return None
    names = dict(thing._meta.get_field("state").choices)
    allowed = "、".join(said(names.get(state, state)) for state in sorted(line.source))
    words = {"now": said(thing.get_state_display()), "allowed": allowed, "act": said(line.label)}
    return _("现在是“%(now)s”，只有“%(allowed)s”时才能%(act)s") % words


def _wrong_stage(line: Move, thing: Any) -> str | None:
    year = year_of(thing)
    if not line.stages or year is None or year.stage in line.stages:
        return None
    words = {"year": year, "stage": said(year.get_stage_display()), "act": said(line.label)}
    return _("%(year)s正处于“%(stage)s”，现在不能%(act)s") % words


class Moves(Mapping[str, Move]):
    """A room's table: MOVES["freeze_poll"] is its line. Registers itself for the policy page under the room's name."""

    def __init__(self, room: str, title: str, *lines: Move) -> None:
        self.room, self.title = room, title
        self.lines = {line.code: replace(line, room=room) for line in lines}
        if len(self.lines) != len(lines):
            raise ValueError(f"{room}: an act is declared twice")
        REGISTRY[room] = self
        ENGLISH.update({line.label: line.english for line in lines if line.english})

    def __getitem__(self, code: str) -> Move:
        return self.lines[code]

    def __iter__(self) -> Any:
        return iter(self.lines)

    def __len__(self) -> int:
        return len(self.lines)

    def __hash__(self) -> int:
        return hash(self.room)

    def entitled(self, code: str, place: Any, by: "Seat | None") -> bool:
        """Whether role and reach allow the act at all, whatever the state of things."""
        return entitled(self.lines[code], place, by)

    def refusals(self, code: str, thing: Any, by: "Seat | None") -> list[str]:
        """Every reason why the act cannot happen now; empty: it can."""
        return refusals(self.lines[code], thing, by)

    def may(self, code: str, thing: Any, by: "Seat | None") -> bool:
        """For buttons: entitled, one's own, and not refused."""
        return owns(self.lines[code], thing, by) and not self.refusals(code, thing, by)

    def require(self, code: str, place: Any, by: "Seat | None") -> None:
        """Guard of reading. Raises NotYours. An act is guarded by its frame (`acting`), not by this."""
        if not self.entitled(code, place, by):
            raise NotYours(code)


def declared(name: str) -> Move | None:
    """The line that the log's `room.code` names; None for what no room declares any more."""
    room, _dot, code = name.partition(".")
    table = REGISTRY.get(room)
    return table.lines.get(code) if table else None
