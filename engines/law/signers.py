"""How many must sign together to raise a matter (联名)."""

from collections.abc import Mapping
from types import MappingProxyType

from .articles import Article, Certainty
from .bodies import Matter, Organ
from .places import PlaceKind

P = PlaceKind
_UPPER = (P.PROVINCE, P.CITY, P.COUNTY)
_IN = {Organ.PRESIDIUM: Organ.CONGRESS, Organ.CHAIRS_MEETING: Organ.STANDING_COMMITTEE}
"""Who decides whether it is taken up → where it was raised."""

JOINT_SIGNERS: Mapping[tuple[Matter, Organ], Mapping[PlaceKind, int]] = MappingProxyType(
    {
        (Matter.INTERPELLATION, Organ.CONGRESS): dict.fromkeys((*_UPPER, P.TOWNSHIP), 10),
        (Matter.INTERPELLATION, Organ.STANDING_COMMITTEE): {P.PROVINCE: 5, P.CITY: 5, P.COUNTY: 3},
        (Matter.PROPOSAL, Organ.CONGRESS): {**dict.fromkeys(_UPPER, 10), P.TOWNSHIP: 5},
        (Matter.PROPOSAL, Organ.STANDING_COMMITTEE): {P.PROVINCE: 5, P.CITY: 5, P.COUNTY: 3},
    }
)
"""(matter, where it is raised) → kind of place → persons."""
SIGNERS_BASES: Mapping[tuple[Matter, Organ], tuple[Article, ...]] = MappingProxyType(
    {
        (Matter.INTERPELLATION, Organ.CONGRESS): (Article("地方组织法", "24", "代表十人以上联名"),),
        (Matter.INTERPELLATION, Organ.STANDING_COMMITTEE): (Article("监督法", "51–54", "省、市五人，县三人以上联名"),),
        (Matter.PROPOSAL, Organ.CONGRESS): (
            Article("地方组织法", "22", "代表十人（乡镇五人）以上联名提出议案", Certainty.KNOWN),
        ),
        (Matter.PROPOSAL, Organ.STANDING_COMMITTEE): (
            Article("地方组织法", "52", "省、市五人，县三人以上联名提出议案", Certainty.KNOWN),
        ),
    }
)
"""The same → its articles."""


def joint_signers(matter: Matter, organ: Organ, place_kind: PlaceKind) -> int:
    """Persons that must sign together; 0: signing together does not raise it there.

    organ: where it is raised, or who decides on it: CONGRESS or PRESIDIUM, STANDING_COMMITTEE or CHAIRS_MEETING
    """
    return JOINT_SIGNERS.get((matter, _IN.get(organ, organ)), {}).get(place_kind, 0)


def signers_bases(matter: Matter, organ: Organ) -> tuple[Article, ...]:
    """The articles that say so; empty where signing together raises nothing."""
    return SIGNERS_BASES.get((matter, _IN.get(organ, organ)), ())
