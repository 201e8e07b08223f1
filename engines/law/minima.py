"""Below what no rule of a congress's vote can be set (地方组织法 14, 25)."""

from fractions import Fraction
from typing import Protocol

from .articles import Article
from .competence import CONGRESS_QUORUM, HALF

QUORUM = Article("地方组织法", "14", "三分之二以上的代表出席，始得举行")
MAJORITY = Article("地方组织法", "25", "以全体代表的过半数通过")
COMMITTEE_QUORUM = Article("地方组织法", "51", "全体组成人员过半数出席，始得举行")
FLOORS: tuple[Article, ...] = (QUORUM, MAJORITY)
"""What every 票决 rests on."""


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
