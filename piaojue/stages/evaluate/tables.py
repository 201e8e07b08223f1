"""A satisfaction table from a spreadsheet: its columns, and how its rows belong to those of a survey."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engines.tables import Column, Takes
from engines.writing import name_key

COLUMNS = (
    Column(
        "title",
        "项目（子项）",
        ("项目", "子项", "项目名称", "子项名称", "测评项目", "民生实事项目"),
        Takes.LINE,
        True,
        True,
    ),
    Column("unit", "责任主体", ("责任单位", "实施主体", "承办单位", "牵头单位")),
    Column("satisfied", "满意", ("满意票", "满意票数"), Takes.COUNT, True, True),
    Column("fairly", "基本满意", ("基本", "基本满意票", "基本满意票数", "较满意"), Takes.COUNT, True, True),
    Column("dissatisfied", "不满意", ("不满意票", "不满意票数"), Takes.COUNT, True, True),
    Column("unknown", "不了解", ("不了解票", "不了解票数", "弃权"), Takes.COUNT),
)
COUNTS = ("satisfied", "fairly", "dissatisfied", "unknown")
LONGEST_TITLE, LONGEST_UNIT = 120, 80


@dataclass(frozen=True)
class TableRow:
    """One row as typed or imported. Counts in ballots (票)."""

    title: str
    satisfied: int
    fairly: int
    dissatisfied: int
    unknown: int = 0
    unit: str = ""

    @property
    def total(self) -> int:
        """All of its ballots."""
        return self.satisfied + self.fairly + self.dissatisfied + self.unknown


def title_key(title: str) -> str:
    """What two spellings of one project share: no blanks, one width, brackets of either keyboard."""
    return "".join(name_key(title).split())


def row_of(values: Mapping[str, str], titles: Mapping[str, str]) -> TableRow:
    """A clean row of a table. titles: title_key → the title as the survey has it."""
    counts = {name: int(values[name] or 0) for name in COUNTS}
    title = titles.get(title_key(values["title"]), values["title"])
    return TableRow(title=title, unit=values["unit"][:LONGEST_UNIT], **counts)


def off_sums(rows: Sequence[TableRow], valid: int) -> list[str]:
    """Sentences about rows whose ballots are not as many as there were valid ones."""
    wrong = [row for row in rows if row.total != valid]
    return [f"“{row.title}”合计 {row.total}，与有效票 {valid} 不符" for row in wrong]
