"""地方: the region tree 省 › 市 › 旗县区 › 乡镇/街道 › 社区/嘎查村 with the official statistical codes."""

from django.db import models

from piaojue.commons.writing import Line


class Level(models.TextChoices):
    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    COUNTY = "county", "旗县区"
    TOWN = "town", "乡镇街道"
    VILLAGE = "village", "社区村"


TOWNSHIPS = ("镇", "乡", "苏木")
"""What the names of regions with a congress of their own end in, below the county (宪法 95 条); 民族乡 and 民族苏木 do, too."""
NO_CONGRESS = {"city": ("盟", "地区"), "county": ("管理区",)}
"""What the names of regions end in whose upper level only sends a working body (地方组织法 59 条): 盟, 地区, 管理区."""
ZONES = ("开发区", "园区")
"""What the names of county-level regions end in that stand in the statistics but have no congress, government or towns of their own."""


class Place(models.Model):
    """One region. A child's code begins with its parent's code, so a subtree is a code prefix.

    code: 2, 4, 6, 9 or 12 digits (统计用区划代码, trailing zeros cut)
    """

    noun = "地区"

    code = models.CharField("区划代码", max_length=12, primary_key=True)
    name = Line("名称", max_length=60)
    level = models.CharField("层级", max_length=10, choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    population = models.PositiveIntegerField("常住人口（人）", null=True, blank=True)
    population_source = Line("人口数出处", max_length=60, blank=True)
    private_fields: frozenset[str] = frozenset()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_subdistrict(self) -> bool:
        """街道, and the 开发区、园区、农场 that stand beside them in the statistics: have no people's congress; they consult and
        recommend, never decide (地方组织法 59 条)."""
        return self.level == Level.TOWN and not self.name.endswith(TOWNSHIPS)

    @property
    def is_township(self) -> bool:
        """乡镇、苏木: its congress has no 常委会, the 主席团 acts for it; its government has offices (所、办), no bureaus (局)."""
        return self.level == Level.TOWN and not self.is_subdistrict

    @property
    def is_zone(self) -> bool:
        """经济技术开发区 and the like, beside the 旗县区."""
        return self.level == Level.COUNTY and self.name.endswith(ZONES)

    @property
    def has_congress(self) -> bool:
        if self.name.endswith(NO_CONGRESS.get(self.level, ())):
            return False
        return (
            self.level in (Level.PROVINCE, Level.CITY)
            or self.is_township
            or (self.level == Level.COUNTY and not self.is_zone)
        )

    @property
    def is_leaf(self) -> bool:
        """Whether the tree ends here: communities and villages have nothing below."""
        return self.level == Level.VILLAGE

    @property
    def full_name(self) -> str:
        """呼和浩特市新城区东街街道 … from the city down."""
        names: list[str] = []
        here: Place | None = self
        while here and here.level != Level.PROVINCE:
            names.append(here.name)
            here = here.parent
        return "".join(reversed(names)) or self.name

    def covers(self, other: "Place") -> bool:
        """Whether `other` is this place or lies below it."""
        return other.code.startswith(self.code)
