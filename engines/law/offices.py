"""Which offices one person cannot hold together, and which one office asks for (docs/domain.md#separate-sides, #tellers)."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from .articles import Article, Certainty, grounds


class Office(StrEnum):
    """What a person is, as far as it matters for the others."""

    DEPUTY = "deputy"
    STANDING_MEMBER = "standing_member"
    TOWN_CHAIR = "town_chair"
    STREET_MEMBER = "street_member"
    PRESIDIUM_MEMBER = "presidium_member"
    TELLER = "teller"
    COUNTER = "counter"
    GOVERNMENT = "government"
    SUPERVISION = "supervision"
    COURT = "court"
    PROCURATORATE = "procuratorate"
    RESPONSIBLE = "responsible"
    CREDENTIALS = "credentials"
    KEYHOLDER = "keyholder"

    @property
    def label(self) -> str:
        """What it is called."""
        return _LABELS[self]


_LABELS = {
    Office.DEPUTY: "本级人大代表",
    Office.STANDING_MEMBER: "人大常委会组成人员",
    Office.TOWN_CHAIR: "乡镇人大主席、副主席",
    Office.STREET_MEMBER: "街道人大工委委员",
    Office.PRESIDIUM_MEMBER: "主席团成员",
    Office.TELLER: "总监票人、监票人",
    Office.COUNTER: "计票人",
    Office.GOVERNMENT: "国家行政机关的职务",
    Office.SUPERVISION: "监察机关的职务",
    Office.COURT: "审判机关的职务",
    Office.PROCURATORATE: "检察机关的职务",
    Office.RESPONSIBLE: "候选项目责任单位的人员",
    Office.CREDENTIALS: "发放投票凭证的人员",
    Office.KEYHOLDER: "持有票箱钥匙的人员",
}


@dataclass(frozen=True)
class Incompatible:
    """Two offices that one person cannot hold at the same time.

    sources:   the articles; empty: a promise of this system
    parameter: a name of LOCAL_PARAMETERS: only where a local rule says so
    """

    one: Office
    other: Office
    sources: tuple[Article, ...] = ()
    parameter: str = ""

    def __str__(self) -> str:
        return f"{self.one.label}不得兼任{self.other.label}{_because(self.sources)}"


@dataclass(frozen=True)
class Required:
    """An office that only somebody with another one may hold."""

    office: Office
    needs: Office
    sources: tuple[Article, ...] = ()

    def __str__(self) -> str:
        return f"{self.office.label}须是{self.needs.label}{_because(self.sources)}"


def _because(sources: tuple[Article, ...]) -> str:
    return f"（{grounds(sources)}）" if sources else ""


_STATE = (Office.GOVERNMENT, Office.SUPERVISION, Office.COURT, Office.PROCURATORATE)
_COMMITTEE = (Article("地方组织法", "47", "常委会组成人员不得担任行政、监察、审判、检察机关的职务"),)
_CHAIR = (Article("地方组织法", "18", "主席、副主席任职期间不得担任国家行政机关的职务"),)
_STREET = (Article("重庆街道条例", "", "街道人大工委委员不得担任行政、审判、检察机关的职务"),)
_TELLERS = (Article("选举法", "43", "候选人的近亲属不得担任监票人、计票人", Certainty.KNOWN, by_analogy=True),)

INCOMPATIBLE: tuple[Incompatible, ...] = (
    *(Incompatible(Office.STANDING_MEMBER, other, _COMMITTEE) for other in _STATE),
    Incompatible(Office.TOWN_CHAIR, Office.GOVERNMENT, _CHAIR),
    *(
        Incompatible(Office.STREET_MEMBER, o, _STREET, "street_office_apart")
        for o in (Office.GOVERNMENT, Office.COURT, Office.PROCURATORATE)
    ),
    Incompatible(Office.TELLER, Office.RESPONSIBLE, _TELLERS),
    Incompatible(Office.TELLER, Office.COUNTER),
    Incompatible(Office.CREDENTIALS, Office.KEYHOLDER),
)
REQUIRED: tuple[Required, ...] = (
    Required(Office.TELLER, Office.DEPUTY, _TELLERS),
    Required(Office.PRESIDIUM_MEMBER, Office.DEPUTY, (Article("地方组织法", "17", "", Certainty.KNOWN),)),
    Required(Office.STANDING_MEMBER, Office.DEPUTY, (Article("地方组织法", "47", "在代表中选举"),)),
)


def incompatible(offices: Collection[str]) -> list[Incompatible]:
    """What one person with these offices holds against the law. offices: values of `Office`; others are nobody's business."""
    return [pair for pair in INCOMPATIBLE if pair.one in offices and pair.other in offices]


def unmet(offices: Collection[str]) -> list[Required]:
    """What the person would have to be besides."""
    return [need for need in REQUIRED if need.office in offices and need.needs not in offices]
