"""Panels of 历年对比: year by year, region by region, field by field, and where nothing was done."""

from django.utils.translation import gettext as _

from piaojue.commons.words import said
from piaojue.journey.compare import Cell as Done
from piaojue.journey.compare import History, figures_together
from piaojue.journey.panel import Cell, Panel, share
from piaojue.stages.suggest.public import Category

WAN = 10_000
NAMED = 8
"""Places that are named in a cell; of more only the number is said."""


def panels_of_years(history: History) -> list[Panel]:
    return [by_year(history), by_region(history), by_field(history), silent_towns(history)]


def by_year(history: History) -> Panel:
    """All regions together, the newest year first, held against the year before."""
    rows: list[list[Cell]] = []
    for number in history.numbers:
        cells = history.of_year(number)
        done = _projects(cells)
        known = figures_together(cells)
        rows.append(
            [
                str(number),
                len(cells),
                done,
                _change(history, number),
                round(sum(cell.yuan for cell in cells) / WAN),
                known.residents_share if known else None,
                known.on_time_rate if known else None,
                known.satisfied_rate if known else None,
            ]
        )
    headings = [_("年度"), _("地区（个）"), _("项目（项）"), _("比上年"), _("投资（万元）")]
    headings += [_("来自居民的项目"), _("按期完成率"), _("满意加基本满意")]
    note = _(
        "“比上年”只比两年都有数据的地区。历年项目表里没有的内容不推算，空着；投资在本系统里办的年度是年度计划，更早的是总投资。"
    )
    return Panel("years", _("逐年"), headings, rows, note=note, wide=True, shares=(5, 6, 7), bars=(2,))


def _projects(cells: list[Done]) -> int:
    return sum(cell.projects for cell in cells)


def _change(history: History, number: int) -> str | None:
    """Against the year before, of the regions that have both years: a region more or less changes nothing."""
    both = [
        (now, then)
        for region in history.regions
        if (now := history.projects(region, number)) is not None
        and (then := history.projects(region, number - 1)) is not None
    ]
    before = sum(then for _now, then in both)
    return f"{(sum(now for now, _then in both) - before) / before:+.0%}" if before else None


def by_region(history: History) -> Panel:
    """Projects of each region in each year, and what that is for its inhabitants and its towns."""
    years = sorted(history.numbers)
    rows: list[list[Cell]] = []
    for region in history.regions:
        all_of_it = _projects(history.of_region(region))
        towns = len(history.towns.get(region.pk, ()))
        rows.append(
            [
                region.name,
                *(history.projects(region, number) for number in years),
                all_of_it,
                _ratio(all_of_it, region.population, WAN),
                _ratio(all_of_it, towns, 1),
            ]
        )
    headings = [_("地区"), *map(str, years), _("合计（项）"), _("每万人（项）"), _("每个乡镇街道（项）")]
    note = _("空着的是没有数据的年度，不是 0。每万人按常住人口，没有录入人口的不算。")
    if history.population:
        whole = _projects(list(history.cells.values()))
        note += _("全部地区平均每万人 %(n)s 项。") % {"n": _ratio(whole, history.population, WAN)}
    return Panel("regions", _("分地区"), headings, rows, note=note, wide=True, bars=tuple(range(1, len(years) + 1)))


def by_field(history: History) -> Panel:
    """Projects of each field in each year."""
    years, names = sorted(history.numbers), dict(Category.choices)
    whole = _projects(list(history.cells.values()))
    rows: list[list[Cell]] = []
    for name in history.fields:
        counts = [sum(cell.fields[name] for cell in history.of_year(number)) for number in years]
        rows.append([said(names.get(name, "未分类")), *counts, sum(counts), share(sum(counts), whole)])
    headings = [_("领域"), *map(str, years), _("合计（项）"), _("占比")]
    return Panel(
        "fields",
        _("分领域"),
        headings,
        rows,
        wide=True,
        shares=(len(headings) - 1,),
        bars=tuple(range(1, len(years) + 1)),
    )


def silent_towns(history: History) -> Panel:
    """乡镇街道 in which no project of these years lay."""
    rows: list[list[Cell]] = []
    for region in history.regions:
        towns = history.towns.get(region.pk, [])
        missed = [town.name for town in towns if town.pk not in history.heard]
        if missed:
            more = _(" 等 %(n)s 个") % {"n": len(missed)} if len(missed) > NAMED else ""
            share_of = share(len(missed), len(towns))
            rows.append([region.name, len(towns), len(missed), share_of, "、".join(missed[:NAMED]) + more])
    rows.sort(key=lambda row: -float(row[3] or 0))
    headings = [_("地区"), _("乡镇街道（个）"), _("没有项目（个）"), _("占比"), _("是哪些")]
    note = _("项目所在地只写到旗县区的，不算落在哪个乡镇街道。")
    return Panel("silent", _("这些年没有项目的乡镇街道"), headings, rows, note=note, wide=True, shares=(3,))


def _ratio(n: int, whole: int | None, each: int) -> float | None:
    return round(n * each / whole, 2) if whole else None
