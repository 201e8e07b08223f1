"""看板: each question about a year is a panel.

Every panel reads with a fixed number of queries. Numbers are of the year's region: 条 suggestions, 人 people, 天 days.
"""

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta
from statistics import median

from django.utils import timezone
from django.utils.translation import gettext as _

from piaojue.commons.words import said
from piaojue.commons.years.models import Year
from piaojue.journey import drawing, queries
from piaojue.journey.figures import Figures, figures_of, received
from piaojue.journey.panel import Cell, Panel, share
from piaojue.journey.panels_people import channels, participation, proposers
from piaojue.journey.panels_places import regions, silent
from piaojue.stages.group.public import GONE, Demand, Link, Second
from piaojue.stages.shortlist.public import Outcome

HOT = 12
"""How many demands are shown as the loudest."""
WEEKS = 4
"""Of a trend: the last ones are held against as many before."""


def panels_of(year: Year) -> list[Panel]:
    """All panels of a year's board, in the order of the page."""
    figures = figures_of([year])[year.pk]
    return [panel for make in PANELS if (panel := make(year, figures)) is not None]


def funnel(year: Year, figures: Figures) -> Panel:
    steps = [(said(name), n) for name, n in figures.funnel]
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


def hot(year: Year, figures: Figures) -> Panel:
    """Demands with most people, and whether their number still grows."""
    demands = list(
        Demand.objects.filter(year=year).exclude(state__in=GONE).select_related("spot").order_by("-voices", "pk")[:HOT]
    )
    came = voices_by_time(demands)
    now = max((at for times in came.values() for at in times), default=timezone.now())
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


def _trend(came: list[datetime], now: datetime) -> tuple[int, int, str]:
    """Voices of the last weeks, of as many weeks before, and how they compare."""
    late, before = (
        sum(now - timedelta(weeks=first) < at <= now - timedelta(weeks=last) for at in came)
        for last, first in ((0, WEEKS), (WEEKS, 2 * WEEKS))
    )
    return late, before, _("↑ 上升") if late > before else _("↓ 下降") if late < before else _("→ 持平")


def voices_by_time(demands: list[Demand]) -> dict[int, list[datetime]]:
    """Demand id → when each voice came: suggestions, 附议 before and after grouping."""
    came: dict[int, list[datetime]] = defaultdict(list)
    links = Link.objects.filter(demand__in=demands, ended_at=None)
    for rows in (
        links.values_list("demand_id", "suggestion__created_at"),
        Second.objects.filter(demand__in=demands).values_list("demand_id", "at"),
        links.filter(suggestion__supports__at__isnull=False).values_list("demand_id", "suggestion__supports__at"),
    ):
        for demand, at in rows:
            came[demand].append(at)
    return came


def weekly(year: Year, figures: Figures) -> Panel | None:
    """Suggestions by week, by channel group: what each push of the campaign brought."""
    weeks: Counter[date] = Counter()
    for at in received([year]).values_list("created_at", flat=True):
        day = timezone.localtime(at).date()
        weeks[day - timedelta(days=day.weekday())] += 1
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


def fields(year: Year, figures: Figures) -> Panel | None:
    """By field: suggestions against adopted projects."""
    lines = [(said(name), asked, done) for name, asked, done in queries.categories_of(year)]
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


def answering(year: Year, figures: Figures) -> Panel | None:
    """Days from demand to answer, by department: the middle and the longest, not only the mean."""
    took: dict[str, list[float]] = defaultdict(list)
    rows = Outcome.objects.filter(year=year).values_list("department__name", "answered_at", "demand__created_at")
    for name, answered, asked in rows:
        took[name or _("未指定")].append(max(0.0, (answered - asked).total_seconds() / 86400))
    if not took:
        return None
    lines = [
        (name, len(days), round(median(days), 1), round(sum(days) / len(days), 1), round(max(days), 1))
        for name, days in took.items()
    ]
    lines.sort(key=lambda line: (-line[2], line[0]))
    chart = drawing.bars([(line[0], line[2]) for line in lines[:14]], _("天"))
    return Panel(
        "answering",
        _("答复用了多久"),
        [_("部门"), _("答复（项）"), _("中位数（天）"), _("平均（天）"), _("最长（天）")],
        [list(line) for line in lines],
        chart,
        _("从归成诉求到书面答复。"),
        height=60 + 34 * max(4, min(14, len(lines))),
    )


PANELS: list[Callable[[Year, Figures], Panel | None]] = [
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
