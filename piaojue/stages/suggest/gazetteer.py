"""Names of the region tree as the engine looks them up."""

from functools import lru_cache

from engines.matching import Entry, Gazetteer, Kind
from piaojue.commons.places.models import Level, Place

KINDS: dict[str, Kind] = {Level.TOWN: Kind.TOWN, Level.VILLAGE: Kind.COMMUNITY}
ENDINGS = (
    "街道办事处",
    "街道",
    "社区居委会",
    "社区",
    "村委会",
    "嘎查",
    "镇",
    "乡",
    "苏木",
    "区",
    "县",
    "旗",
    "市",
    "村",
)


def gazetteer_of(place: Place) -> Gazetteer:
    """All places inside `place` and those it lies in, with the short names people use."""
    return _made(place.pk, Place.objects.filter(code__startswith=place.pk).count())


@lru_cache(maxsize=16)
def _made(code: str, count: int) -> Gazetteer:
    above = [code[:n] for n in (2, 4, 6, 9) if n < len(code)]
    rows = [*Place.objects.filter(code__in=above), *Place.objects.filter(code__startswith=code)]
    return Gazetteer(Entry(row.name, row.pk, KINDS.get(row.level, Kind.REGION), short(row.name)) for row in rows)


def short(name: str) -> tuple[str, ...]:
    """东街社区居委会 → 东街社区, 东街 is too short to be meant for sure; at least three characters are kept.

    >>> short("电厂前街社区居委会")
    ('电厂前街社区', '电厂前街')
    """
    names: list[str] = []
    for ending in ENDINGS:
        if name.endswith(ending) and len(name) - len(ending) >= 3:
            names.append(name[: -len(ending)])
        if ending == "社区居委会" and name.endswith(ending) and len(name) > 6:
            names.insert(0, name.removesuffix("居委会"))
    return tuple(dict.fromkeys(names))
