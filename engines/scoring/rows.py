"""Rows of a satisfaction table, and the check that refuses a table which does not add up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Row:
    """Ballots for one project or sub-item (子项)."""

    item: str
    satisfied: int
    fairly: int
    dissatisfied: int
    unknown: int = 0

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """满意, 基本满意, 不满意, 不了解."""
        return self.satisfied, self.fairly, self.dissatisfied, self.unknown

    @property
    def total(self) -> int:
        """All ballots of the row."""
        return sum(self.counts)

    @property
    def positive(self) -> int:
        """满意 + 基本满意."""
        return self.satisfied + self.fairly

    def __add__(self, other: "Row") -> "Row":
        """The same row with the ballots of both; the name is kept."""
        return Row(self.item, *(a + b for a, b in zip(self.counts, other.counts, strict=True)))

    def to_json(self) -> list[Any]:
        """[item, satisfied, fairly, dissatisfied, unknown]."""
        return [self.item, *self.counts]


@dataclass(frozen=True)
class SumCheck:
    """True in a condition when every row adds up; otherwise `problems` (Chinese) and the `items` that are off."""

    problems: tuple[str, ...] = ()
    items: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return not self.problems


class SumsDisagree(ValueError):
    """The table is refused. `check` says which rows and by how much."""

    def __init__(self, check: SumCheck) -> None:
        self.check = check
        super().__init__(" ".join(check.problems))


def sums_agree(rows: Iterable[Row], valid: int, titles: Mapping[str, str] | None = None) -> SumCheck:
    """Is every row's sum the number of valid ballots?

    rows: counts in ballots; valid: 有效票; titles: item → name for the messages
    source: docs/domain.md#sums-agree: Ninghai 2020 printed 95 + 27 + 0 = 122 among rows of 222
    """
    names = titles or {}
    problems, wrong, seen = [], [], set()
    for row in rows:
        name = names.get(row.item, row.item)
        if row.item in seen:
            problems.append(f"“{name}”出现了两次。")
        seen.add(row.item)
        if problem := _problem(row, name, valid):
            problems.append(problem)
            wrong.append(row.item)
    if not seen:
        problems.append("测评表没有任何一行。")
    return SumCheck(tuple(problems), tuple(wrong))


def _problem(row: Row, name: str, valid: int) -> str | None:
    """What is wrong with one row, and by how much."""
    if min(row.counts) < 0:
        return f"“{name}”有负的票数。"
    if row.total == valid:
        return None
    off = row.total - valid
    unknown = f" + 不了解 {row.unknown}" if row.unknown else ""
    text = (
        f"“{name}”一行：满意 {row.satisfied} + 基本满意 {row.fairly} + 不满意 {row.dissatisfied}{unknown}"
        f" = {row.total} 票，"
        f"比有效票 {valid} 张{'多' if off > 0 else '少'} {abs(off)} 票，不予认定，请核对原始记录。"
    )
    if off in {-10, -100, -1000}:
        text += f"相差恰为 {-off}，可能漏写一位数字，例如满意 {row.satisfied} 应为 {row.satisfied - off}。"
    return text
