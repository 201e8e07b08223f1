"""Statutory days: what starts a clock, how it counts, when it has run down."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

import chinese_calendar

from .articles import Article, Certainty

DAY = timedelta(days=1)


class Counting(StrEnum):
    """What a clock counts."""

    CALENDAR = "calendar"  # 日
    WORKING = "working"  # 工作日
    MONTHS = "months"  # 个月


CALENDAR, WORKING, MONTHS = Counting


@dataclass(frozen=True)
class Clock:
    """A number of days or months that a law or a local rule sets.

    days:    how many; of MONTHS: months
    before:  counted back from an event (会议前 20 日)
    least:   the time must have passed (不少于); else the thing must be done within it
    says:    what it is
    starts:  what starts it; of `before`: the event that it is counted back from
    sources: the articles
    """

    days: int
    kind: Counting = CALENDAR
    before: bool = False
    least: bool = False
    says: str = ""
    starts: str = ""
    sources: tuple[Article, ...] = ()

    @property
    def words(self) -> str:
        """30 日, 7 个工作日, 3 个月."""
        return f"{self.days} {({CALENDAR: '日', WORKING: '个工作日', MONTHS: '个月'})[self.kind]}"


def is_working_day(day: date) -> bool:
    """Whether offices work, with the holidays and the days worked instead that the State Council announced.

    For years that are not announced yet it can only tell Monday to Friday (`working_days_known`).
    """
    if working_days_known(day):
        return bool(chinese_calendar.is_workday(day))
    return day.weekday() < 5


def working_days_known(day: date) -> bool:
    """Whether the holidays of that year are in the table."""
    try:
        chinese_calendar.is_workday(day)
    except NotImplementedError:
        return False
    return True


def deadline(clock: Clock, start: date) -> date:
    """The last day of the time; counted back, the first day that is too late is the day after it.

    The day on which the clock starts does not count (民法典 201). The last day stays where it is when it is a holiday:
    that is the stricter reading. Months end on the day of the same number, or on the month's last one.
    """
    step = -1 if clock.before else 1
    if clock.kind is MONTHS:
        return _months_on(start, step * clock.days)
    if clock.kind is CALENDAR:
        return start + step * clock.days * DAY
    day, left = start, clock.days
    while left:
        day += step * DAY
        left -= is_working_day(day)
    return day


def _months_on(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _report(days: int, says: str) -> Clock:
    return Clock(
        days, before=True, says=says, starts="常委会会议举行", sources=(Article("监督法", "15", "专项工作报告的送交"),)
    )


_SUGGESTION = (Article("代表法", "51", "代表建议三个月、至迟六个月内答复", Certainty.KNOWN),)

CLOCKS: Mapping[str, Clock] = MappingProxyType(
    {
        "public_comment": Clock(
            30,
            least=True,
            says="决策草案公开征求意见",
            starts="公布决策草案",
            sources=(Article("决策条例", "15", "公开征求意见的期限一般不少于 30 日"),),
        ),
        "legality_review": Clock(
            7,
            WORKING,
            least=True,
            says="合法性审查",
            starts="送请合法性审查",
            sources=(Article("决策条例", "26", "合法性审查的时间一般不少于 7 个工作日"),),
        ),
        "report_to_commissions": _report(20, "专项报告送有关委员会征求意见"),
        "report_to_office": _report(10, "专项报告送常委会办事机构"),
        "report_to_members": _report(7, "专项报告发给常委会组成人员"),
        "disclosure": Clock(
            20,
            WORKING,
            says="行政机关主动公开信息",
            starts="信息形成或者变更",
            sources=(Article("信息公开条例", "26", "20 个工作日内公开"),),
        ),
        "suggestion_answer": Clock(3, MONTHS, says="答复代表建议", starts="交办代表建议", sources=_SUGGESTION),
        "suggestion_latest": Clock(
            6, MONTHS, says="答复代表建议（涉及面广、处理难度大的）", starts="交办代表建议", sources=_SUGGESTION
        ),
    }
)
"""Name → clock."""
