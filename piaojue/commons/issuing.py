"""Whose a kind of paper is: the house that draws it up, signs it, replaces and withdraws it (docs/domain.md#whose-papers).

Each room names the house of a kind where it declares the kind (`commons.draftable`). Nothing else says who may do what with it.
"""

from dataclasses import dataclass, replace

from engines.papers.numbers import CONGRESS as OF_CONGRESS
from engines.papers.numbers import GOVERNMENT as OF_GOVERNMENT
from engines.papers.numbers import PARTY as OF_PARTY
from piaojue.commons.roles import Role

R = Role
DESK = (R.CONGRESS_CLERK, R.STREET_CLERK, R.SECRETARIAT)
"""Offices that keep the year's papers: they enter what another house has given out."""
REGISTRARS = frozenset({*DESK, R.CONGRESS_CHAIR, R.STREET_CHAIR})


@dataclass(frozen=True, kw_only=True)
class House:
    """Who answers for a kind of paper.

    name:    as sentences call it (政府办公室)
    office:  roles that draw it up and file it, the owner first
    helpers: roles that also write and review, and do not file
    signers: roles that sign and number it, and withdraw it
    sides:   whose 机关代字 its number has (engines.papers.numbers); empty: none of congress, government, Party
    desk:    roles that enter it in the house's stead: they never sign it, and touch nothing that the house itself has made
    of_unit: its roles act for the unit alone that the paper speaks for, except GOV_OFFICE
    """

    name: str
    office: tuple[Role, ...]
    signers: frozenset[Role]
    helpers: frozenset[Role] = frozenset()
    sides: frozenset[str] = frozenset()
    desk: tuple[Role, ...] = DESK
    of_unit: bool = False

    @property
    def writers(self) -> frozenset[Role]:
        """Roles that write and review it."""
        return self.helpers | self.signers | frozenset(self.office)

    @property
    def filers(self) -> frozenset[Role]:
        """Roles that file and replace it."""
        return self.signers | frozenset(self.office)

    @property
    def registrars(self) -> frozenset[Role]:
        """Roles that enter it in the house's stead, with those who head them."""
        return REGISTRARS - self.filers if self.desk else frozenset()

    @property
    def entered_by(self) -> tuple[Role, ...]:
        """Roles that can supply it, the owner first."""
        return tuple(dict.fromkeys((*self.office, *self.desk)))


CHAIRS = frozenset({R.CONGRESS_CHAIR, R.STREET_CHAIR})
CONGRESS = House(
    name="人大机关",
    office=DESK,
    helpers=frozenset({R.COMMITTEE}),
    signers=CHAIRS | {R.SECRETARIAT},
    sides=frozenset({OF_CONGRESS}),
    desk=(),
)
"""常委会, in a township 主席团, in a 街道 its 人大工委."""
SESSION = House(
    name="大会主席团和秘书处",
    office=(R.SECRETARIAT, R.CONGRESS_CLERK),
    signers=frozenset({R.PRESIDIUM, R.CONGRESS_CHAIR, R.SECRETARIAT}),
    sides=frozenset({OF_CONGRESS}),
    desk=(),
)
"""What a session gives out."""
TELLERS = House(
    name="监票计票人员",
    office=(R.CHIEF_TELLER, R.TELLER, R.COUNTER),
    signers=frozenset({R.CHIEF_TELLER}),
    desk=(R.SECRETARIAT, R.CONGRESS_CLERK),
)
GOVERNMENT = House(
    name="政府办公室",
    office=(R.GOV_OFFICE,),
    helpers=frozenset({R.FINANCE, R.LEGAL}),
    signers=frozenset({R.GOV_OFFICE}),
    sides=frozenset({OF_GOVERNMENT}),
)
LEGAL = House(
    name="司法部门",
    office=(R.LEGAL, R.GOV_OFFICE),
    signers=frozenset({R.LEGAL, R.GOV_OFFICE}),
    sides=frozenset({OF_GOVERNMENT}),
)
PARTY = House(
    name="领导小组办公室",
    office=(R.LEADING_GROUP,),
    signers=frozenset({R.LEADING_GROUP}),
    sides=frozenset({OF_PARTY}),
)
UNIT = House(
    name="责任单位",
    office=(R.DEPARTMENT, R.GOV_OFFICE),
    signers=frozenset({R.DEPARTMENT, R.GOV_OFFICE}),
    of_unit=True,
)
"""What the unit concerned gives out in its own name; the kind's line says which unit that is."""
JOINT = House(
    name="人大机关和政府办公室",
    office=(R.GOV_OFFICE, *DESK),
    signers=CHAIRS | {R.GOV_OFFICE, R.SECRETARIAT},
    sides=frozenset({OF_CONGRESS, OF_GOVERNMENT}),
    desk=(),
)
"""What congress and government give out together, or one of them as the place has it."""
JOINT_AT_THE_CONGRESS = replace(JOINT, office=DESK, helpers=frozenset({R.COMMITTEE}))
"""The same, where the congress's office does the writing."""
EVERY_HOUSE = (CONGRESS, SESSION, TELLERS, GOVERNMENT, LEGAL, PARTY, UNIT, JOINT, JOINT_AT_THE_CONGRESS)
WRITERS = frozenset(role for one in EVERY_HOUSE for role in (*one.writers, *one.desk))
"""Who draws up papers of any kind."""
FILERS = frozenset(role for one in EVERY_HOUSE for role in (*one.filers, *one.desk))
SIGNERS = frozenset(role for one in EVERY_HOUSE for role in one.signers)
SIDES_OF: dict[Role, frozenset[str]] = {
    **dict.fromkeys(REGISTRARS | SESSION.signers, CONGRESS.sides),
    R.GOV_OFFICE: GOVERNMENT.sides,
    R.LEADING_GROUP: PARTY.sides,
}
"""Whose 机关代字 stand on what a role gives out in its own name; the others have their unit's."""
