"""Below what no rule of a congress's vote can be set (地方组织法 14, 25)."""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Protocol

from .articles import Article, Certainty
from .bodies import Organ
from .competence import CONGRESS_QUORUM, HALF
from .places import PlaceKind

QUORUM = Article("地方组织法", "14", "三分之二以上的代表出席，始得举行")
MAJORITY = Article("地方组织法", "25", "以全体代表的过半数通过")
COMMITTEE_QUORUM = Article("地方组织法", "51", "全体组成人员过半数出席，始得举行")
FLOORS: tuple[Article, ...] = (QUORUM, MAJORITY)
"""What every 票决 rests on."""


LEAST_MEMBERS = 3
"""Fewer are no body that decides together, whatever the roll says. No law has this number: our reading of 集体行使职权."""
TOGETHER = frozenset({Organ.STANDING_COMMITTEE, Organ.CHAIRS_MEETING, Organ.PRESIDIUM})
"""Organs that decide by a majority of all their members."""
MEMBERS_OF_A_COMMITTEE: Mapping[PlaceKind, int] = MappingProxyType(
    {PlaceKind.PROVINCE: 45, PlaceKind.CITY: 29, PlaceKind.COUNTY: 15}
)
"""The smallest standing committee as it is elected (人); with vacancies fewer are in office."""
COMMITTEE_MEMBERS = Article("地方组织法", "47", "常委会组成人员的名额，县级不少于十五人", Certainty.KNOWN)


def too_few_members(organ: Organ, members: int, least: int = LEAST_MEMBERS) -> str | None:
    """Why so few members are no body. least: what a local rule asks for; None: they are enough."""
    least = max(least, LEAST_MEMBERS)
    if organ not in TOGETHER or members >= least:
        return None
    return (
        f"名册上在任的{organ.label}组成人员只有 {members} 人，不能代表整个机构作出决定（至少 {least} 人）："
        "请先把组成人员登记齐全"
    )


def seems_incomplete(organ: Organ, kind: PlaceKind, members: int) -> str | None:
    """A hint where fewer are in office than a standing committee is elected with; None: nothing strange."""
    usual = MEMBERS_OF_A_COMMITTEE.get(kind, 0) if organ is Organ.STANDING_COMMITTEE else 0
    if members >= usual:
        return None
    return f"名册上在任 {members} 人，少于法定名额 {usual} 人（{COMMITTEE_MEMBERS.cited}）：不是缺额的，请先登记齐全"


class VoteRule(Protocol):
    """What is asked of a rule; `engines.counting.Rule` is one. Its choices are read by their values."""

    @property
    def form(self) -> str: ...
    @property
    def pass_base(self) -> str: ...
    @property
    def threshold(self) -> Fraction: ...
    @property
    def inclusive(self) -> bool: ...
    @property
    def quorum(self) -> Fraction: ...
    @property
    def shortfall(self) -> str: ...
    @property
    def double(self) -> bool: ...
    @property
    def participation(self) -> Fraction | None: ...
    @property
    def min_surplus(self) -> Fraction: ...


def quorum_problem(quorum: Fraction) -> str | None:
    """Why a session of a congress cannot be held with so few; None: it can."""
    if quorum >= CONGRESS_QUORUM:
        return None
    return f"法定人数不能低于三分之二：三分之二以上的代表出席，会议始得举行（{QUORUM.cited}）"


def committee_quorum_problem(quorum: Fraction) -> str | None:
    """The same of a standing committee, where a half has to be exceeded."""
    if quorum >= HALF:
        return None
    return f"法定人数不能低于全体组成人员的过半数（{COMMITTEE_QUORUM.cited}）"


def floor_problems(rule: VoteRule) -> list[str]:
    """What of a congress's vote rule is below the law, as Chinese sentences; empty: nothing. More than the law asks may always be asked."""
    line = rule.threshold < HALF or (rule.threshold == HALF and rule.inclusive)
    checks = [
        (rule.form == "advisory" or rule.double, f"街道的票选规则不能用来票决：须获全体代表过半数（{MAJORITY.cited}）"),
        (rule.pass_base != "all_deputies", f"通过线只能按全体代表计算，不能按到会或投票的人数（{MAJORITY.cited}）"),
        (line, f"通过线须超过半数，恰好半数或更少不能通过（{MAJORITY.cited}）"),
        (
            rule.shortfall == "presidium",
            f"主席团不能把没有获得全体代表过半数赞成的项目补进来（{MAJORITY.cited}）",
        ),
    ]
    problems = [problem] if (problem := quorum_problem(rule.quorum)) else []
    return problems + [sentence for wrong, sentence in checks if wrong]
