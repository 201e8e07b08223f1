"""Who writes a paper of the year: the house of its kind, or the desk in its stead (piaojue.commons.issuing)."""

from piaojue.commons.draftable import document_for
from piaojue.commons.issuing import CONGRESS, GOVERNMENT, LEGAL, PARTY, SESSION, TELLERS, House
from piaojue.commons.roles import Role
from piaojue.commons.years.models import PaperKind, Year

NOT_DRAWN_UP: dict[str, House] = {
    PaperKind.PARTY_MINUTES: PARTY,
    PaperKind.LEGALITY_OPINION: LEGAL,
    PaperKind.COMMENT_REPORT: GOVERNMENT,
    PaperKind.VOTE_RULES: SESSION,
    PaperKind.COUNT_CERTIFICATE: TELLERS,
}
"""Kind → its house, where this road has no line that draws such papers up."""
ENTERED_BY_THE_DESK = frozenset({PaperKind.COUNT_CERTIFICATE})
"""Comes from an act of its house: nobody of the house enters it by hand."""


def house_of_kind(kind: str, year: Year) -> House:
    """The house that gives such papers out in a year like this one."""
    line = document_for(kind, year)
    return line.house if line else NOT_DRAWN_UP.get(kind, CONGRESS)


def writers_of(kind: str, year: Year) -> tuple[Role, ...]:
    """Roles that file it, the owner first."""
    house = house_of_kind(kind, year)
    return house.desk if kind in ENTERED_BY_THE_DESK else house.entered_by


def may_write(kind: str, year: Year, role: str) -> bool:
    """Whether somebody in this role may file such a paper; further material (其他材料) everybody who files papers."""
    house = house_of_kind(kind, year)
    return kind == PaperKind.OTHER or role in house.writers or role in house.registrars
