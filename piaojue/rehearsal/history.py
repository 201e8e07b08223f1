"""历年项目 of the sample: what 呼和浩特 voted on in 2019–2021, as far as it is published, and the rest invented and marked so.

Published (docs/domain.md#hohhot-history): 534 projects were adopted in three years, and the fields they were in. How they are shared
out among years, regions and fields, their names, places and money are not published. They are made here, and each row says so.
"""

from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from random import Random

from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.years.models import Year
from piaojue.rehearsal.scenery.where import near
from piaojue.rehearsal.texts import NEEDS, Need
from piaojue.stages.shortlist import actions
from piaojue.stages.shortlist.actions import Past
from piaojue.stages.suggest.public import Category

ADOPTED = 534
"""三年共票决出 534 件 (人民网内蒙古频道, 2021-11-26)."""
YEARS = (2019, 2020, 2021)
GROWTH = (4, 5, 6)
"""How the projects are shared out among the years: more each year. Invented."""
REGIONS = {
    "150102": 8, "150103": 7, "150104": 7, "150105": 8,
    "150121": 7, "150122": 5, "150123": 5, "150124": 5, "150125": 5,
}  # fmt: skip
"""The nine 旗县区, and how the projects are shared out among them. Invented."""
INVENTED = "示例数据：只有“三年共 534 件”和领域是公布的，年度、地区、名称、地点和金额均为虚构"
FIELDS = (
    *(Category.HOUSING, Category.CITY, Category.UTILITIES, Category.TRANSPORT),
    *(Category.CULTURE, Category.EDUCATION, Category.HEALTH, Category.CARE),
    *(Category.RURAL, Category.ENVIRONMENT),
)
"""The fields in which they were, as published: 基础生活设施，文化体育资源，教育、医疗、养老服务，乡村特色产业，环境卫生."""
DEAREST, CHEAPEST = 1.4, 0.6
"""Money of a project, as a share of what such a need usually costs."""


def shared_out(whole: int, weights: Sequence[int]) -> list[int]:
    """A number in whole parts by their weights, by largest remainders; the parts come to the number."""
    sums = sum(weights)
    parts = [whole * weight // sums for weight in weights]
    by_rest = sorted(range(len(weights)), key=lambda at: -(whole * weights[at] % sums))
    for at in by_rest[: whole - sum(parts)]:
        parts[at] += 1
    return parts


def numbers_of(code: str) -> dict[int, int]:
    """Year → projects of a region; all regions and years come to 534."""
    by_year = shared_out(ADOPTED, GROWTH)
    at = list(REGIONS).index(code)
    return {year: shared_out(whole, list(REGIONS.values()))[at] for year, whole in zip(YEARS, by_year, strict=True)}


def bring_history(year: Year, by: Seat, spots: Sequence[Place], luck: Random) -> int:
    """Enter a region's projects of 2019–2021 beside its year; how many. Regions that are not of the nine have none."""
    place = year.place
    if place.pk not in REGIONS:
        return 0
    rows = list(_rows(place, spots or [place], luck))
    return len(actions.bring_past(year=year, rows=dict(enumerate(rows, 1)), by=by))


def _rows(place: Place, spots: Sequence[Place], luck: Random) -> Iterator[Past]:
    needs = [need for need in NEEDS if need.category in FIELDS]
    for number, count in numbers_of(place.pk).items():
        pairs = [(need, spot) for need in needs for spot in spots if not need.rural or spot.name.endswith("村")]
        luck.shuffle(pairs)
        named: dict[str, int] = {}
        for need, spot in islice(cycle(pairs), count):
            title = need.title.format(spot=spot.name)
            named[title] = named.get(title, 0) + 1
            yield _past(number, f"{title}（第 {named[title]} 期）" if named[title] > 1 else title, need, spot, luck)


def _past(number: int, title: str, need: Need, spot: Place, luck: Random) -> Past:
    point = near(spot.pk, luck)
    return Past(
        number=number,
        title=title,
        spot=spot,
        category=need.category,
        lng=point[0] if point else None,
        lat=point[1] if point else None,
        total_yuan=round(need.wan * luck.uniform(CHEAPEST, DEAREST)) * 10_000,
        department=need.department,
        result=f"已完成（{INVENTED}）",
    )
