"""Names of the region tree as the engine looks them up."""

import time

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

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

KEPT_SECONDS = 60
"""How long another process may take to see a new place or name. The region tree hardly changes within a year."""
_READ: dict[str, tuple[Gazetteer, float]] = {}


def gazetteer_of(place: Place) -> Gazetteer:
    """All places inside `place` and those it lies in, with the short names people use."""
    now = time.monotonic()
    kept = _READ.get(place.pk)
    if kept is None or now - kept[1] > KEPT_SECONDS:
        kept = _READ[place.pk] = _read(place.pk), now
    return kept[0]


@receiver([post_save, post_delete], sender=Place)
def forget(**_kwargs: object) -> None:
    """What this process changed itself, it knows at once."""
    _READ.clear()


def _read(code: str) -> Gazetteer:
    above = [code[:n] for n in (2, 4, 6, 9) if n < len(code)]
    standing = Place.objects.standing()
    rows = [*standing.filter(code__in=above), *standing.filter(code__startswith=code)]
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
