"""What is on a ballot, and how marks and paper sheets become counts. Pure functions over a poll."""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from engines.counting import Counts, ItemCount, OverSelect, Rule, tally, total
from piaojue.stages.vote.models import Colour, PaperBox, Poll, PollKind
from piaojue.stages.vote.values import Sheet

APPROVALS = [("approve", "赞成"), ("against", "反对"), ("abstain", "弃权")]
TICK = [("approve", "选择")]
SATISFACTION = [("approve", "满意"), ("against", "基本满意"), ("abstain", "不满意"), ("unknown", "不了解")]
"""(value, label). The values of satisfaction take the places of the counts: 满意, 基本满意, 不满意, 不了解."""

NAMES = {
    PollKind.ADOPTION: "民生实事项目票决票",
    PollKind.SATISFACTION: "满意度测评票",
    PollKind.ADVISORY: "民生实事项目票选票",
}
COLOURS = {PollKind.ADOPTION: Colour.RED, PollKind.SATISFACTION: Colour.GREEN, PollKind.ADVISORY: Colour.YELLOW}
SPOILED = ["选择超过规定项数", "无法辨认", "写有与表决无关的文字", "不是本次会议印发的票", "空白票", "其他"]
"""Reasons for which a paper ballot does not count (docs/domain.md#void)."""


def ballot_name(poll: Poll) -> str:
    """What stands at the head of this poll's ballots and slips."""
    return poll.year.term(NAMES[PollKind(poll.kind)]) + (f"（{poll.get_group_display()}）" if poll.group else "")


def options(poll: Poll) -> list[tuple[str, str]]:
    """(value, label) of what can be marked for one item."""
    if poll.kind == PollKind.SATISFACTION:
        return SATISFACTION
    return TICK if poll.the_rule.ticks else APPROVALS


def paper_columns(poll: Poll) -> list[str]:
    """Headings of the boxes to mark on the paper ballot; one for ○ and × where a choose-N ballot lets items be opposed."""
    return ["○ 或 ×"] if _opposing(poll) else [label for _, label in options(poll)]


def paper_guidance(poll: Poll) -> list[str]:
    """How to fill the paper ballot, in sentences: what no phone asks for."""
    if _opposing(poll):
        return [_limit(poll), "赞成的画“○”，反对的画“×”，弃权的不画，不要写姓名和其他文字。"]
    return [*guidance(poll), "请在选中的一栏画“○”，不要写姓名和其他文字。"]


def _limit(poll: Poll) -> str:
    """At most how many of a choose-N ballot."""
    word = "选" if poll.the_rule.ticks else "赞成"
    return f"共 {len(poll.items)} 项，至多{word} {poll.the_rule.limit} 项，少选有效，超选作废。"


def _opposing(poll: Poll) -> bool:
    return poll.kind != PollKind.SATISFACTION and poll.the_rule.opposing


def blank_word(poll: Poll) -> str:
    """What an unmarked item counts as."""
    if poll.kind == PollKind.SATISFACTION:
        return "不了解"
    rule = poll.the_rule
    return "未选" if rule.ticks else ("弃权" if rule.abstains else "未按")


def blank_value(poll: Poll) -> str:
    """The option that an unmarked item counts as; empty where blanks are counted apart."""
    if poll.kind == PollKind.SATISFACTION:
        return "unknown"
    rule = poll.the_rule
    return "abstain" if rule.abstains else ""


def columns(poll: Poll) -> list[str]:
    """Headings of the four counts of an item; empty where the ballot has no such mark."""
    if poll.kind == PollKind.SATISFACTION:
        return ["满意", "基本满意", "不满意", "不了解"]
    rule = poll.the_rule
    if rule.ticks:
        return ["选择", "", "", "未选"]
    return ["赞成", "反对", "弃权", "该项不计" if rule.abstains else "未按"]


def keys_of_marks(poll: Poll) -> list[tuple[str, str]]:
    """(key, what it stands for) where paper ballots are typed one by one: 1, 2, … for the columns, 0 for nothing marked."""
    marks = [label for _, label in options(poll)]
    return [*((str(place), label) for place, label in enumerate(marks, 1)), ("0", f"没有填（计为{blank_word(poll)}）")]


def limit_of_paper(poll: Poll) -> int | None:
    """Most approvals beyond which a paper ballot is void as a whole; None: there is no such number."""
    if poll.kind == PollKind.SATISFACTION or poll.the_rule.over_select is not OverSelect.WHOLE_VOID:
        return None
    return poll.the_rule.limit


def places_of_marks(poll: Poll) -> tuple[str, int]:
    """(columns in the order of the keys, the column of what is not marked)."""
    places = "".join(str(place) for place in range(len(options(poll))))
    abstains = poll.kind != PollKind.SATISFACTION and not poll.the_rule.ticks and poll.the_rule.abstains
    return places, 2 if abstains else 3


def guidance(poll: Poll) -> list[str]:
    """How to fill this ballot, in sentences."""
    if poll.kind == PollKind.SATISFACTION:
        return ["每个项目选一种评价。", "不了解情况的，请选“不了解”；没有填写的也计为“不了解”。"]
    rule: Rule = poll.the_rule
    if rule.ticks:
        return [_limit(poll)]
    limit = [f"赞成的项目不超过 {rule.limit} 项。"] if rule.limit else []
    limit = [_limit(poll)] if rule.opposing else limit
    return ["每个项目在赞成、反对、弃权中选一种。", *limit, f"没有填写的项目计为“{blank_word(poll)}”。"]


def rule_text(poll: Poll) -> str:
    """The rule as the published bundle has it; the election file names its SHA-256, so that it cannot change afterwards."""
    return json.dumps(poll.the_rule.to_json(), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def election(poll: Poll) -> dict[str, Any]:
    """The question list as the ballot box gets it."""
    return {
        "sitting": poll.sitting.name,
        "name": ballot_name(poll) + (" · 再次投票" if poll.previous_id else ""),
        "title": poll.title,
        "colour": poll.colour,
        "rehearsal": poll.rehearsal,
        "items": [
            {"key": item.key, "no": item.no, "title": item.title, "text": item.text or ""} for item in poll.items
        ],
        "options": [{"value": value, "label": label} for value, label in options(poll)],
        "max": None if poll.kind == PollKind.SATISFACTION else poll.the_rule.limit,
        "blank": blank_word(poll),
        "blank_value": blank_value(poll),
        "empty": poll.kind == PollKind.SATISFACTION or poll.the_rule.blank_ballot_valid,
        "guidance": guidance(poll),
        "rule": sha256(rule_text(poll).encode()).hexdigest(),
        "threshold": poll.threshold,
    }


def electronic_counts(poll: Poll, ballots: Iterable[Mapping[str, str]], *, issued: int) -> Counts:
    """Counts of the box's ballots. “不了解” takes the place of 未按."""
    marked = ({key: value for key, value in ballot.items() if value != "unknown"} for ballot in ballots)
    return tally(marked, poll.the_rule, poll.keys, issued=issued)


def counts_of_totals(poll: Poll, totals: Mapping[str, Mapping[str, int]], *, returned: int, issued: int) -> Counts:
    """Counts from the totals of a box that opens no single ballot; what no option has is the fourth column."""
    items = {}
    for key in poll.keys:
        votes = totals[key]
        approve, against, abstain = (votes.get(value, 0) for value in ("approve", "against", "abstain"))
        items[key] = ItemCount(approve, against, abstain, returned - approve - against - abstain)
    return Counts(issued, returned, returned, 0, items)


def sheet_counts(poll: Poll, sheet: Sheet, *, issued: int) -> Counts:
    """Counts of one paper box from its settled sheet."""
    items = {key: ItemCount(*sheet.items[key]) for key in poll.keys}
    return Counts(issued, sheet.returned, sheet.returned - sheet.void, sheet.void, items)


def paper_counts(poll: Poll, boxes: Iterable[PaperBox]) -> Counts | None:
    """Counts of all paper boxes together; None without a box. Every box must be settled."""
    counts = [sheet_counts(poll, box.settled, issued=box.issued) for box in boxes]
    return total(counts) if counts else None


def differences_of(box: PaperBox) -> list[str]:
    """Where the two sheets of a box differ; empty before both are entered."""
    sheets = list(box.entries.values())
    return differences(box.poll, *sheets) if len(sheets) == 2 else []


def differences(poll: Poll, one: Sheet, other: Sheet) -> list[str]:
    """Where two tellers' sheets of the same box differ, in Chinese; empty: they agree."""
    lines = []
    if one.returned != other.returned:
        lines.append(f"收回张数不同：一人填 {one.returned}，一人填 {other.returned}")
    for reason in sorted(one.spoiled.keys() | other.spoiled.keys()):
        a, b = one.spoiled.get(reason, 0), other.spoiled.get(reason, 0)
        if a != b:
            lines.append(f"无效票“{reason}”不同：一人填 {a}，一人填 {b}")
    for item in poll.items:
        pairs = zip(columns(poll), one.items[item.key], other.items[item.key], strict=True)
        lines += [f"第 {item.no} 项“{item.title}”{word}不同：一人填 {a}，一人填 {b}" for word, a, b in pairs if a != b]
    return lines
