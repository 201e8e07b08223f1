"""The rules. Each takes dates and returns doubts; none: the dates will do. `today` is always given, there is no clock here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

LEAST_COLLECTION_DAYS = 30
"""公开征集一般不少于 30 日〔地方 甘肃、开封〕."""
YEARS_AROUND = 2
"""A paper of a year is dated at most so many years before or after it."""
LONGEST_SITTING_DAYS = 60
FARTHEST_SITTING_YEARS = 3
LONGEST_PROJECT_YEARS = 5
SHORTEST_REASON = 4


@dataclass(frozen=True)
class Doubt:
    """What is wrong with a date. excusable: with a reason, which is kept, it may be so."""

    text: str
    excusable: bool = False


def unexplained(doubts: Iterable[Doubt], reason: str = "") -> list[str]:
    """The sentences that refuse: what cannot be, and without a reason of some words what needs one."""
    explained = len(reason.strip()) >= SHORTEST_REASON
    return [
        doubt.text if not doubt.excusable else f"{doubt.text}；确实如此的，请在“日期说明”里写明理由"
        for doubt in doubts
        if not (doubt.excusable and explained)
    ]


def paper(issued_on: date | None, *, number: int, today: date) -> list[Doubt]:
    """The date of a paper of the year `number`; None: it has none."""
    if issued_on is None:
        return []
    if abs(issued_on.year - number) > YEARS_AROUND:
        return [Doubt(f"文书日期 {_said(issued_on)} 不可能是 {number} 年度的，请核对年份")]
    if issued_on > today:
        return [Doubt(f"文书日期 {_said(issued_on)} 还没有到", excusable=True)]
    return []


def collection(opens_on: date, closes_on: date, least: int | None = None) -> list[Doubt]:
    """A collection of suggestions, both days included. least: days that a local rule asks for; None: the usual ones."""
    least = LEAST_COLLECTION_DAYS if least is None else least
    if closes_on <= opens_on:
        return [Doubt("截止日期要晚于开始日期")]
    days = (closes_on - opens_on).days + 1
    if days < least:
        return [Doubt(f"征集只有 {days} 天，公开征集一般不少于 {least} 日", excusable=True)]
    if days > 2 * 366:
        return [Doubt(f"征集有 {days} 天，请核对年份")]
    return []


def sitting(starts_on: date, ends_on: date, *, today: date) -> list[Doubt]:
    """The days of a meeting."""
    doubts = []
    if ends_on < starts_on:
        doubts.append(Doubt("结束日期不能早于开始日期"))
    elif (ends_on - starts_on).days >= LONGEST_SITTING_DAYS:
        doubts.append(Doubt(f"会议长达 {(ends_on - starts_on).days + 1} 天，请核对日期"))
    if abs(starts_on.year - today.year) > FARTHEST_SITTING_YEARS:
        doubts.append(Doubt(f"会议日期 {_said(starts_on)} 离今天太远，请核对年份"))
    return doubts


def project_due(due_on: date | None, *, number: int) -> list[Doubt]:
    """When a project of the year `number` shall be finished; None: not said yet."""
    if due_on is None:
        return []
    if due_on.year < number:
        return [Doubt(f"完成时间 {_said(due_on)} 早于 {number} 年度，请核对年份")]
    if due_on.year > number + LONGEST_PROJECT_YEARS:
        return [Doubt(f"完成时间 {_said(due_on)} 离 {number} 年度太远，请核对年份")]
    return []


def due(day: date | None, *, today: date) -> list[Doubt]:
    """A day by which somebody shall do something; None: not said."""
    if day is None:
        return []
    if day < today:
        return [Doubt(f"期限 {_said(day)} 已经过去，请填今天以后的日期")]
    if day.year > today.year + FARTHEST_SITTING_YEARS:
        return [Doubt(f"期限 {_said(day)} 离今天太远，请核对年份")]
    return []


def asking(opens_on: date | None, closes_on: date | None, *, today: date) -> list[Doubt]:
    """First and last day on which people are asked something; None: not said. Both may be past where it was done before."""
    if opens_on and closes_on and closes_on < opens_on:
        return [Doubt("截止日期不能早于开始日期")]
    return [
        Doubt(f"{name} {_said(day)} 离今天太远，请核对年份")
        for name, day in (("开始日期", opens_on), ("截止日期", closes_on))
        if day and abs(day.year - today.year) > FARTHEST_SITTING_YEARS
    ]


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
