"""关口: what each gate still lacks. Papers and signatures are judged here; rooms add their own demands.

A room writes in its gates.py:

    @demands("close_grouping")
    def every_suggestion_has_a_place(year): return ["还有 3 条建议未归并"] or []
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from engines.law import Matter, competence
from piaojue.commons.moves import bodies_for
from piaojue.commons.roles import word_for
from piaojue.commons.words import said
from piaojue.commons.years.models import Paper, PaperKind, Signature, Year
from piaojue.commons.years.road import ROADS, Gate, next_gate

Demand = Callable[[Year], list[str]]
ROOM_DEMANDS: dict[str, list[Demand]] = {}
Keeper = Callable[[Year], str | None]
KEEPERS: dict[str, list[Keeper]] = {}

Decided = Callable[[Year, Matter], Any]
DECIDED: list[Decided] = []
"""Who knows the decision by which a body passed a matter in a year (`commons.decisions`): this floor keeps none."""


def demands(*gates: str) -> Callable[[Demand], Demand]:
    """Register a room's demand for one or several gates. It returns sentences in the reader's language; none: satisfied."""

    def register(demand: Demand) -> Demand:
        for gate in gates:
            ROOM_DEMANDS.setdefault(gate, []).append(demand)
        return demand

    return register


def keeps(*gates: str) -> Callable[[Keeper], Keeper]:
    """Register why a room will not have one of these gates reopened: a sentence; None: it may be."""

    def register(keeper: Keeper) -> Keeper:
        for gate in gates:
            KEEPERS.setdefault(gate, []).append(keeper)
        return keeper

    return register


def last_passed(year: Year) -> Gate | None:
    """The gate through which the year came where it stands; None at the beginning of the road."""
    return next((gate for gate in ROADS[year.road] if gate.target == year.stage), None)


def not_reopened(year: Year) -> list[str]:
    """Why the gate behind the year stays shut; empty: its signers can reopen it."""
    gate = last_passed(year)
    if gate is None:
        return ["还没有通过关口，没有可以退回的"]
    return [why for why in (keeper(year) for keeper in KEEPERS.get(gate.key, [])) if why]


@dataclass(frozen=True)
class Missing:
    """What one gate lacks. Empty lists: it is satisfied in that respect."""

    papers: list[str]
    signatures: list[str]
    work: list[str]
    decisions: list[str] = field(default_factory=list)

    @property
    def all(self) -> list[str]:
        return (
            [_("缺文书：%(paper)s") % {"paper": said(title)} for title in self.papers]
            + [_("缺签署：%(role)s") % {"role": said(role)} for role in self.signatures]
            + list(self.decisions)
            + list(self.work)
        )


def matters_of(gate: Gate, year: Year) -> list[Matter]:
    """What has to be passed before this gate, where this place has a body that can."""
    return [matter for matter in gate.matters if competence(matter, year.place.kind)]


def is_decided(year: Year, matter: Matter) -> bool:
    """Whether a body has passed the matter in this year."""
    return decision_on(year, matter) is not None


def decision_on(year: Year, matter: Matter) -> Any:
    """The decision by which a body passed it; None: there is none."""
    return next((found for found in (ask(year, matter) for ask in DECIDED) if found), None)


def _undecided(year: Year, matter: Matter) -> str:
    words = {"matter": said(str(matter.label)), "body": said(bodies_for(matter, year.place.kind))}
    return _("缺会议决定：%(matter)s（%(body)s）") % words


def missing(year: Year, gate: Gate | None = None) -> Missing:
    """What `gate` (default: the next one) of this year still lacks."""
    gate = gate or next_gate(year.road, year.stage)
    if gate is None:
        return Missing([], [], [_("这一年度已经归档，没有下一个关口")])
    filed = set(Paper.objects.filter(year=year, kind__in=gate.papers).values_list("kind", flat=True))
    signed = set(Signature.objects.filter(year=year, gate=gate.key).values_list("role", flat=True))
    return Missing(
        papers=[str(PaperKind(kind).label) for kind in gate.papers if kind not in filed],
        signatures=[word_for(role, year.place) for role in gate.signers if role not in signed],
        decisions=[_undecided(year, matter) for matter in matters_of(gate, year) if not is_decided(year, matter)],
        work=[line for demand in ROOM_DEMANDS.get(gate.key, []) for line in demand(year)],
    )
