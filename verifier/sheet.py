"""计票报告单: its lines with numbers must be those that follow from archive and record. Check 20."""

import re
from collections.abc import Iterator, Sequence

from .meeting import Meeting
from .protocol import demand
from .rule import Rule

NUMBERED = re.compile(r"应到 .*|发出 .*|票数核对：.*|\d+\. .*票。")


def words_of(meeting: Meeting, rule: Rule) -> list[str]:
    """What the four counts of an item are called; empty where the ballot has no such mark."""
    if meeting.kind == "satisfaction":
        return ["满意", "基本满意", "不满意", "不了解"]
    if rule.chooses:
        return ["选择", "", "", "未选"]
    return ["赞成", "反对", "弃权", "该项不计" if rule.blank_item == "abstain" else "未按"]


def lines_of(meeting: Meeting, rule: Rule, items: Sequence[str], columns: Sequence[Sequence[int]]) -> Iterator[str]:
    """Every line of the certificate that holds numbers, in its order."""
    n = meeting.numbers
    electronic = n["issued"] - n["exchanged"] - n["not_voted"]
    yield f"应到 {n['deputies']} 人，实到 {n['present']} 人。"
    yield (f"发出 {n['issued']} 张，收回 {n['returned']} 张，其中有效票 {n['valid']} 张，无效票 {n['void']} 张。")
    yield (
        f"票数核对：电子票 {electronic} 张 + 领用纸质票 {n['exchanged']} 张 + 未投 {n['not_voted']} 张"
        f" = 发出 {n['issued']} 张；收回 {n['returned']} 张，没有多于发出的票数。"
    )
    words = words_of(meeting, rule)
    for item, row in zip(items, columns, strict=True):
        votes = "，".join(f"{word} {votes} 票" for word, votes in zip(words, row, strict=True) if word)
        yield f"{item}：{votes}。"


def check_sheet(text: str, expected: Sequence[str], excess: int) -> None:
    """raises: Broken for check 20."""
    found = [line for line in text.splitlines() if NUMBERED.fullmatch(line)]
    demand(20, found == list(expected), "计票报告单的数字与重算的不同")
    noted = "多于登记发出的" in text
    demand(20, noted is (excess > 0), "计票报告单没有写明纸质票多于发出的，或写错了")
