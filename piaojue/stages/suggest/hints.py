"""Hints before a suggestion is sent: danger, other channels, the negative list, with the words that raised them.

The rules are engines.matching.hints (docs/domain.md#negative-list). Hints never forbid; urgent danger is also told to a person at once.
"""

from engines.matching import Hint, Sort, hints
from engines.matching.hints import HEARD, Rule

SHOWN = (Sort.DANGER, Sort.ABUSE, Sort.UNREAD, Sort.ELSEWHERE, Sort.NEGATIVE)
CALL = (
    "如有人身危险，请立即拨打 110、119 或 120；燃气泄漏请先开窗、离开，再打燃气抢险电话。这条建议会马上转给值班人员。"
)


def hints_for(title: str, content: str = "") -> list[Hint]:
    """What a proposer should know, danger first, each with just the words that met.

    What only sounds like danger stops nobody: whoever is on duty looks at it.
    """
    return [hint for hint in hints(title, content) if hint.sort in SHOWN and hint.key != HEARD]


def advice(hint: Hint | Rule) -> str:
    """The advice in the proposer's words: the rules speak to clerks."""
    return CALL if hint.sort is Sort.DANGER else TO_RESIDENTS.get(hint.key, hint.advice)


TO_RESIDENTS = {
    "insult": "骂人的话不会公开。换个说法，事情一样会有人办；照这样提交，工作人员先看过再定。",
    "script": "会由懂这种文字的工作人员先看，再公开。有人身危险的，请立即拨打 110、119 或 120。",
    "lawsuit": "诉讼、仲裁和行政复议请走司法渠道，这里不受理具体案件。",
    "petition": "举报、申诉请走信访渠道（信访工作条例）或 12345，这里不受理具体案件。",
    "crime": "涉嫌违法犯罪的，请向公安机关报案（110）。",
    "hotline": "个案投诉请拨打 12345，办得更快。",
    "private": "一家一户的事请拨打 12345；如果很多人都有同样的困难，请写明多少人受益。",
    "burden": "会增加群众或企业负担的项目一般不列入，请说明费用由谁承担。",
    "not_ready": "土地、规划等条件不具备的项目当年难以办成，请说明现在的情况。",
    "stability": "意见分歧大的事，建议先说明大家的不同意见。",
    "office": "民生实事不安排楼堂馆所、办公用房、日常运维和人员经费。",
    "vanity": "雕塑、牌楼等形象工程不列入民生实事。",
    "profit": "以盈利为目的的项目不列入民生实事。",
    "debt": "会增加政府债务风险的项目不列入民生实事。",
}
