"""候选项目表: the columns of a table of projects, and how a row of it becomes a sheet."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self, TypeVar

from engines.tables import Column, Doubt, Takes
from piaojue.commons.people.models import Body
from piaojue.commons.places.models import Place
from piaojue.commons.years.models import Year
from piaojue.stages.shortlist.cells import Unread, due_in, named_in, sources_in, steps_in
from piaojue.stages.shortlist.completeness import funding_gap
from piaojue.stages.shortlist.departments import Departments
from piaojue.stages.shortlist.models import ProjectType
from piaojue.stages.shortlist.sheet import Sheet
from piaojue.stages.shortlist.values import Funding, Milestone
from piaojue.stages.suggest.public import Category, Spellings

SOURCES = {
    "from_upper": ("上级补助", ("上级资金", "上级补助资金", "上级专项")),
    "from_own": ("本级财政", ("本级财政资金", "财政资金", "区级财政", "县级财政", "本级资金")),
    "from_town": ("乡镇街道", ("乡镇街道资金", "镇级财政", "街道资金")),
    "from_bond": ("专项债", ("专项债券", "债券资金")),
    "from_social": ("社会资金", ("社会资本", "社会投资")),
    "from_residents": ("群众筹资", ("自筹", "自筹资金", "居民出资")),
}
"""Columns of one source each: key → (source, other headings)."""
COLUMNS = (
    Column("title", "项目名称", ("项目", "名称", "候选项目", "候选项目名称"), Takes.LINE, True, True, hint="4–60 个字"),
    Column(
        "category", "所属领域", ("领域", "类别", "项目类别"), hint=f"其中一个：{'、'.join(map(str, Category.labels))}"
    ),
    Column("type", "项目形态", ("形态",), hint=f"可以空；其中一个：{'、'.join(map(str, ProjectType.labels))}"),
    Column(
        "spot",
        "选址所在地",
        ("所在地", "实施地点", "建设地点", "地点", "属地"),
        hint="街道、乡镇或社区、村；空着算全域",
    ),
    Column("site", "选址", ("具体选址", "具体位置", "详细地址")),
    Column("purpose", "建设目的", ("目的", "建设必要性", "必要性"), Takes.TEXT),
    Column("scope", "建设内容与规模", ("建设内容", "建设内容及规模", "主要建设内容", "项目内容", "内容"), Takes.TEXT),
    Column("department", "责任单位", ("牵头单位", "承办单位", "实施单位", "责任部门", "牵头部门", "建设单位")),
    Column("co_departments", "配合单位", ("协办单位", "配合部门")),
    Column("leader", "责任人", ("负责人", "项目负责人")),
    Column("overseer", "分管领导", ("责任领导", "分管区领导", "包联领导")),
    Column(
        "total_yuan",
        "总投资（元）",
        ("投资", "投资估算", "估算投资", "计划投资", "投资总额", "项目总投资"),
        Takes.MONEY,
    ),
    Column("year_yuan", "年度投资（元）", ("本年投资", "当年投资", "年度计划投资", "本年度投资"), Takes.MONEY),
    *(Column(key, f"{name}（元）", also, Takes.MONEY) for key, (name, also) in SOURCES.items()),
    Column(
        "funding",
        "资金来源",
        ("资金来源及金额", "资金渠道"),
        Takes.TEXT,
        hint="本级财政 300万元；上级补助 120万元。没有写单位的算万元",
    ),
    Column("beneficiaries", "受益人数", ("受益人口", "惠及人数", "受益群众"), Takes.COUNT, hint="人"),
    Column("reach", "受益范围", ("受益对象", "受益人群")),
    Column("due", "完成时间", ("完成时限", "完工时间", "计划完成时间"), hint="2026-10-31、2026年10月、年底都可以"),
    Column(
        "milestones",
        "时间节点",
        ("序时进度", "进度安排", "实施计划", "进度计划", "月度计划"),
        Takes.TEXT,
        hint="4月开工 20%；10月完工 100%。百分数是累计完成的比例，最后一项 100%",
    ),
)
LONGEST = {"title": 60, "site": 200, "purpose": 1000, "scope": 2000, "co_departments": 200} | {
    "leader": 60,
    "overseer": 60,
    "reach": 200,
}
TITLES = {column.key: column.title for column in COLUMNS}
SHORTEST_TITLE, LITTLE_YUAN, MOST_YUAN = 4, 10_000, 10**13
T = TypeVar("T")


@dataclass(frozen=True)
class Setting:
    """What rows are read by: the year, its places, its departments."""

    year: Year
    spellings: Spellings
    departments: Departments

    @classmethod
    def of(cls, year: Year) -> Self:
        return cls(year, Spellings.of(year.place), Departments.of(year))


@dataclass(frozen=True)
class Read:
    """A row as it was understood. says: what was supposed where the row says nothing."""

    sheet: Sheet
    doubts: tuple[Doubt, ...]
    says: str = ""


def read_row(values: Mapping[str, str], setting: Setting) -> Read:
    """The sheet that a row holds, as a person who says that the row is right as it is would have it."""
    doubts = [*_lengths(values), *_small_sums(values)]
    category, type_ = _chosen(values, "category", Category, doubts), _chosen(values, "type", ProjectType, doubts)
    spot, site = place_in(values, setting, doubts)
    department, beside = _department(values, setting, doubts)
    total = _yuan(values["total_yuan"])
    funding = _funding(values, total, doubts)
    number = setting.year.number
    none: tuple[tuple[Milestone, ...], bool] = ((), True)
    milestones, said = _read("milestones", lambda: steps_in(values["milestones"], number), none, doubts)
    due = _read("due", lambda: due_in(values["due"], number), None, doubts)
    sheet = Sheet(
        title=values["title"],
        purpose=values["purpose"],
        scope=values["scope"],
        leader=values["leader"],
        overseer=values["overseer"],
        reach=values["reach"],
        category=category or Category.OTHER,
        type=type_ or ProjectType.WORKS,
        spot=spot,
        site=site,
        department=department,
        co_departments="、".join(filter(None, (values["co_departments"], *beside)))[: LONGEST["co_departments"]],
        total_yuan=total,
        year_yuan=_yuan(values["year_yuan"]),
        funding=funding,
        beneficiaries=int(values["beneficiaries"]) if values["beneficiaries"] else None,
        due=due,
        cross_year=due is not None and due.year > number,
        milestones=milestones,
    )
    steps = "、".join(f"{step.title} {step.share}%" for step in milestones)
    return Read(sheet, tuple(doubts), "" if said else f"时间节点没有写累计比例，先按平均记：{steps}")


def _yuan(text: str) -> int | None:
    return int(text) if text else None


def _lengths(values: Mapping[str, str]) -> Iterator[Doubt]:
    if len(values["title"]) < SHORTEST_TITLE:
        yield Doubt("title", f"“项目名称”：至少 {SHORTEST_TITLE} 个字")
    for name, longest in LONGEST.items():
        if len(values[name]) > longest:
            yield Doubt(name, f"“{TITLES[name]}”：超过 {longest} 个字，请核对是否对错了列")


def _small_sums(values: Mapping[str, str]) -> Iterator[Doubt]:
    """A sum below 1 万元 may have lost its unit."""
    for name in ("total_yuan", "year_yuan", *SOURCES):
        yuan = _yuan(values[name]) or 0
        if 0 < yuan < LITTLE_YUAN:
            reason = f"“{TITLES[name]}”：只有 {yuan} 元。是万元的请写成 {yuan}万元；照这样导入则记 {yuan} 元"
            yield Doubt(name, reason, hard=False)
        if yuan >= MOST_YUAN:
            yield Doubt(name, f"“{TITLES[name]}”：{yuan} 元超出范围，请核对单位")


def _chosen(values: Mapping[str, str], name: str, choices: Any, doubts: list[Doubt]) -> str:
    text = values[name]
    value = next((value for value, label in choices.choices if text in (value, str(label))), "")
    if text and not value:
        usual = Category.OTHER.label if choices is Category else ProjectType.WORKS.label
        reason = f"“{TITLES[name]}”：没有“{text[:20]}”这一项；照这样导入则记为“{usual}”"
        doubts.append(Doubt(name, reason, hard=False))
    return value


def place_in(
    values: Mapping[str, str], setting: Setting, doubts: list[Doubt], heading: str = "选址所在地"
) -> tuple[Place, str]:
    """(place, site): of a place that is not understood, or is one of several, the words go into the site."""
    region, text = setting.spellings.region, values["spot"]
    spelt = setting.spellings.read(text)
    if len(spelt.codes) == 1:
        place = region if spelt.codes[0] == region.pk else Place.objects.get(pk=spelt.codes[0])
        return place, values["site"] or spelt.rest
    why = f"{region.name}有 {len(spelt.codes)} 处同名" if spelt.codes else f"不在{region.name}的区划里"
    reason = f"“{heading}”：“{text[:20]}”{why}，请改成这里的地方；照这样导入则记在{region.name}"
    doubts.append(Doubt("spot", reason, hard=False))
    return region, "，".join(filter(None, (text, values["site"])))[: LONGEST["site"]]


def _department(values: Mapping[str, str], setting: Setting, doubts: list[Doubt]) -> tuple[Body | None, list[str]]:
    """(who carries it out, others that the cell names)."""
    names = list(named_in(values["department"]))
    if not names:
        return None, []
    body, sure = setting.departments.read(names[0])
    if body is None:
        reason = f"“责任单位”：没有登记“{names[0][:20]}”；照这样导入则空着，登记机构后再补"
        doubts.append(Doubt("department", reason, hard=False))
    elif not sure:
        reason = f"“责任单位”：没有登记“{names[0][:20]}”，最像的是“{body.name}”；照这样导入则记为“{body.name}”"
        doubts.append(Doubt("department", reason, hard=False))
    if names[1:]:
        reason = f"“责任单位”：写了几个单位；照这样导入则“{names[0][:20]}”负责，“{'、'.join(names[1:])[:60]}”配合"
        doubts.append(Doubt("department", reason, hard=False))
    return body, names[1:]


def _funding(values: Mapping[str, str], total: int | None, doubts: list[Doubt]) -> tuple[Funding, ...]:
    columns = [(name, _yuan(values[key])) for key, (name, _also) in SOURCES.items()]
    funding = tuple(Funding(name, yuan) for name, yuan in columns if yuan)
    if not funding:
        funding = _read("funding", lambda: sources_in(values["funding"], total), (), doubts)
    gap = funding_gap(total, funding)
    if funding and gap:
        amount = f"{'少' if gap > 0 else '多'} {abs(gap) / LITTLE_YUAN:g} 万元"
        doubts.append(Doubt("funding", f"“资金来源”：合计比总投资{amount}，请核对；列为候选以前必须相等", hard=False))
    return funding


def _read(name: str, read: Callable[[], T], otherwise: T, doubts: list[Doubt]) -> T:
    try:
        return read()
    except Unread as unread:
        doubts.append(Doubt(name, f"“{TITLES[name]}”：{unread}"))
        return otherwise
