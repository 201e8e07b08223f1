"""Whose conclusion is whose (docs/domain.md#appraisal)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.words import said
from piaojue.stages.shortlist.criteria import APPRAISALS
from piaojue.stages.shortlist.models import Dossier

OWN: dict[str, Role] = {"finance": Role.FINANCE, "legality": Role.LEGAL}
"""Key of APPRAISALS → the office whose own conclusion it is. Until it has spoken, who draws up the dossier can enter it."""


def writable_by(seat: Seat) -> tuple[str, ...]:
    """Keys of APPRAISALS that this seat may write: an office its own, who draws up dossiers all."""
    if seat.role in OWN.values():
        return tuple(key for key, role in OWN.items() if role == seat.role)
    return tuple(APPRAISALS)


def not_yours(dossier: Dossier, keys: Iterable[str], seat: Seat) -> list[str]:
    """Why this seat cannot write some of these conclusions, as sentences; none: it can."""
    mine, problems = writable_by(seat), []
    for key in keys:
        before = dossier.concluded.get(key)
        words = {"what": said(APPRAISALS[key]), "who": before.by if before else ""}
        if key not in mine:
            problems.append(_("“%(what)s”由别的单位写结论") % words)
        elif before and before.role == OWN.get(key) and seat.role != before.role:
            problems.append(_("“%(what)s”的结论是%(who)s写的，由它改") % words)
    return problems


def lacking(dossier: Dossier) -> dict[str, list[str]]:
    """Role that is to write them → keys that have no conclusion yet; empty role: who draws up the dossier."""
    found: dict[str, list[str]] = {}
    for key in APPRAISALS:
        if not (dossier.appraisal or {}).get(key):
            found.setdefault(OWN.get(key, ""), []).append(key)
    return found
