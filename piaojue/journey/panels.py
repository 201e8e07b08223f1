"""看板: each question about a year is a panel: a table, the drawing beside it, and where to look further.

Every panel reads with a fixed number of queries. Numbers are of the year's region: 条 suggestions, 人 people, 天 days.
"""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from piaojue.commons.places.models import Place
from piaojue.commons.words import said, zh
from piaojue.commons.years.models import Year
from piaojue.journey import drawing, queries
from piaojue.journey.figures import Figures, figures_of
from piaojue.stages.evaluate.public import awareness
from piaojue.stages.group.public import GONE, Demand, Link, Second
from piaojue.stages.shortlist.public import Outcome
from piaojue.stages.suggest.public import Campaign, Channel, ProposerType, Suggestion, SuggestionState, Support

HOT = 12
WEEKS = 4  # of the trend: the last ones against as many before


@dataclass
class Panel:
    """One question. headings and rows: the table; a cell may be a number, a text or None (—); chart: ECharts options.

    shares: the columns that hold shares 0–1, shown as per cent; note: a text, or HTML where it names something
    """

    key: str
    title: str
    headings: list[str]
    rows: list[list[Any]]
    chart: dict | None = None
    note: str = ""
    links: dict[int, str] = field(default_factory=dict)
    map_url: str = ""
    height: int = 360
    wide: bool = False  # the table needs the whole width
    shares: tuple[int, ...] = ()

    @property
    def columns(self) -> list[tuple[str, bool]]:
        """(heading, whether the column holds numbers)."""
        return [
            (heading, any(isinstance(row[n], int | float) for row in self.rows))
            for n, heading in enumerate(self.headings)
        ]

    @property
    def narrow(self) -> bool:
        """Whether the table fits a phone as a table; wider ones are told there row by row."""
        return len(self.headings) <= 4

    @property
    def lines(self) -> list[tuple[str, list[tuple[str, str, bool]]]]:
        """(address of the row or empty, [(heading, text, whether a number)])."""
        return [
            (
                self.links.get(at, ""),
                [(heading, self._text(n, row[n]), number) for n, (heading, number) in enumerate(self.columns)],
            )
            for at, row in enumerate(self.rows)
        ]

    def _text(self, column: int, cell: Any) -> str:
        if cell is None:
            return "—"
        if isinstance(cell, float):
            return f"{cell * 100:.1f}%" if column in self.shares else f"{cell:g}"
        return f"{cell:,}" if isinstance(cell, int) else str(cell)


def panels_of(year: Year) -> list[Panel]:
    """All panels of a year's board, in the order of the page."""
    numbers = figures_of([year])[year.pk]
    return [panel for make in PANELS if (panel := make(year, numbers)) is not None]


def suggestions_in(year: Year) -> QuerySet[Suggestion]:
    return Suggestion.objects.filter(year=year).exclude(state=SuggestionState.WITHDRAWN).order_by()


def funnel(year: Year, numbers: Figures) -> Panel:
    steps = [(said(name), n) for name, n in numbers.funnel]
    before = [None, *(n for name, n in steps)]
    grown = [last is not None and n > last for (_name, n), last in zip(steps, before, strict=False)]
    rows = [
        [name, n, None if more else _share(n, last)]
        for (name, n), last, more in zip(steps, before, grown, strict=False)
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


def hot(year: Year, numbers: Figures) -> Panel:
    """Demands with most people, and whether their number still grows."""
    demands = list(
        Demand.objects.filter(year=year).exclude(state__in=GONE).select_related("spot").order_by("-voices", "pk")[:HOT]
    )
    came = voices_by_time(demands)
    now = max((at for times in came.values() for at in times), default=timezone.now())
    rows = []
    for demand in demands:
        late, before = (
            sum(now - timedelta(weeks=b) < at <= now - timedelta(weeks=a) for at in came[demand.pk])
            for a, b in ((0, WEEKS), (WEEKS, 2 * WEEKS))
        )
        rows.append(
            [
                demand.title,
                demand.spot.name,
                demand.voices,
                late,
                before,
                _("↑ 上升") if late > before else _("↓ 下降") if late < before else _("→ 持平"),
            ]
        )
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


def voices_by_time(demands: list[Demand]) -> dict[int, list[datetime]]:
    """Demand id → when each voice came: suggestions, 附议 before and after grouping."""
    found: dict[int, list[datetime]] = defaultdict(list)
    links = Link.objects.filter(demand__in=demands, ended_at=None)
    for rows in (
        links.values_list("demand_id", "suggestion__created_at"),
        Second.objects.filter(demand__in=demands).values_list("demand_id", "at"),
        links.filter(suggestion__supports__at__isnull=False).values_list("demand_id", "suggestion__supports__at"),
    ):
        for demand, at in rows:
            found[demand].append(at)
    return found


def weekly(year: Year, numbers: Figures) -> Panel | None:
    """Suggestions by week, by channel group: what each push of the campaign brought."""
    weeks: Counter = Counter()
    for at in suggestions_in(year).values_list("created_at", flat=True):
        day = timezone.localtime(at).date()
        weeks[day - timedelta(days=day.weekday())] += 1
    if not weeks:
        return None
    days = [min(weeks) + timedelta(weeks=n) for n in range((max(weeks) - min(weeks)).days // 7 + 1)]
    rows = [[_("%(day)s 起") % {"day": f"{day:%Y-%m-%d}"}, weeks[day]] for day in days]
    return Panel(
        "weekly",
        _("每周收到的建议"),
        [_("周"), _("建议（条）")],
        rows,
        drawing.line([f"{day:%m-%d}" for day in days], [weeks[day] for day in days], _("条")),
    )


def regions(year: Year, numbers: Figures) -> Panel | None:
    """By the regions directly below, on the region's own map."""
    below = list(Place.objects.filter(parent=year.place).order_by("code"))
    if not below:
        return None
    asked, demands = Counter(), Counter()
    for spot, n in suggestions_in(year).values_list("spot").annotate(n=Count("pk")):
        asked[_under(below, spot)] += n
    for spot, n in (
        Demand.objects.filter(year=year).exclude(state__in=GONE).order_by().values_list("spot").annotate(n=Count("pk"))
    ):
        demands[_under(below, spot)] += n
    rows = [
        [place.name, asked[place.pk], demands[place.pk], _per(asked[place.pk], place.population)] for place in below
    ]
    if asked[""]:
        rows.append([_("%(place)s（未细分）") % {"place": year.place.name}, asked[""], demands[""], None])
    chart = drawing.region_map("regions", [(place.name, asked[place.pk]) for place in below])
    return Panel(
        "regions",
        _("各地提了多少"),
        [_("地区"), _("建议（条）"), _("诉求（项）"), _("每万人建议")],
        rows,
        chart,
        _("每万人数按常住人口，未录入人口的不算。地图为本地文件；没有本地边界文件时用示意方格。"),
        map_url=reverse("place_map", args=[year.place_id]),
        height=420,
    )


def silent(year: Year, numbers: Figures) -> Panel | None:
    """Places from which nothing came: where the campaign did not reach."""
    heard = set(suggestions_in(year).values_list("spot", flat=True))
    places = list(Place.objects.filter(code__startswith=year.place_id).exclude(pk=year.place_id).order_by("code"))
    parents = {place.parent_id for place in places}
    leaves = [place for place in places if place.pk not in parents]
    if not leaves:
        return None
    names = {place.pk: place.name for place in places} | {year.place_id: year.place.name}
    quiet: dict[str, list[str]] = defaultdict(list)
    total: Counter = Counter()
    for place in leaves:
        total[place.parent_id] += 1
        if place.pk not in heard:
            quiet[place.parent_id].append(place.name)
    rows = [
        [names.get(code, code), total[code], len(found), _share(len(found), total[code]), _some(found)]
        for code, found in quiet.items()
    ]
    rows.sort(key=lambda row: (-row[3], -row[2], row[0]))
    count = sum(map(len, quiet.values()))
    return Panel(
        "silent",
        _("还没有声音的地方"),
        [_("上级"), _("社区、村（个）"), _("没有建议（个）"), _("占比"), _("是哪些")],
        rows,
        drawing.bars([(row[0], row[2]) for row in rows[:12]], _("个")) if rows else None,
        _("%(all)s 个社区、村里，%(n)s 个还没有提过一条。可安排代表走访、上门代填。")
        % {"all": len(leaves), "n": count},
        wide=True,
        shares=(3,),
        height=60 + 34 * max(4, min(12, len(rows))),
    )


def channels(year: Year, numbers: Figures) -> Panel | None:
    return _shares(year, "channels", _("从哪些渠道来"), _("渠道"), "channel", dict(Channel.choices))


def proposers(year: Year, numbers: Figures) -> Panel | None:
    return _shares(year, "proposers", _("谁提的"), _("身份"), "proposer_type", dict(ProposerType.choices))


def fields(year: Year, numbers: Figures) -> Panel | None:
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


def answering(year: Year, numbers: Figures) -> Panel | None:
    """Days from demand to answer, by department: the middle and the longest, not only the mean."""
    took: dict[str, list[float]] = defaultdict(list)
    rows = Outcome.objects.filter(year=year).values_list("department__name", "answered_at", "demand__created_at")
    for name, answered, asked in rows:
        took[name or _("未指定")].append(max(0.0, (answered - asked).total_seconds() / 86400))
    if not took:
        return None
    lines = [
        [name, len(days), round(median(days), 1), round(sum(days) / len(days), 1), round(max(days), 1)]
        for name, days in took.items()
    ]
    lines.sort(key=lambda line: (-line[2], line[0]))
    chart = drawing.bars([(line[0], line[2]) for line in lines[:14]], _("天"))
    return Panel(
        "answering",
        _("答复用了多久"),
        [_("部门"), _("答复（项）"), _("中位数（天）"), _("平均（天）"), _("最长（天）")],
        lines,
        chart,
        _("从归成诉求到书面答复。"),
        height=60 + 34 * max(4, min(14, len(lines))),
    )


def participation(year: Year, numbers: Figures) -> Panel:
    """How many people took part, and how many of all; nobody is counted twice."""
    rows = suggestions_in(year)
    people = set(rows.exclude(proposer=None).values_list("proposer", flat=True))
    people |= set(Second.objects.filter(demand__year=year).values_list("person", flat=True))
    people |= set(Support.objects.filter(suggestion__year=year).values_list("person", flat=True))
    phones = rows.filter(proposer=None).exclude(proposer_phone="").values("proposer_phone").distinct().count()
    nameless = rows.filter(proposer=None, proposer_phone="").count()
    scans = sum(Campaign.objects.filter(year=year).values_list("hits", flat=True))
    by_code = rows.filter(channel=Channel.QR).count()
    population, took_part = year.place.population, len(people) + phones + nameless
    aware, asked = awareness(year)
    lines = [
        [_("参与（人，去重）"), took_part, _share(took_part, population)],
        [_("其中：登录提出或附议"), len(people), _share(len(people), took_part)],
        [_("其中：留了电话，由他人代填"), phones, _share(phones, took_part)],
        [_("其中：未留联系方式的纸质表"), nameless, _share(nameless, took_part)],
        [_("知晓（人）：居民评价中答“听说过”"), aware if asked else None, _share(aware, asked)],
        [_("扫码看征集（次）"), scans, None],
        [_("扫码后提出（条）"), by_code, _share(by_code, scans)],
    ]
    notes = [
        format_html(
            _("参与率按常住人口 {} 人计算（{}）。"),
            f"{population:,}",
            zh(year.place.population_source or _("未写出处")),
        )
        if population
        else _("还没有录入常住人口，参与率不能算；由工作人员在“常住人口”里录入。"),
        _("知晓率按居民评价里回答了这一问的 %(n)s 人计算，不是全体居民。") % {"n": f"{asked:,}"}
        if asked
        else _("知晓率来自居民评价里“以前听说过吗”一问，结果公布且回答的人够多才显示。"),
    ]
    drawn = [
        (_("登录提出或附议"), len(people)),
        (_("留了电话，由他人代填"), phones),
        (_("未留联系方式的纸质表"), nameless),
        *([(_("听说过（居民评价）"), aware)] if asked else []),
    ]
    return Panel(
        "participation",
        _("参与与知晓"),
        [_("项目"), _("数量"), _("比例")],
        lines,
        drawing.bars(drawn, _("人")),
        format_html_join("", "{}", ((note,) for note in notes)),
        height=60 + 34 * 4,
        shares=(2,),
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


def _shares(year: Year, key: str, title: str, heading: str, column: str, names: dict) -> Panel | None:
    counts = Counter(dict(suggestions_in(year).values_list(column).annotate(n=Count("pk"))))
    if not counts:
        return None
    rows = [[said(names.get(value, value)), n, _share(n, counts.total())] for value, n in counts.most_common()]
    return Panel(
        key,
        title,
        [heading, _("建议（条）"), _("占比")],
        rows,
        drawing.bars([(row[0], row[1]) for row in rows], _("条")),
        height=60 + 34 * max(4, len(rows)),
        shares=(2,),
    )


def _under(below: list[Place], code: str) -> str:
    return next((place.pk for place in below if code.startswith(place.pk)), "")


def _share(part: int, whole: int | None) -> float | None:
    return part / whole if whole else None


def _per(n: int, population: int | None) -> float | None:
    return round(n * 10_000 / population, 2) if population else None


def _some(names: list[str], most: int = 12) -> str:
    return "、".join(names[:most]) + (_(" 等 %(n)s 个") % {"n": len(names)} if len(names) > most else "")
