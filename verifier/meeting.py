"""The meeting's record: its numbers, the roll of slips, the joined paper sheet. Checks 9 and 18."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from .protocol import demand, fields, rows, text_of, whole
from .rule import Rule

NUMBERS = "deputies present printed voided issued direct exchanged transcribed not_voted returned valid void excess"
SMALLEST_PAPER = 20
"""Fewest paper ballots that may be counted apart: fewer would show how a few persons voted."""
KINDS = ("adoption", "satisfaction", "advisory")


class Meeting:
    """meeting.json, exactly: version 2, kind, rehearsal, NUMBERS in this order, adopted, pending.

    deputies, present: persons entitled, persons there
    printed, voided:   slips;  direct: paper ballots handed out without a slip
    issued:            slips and such paper ballots that went out
    exchanged:         paper ballots that went out
    transcribed:       paper ballots that tellers put into the sealed box with the slips handed in
    not_voted:         slips given back unused or missing
    returned, valid, void: ballots by phone and on paper
    excess:            paper ballots in the boxes beyond those that went out; the certificate says so
    adopted, pending:  items that are in, items that are still open, over all rounds; null where nothing is decided here
    """

    def __init__(self, value: object) -> None:
        version, self.kind, self.rehearsal, *numbers, adopted, pending = fields(
            value, f"version kind rehearsal {NUMBERS} adopted pending"
        )
        demand(18, whole(version) == 2 and self.kind in KINDS, "会议记录的版本或票种不认识")
        demand(18, type(self.rehearsal) is bool, "会议记录没有写明是不是演练")
        self.numbers = {name: whole(number) for name, number in zip(NUMBERS.split(), numbers, strict=True)}
        decides = self.kind == "adoption"
        demand(19, (adopted is not None) is (pending is not None) is decides, "结论缺失，或不应有结论")
        self.adopted = [text_of(one) for one in rows(adopted)] if decides else []
        self.pending = [text_of(one) for one in rows(pending)] if decides else []

    def __getitem__(self, name: str) -> int:
        return self.numbers[name]


class Slips:
    """slips.json: the roll of slips by the SHA-256 of their public credential, each list sorted.

    credentials: all that were printed;  voided: void before opening;  exchanged: handed in for a paper ballot;
    transcribed: of these, given back to tellers to put that paper ballot into the box
    """

    def __init__(self, value: object) -> None:
        lists = [_digests(one) for one in fields(value, "credentials exchanged transcribed voided")]
        self.credentials, self.exchanged, self.transcribed, self.voided = lists

    def check(self, listed: Iterable[str], voted: set[str], meeting: Meeting) -> str:
        """Check 9: the archive's list is what was printed less what was void. Returns what was looked at."""
        went_out = self.credentials - self.voided
        demand(9, self.voided <= self.credentials, "作废的票签不在印制的之中")
        demand(9, set(listed) == went_out, "档案的凭据名单不是印制的减作废的票签")
        demand(9, self.exchanged <= went_out and self.transcribed <= self.exchanged, "换票、转录的票签不在发出的之中")
        demand(9, not voted & (self.exchanged - self.transcribed), "有换了纸质票的票签又投了电子票")
        for name, number in (("printed", len(self.credentials)), ("voided", len(self.voided))):
            demand(9, meeting[name] == number, f"会议记录的 {name} 是 {meeting[name]}，票签名册为 {number}")
        return f"{len(went_out)} 个，印制 {meeting['printed']} 减作废 {meeting['voided']}"


def _digests(value: object) -> set[str]:
    given = [text_of(one) for one in rows(value)]
    demand(9, all(re.fullmatch("[0-9a-f]{64}", one) for one in given), "票签名册写法有误")
    demand(9, given == sorted(set(given)), "票签名册有重复，或没有按序排列")
    return set(given)


class Paper:
    """paper.json: all paper boxes as one sheet, never box by box.

    boxes: how many;  issued, returned: papers;  spoiled: papers that do not count
    rows:  four counts an item; null where no paper is counted apart: none came back, or all were transcribed
    """

    def __init__(self, value: object) -> None:
        *numbers, self.rows = fields(value, "boxes issued returned spoiled rows")
        self.boxes, self.issued, self.returned, self.spoiled = (whole(number) for number in numbers)
        if self.rows is not None:
            self.rows = [[whole(n) for n in rows(row, 4)] for row in rows(self.rows)]

    @property
    def valid(self) -> int:
        """Papers that count on their own."""
        return self.returned - self.spoiled if self.rows is not None else 0

    def check(self, items: int, rule: Rule, transcribed: int) -> None:
        """Rows fit the papers in the boxes. raises: Broken for check 18."""
        if self.rows is None:
            demand(18, self.spoiled == 0, "没有单独计的纸质票，却有无效的纸质票")
            demand(18, self.returned in (0, transcribed), "纸质票没有单独计，也没有全部转录")
            return
        demand(18, transcribed == 0, "纸质票既单独计，又转录进了票箱")
        demand(18, self.returned >= SMALLEST_PAPER, f"纸质票只有 {self.returned} 张，单独计会暴露个人意见")
        demand(18, self.spoiled <= self.returned, "无效的纸质票多于收回的")
        demand(18, self.boxes > 0, "有纸质票，却没有纸质票箱")
        demand(18, len(self.rows) == items, "纸质票的项目数与票面不同")
        for number, row in enumerate(self.rows, 1):
            demand(18, sum(row) == self.valid, f"纸质票第 {number} 项合计 {sum(row)}，有效纸质票 {self.valid} 张")
            demand(18, not rule.chooses or row[1] == row[2] == 0, f"纸质票第 {number} 项有票面上没有的意见")
        ticks = sum(row[0] for row in self.rows)
        demand(18, not rule.chooses or ticks <= rule.limit * self.valid, "纸质票的选择多于票面所允许的")


def reconcile(meeting: Meeting, slips: Slips, paper: Paper, voted: set[str]) -> str:
    """Check 18: papers ≤ slips exchanged, returned = electronic + paper ≤ issued ≤ present ≤ entitled. Returns the equation."""
    transcribed = len(voted & slips.transcribed)
    electronic, out = len(voted) - transcribed, len(slips.exchanged) + meeting["direct"]
    spoiled = paper.spoiled
    absent = len(slips.credentials - slips.voided) - electronic - len(slips.exchanged)
    computed: dict[str, Any] = {
        "transcribed": transcribed,
        "exchanged": out,
        "not_voted": absent,
        "issued": len(slips.credentials - slips.voided) + meeting["direct"],
        "returned": electronic + paper.returned,
        "void": spoiled,
        "valid": electronic + paper.returned - spoiled,
        "excess": max(0, paper.returned - out),
    }
    for name, number in computed.items():
        demand(18, meeting[name] == number, f"会议记录的 {name} 是 {meeting[name]}，重算为 {number}")
    demand(18, paper.issued == out, f"纸质票箱登记发出 {paper.issued} 张，凭票签和签到发出 {out} 张")
    demand(18, transcribed in (0, paper.returned), f"转录 {transcribed} 张，收回纸质票 {paper.returned} 张")
    chain = (("收回", "returned"), ("发出", "issued"), ("实到", "present"), ("应到", "deputies"))
    for (less, one), (more, other) in pairwise(chain):
        demand(18, meeting[one] <= meeting[other], f"{less} {meeting[one]} 多于{more} {meeting[other]}")
    demand(18, meeting["deputies"] > 0, "应到为 0")
    return (
        f"电子 {electronic} + 领用纸质票 {out} + 未投 {absent} = 发出 {meeting['issued']}，收回 {meeting['returned']}"
    )


def in_columns(counts: Sequence[Sequence[int]], ballots: int, rule: Rule) -> list[list[int]]:
    """Electronic counts as four columns an item; the fourth is what carries none of the first three marks."""
    if rule.chooses:
        demand(18, len(counts) == 1, "限选票应当只有一道题")
        return [[n, 0, 0, ballots - n] for n in counts[0]]
    columns = [[*row[:3], *[0] * (3 - len(row[:3]))] for row in counts]
    return [[*row, ballots - sum(row)] for row in columns]
