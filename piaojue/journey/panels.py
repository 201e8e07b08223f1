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

from piaojue.commons.places.models import Place
from piaojue.commons.years.models import Year
from piaojue.journey import drawing, queries
from piaojue.journey.figures import Figures, figures_of
from piaojue.stages.evaluate.queries import awareness
from piaojue.stages.group.models import GONE, Demand, Link, Second
from piaojue.stages.shortlist.models import Outcome
from piaojue.stages.suggest.models import Campaign, Channel, ProposerType, Suggestion, SuggestionState, Support

HOT = 12
WEEKS = 4  # of the trend: the last ones against as many before


@dataclass
class Panel:
    """One question. headings and rows: the table; a cell may be a number, a text or None (—); chart: ECharts options."""

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

    def is_share(self, column: int) -> bool:
        """Whether a column holds shares 0–1, to be shown as per cent."""
        return self.headings[column].startswith(("占", "比例"))

    @property
    def columns(self) -> list[tuple[str, bool]]:
        """(heading, whether the column holds numbers)."""
        return [(heading, any(isinstance(row[n], int | float) for row in self.rows)) for n, heading in enumerate(self.headings)]

    @property
    def lines(self) -> list[tuple[str, list[tuple[str, str, bool]]]]:
        """(address of the row or empty, [(heading, text, whether a number)])."""
        return [
            (self.links.get(at, ""), [(heading, self._text(n, row[n]), number) for n, (heading, number) in enumerate(self.columns)])
            for at, row in enumerate(self.rows)
        ]

    def _text(self, column: int, cell: Any) -> str:
        if cell is None:
            return "—"
        if isinstance(cell, float):
            return f"{cell * 100:.1f}%" if self.is_share(column) else f"{cell:g}"
        return f"{cell:,}" if isinstance(cell, int) else str(cell)


def panels_of(year: Year) -> list[Panel]:
    """All panels of a year's board, in the order of the page."""
    numbers = figures_of([year])[year.pk]
    return [panel for make in PANELS if (panel := make(year, numbers)) is not None]


def suggestions_in(year: Year) -> QuerySet[Suggestion]:
    return Suggestion.objects.filter(year=year).exclude(state=SuggestionState.WITHDRAWN).order_by()


def funnel(year: Year, numbers: Figures) -> Panel:
    before = [None, *(n for _, n in numbers.funnel)]
    rows = [[name, n, _share(n, last)] for (name, n), last in zip(numbers.funnel, before, strict=False)]
    return Panel("funnel", "建议到完成", ["环节", "数量", "占上一环节"], rows, drawing.funnel(numbers.funnel), "柱长按平方根,便于看清小数。")


def hot(year: Year, numbers: Figures) -> Panel:
    """Demands with most people, and whether their number still grows."""
    demands = list(Demand.objects.filter(year=year).exclude(state__in=GONE).select_related("spot").order_by("-voices", "pk")[:HOT])
    came = voices_by_time(demands)
    now = max((at for times in came.values() for at in times), default=timezone.now())
    rows = []
    for demand in demands:
        late, before = (sum(now - timedelta(weeks=b) < at <= now - timedelta(weeks=a) for at in came[demand.pk]) for a, b in ((0, WEEKS), (WEEKS, 2 * WEEKS)))
        rows.append([demand.title, demand.spot.name, demand.voices, late, before, "↑ 上升" if late > before else "↓ 下降" if late < before else "→ 持平"])
    return Panel(
        "hot", "热点诉求与趋势", ["诉求", "所在地", "人数", f"近 {WEEKS} 周", f"前 {WEEKS} 周", "趋势"], rows,
        drawing.bars([(d.title, d.voices) for d in demands], "人") if demands else None, "人数已去掉重复;近、前各周为新增人次,算到最近一次有人提出为止。",
        {at: demand.get_absolute_url() for at, demand in enumerate(demands)}, wide=True, height=60 + 34 * max(4, len(demands)),
    )  # fmt: skip


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
    rows = [[f"{day:%Y-%m-%d} 起", weeks[day]] for day in days]
    return Panel("weekly", "每周收到的建议", ["周", "建议(条)"], rows, drawing.line([f"{day:%m-%d}" for day in days], [weeks[day] for day in days], "条"))


def regions(year: Year, numbers: Figures) -> Panel | None:
    """By the regions directly below, on the region's own map."""
    below = list(Place.objects.filter(parent=year.place).order_by("code"))
    if not below:
        return None
    asked, demands = Counter(), Counter()
    for spot, n in suggestions_in(year).values_list("spot").annotate(n=Count("pk")):
        asked[_under(below, spot)] += n
    for spot, n in Demand.objects.filter(year=year).exclude(state__in=GONE).order_by().values_list("spot").annotate(n=Count("pk")):
        demands[_under(below, spot)] += n
    rows = [[place.name, asked[place.pk], demands[place.pk], _per(asked[place.pk], place.population)] for place in below]
    if asked[""]:
        rows.append([f"{year.place.name}(未细分)", asked[""], demands[""], None])
    chart = drawing.region_map("regions", [(place.name, asked[place.pk]) for place in below])
    return Panel(
        "regions", "各地提了多少", ["地区", "建议(条)", "诉求(项)", "每万人建议"], rows, chart,
        "每万人数按常住人口,未录入人口的不算。地图为本地文件;没有本地边界文件时用示意方格。", map_url=reverse("place_map", args=[year.place_id]), height=420,
    )  # fmt: skip


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
    rows = [[names.get(code, code), total[code], len(found), _share(len(found), total[code]), _some(found)] for code, found in quiet.items()]
    rows.sort(key=lambda row: (-row[3], -row[2], row[0]))
    count = sum(map(len, quiet.values()))
    return Panel(
        "silent", "还没有声音的地方", ["上级", "社区、村(个)", "没有建议(个)", "占比", "是哪些"], rows,
        drawing.bars([(row[0], row[2]) for row in rows[:12]], "个") if rows else None,
        f"{len(leaves)} 个社区、村里,{count} 个还没有提过一条。可安排代表走访、上门代填。", wide=True, height=60 + 34 * max(4, min(12, len(rows))),
    )  # fmt: skip


def channels(year: Year, numbers: Figures) -> Panel | None:
    return _shares(year, "channels", "从哪些渠道来", "渠道", "channel", dict(Channel.choices))


def proposers(year: Year, numbers: Figures) -> Panel | None:
    return _shares(year, "proposers", "谁提的", "身份", "proposer_type", dict(ProposerType.choices))


def fields(year: Year, numbers: Figures) -> Panel | None:
    """By field: suggestions against adopted projects."""
    lines = queries.categories_of(year)
    if not lines:
        return None
    return Panel("fields", "建议的领域", ["领域", "建议(条)", "项目(项)"], [list(line) for line in lines], drawing.categories(lines), height=420)


def answering(year: Year, numbers: Figures) -> Panel | None:
    """Days from demand to answer, by department: the middle and the longest, not only the mean."""
    took: dict[str, list[float]] = defaultdict(list)
    rows = Outcome.objects.filter(year=year).values_list("department__name", "answered_at", "demand__created_at")
    for name, answered, asked in rows:
        took[name or "未指定"].append(max(0.0, (answered - asked).total_seconds() / 86400))
    if not took:
        return None
    lines = [[name, len(days), round(median(days), 1), round(sum(days) / len(days), 1), round(max(days), 1)] for name, days in took.items()]
    lines.sort(key=lambda line: (-line[2], line[0]))
    chart = drawing.bars([(line[0], line[2]) for line in lines[:14]], "天")
    return Panel("answering", "答复用了多久", ["部门", "答复(项)", "中位数(天)", "平均(天)", "最长(天)"], lines, chart, "从归成诉求到书面答复。", height=60 + 34 * max(4, min(14, len(lines))))


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
    aware, said = awareness(year)
    lines = [
        ["参与(人,去重)", took_part, _share(took_part, population)],
        ["其中:登录提出或附议", len(people), _share(len(people), took_part)],
        ["其中:留了电话,由他人代填", phones, _share(phones, took_part)],
        ["其中:未留联系方式的纸质表", nameless, _share(nameless, took_part)],
        ["知晓(人):居民评价中答“听说过”", aware if said else None, _share(aware, said)],
        ["扫码看征集(次)", scans, None],
        ["扫码后提出(条)", by_code, _share(by_code, scans)],
    ]
    notes = [
        f"参与率按常住人口 {population:,} 人计算({year.place.population_source or '未写出处'})。" if population
        else "还没有录入常住人口,参与率不能算;由工作人员在“常住人口”里录入。",
        f"知晓率按居民评价里回答了这一问的 {said:,} 人计算,不是全体居民。" if said
        else "知晓率来自居民评价里“以前听说过吗”一问,结果公布且回答的人够多才显示。",
    ]  # fmt: skip
    drawn = [("登录提出或附议", len(people)), ("留了电话,由他人代填", phones), ("未留联系方式的纸质表", nameless), *([("听说过(居民评价)", aware)] if said else [])]
    return Panel("participation", "参与与知晓", ["项目", "数量", "比例"], lines, drawing.bars(drawn, "人"), "".join(notes), height=60 + 34 * 4)


PANELS: list[Callable[[Year, Figures], Panel | None]] = [
    funnel, hot, weekly, regions, silent, channels, proposers, fields, answering, participation,
]  # fmt: skip


def _shares(year: Year, key: str, title: str, heading: str, column: str, names: dict) -> Panel | None:
    counts = Counter(dict(suggestions_in(year).values_list(column).annotate(n=Count("pk"))))
    if not counts:
        return None
    rows = [[str(names.get(value, value)), n, _share(n, counts.total())] for value, n in counts.most_common()]
    return Panel(key, title, [heading, "建议(条)", "占比"], rows, drawing.bars([(row[0], row[1]) for row in rows], "条"), height=60 + 34 * max(4, len(rows)))


def _under(below: list[Place], code: str) -> str:
    return next((place.pk for place in below if code.startswith(place.pk)), "")


def _share(part: int, whole: int | None) -> float | None:
    return part / whole if whole else None


def _per(n: int, population: int | None) -> float | None:
    return round(n * 10_000 / population, 2) if population else None


def _some(names: list[str], most: int = 12) -> str:
    return "、".join(names[:most]) + (f" 等 {len(names)} 个" if len(names) > most else "")
