"""关口: what each gate still lacks. Papers and signatures are judged here; rooms add their own demands.

A room writes in its gates.py:

    @demands("close_grouping")
    def every_suggestion_has_a_place(year):
        return [Lack("还有 3 条建议未归并", Supply("归并建议", url, roles, number=3))] or []

今天要办 shows the same lines to those who can supply them (`years/todo.py`).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from engines.law import Matter, competence
from piaojue.commons.draftable import document_for
from piaojue.commons.moves import bodies_for
from piaojue.commons.people.holds import stay
from piaojue.commons.places.models import Place
from piaojue.commons.roles import Role, word_for
from piaojue.commons.todo import Lack, Supply
from piaojue.commons.words import said
from piaojue.commons.years.binding import bound_now, changes_since
from piaojue.commons.years.content import NEEDED, is_from_outside, shortfalls
from piaojue.commons.years.models import Paper, PaperKind, Signature, Year
from piaojue.commons.years.road import ROADS, Gate, Stage, next_gate
from piaojue.commons.years.writers import writers_of

Demand = Callable[[Year], list[Lack]]
ROOM_DEMANDS: dict[str, list[Demand]] = {}
Keeper = Callable[[Year], str | None]
KEEPERS: dict[str, list[Keeper]] = {}

Decided = Callable[[Year, Matter], Any]
DECIDED: list[Decided] = []
"""Who knows the decision by which a body passed a matter in a year (`commons.decisions`): this floor keeps none."""
Entering = Callable[[Year, Matter], Supply]
ENTERING: list[Entering] = []
"""Who knows which office enters a decision, and where (`commons.decisions`)."""
Drawing = Callable[[Year], Supply | None]
DRAWN: dict[str, Drawing] = {}
"""Kind of paper → how the system comes to have it by itself; None: it is filed by hand after all."""


def demands(*gates: str) -> Callable[[Demand], Demand]:
    """Register a room's demand for one or several gates. It returns sentences in the reader's language; none: satisfied."""

    def register(demand: Demand) -> Demand:
        for gate in gates:
            ROOM_DEMANDS.setdefault(gate, []).append(demand)
        return demand

    return register


def draws(kind: str) -> Callable[[Drawing], Drawing]:
    """Register from which act a paper of this kind comes."""

    def register(drawing: Drawing) -> Drawing:
        DRAWN[kind] = drawing
        return drawing

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
    """What one gate lacks. Empty lists: it is satisfied in that respect.

    papers, signatures: titles of papers and words of roles; work, decisions: sentences
    """

    papers: list[Lack]
    signatures: list[Lack]
    work: list[Lack]
    decisions: list[Lack] = field(default_factory=list)

    @property
    def all(self) -> list[Lack]:
        """Every line, as the gate's page and the work list count them."""
        return (
            [Lack(_("缺文书：%(paper)s") % {"paper": said(title)}, title.supply) for title in self.papers]
            + [Lack(_("缺签署：%(role)s") % {"role": said(role)}, role.supply) for role in self.signatures]
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


def _undecided(year: Year, matter: Matter) -> Lack:
    words = {"matter": said(str(matter.label)), "body": said(bodies_for(matter, year.place.kind))}
    supply = next((entering(year, matter) for entering in ENTERING), None)
    return Lack(_("缺会议决定：%(matter)s（%(body)s）") % words, supply)


def missing(year: Year, gate: Gate | None = None) -> Missing:
    """What `gate` (default: the next one) of this year still lacks."""
    gate = gate or next_gate(year.road, year.stage)
    if gate is None:
        return Missing([], [], [Lack(_("这一年度已经归档，没有下一个关口"))])
    kinds = {*gate.papers, *NEEDED}
    filed = {paper.kind: paper for paper in Paper.objects.filter(year=year, kind__in=kinds).order_by("at", "pk")}
    papers = [Lack(str(PaperKind(kind).label), filing(year, kind)) for kind in gate.papers if kind not in filed]
    decisions = [_undecided(year, matter) for matter in matters_of(gate, year) if not is_decided(year, matter)]
    incomplete = [Lack(line, _completing(paper)) for paper in filed.values() for line in shortfalls(paper)]
    work = incomplete + [line for demand in ROOM_DEMANDS.get(gate.key, []) for line in demand(year)]
    first = len(papers) + len(decisions) + len(work)
    return Missing(papers, _unsigned(year, gate, first), work, decisions)


def _unsigned(year: Year, gate: Gate, first: int) -> list[Lack]:
    """Roles that have not signed. first: how many other things have to be there before anybody should."""
    after = _("其余 %(n)s 项齐备") % {"n": first} if first else ""
    url, words = f"{year.page('year_road')}#next", {"gate": year.term(gate.label)}
    labels = {
        role: _("签署关口“%(gate)s”（%(role)s）") % {**words, "role": word_for(role, year.place)}
        for role in gate.signers
    }
    return [
        Lack(who, Supply(labels[role], url, (role,), after=after, act="years.sign_gate"))
        for role, who in signatures_wanted(year, gate).items()
    ]


def signatures_wanted(year: Year, gate: Gate) -> dict[Role, str]:
    """Roles that have to sign, or to sign again because what they signed has changed: the role in words, with what changed."""
    signed = {row.role: row for row in Signature.objects.filter(year=year, gate=gate.key)}
    now = bound(year, gate) if signed else {}
    wanted = {}
    for role in gate.signers:
        who, changed = word_for(role, year.place), changes_since(signed[role], now) if role in signed else []
        if changed:
            wanted[role] = _("%(role)s（签署以后%(changes)s）") % {"role": who, "changes": _("；").join(changed)}
        elif role not in signed:
            wanted[role] = who
    return wanted


def bound(year: Year, gate: Gate) -> dict[str, str]:
    """What a signature under this gate binds now: what it is called → its fingerprint."""
    return bound_now(year, gate, {str(matter.label): decision_on(year, matter) for matter in matters_of(gate, year)})


def _completing(paper: Paper) -> Supply:
    """A paper that says too little is put right, or filed anew."""
    label = _("补全%(paper)s") % {"paper": said(str(PaperKind(paper.kind).label))}
    return Supply(label, paper.get_absolute_url(), writers_of(paper.kind, paper.year), act="corrections.correct")


def filing(year: Year, kind: str) -> Supply:
    """From which act the paper comes; else where its writer files it (`by_hand`)."""
    drawing = DRAWN.get(kind)
    return (drawing(year) if drawing else None) or by_hand(year, kind)


def by_hand(year: Year, kind: str, after: str = "") -> Supply:
    """Where its writer files it: what the system has drawn up, or the form of this kind. after: what has to be there first.

    A paper of another house comes with its file, number and conclusion: the form asks for these.
    """
    label = _("登记%(paper)s") % {"paper": said(year.term(str(PaperKind(kind).label)))}
    line = None if is_from_outside(kind) else document_for(kind, year)
    url = year.page("document", line.code) if line else f"{year.page('file_paper')}?kind={kind}"
    return Supply(label, url, writers_of(kind, year), after=after, act="years.file_paper")


@stay
def a_year_goes_on(place: Place) -> str | None:
    """What was voted on is carried out where it was voted on; whoever takes over is appointed there until then."""
    year = Year.objects.filter(place=place).exclude(stage=Stage.ARCHIVED).first()
    return f"{year}还没有归档：先办完、归档；承接的人先任命到这里的席位上接着办" if year else None
