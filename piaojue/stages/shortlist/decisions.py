"""What bodies decide about dossiers: cleared, proposed, reviewed and so made candidates (docs/domain.md#candidates).

A dossier that came further before decisions were kept stays where it is. It waits for its decision, and nothing else follows then.
"""

from collections.abc import Iterable

from engines.law import Matter
from piaojue.commons.decidable import decidable
from piaojue.commons.decisions.models import Decision
from piaojue.commons.decisions.queries import undecided
from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage
from piaojue.stages.shortlist import actions
from piaojue.stages.shortlist.models import Dossier
from piaojue.stages.shortlist.models import DossierState as S
from piaojue.stages.shortlist.moves import PREPARING, was_proposed

BEHIND = {
    Matter.CLEARANCE: (S.CLEARED, S.PROPOSED, S.REVIEWED, S.CANDIDATE),
    Matter.PROPOSAL: (S.PROPOSED, S.REVIEWED, S.CANDIDATE),
    Matter.CANDIDATES: (S.CANDIDATE,),
}
"""States that only this decision leads to, or one after it."""


def _waiting(year: Year, matter: Matter, *states: str) -> list[Dossier]:
    """Those before this decision, and those that are behind it without one."""
    if year.stage not in PREPARING:
        return []
    rows = Dossier.objects.filter(year=year, state__in=[*states, *BEHIND[matter]]).select_related(
        "place", "year__place"
    )
    rows = rows.order_by("no", "pk")
    return [row for row in undecided(matter, rows) if row.state in BEHIND[matter]] + [
        row for row in rows if row.state in states
    ]


def to_clear(place: Place, year: Year) -> Iterable[Dossier]:
    return _waiting(year, Matter.CLEARANCE, S.APPRAISED)


def to_propose(place: Place, year: Year) -> Iterable[Dossier]:
    return _waiting(year, Matter.PROPOSAL, S.CLEARED)


def to_review(place: Place, year: Year) -> Iterable[Dossier]:
    if year.stage != Stage.NOMINATING:
        return []
    rows = _waiting(year, Matter.CANDIDATES, S.CLEARED, S.PROPOSED, S.REVIEWED)
    return [row for row in rows if row.state != S.CLEARED or was_proposed(row) is None]


def cleared(dossier: Dossier, decision: Decision, by: Seat) -> None:
    if dossier.state == S.APPRAISED:
        actions.clear(dossier=dossier, decision=decision, by=by)


def proposed(dossier: Dossier, decision: Decision, by: Seat) -> None:
    if dossier.state == S.CLEARED:
        actions.propose(dossier=dossier, decision=decision, by=by)


def reviewed(dossier: Dossier, decision: Decision, by: Seat) -> None:
    """A reviewed dossier is an official candidate; nobody has to say so again."""
    if dossier.state == S.CANDIDATE:
        return
    if dossier.state != S.REVIEWED:
        dossier = actions.review(dossier=dossier, decision=decision, by=by)
    actions.nominate(dossier=dossier, decision=decision, by=by)


decidable(Matter.CLEARANCE, Dossier, waiting=to_clear, carry_out=cleared)
decidable(Matter.PROPOSAL, Dossier, waiting=to_propose, carry_out=proposed)
decidable(Matter.CANDIDATES, Dossier, waiting=to_review, carry_out=reviewed)
