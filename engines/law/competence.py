"""Which organ decides what in which kind of place, by whose majority."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor
from types import MappingProxyType

from .articles import Article, Certainty
from .bodies import Matter, Organ
from .places import PlaceKind

HALF = Fraction(1, 2)
CONGRESS_QUORUM = Fraction(2, 3)
NONE = Fraction(0)


class Base(StrEnum):
    """Whose majority decides."""

    ALL = "all"  # 全体
    PRESENT = "present"  # 到会
    NONE = "none"  # no vote is required: minutes (纪要) say what was decided

    @property
    def label(self) -> str:
        """What it is called."""
        return {Base.ALL: "全体", Base.PRESENT: "到会", Base.NONE: "纪要"}[self]


class Condition(StrEnum):
    """What must be there besides the law."""

    ASSIGNED = "assigned"  # 受委托: the upper standing committee has handed it over
    LOCAL_RULE = "local_rule"  # a local instrument says so (engines.law.instruments)


@dataclass(frozen=True)
class Competence:
    """One organ that can decide a matter.

    over:      ayes must exceed this share of `base`
    quorum:    share of the members that must be present. Two thirds are reached (以上), a half is exceeded (过半数)
    condition: without it the organ cannot; None: always
    """

    organ: Organ
    base: Base
    over: Fraction
    quorum: Fraction
    bases: tuple[Article, ...]
    condition: Condition | None = None

    def least_present(self, members: int) -> int:
        """Persons that must be present of so many members."""
        return members // 2 + 1 if self.quorum == HALF else ceil(members * self.quorum)

    def least_ayes(self, members: int, present: int) -> int:
        """Ayes that are needed; 0 where minutes are enough."""
        if self.base is Base.NONE:
            return 0
        return floor((members if self.base is Base.ALL else present) * self.over) + 1


_A = Article
_K, _U = Certainty.KNOWN, Certainty.UNSURE
_UPPER = (PlaceKind.PROVINCE, PlaceKind.CITY, PlaceKind.COUNTY)

_SESSION = Competence(
    Organ.CONGRESS,
    Base.ALL,
    HALF,
    CONGRESS_QUORUM,
    (_A("地方组织法", "14", "三分之二以上的代表出席"), _A("地方组织法", "25", "以全体代表的过半数通过")),
)
_COMMITTEE = Competence(
    Organ.STANDING_COMMITTEE,
    Base.ALL,
    HALF,
    HALF,
    (
        _A("地方组织法", "51", "全体组成人员过半数出席，过半数通过"),
        _A("监督法", "8", "集体行使职权"),
    ),
)
_CHAIRS = Competence(
    Organ.CHAIRS_MEETING,
    Base.ALL,
    HALF,
    HALF,
    (_A("地方组织法", "54", "主任会议处理常委会的重要日常工作", _U),),
)
_PRESIDIUM = Competence(
    Organ.PRESIDIUM,
    Base.ALL,
    HALF,
    HALF,
    (_A("浙江乡镇条例", "24", "主席团由全体成员过半数通过"),),
)
_STREET = Competence(
    Organ.STREET_COMMITTEE,
    Base.NONE,
    NONE,
    NONE,
    (_A("地方组织法", "59", "街道人大工委是上一级人大常委会的工作机构"),),
)
_GOVERNMENT = Competence(Organ.GOVERNMENT, Base.NONE, NONE, NONE, ())
_PARTY = Competence(Organ.PARTY_GROUP, Base.NONE, NONE, NONE, ())


def _by(organ: Competence, *bases: Article, condition: Condition | None = None) -> Competence:
    """The organ with the matter's own articles before those on how it decides."""
    return replace(organ, bases=bases + organ.bases, condition=condition)


_CLEARED = _by(_PARTY, _A("呼和浩特实施意见", "", "领导小组审定候选建议，不替代票决"))
_SESSION_ORGANS = _A("地方组织法", "17", "预备会议选举主席团和秘书长，通过议程")
_PROPOSED = (
    _A("地方组织法", "22", "政府向本级人民代表大会提出议案"),
    _A("地方组织法", "78", "重大事项集体讨论决定"),
)
_TELLERS = _by(_SESSION, _A("选举法", "43", "监票人由代表担任，经会议通过", _K, by_analogy=True))
_RESULT = _by(_PRESIDIUM, _A("地方组织法", "17", "主席团主持会议", _K))
_TOWN_RESULT = _by(_PRESIDIUM, _A("地方组织法", "19", "主席团主持会议", _K))
_TIE = _by(_SESSION, _A("地方组织法", "29", "票数相等的再次投票，不足的另行选举", _K, by_analogy=True))
_CHANGED = _A("决策条例", "37", "调整依原决策的程序办理", by_analogy=True)
_BY_COMMITTEE = _by(_COMMITTEE, _A("地方组织法", "50", "常委会讨论、决定重大事项和项目"), _CHANGED)
_BY_CONGRESS = _by(_SESSION, _CHANGED)
_NEXT_SESSION = _by(
    _SESSION,
    _A("地方组织法", "12", "乡镇人大决定建设计划和项目"),
    _CHANGED,
)
_IF_LOCAL = _by(
    _PRESIDIUM,
    _A("地方组织法", "19", "法律没有给主席团这项权力，地方法规另有规定的除外", _U),
    condition=Condition.LOCAL_RULE,
)
_BY_PARTY = _by(_PARTY, _A("地方组织法", "59", "街道没有人民代表大会，由党工委确认", by_analogy=True))
_ASSIGNED = _by(_STREET, _A("浙江街道条例", "10", "受委托才办理"), condition=Condition.ASSIGNED)
_QUERY = _A("地方组织法", "24", "质询案由主席团决定交由受质询机关答复")
_QUERY_BETWEEN = _A("监督法", "51–54", "常委会会议期间由主任会议决定")
_OWN_RULES = _A("呼和浩特实施意见", "", "测评办法由本级会议定，法律没有规定", _U)
_OWN_LAMPS = _A("呼和浩特实施意见", "", "亮灯规则由会议定，法律没有规定", _U)
_LAMPS = _by(_PARTY, _OWN_LAMPS)


_Table = Mapping[Matter, tuple[Competence, ...]]

_FROM_COUNTY_UP: _Table = {
    Matter.ANNUAL_PLAN: (_by(_CHAIRS, _A("监督法", "63", "年度监督计划由主任会议通过，并公布")),),
    Matter.CLEARANCE: (_CLEARED,),
    Matter.PROPOSAL: (_by(_GOVERNMENT, _A("决策条例", "30", "集体讨论"), *_PROPOSED),),
    Matter.CANDIDATES: (_by(_COMMITTEE, _A("浙江重大事项规定", "", "候选项目先由常委会审议")),),
    Matter.SESSION_ORGANS: (_by(_SESSION, _SESSION_ORGANS),),
    Matter.AGENDA: (_by(_SESSION, _SESSION_ORGANS),),
    Matter.VOTE_RULES: (_by(_SESSION, _A("地方组织法", "11", "讨论、决定重大事项和项目")),),
    Matter.TELLERS: (_TELLERS,),
    Matter.RESULT: (_RESULT,),
    Matter.TIE: (_TIE,),
    Matter.CHANGE: (_BY_COMMITTEE, _BY_CONGRESS),
    Matter.TERMINATION: (_BY_COMMITTEE, _BY_CONGRESS),
    Matter.BUDGET: (_by(_COMMITTEE, _A("预算法", "67–69", "调整方案提请常委会审查批准")),),
    Matter.INTERPELLATION: (_by(_PRESIDIUM, _QUERY), _by(_CHAIRS, _QUERY_BETWEEN)),
    Matter.SPECIAL_INQUIRY: (_by(_COMMITTEE, _A("监督法", "47–50", "专题询问")),),
    Matter.INSPECTION: (_by(_COMMITTEE, _A("监督法", "31–37", "法律法规实施情况的检查")),),
    Matter.SPECIAL_REPORT: (_by(_COMMITTEE, _A("监督法", "15", "听取专项工作报告")),),
    Matter.OPINION: (_by(_COMMITTEE, _A("监督法", "17", "审议意见交政府研究处理")),),
    Matter.EVALUATION_RULES: (_by(_COMMITTEE, _OWN_RULES), _by(_SESSION, _OWN_RULES)),
    Matter.LAMP_RULES: (_LAMPS,),
    Matter.WATCH_RULES: (_by(_COMMITTEE, _OWN_LAMPS), _by(_SESSION, _OWN_LAMPS)),
}
_IN_A_TOWNSHIP: _Table = {
    Matter.ANNUAL_PLAN: (_by(_PRESIDIUM, _A("地方组织法", "19", "主席团有计划地安排")),),
    Matter.CLEARANCE: (_CLEARED,),
    Matter.PROPOSAL: (_by(_GOVERNMENT, _A("决策条例", "30、42", "集体讨论", by_analogy=True), *_PROPOSED),),
    Matter.CANDIDATES: (_by(_PRESIDIUM, _A("地方组织法", "19", "主席团负责筹备本级人民代表大会会议", _K)),),
    Matter.SESSION_ORGANS: (_by(_SESSION, _A("地方组织法", "19", "举行会议时选举主席团")),),
    Matter.AGENDA: (_by(_SESSION, _A("地方组织法", "17", "通过议程", _K, by_analogy=True)),),
    Matter.VOTE_RULES: (_by(_SESSION, _A("地方组织法", "12", "决定建设计划和项目")),),
    Matter.TELLERS: (_TELLERS,),
    Matter.RESULT: (_TOWN_RESULT,),
    Matter.TIE: (_TIE,),
    Matter.CHANGE: (_NEXT_SESSION, _IF_LOCAL),
    Matter.TERMINATION: (_NEXT_SESSION, _IF_LOCAL),
    Matter.BUDGET: (_by(_SESSION, _A("预算法", "67–69", "调整方案提请本级人民代表大会审查批准")),),
    Matter.INTERPELLATION: (_by(_PRESIDIUM, _QUERY),),
    Matter.SPECIAL_REPORT: (_by(_PRESIDIUM, _A("地方组织法", "19", "安排代表听取和讨论专项工作报告")),),
    Matter.EVALUATION_RULES: (_by(_PRESIDIUM, _OWN_RULES), _by(_SESSION, _OWN_RULES)),
    Matter.LAMP_RULES: (_LAMPS,),
    Matter.WATCH_RULES: (_by(_PRESIDIUM, _OWN_LAMPS), _by(_SESSION, _OWN_LAMPS)),
}
_IN_A_STREET: _Table = {
    Matter.ANNUAL_PLAN: (_STREET,),
    Matter.CLEARANCE: (_CLEARED,),
    Matter.CANDIDATES: (_STREET,),
    Matter.RECOMMENDATION: (_BY_PARTY,),
    Matter.CHANGE: (_BY_PARTY,),
    Matter.TERMINATION: (_BY_PARTY,),
    Matter.INSPECTION: (_ASSIGNED,),
    Matter.SPECIAL_REPORT: (_ASSIGNED,),
    Matter.EVALUATION_RULES: (_by(_STREET, _OWN_RULES),),
    Matter.LAMP_RULES: (_LAMPS,),
    Matter.WATCH_RULES: (_by(_STREET, _OWN_LAMPS),),
}
COMPETENCES: Mapping[PlaceKind, _Table] = MappingProxyType(
    {
        **{kind: _FROM_COUNTY_UP for kind in _UPPER},
        PlaceKind.TOWNSHIP: _IN_A_TOWNSHIP,
        PlaceKind.SUBDISTRICT: _IN_A_STREET,
    }
)
"""Kind of place → matter → who can decide it. Where nothing stands, nobody there can."""


def competence(matter: Matter, place_kind: PlaceKind, given: Collection[Condition] = ()) -> tuple[Competence, ...]:
    """Who can decide this in such a place; empty: nobody there can.

    given: conditions that are there: the upper committee has assigned it, a local instrument says so
    """
    every = COMPETENCES.get(place_kind, {}).get(matter, ())
    return tuple(one for one in every if one.condition is None or one.condition in given)
