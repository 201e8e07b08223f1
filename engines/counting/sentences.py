"""The Chinese sentence behind every verdict."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from engines.exact import rounded, share_in_chinese

from .quorum import BASE_NAMES, COUNCIL_NAMES
from .rule import Form, Rule


def names(items: Iterable[str], titles: Mapping[str, str]) -> str:
    """「甲」、「乙」 by title, in the given order."""
    return "、".join(f"「{titles.get(item, item)}」" for item in items)


def adopted_word(rule: Rule) -> str:
    """入选 for a decision, 获推荐 for an advisory ballot."""
    return "获推荐" if rule.form is Form.ADVISORY else "入选"


def lost_word(rule: Rule) -> str:
    """未入选 or 未获推荐."""
    return "未获推荐" if rule.form is Form.ADVISORY else "未入选"


def referee(rule: Rule) -> str:
    """Who presides over the vote: 主席团; for a sub-district, which has none, 街道人大工委."""
    return "街道人大工委" if rule.form is Form.ADVISORY else "主席团"


def decider(rule: Rule) -> str:
    """Who decides where the counts do not: the congress itself (《地方组织法》第二十九条 by analogy); of a council 街道人大工委."""
    return "街道人大工委" if rule.form is Form.ADVISORY or rule.double else "大会"


def line(approve: int, base: int, rule: Rule, passed: bool) -> str:
    """How the approvals stand to the threshold, e.g. 「超过全体代表 340 人的半数(170 票)」; empty without one."""
    if base < 1:
        return ""
    called = COUNCIL_NAMES if rule.form is Form.ADVISORY or rule.double else BASE_NAMES
    return _line(approve, base, called[rule.pass_base], rule.threshold, rule.inclusive, passed)


def council_line(approve: int, base: int, rule: Rule, passed: bool) -> str:
    """The same for the deputies among a council's members."""
    word = COUNCIL_NAMES[rule.pass_base].replace("成员", "人大代表")
    threshold = rule.deputies_threshold
    assert threshold is not None
    return f"其中人大代表赞成 {approve} 票，" + _line(approve, base, word, threshold, rule.inclusive, passed)


def _line(approve: int, base: int, who: str, threshold: Fraction, inclusive: bool, passed: bool) -> str:
    at = base * threshold
    if passed:
        word = "达到" if inclusive else "超过"
    elif approve == at:
        word = "恰为而未超过"
    else:
        word = "未达到" if inclusive else "未超过"
    return f"{word}{who} {base} 人的{share_in_chinese(threshold)}（{rounded(at)} 票）"


def joined(*parts: str) -> str:
    """Parts that are not empty, with commas between and a full stop behind."""
    return "，".join(part for part in parts if part) + "。"
