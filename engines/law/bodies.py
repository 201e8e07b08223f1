"""Organs that decide, and the matters that they decide on."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from .places import PlaceKind


class Organ(StrEnum):
    """Who decides."""

    CONGRESS = "congress"
    STANDING_COMMITTEE = "standing_committee"
    CHAIRS_MEETING = "chairs_meeting"
    PRESIDIUM = "presidium"
    STREET_COMMITTEE = "street_committee"
    GOVERNMENT = "government"
    PARTY_GROUP = "party_group"
    COUNCIL = "council"

    @property
    def label(self) -> str:
        """What it is called."""
        return ORGANS[self]

    def called_in(self, kind: PlaceKind) -> str:
        """What it is called in such a place: a 街道 has a Party working committee."""
        return "街道党工委" if self is Organ.PARTY_GROUP and kind is PlaceKind.SUBDISTRICT else self.label

    def exists_in(self, kind: PlaceKind) -> bool:
        """Whether a place of this kind has such an organ."""
        if self in (Organ.CONGRESS, Organ.PRESIDIUM):
            return kind.has_congress
        if self in (Organ.STANDING_COMMITTEE, Organ.CHAIRS_MEETING):
            return kind.has_standing_committee
        if self in (Organ.STREET_COMMITTEE, Organ.COUNCIL):
            return kind is PlaceKind.SUBDISTRICT
        return kind.has_congress or kind is PlaceKind.SUBDISTRICT


ORGANS: Mapping[Organ, str] = MappingProxyType(
    {
        Organ.CONGRESS: "人民代表大会",
        Organ.STANDING_COMMITTEE: "人大常委会",
        Organ.CHAIRS_MEETING: "主任会议",
        Organ.PRESIDIUM: "主席团",
        Organ.STREET_COMMITTEE: "街道人大工委",
        Organ.GOVERNMENT: "政府",
        Organ.PARTY_GROUP: "党委（领导小组）",
        Organ.COUNCIL: "议事会",
    }
)


class Matter(StrEnum):
    """What is decided."""

    ANNUAL_PLAN = "annual_plan"
    CLEARANCE = "clearance"
    PROPOSAL = "proposal"
    CANDIDATES = "candidates"
    SESSION_ORGANS = "session_organs"
    AGENDA = "agenda"
    VOTE_RULES = "vote_rules"
    TELLERS = "tellers"
    RESULT = "result"
    RECOMMENDATION = "recommendation"
    TIE = "tie"
    CHANGE = "change"
    TERMINATION = "termination"
    BUDGET = "budget"
    INTERPELLATION = "interpellation"
    SPECIAL_INQUIRY = "special_inquiry"
    INSPECTION = "inspection"
    SPECIAL_REPORT = "special_report"
    OPINION = "opinion"
    EVALUATION_RULES = "evaluation_rules"
    LAMP_RULES = "lamp_rules"
    WATCH_RULES = "watch_rules"

    @property
    def label(self) -> str:
        """What it is called."""
        return MATTERS[self]


MATTERS: Mapping[Matter, str] = MappingProxyType(
    {
        Matter.ANNUAL_PLAN: "通过年度计划",
        Matter.CLEARANCE: "党委审定候选建议",
        Matter.PROPOSAL: "政府集体讨论并提请（议案）",
        Matter.CANDIDATES: "审议候选项目",
        Matter.SESSION_ORGANS: "选举主席团和秘书长",
        Matter.AGENDA: "通过会议议程",
        Matter.VOTE_RULES: "通过票决办法",
        Matter.TELLERS: "通过总监票人、监票人",
        Matter.RESULT: "确认票决结果",
        Matter.RECOMMENDATION: "确认推荐结果",
        Matter.TIE: "票数相等或不足时的决定",
        Matter.CHANGE: "实质变更",
        Matter.TERMINATION: "终止（替换）项目",
        Matter.BUDGET: "预算调整",
        Matter.INTERPELLATION: "质询",
        Matter.SPECIAL_INQUIRY: "专题询问",
        Matter.INSPECTION: "执法检查",
        Matter.SPECIAL_REPORT: "听取专项报告",
        Matter.OPINION: "审议意见",
        Matter.EVALUATION_RULES: "通过测评办法",
        Matter.LAMP_RULES: "通过政府亮灯规则",
        Matter.WATCH_RULES: "通过人大亮灯规则",
    }
)
OF_A_VOTE = frozenset(
    {
        Matter.PROPOSAL,
        Matter.SESSION_ORGANS,
        Matter.AGENDA,
        Matter.VOTE_RULES,
        Matter.TELLERS,
        Matter.RESULT,
        Matter.TIE,
    }
)
"""What there is only where deputies vote: a congress in session (docs/domain.md#no-congress)."""
