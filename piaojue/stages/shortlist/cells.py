"""Cells of a table of projects that hold several things: where the money comes from, what is done in which month, until when."""

import calendar
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from piaojue.stages.shortlist.values import Funding, Milestone

UNITS = {"亿": 100_000_000, "万": 10_000, "元": 1}
USUAL_UNIT = "万"
"""Of an amount without a unit in the cell of sources, as in the form."""
SOURCE = re.compile(r"(?P<name>\D+?)[\s:|(]*(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>亿|万|元)?元?\s*\)?")
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
MONTH = re.compile(
    r"(?:(?P<year>20\d\d)\s*[-年./]\s*(?P<of>\d{1,2})(?!\d)(?:[-/.](?=\d{1,2}(?!\d)))?|(?<!\d)(?P<month>\d{1,2})(?=月))"
    r"\s*月?(?:\d{1,2}日?|份|上旬|中旬|下旬|底|末|初)*(?:之?前)?"
)
STEPS = re.compile(r"[;\n]+|[,。](?=\s*(?:20\d\d|\d{1,2}月))")
SHARE = re.compile(r"(?:累计)?\s*(?P<share>\d{1,3})\s*%")
DAY = re.compile(r"(?P<year>20\d\d)\s*[-年./]\s*(?P<month>\d{1,2})\s*[-月./]\s*(?P<day>\d{1,2})日?(?:\s.*)?")
YEARS_END = re.compile(r"(?:(?P<year>20\d\d)年?)?年?[底末](?:之?前)?")
AROUND = " \t|:,.、-()。"
LONGEST_NAME = 60
WHOLE = 100


class Unread(Exception):
    """A cell that cannot be understood: a Chinese sentence that says what to do."""


def sources_in(text: str, total_yuan: int | None) -> tuple[Funding, ...]:
    """本级财政300万元、上级补助120万元 → sources; an amount without a unit is in 万元. One source alone may bear the whole total.

    raises: Unread
    """
    pieces = [piece.strip() for piece in re.split(r"[;、,\n]+", THOUSANDS.sub("", _plain(text))) if piece.strip()]
    if len(pieces) == 1 and total_yuan and not re.search(r"\d", pieces[0]):
        return (Funding(pieces[0][:LONGEST_NAME], total_yuan),)
    return tuple(map(_source, pieces))


def _source(piece: str) -> Funding:
    found = SOURCE.fullmatch(piece)
    name = found["name"].strip(AROUND) if found else ""
    if found is None or not name:
        raise Unread(f"“{piece[:20]}”看不出来源和金额，请写成 本级财政 300万元；上级补助 120万元")
    return Funding(name[:LONGEST_NAME], int(Decimal(found["number"]) * UNITS[found["unit"] or USUAL_UNIT]))


def steps_in(text: str, number: int) -> tuple[tuple[Milestone, ...], bool]:
    """(milestones by month, whether their shares were said): 4月开工 20%；10月完工 100%.

    number: the year that a month without one belongs to
    Where no step says its share, they get even ones.
    raises: Unread
    """
    pieces = [piece for piece in STEPS.split(_plain(text)) if piece.strip(AROUND)]
    steps = sorted((_step(piece, number) for piece in pieces), key=lambda step: step.due)
    unsaid = [step for step in steps if step.share < 0]
    if unsaid and len(unsaid) < len(steps):
        raise Unread(f"“{unsaid[0].title[:20]}”没有写累计比例，别的写了：请都写上，或者都不写")
    if unsaid:
        steps = [replace(step, share=WHOLE * at // len(steps)) for at, step in enumerate(steps, 1)]
    return tuple(steps), not unsaid


def _step(piece: str, number: int) -> Milestone:
    """One step; a share of −1 was not said."""
    share = SHARE.search(piece)
    rest = SHARE.sub(" ", piece)
    month = MONTH.search(rest)
    title = " ".join((rest[: month.start()].strip(AROUND), rest[month.end() :].strip(AROUND))).strip() if month else ""
    if month is None or not title or not 1 <= int(month["of"] or month["month"]) <= 12:
        raise Unread(f"“{piece.strip()[:20]}”看不出哪个月办什么，请写成 4月开工 20%；10月完工 100%")
    if len(title) > LONGEST_NAME:
        raise Unread(f"“{title[:20]}…”超过 {LONGEST_NAME} 个字，请写短一些")
    due = f"{month['year'] or number}-{int(month['of'] or month['month']):02d}"
    return Milestone(title, due, int(share["share"]) if share else -1)


def due_in(text: str, number: int) -> date | None:
    """2026-10-31, 2026年10月, 10月底, 年底 → the day by which it is done; a month means its end. None: nothing is written.

    raises: Unread
    """
    plain = _plain(text).strip()
    if not plain:
        return None
    try:
        if day := DAY.fullmatch(plain):
            return date(int(day["year"]), int(day["month"]), int(day["day"]))
        if end := YEARS_END.fullmatch(plain):
            return date(int(end["year"] or number), 12, 31)
        if month := MONTH.fullmatch(plain):
            year, of = int(month["year"] or number), int(month["of"] or month["month"])
            return date(year, of, calendar.monthrange(year, of)[1])
    except ValueError:  # month 13, day 31 of June
        pass
    raise Unread(f"“{plain[:20]}”不是日期，请写成 2026-10-31 或 2026年10月")


def named_in(text: str) -> Iterator[str]:
    """Units that a cell names, in their order."""
    for piece in re.split(r"[、，,；;/\n]+", text):
        if piece.strip():
            yield piece.strip()


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
