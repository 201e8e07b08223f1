"""看板: each question about a year is a panel.

Every panel reads with a fixed number of queries. Numbers are of the year's region: 条 suggestions, 人 people, 天 days.
"""

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, timedelta

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _

from piaojue.commons.people.models import Body
from piaojue.commons.words import said
from piaojue.journey import drawing
from piaojue.journey.board import Board
from piaojue.journey.panel import Cell, Panel, share
from piaojue.journey.panels_people import channels, participation, proposers
from piaojue.journey.panels_places import regions, silent
from piaojue.stages.group.public import GONE, Demand, Link, Second

HOT = 12
"""How many demands are shown as the loudest."""
WEEKS = 4
"""Of a trend: the last ones are held against as many before."""


def panels_of(board: Board) -> list[Panel]:
    """All panels of a year's board, in the order of the page."""
    return [panel for make in PANELS if (panel := make(board)) is not None]


def funnel(board: Board) -> Panel:
    steps = [(said(name), n) for name, n in board.figures.funnel]
    before = [None, *(n for name, n in steps)]
    grown = [last is not None and n > last for (_name, n), last in zip(steps, before, strict=False)]
    rows: list[list[Cell]] = [
        [name, n, None if more else share(n, last)] for (name, n), last, more in zip(steps, before, grown, strict=False)
    ]
    note = _("柱长按平方根，便于看清小数。") + (
        _("比上一环节多的，含不是由征集来的项目，不算占比。") if any(grown) else ""
    )
    return Panel(
        "funnel",
        _("建议到完成"),
        [_("环节"), _("数量"), _("占上一环节")],
        rows,
        drawing.funnel(steps),
        note,
        shares=(2,),
    )


def hot(board: Board) -> Panel:
    """Demands with most people, and whether their number still grows."""
    demands = list(
        Demand.objects.filter(year=board.year)
        .exclude(state__in=GONE)
        .select_related("spot")
        .order_by("-voices", "-pk")[:HOT]
    )
    return hot_of(demands)


def hot_of(demands: list[Demand]) -> Panel:
    """The panel of these demands, the loudest first."""
    came = voices_by_day(demands)
    now = max((day for days in came.values() for day in days), default=timezone.localdate())
    rows: list[list[Cell]] = [
        [demand.title, demand.spot.name, demand.voices, *_trend(came[demand.pk], now)] for demand in demands
    ]
    return Panel(
        "hot",
        _("热点诉求与趋势"),
        [
            _("诉求"),
            _("所在地"),
            _("人数"),
            _("近 %(n)s 周") % {"n": WEEKS},
            _("前 %(n)s 周") % {"n": WEEKS},
            _("趋势"),
        ],
        rows,
        drawing.bars([(d.title, d.voices) for d in demands], _("人")) if demands else None,
        _("人数已去掉重复；近、前各周为新增人次，算到最近一次有人提出为止。"),
        {at: demand.get_absolute_url() for at, demand in enumerate(demands)},
        wide=True,
        height=60 + 34 * max(4, len(demands)),
    )


def _trend(came: Counter[date], now: date) -> tuple[int, int, str]:
    """Voices of the last weeks, of as many weeks before, and how they compare."""
    late, before = (
        sum(n for day, n in came.items() if now - timedelta(weeks=first) < day <= now - timedelta(weeks=last))
        for last, first in ((0, WEEKS), (WEEKS, 2 * WEEKS))
    )
    return late, before, _("↑ 上升") if late > before else _("↓ 下降") if late < before else _("→ 持平")


def voices_by_day(demands: list[Demand]) -> dict[int, Counter[date]]:
    """Demand id → how many voices came on each day: suggestions, 附议 before and after grouping."""
    links = Link.objects.filter(demand__in=demands, ended_at=None).order_by()
    parts = [
        _by_day(rows, moment)
        for rows, moment in (
            (links, "suggestion__created_at"),
            (Second.objects.filter(demand__in=demands).order_by(), "at"),
            (links.filter(suggestion__supports__at__isnull=False), "suggestion__supports__at"),
        )
    ]
    came: dict[int, Counter[date]] = defaultdict(Counter)
    for demand, day, number in parts[0].union(*parts[1:], all=True):
        came[demand][day] += number
    return came


def _by_day(rows: QuerySet, moment: str) -> QuerySet:
    return (
        rows.annotate(day=TruncDate(moment))
        .values("demand_id", "day")
        .annotate(number=Count("*"))
        .values_list("demand_id", "day", "number")
    )


def weekly(board: Board) -> Panel | None:
    """Suggestions by week, by channel group: what each push of the campaign brought."""
    weeks: Counter[date] = Counter()
    for day, n in board.kinds("suggestions.day").items():
        at = date.fromisoformat(day)
        weeks[at - timedelta(days=at.weekday())] += n
    return weekly_of(weeks)


def weekly_of(weeks: Counter[date]) -> Panel | None:
    """The panel of these weeks: Monday → suggestions. None: there are none."""
    if not weeks:
        return None
    days = [min(weeks) + timedelta(weeks=n) for n in range((max(weeks) - min(weeks)).days // 7 + 1)]
    rows: list[list[Cell]] = [[_("%(day)s 起") % {"day": f"{day:%Y-%m-%d}"}, weeks[day]] for day in days]
    return Panel(
        "weekly",
        _("每周收到的建议"),
        [_("周"), _("建议（条）")],
        rows,
        drawing.line([f"{day:%m-%d}" for day in days], [weeks[day] for day in days], _("条")),
    )


def fields(board: Board) -> Panel | None:
    """By field: suggestions against adopted projects."""
    lines = [(said(name), asked, done) for name, asked, done in board.fields]
    if not lines:
        return None
    return Panel(
        "fields",
        _("建议的领域"),
        [_("领域"), _("建议（条）"), _("项目（项）")],
        [list(line) for line in lines],
        drawing.categories(lines),
        height=420,
    )


def answering(board: Board) -> Panel | None:
    """Days from demand to answer, by department: the middle and the longest, not only the mean."""
    took: dict[str, Counter[int]] = defaultdict(Counter)
    for key, n in board.kinds("outcomes.took").items():
        department, _colon, days = key.partition(":")
        took[department][int(days)] += n
    if not took:
        return None
    names = dict(Body.objects.filter(pk__in=filter(None, took)).values_list("pk", "name"))
    lines = [
        (names[int(key)] if key else _("未指定"), days.total(), _middle(days), _mean(days), max(days))
        for key, days in took.items()
    ]
    lines.sort(key=lambda line: (-line[2], line[0]))
    chart = drawing.bars([(line[0], line[2]) for line in lines[:14]], _("天"))
    return Panel(
        "answering",
        _("答复用了多久"),
        [_("部门"), _("答复（项）"), _("中位数（天）"), _("平均（天）"), _("最长（天）")],
        [list(line) for line in lines],
        chart,
        _("从归成诉求到书面答复，按满几天算。"),
        height=60 + 34 * max(4, min(14, len(lines))),
    )


def _middle(days: Counter[int]) -> float:
    """The median of whole days, each as often as it was counted."""
    half, passed, below = days.total() / 2, 0, 0
    for day in sorted(days):
        if passed == half:  # an even number, and the middle lies between two days
            return (below + day) / 2
        passed, below = passed + days[day], day
        if passed > half:
            return float(day)
    return float(below)


def _mean(days: Counter[int]) -> float:
    return round(sum(day * n for day, n in days.items()) / days.total(), 1)


PANELS: list[Callable[[Board], Panel | None]] = [
    funnel,
    hot,
    weekly,
    regions,
    silent,
    channels,
    proposers,
    fields,
    answering,
    participation,
]
