"""Who is there, whose majority counts, and are there enough candidates."""

import math
from dataclasses import dataclass
from fractions import Fraction

from engines.exact import percent, share_in_chinese

from .rule import PassBase, Rule

BASE_NAMES = {
    PassBase.ALL_DEPUTIES: "全体代表",
    PassBase.PRESENT: "到会代表",
    PassBase.VOTING: "参加表决的代表",
    PassBase.NONE: "",
}
HALF = Fraction(1, 2)
COUNCIL_NAMES = {
    PassBase.ALL_DEPUTIES: "全体成员",
    PassBase.PRESENT: "到会成员",
    PassBase.VOTING: "参加票选的成员",
    PassBase.NONE: "",
}


@dataclass(frozen=True, kw_only=True)
class Roll:
    """The roll of a sitting, in persons.

    all_deputies: 应到, everybody entitled (a congress: 全体代表; a sub-district council: 全体成员), >= 1
    present:      实到, 0 <= present <= all_deputies
    council_deputies, council_deputies_present: the 人大代表 among a council's members, for the double threshold
    """

    all_deputies: int
    present: int
    council_deputies: int | None = None
    council_deputies_present: int | None = None

    def __post_init__(self) -> None:
        if self.all_deputies < 1:
            raise ValueError("应到人数应至少为 1")
        if not 0 <= self.present <= self.all_deputies:
            raise ValueError(f"实到 {self.present} 人应在 0 与应到 {self.all_deputies} 人之间")
        deputies, there = self.council_deputies, self.council_deputies_present
        if deputies is not None and not 1 <= deputies <= self.all_deputies:
            raise ValueError(f"议事会中的人大代表 {deputies} 人应在 1 与全体成员 {self.all_deputies} 人之间")
        if there is not None and not 0 <= there <= min(deputies or 0, self.present):
            raise ValueError(f"到会的人大代表 {there} 人多于应到的人大代表或全部到会人数")


@dataclass(frozen=True)
class Quorum:
    """Whether the sitting may be held. True in a condition when met. `needed`, `present`, `all_deputies` in persons."""

    met: bool
    present: int
    all_deputies: int
    needed: int
    sentence: str

    def __bool__(self) -> bool:
        return self.met


def quorum_words(share: Fraction) -> str:
    """三分之二以上; of a half the law always says 过半数."""
    return "过半数" if share == HALF else f"{share_in_chinese(share)}以上"


def quorum(present: int, all_deputies: int, share: Fraction = Fraction(2, 3)) -> Quorum:
    """Are at least `share` of all deputies present?  Reaching the share is enough (“以上”包括本数), but a half must be exceeded (过半数).

    source: 《地方组织法》第十四条(代表大会)、第五十一条(常委会). raises: ValueError for impossible numbers.
    """
    Roll(all_deputies=all_deputies, present=present)
    needed = all_deputies // 2 + 1 if share == HALF else math.ceil(all_deputies * share)
    met = present >= needed
    sentence = f"应到 {all_deputies} 人，实到 {present} 人，法定人数为{quorum_words(share)}即 {needed} 人，" + (
        "符合法定人数，会议可以举行。" if met else f"还差 {needed - present} 人，不足法定人数，不能表决。"
    )
    return Quorum(met, present, all_deputies, needed, sentence)


def base_size(rule: Rule, roll: Roll, returned: int) -> int:
    """Persons the share is taken of. `returned`: ballots returned (参加表决). 0 for PassBase.NONE."""
    return {
        PassBase.ALL_DEPUTIES: roll.all_deputies,
        PassBase.PRESENT: roll.present,
        PassBase.VOTING: returned,
        PassBase.NONE: 0,
    }[rule.pass_base]


def council_base_size(rule: Rule, roll: Roll, returned: int) -> int:
    """The same for the deputies among a council's members. raises: ValueError naming the missing number."""
    size = {
        PassBase.ALL_DEPUTIES: roll.council_deputies,
        PassBase.PRESENT: roll.council_deputies_present,
        PassBase.VOTING: returned,
        PassBase.NONE: 0,
    }[rule.pass_base]
    if size is None:
        raise ValueError("双门槛需要议事会中人大代表的应到数与实到数")
    return size


def reaches(approve: int, base: int, threshold: Fraction, inclusive: bool) -> bool:
    """Does `approve` of `base` persons exceed (inclusive: reach) the threshold?  An empty base passes nothing."""
    if base < 1:
        return False
    line = base * threshold
    return approve >= line if inclusive else approve > line


def needed_approvals(base: int, threshold: Fraction, inclusive: bool) -> int:
    """Least whole number of approvals that passes, e.g. 340 deputies, more than 1/2 → 171."""
    line = base * threshold
    return math.ceil(line) if inclusive else math.floor(line) + 1


@dataclass(frozen=True)
class SurplusCheck:
    """Whether there are enough candidates. `ratio` = (candidates - seats) / seats; False in a condition when refused.

    needed: least number of candidates.
    """

    ok: bool
    ratio: Fraction
    sentence: str
    needed: int

    def __bool__(self) -> bool:
        return self.ok


def check_candidates(candidates: int, seats: int, rule: Rule) -> SurplusCheck:
    """Is (candidates - seats) / seats at least the local rule's 差额 ratio?

    candidates, seats: numbers of items. source: the local 票决办法 (docs/domain.md#surplus: 20–25 % is usual).
    """
    if seats < 1:
        raise ValueError("应选数应至少为 1")
    ratio = Fraction(candidates - seats, seats)
    needed = seats + math.ceil(seats * rule.min_surplus)
    kind = "等额" if ratio == 0 else f"差额率 {percent(ratio)}"
    if candidates < seats:
        sentence = f"候选 {candidates} 项少于应选 {seats} 项，至少需要 {needed} 项候选。"
    elif ratio < rule.min_surplus:
        least = percent(rule.min_surplus)
        sentence = f"候选 {candidates} 项、应选 {seats} 项，{kind}，低于规定的 {least}，至少需要 {needed} 项候选。"
    else:
        sentence = f"候选 {candidates} 项、应选 {seats} 项，{kind}，符合不低于 {percent(rule.min_surplus)} 的规定。"
    return SurplusCheck(ratio >= rule.min_surplus and candidates >= seats, ratio, sentence, needed)
