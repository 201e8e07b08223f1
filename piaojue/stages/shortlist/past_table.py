"""历年项目表: its columns, and how a row of it becomes a project of a past year."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engines.tables import Column, Doubt, Takes
from piaojue.stages.shortlist.actions.past import FIRST_YEAR, Past
from piaojue.stages.shortlist.dossier_table import Setting, place_in
from piaojue.stages.suggest.public import Category

COLUMNS = (
    Column("number", "年度", ("年份", "实施年度", "所属年度", "票决年度"), Takes.LINE, True, True, hint="例如 2020"),
    Column("title", "项目名称", ("项目", "名称", "实事项目", "民生实事项目"), Takes.LINE, True, True, hint="2–60 个字"),
    Column("category", "所属领域", ("领域", "类别", "项目类别"), hint="可以空"),
    Column(
        "spot", "所在地", ("属地", "建设地点", "实施地点", "地点", "街道乡镇"), hint="街道、乡镇或社区、村；空着算全域"
    ),
    Column("site", "具体位置", ("选址", "详细地址", "位置", "地址")),
    Column("lng", "经度", ("东经",), hint="可以空，例如 111.6700"),
    Column("lat", "纬度", ("北纬",), hint="可以空，例如 40.8200"),
    Column("total_yuan", "总投资（元）", ("投资", "投资额", "总投资", "项目总投资", "完成投资"), Takes.MONEY),
    Column("department", "责任单位", ("牵头单位", "承办单位", "实施单位", "责任部门", "建设单位")),
    Column("result", "完成情况", ("结果", "验收情况", "实施情况", "状态")),
)
LONGEST = {"title": 60, "site": 200, "department": 60, "result": 200}
SHORTEST_TITLE = 2
EAST, NORTH = (73.0, 136.0), (3.0, 54.0)
"""Degrees between which the country lies."""
DEGREES = {"lng": EAST, "lat": NORTH}
TITLES = {column.key: column.title for column in COLUMNS}


@dataclass(frozen=True)
class ReadPast:
    """A row as it was understood, as a person who says that it is right as it is would have it."""

    past: Past
    doubts: tuple[Doubt, ...]


def read_past(values: Mapping[str, str], setting: Setting) -> ReadPast:
    """One row. What cannot be is a hard doubt; what was not understood may be taken as the doubt says."""
    doubts = [*_lengths(values)]
    number = _year(values["number"], setting.year.number, doubts)
    category = _category(values["category"], doubts)
    spot, site = place_in(values, setting, doubts, TITLES["spot"])
    lng, lat = _point(values, doubts)
    past = Past(
        number=number,
        title=values["title"],
        spot=spot,
        category=category,
        site=site,
        lng=lng,
        lat=lat,
        total_yuan=int(values["total_yuan"]) if values["total_yuan"].isdecimal() else None,
        department=values["department"],
        result=values["result"],
    )
    return ReadPast(past, tuple(doubts))


def _lengths(values: Mapping[str, str]) -> Iterator[Doubt]:
    if len(values["title"]) < SHORTEST_TITLE:
        yield Doubt("title", f"“{TITLES['title']}”：至少 {SHORTEST_TITLE} 个字")
    for name, longest in LONGEST.items():
        if len(values[name]) > longest:
            yield Doubt(name, f"“{TITLES[name]}”：超过 {longest} 个字，请核对是否对错了列")


def _year(text: str, this: int, doubts: list[Doubt]) -> int:
    digits = text.removesuffix("年度").removesuffix("年").strip()
    if digits.isdecimal() and FIRST_YEAR <= int(digits[:9]) < this:
        return int(digits)
    doubts.append(Doubt("number", f"“年度”：“{text[:12]}”应为 {FIRST_YEAR} 到 {this - 1} 之间的年份，例如 2020"))
    return 0


def _category(text: str, doubts: list[Doubt]) -> str:
    value = next((value for value, label in Category.choices if text in (value, str(label))), "")
    if text and not value:
        doubts.append(Doubt("category", f"“所属领域”：没有“{text[:20]}”这一项；照这样导入则空着", hard=False))
    return value


def _point(values: Mapping[str, str], doubts: list[Doubt]) -> tuple[float | None, float | None]:
    """Longitude and latitude, both or none."""
    found: dict[str, float] = {}
    for name, (least, most) in DEGREES.items():
        try:
            degrees = float(values[name].rstrip("°EN"))
        except ValueError:
            degrees = -1
        if least <= degrees <= most:
            found[name] = round(degrees, 6)
        elif values[name]:
            why = f"“{TITLES[name]}”：“{values[name][:12]}”应为 {least:g} 到 {most:g} 之间的度数；照这样导入则空着"
            doubts.append(Doubt(name, why, hard=False))
    return (found["lng"], found["lat"]) if len(found) == len(DEGREES) else (None, None)
