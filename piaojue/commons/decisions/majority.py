"""Quorum and majority of a body, as pure arithmetic over what `engines.law` says (docs/domain.md#decisions)."""

from dataclasses import dataclass

from engines.exact import share_in_chinese
from engines.law import HALF, Base, Competence


@dataclass(frozen=True)
class Show:
    """How many there are (人). roll: members in office at that moment; present: those of them who came."""

    roll: int
    present: int


@dataclass(frozen=True)
class Hands:
    """One vote (人): for, against, abstaining. Who is present and does not vote is in none of them."""

    ayes: int
    noes: int = 0
    abstentions: int = 0

    @property
    def all(self) -> int:
        return self.ayes + self.noes + self.abstentions


def quorum_of(rule: Competence, show: Show) -> int:
    """How many must be there (人); never fewer than one."""
    return max(1, rule.least_present(show.roll))


def passes(rule: Competence, show: Show, hands: Hands) -> bool:
    """Whether the ayes are a majority of the right base."""
    return hands.ayes >= rule.least_ayes(show.roll, show.present)


def wrong_show(rule: Competence, show: Show) -> list[str]:
    """Why these members cannot decide anything; empty: they can."""
    if show.roll < 1:
        return ["名册里没有在任的组成人员，请先登记名册"]
    if show.present < 0 or show.present > show.roll:
        return [f"实到 {show.present} 人多于应到 {show.roll} 人：列席人员不计入实到，请按签到册核对"]
    quorum = quorum_of(rule, show)
    if show.present < quorum:
        line = (
            "过半数" if rule.quorum == HALF else f"{share_in_chinese(rule.quorum)}以上" if rule.quorum else "一人以上"
        )
        return [f"实到 {show.present} 人：要有全体 {show.roll} 人的{line}（{quorum} 人）到会，会议才能作出决定"]
    return []


def wrong_hands(show: Show, hands: Hands, title: str) -> list[str]:
    """Why these numbers cannot be; empty: they can."""
    if min(hands.ayes, hands.noes, hands.abstentions) < 0:
        return [f"“{title}”：票数不能是负数"]
    if hands.ayes > show.present:
        return [f"“{title}”：赞成 {hands.ayes} 票，多于实到 {show.present} 人，请核对"]
    if hands.all > show.present:
        return [f"“{title}”：赞成、反对、弃权合计 {hands.all} 票，多于实到 {show.present} 人，请核对"]
    return []


def sentence(rule: Competence, show: Show, hands: Hands) -> str:
    """全体 30 人，过半数需 16 票；赞成 18 票，通过。"""
    base = show.roll if rule.base is Base.ALL else show.present
    share = "过半数" if rule.over == HALF else f"超过{share_in_chinese(rule.over)}"
    outcome = "通过" if passes(rule, show, hands) else "未通过"
    needed = rule.least_ayes(show.roll, show.present)
    return f"{rule.base.label} {base} 人，{share}需 {needed} 票；赞成 {hands.ayes} 票，{outcome}"
