"""地方: the region tree 省 › 市 › 旗县区 › 乡镇/街道 › 社区/嘎查村 with the official statistical codes, and what became of its places."""

from django.db import models

from engines.law import PlaceKind, place_kind
from piaojue.commons.writing import Line


class Level(models.TextChoices):
    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    COUNTY = "county", "旗县区"
    TOWN = "town", "乡镇街道"
    VILLAGE = "village", "社区村"


WITHOUT_GOVERNMENT = frozenset({PlaceKind.ZONE, PlaceKind.MANAGED_AREA, PlaceKind.HEADING})
"""What stands in the statistics beside the 旗县区 and 街道 without being a level of the state."""

CODE_LENGTHS = (2, 4, 6, 9, 12)
"""Digits of a region's code, level by level."""


class PlaceQuerySet(models.QuerySet["Place"]):
    """Places, as they stand."""

    def standing(self) -> "PlaceQuerySet":
        """Those that were not moved, merged or dissolved."""
        return self.filter(ends=None)


class Place(models.Model):
    """One region. A child's code begins with its parent's code, so a subtree is a code prefix.

    code: 2, 4, 6, 9 or 12 digits (统计用区划代码, trailing zeros cut)
    ends: the day on which it was moved, merged or dissolved; empty: it stands. What was done there stays there
    """

    noun = "地区"

    code = models.CharField("区划代码", max_length=12, primary_key=True)
    name = Line("名称", max_length=60)
    level = models.CharField("层级", max_length=10, choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    population = models.PositiveIntegerField("常住人口（人）", null=True, blank=True)
    population_source = Line("人口数出处", max_length=60, blank=True)
    ends = models.DateField("变动日期", null=True, blank=True)
    objects = PlaceQuerySet.as_manager()
    private_fields: frozenset[str] = frozenset()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def kind(self) -> PlaceKind:
        """What it is in law: by level, name and code."""
        return place_kind(self.level, self.name, self.code)

    @property
    def is_subdistrict(self) -> bool:
        """街道: has no people's congress; it consults and recommends, never decides (地方组织法 59 条)."""
        return self.kind is PlaceKind.SUBDISTRICT

    @property
    def is_township(self) -> bool:
        """乡镇、苏木: its congress has no 常委会, the 主席团 acts for it; its government has offices (所、办), no bureaus (局)."""
        return self.kind is PlaceKind.TOWNSHIP

    @property
    def is_zone(self) -> bool:
        """经济技术开发区, 管理区 and the like: no congress and no government of their own."""
        return self.kind in WITHOUT_GOVERNMENT

    @property
    def has_congress(self) -> bool:
        """Whether its deputies can vote (docs/domain.md#no-congress)."""
        return self.kind.has_congress

    @property
    def why_no_congress(self) -> str:
        """Its name, why it has no congress, and the article; empty where it has one."""
        return f"{self.name}：{self.kind.why_no_congress}" if self.kind.why_no_congress else ""

    @property
    def is_leaf(self) -> bool:
        """Whether the tree ends here: communities and villages have nothing below."""
        return self.level == Level.VILLAGE

    @property
    def lineage(self) -> list[str]:
        """Codes of the place and of those it lies in, the widest first."""
        return [self.code[:length] for length in CODE_LENGTHS if length <= len(self.code)]

    @property
    def full_name(self) -> str:
        """呼和浩特市新城区东街街道 … from the city down."""
        names: list[str] = []
        here: Place | None = self
        while here and here.level != Level.PROVINCE:
            names.append(here.name)
            here = here.parent
        return "".join(reversed(names)) or self.name

    @property
    def today(self) -> "Place":
        """What stands for it now: itself, or whatever it went over to. A dissolved one stands for itself."""
        here, seen = self, {self.pk}
        while here.ends and (event := here.events.exclude(heir=None).select_related("heir").last()):
            if event.heir is None or event.heir_id in seen:
                break
            here = event.heir
            seen.add(here.pk)
        return here

    def covers(self, other: "Place") -> bool:
        """Whether `other` is this place or lies below it."""
        return other.code.startswith(self.code)


class PlaceEventKind(models.TextChoices):
    RENAMED = "renamed", "更名"
    MOVED = "moved", "划归"
    MERGED = "merged", "并入"
    DISSOLVED = "dissolved", "撤销"


class PlaceEvent(models.Model):
    """区划变动: what became of a place, on which day (docs/domain.md#places).

    heir: what it went over to: its own new row of a moving, the other place of a merging
    """

    noun = "区划变动"

    place = models.ForeignKey(Place, models.PROTECT, related_name="events", verbose_name="地区")
    kind = models.CharField("变动", max_length=10, choices=PlaceEventKind)
    on = models.DateField("日期")
    old_name = Line("原名称", max_length=60)
    heir = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="origins", verbose_name="承接地区"
    )
    evidence = Line("依据", max_length=200, blank=True)
    private_fields: frozenset[str] = frozenset()
    logged_each = True

    class Meta:
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.old_name}{self.get_kind_display()}"
