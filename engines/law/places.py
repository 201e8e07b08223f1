"""Kinds of places: which have a people's congress, which only a working body of the level above (地方组织法 7, 46, 59)."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class PlaceKind(StrEnum):
    """What a place is in law."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"
    LEAGUE = "league"
    PREFECTURE = "prefecture"
    SUBDISTRICT = "subdistrict"
    MANAGED_AREA = "managed_area"
    ZONE = "zone"
    VILLAGE = "village"
    HEADING = "heading"

    @property
    def label(self) -> str:
        """What it is called: 旗县区, 盟."""
        return LABELS[self]

    @property
    def has_congress(self) -> bool:
        """Whether it has a people's congress (地方组织法 7)."""
        return self in _WITH_CONGRESS

    @property
    def has_standing_committee(self) -> bool:
        """From the county upwards (地方组织法 46)."""
        return self in _WITH_COMMITTEE

    @property
    def why_no_congress(self) -> str:
        """One Chinese clause with its article; empty where there is a congress."""
        return NO_CONGRESS.get(self, "")


LABELS: Mapping[PlaceKind, str] = MappingProxyType(
    {
        PlaceKind.PROVINCE: "省、自治区、直辖市",
        PlaceKind.CITY: "设区的市、自治州",
        PlaceKind.COUNTY: "旗县区",
        PlaceKind.TOWNSHIP: "乡镇、苏木",
        PlaceKind.LEAGUE: "盟",
        PlaceKind.PREFECTURE: "地区",
        PlaceKind.SUBDISTRICT: "街道",
        PlaceKind.MANAGED_AREA: "管理区",
        PlaceKind.ZONE: "开发区、园区",
        PlaceKind.VILLAGE: "社区村",
        PlaceKind.HEADING: "统计用的分组",
    }
)
_WITH_COMMITTEE = frozenset({PlaceKind.PROVINCE, PlaceKind.CITY, PlaceKind.COUNTY})
_WITH_CONGRESS = _WITH_COMMITTEE | {PlaceKind.TOWNSHIP}
EVERYWHERE = frozenset(PlaceKind)

_AGENCY = "{}不设人民代表大会，上一级人大常委会可以在这里设立工作机构（地方组织法 7、59 条）"
NO_CONGRESS: Mapping[PlaceKind, str] = MappingProxyType(
    {
        PlaceKind.LEAGUE: _AGENCY.format("盟"),
        PlaceKind.PREFECTURE: _AGENCY.format("地区"),
        PlaceKind.SUBDISTRICT: "街道不设人民代表大会，街道人大工委是上一级人大常委会的工作机构（地方组织法 7、59 条）",
        PlaceKind.MANAGED_AREA: "管理区不是一级行政区划，不设人民代表大会（地方组织法 7 条）",
        PlaceKind.ZONE: "开发区、园区不是一级行政区划，不设人民代表大会（地方组织法 7 条）",
        PlaceKind.VILLAGE: "社区、村实行居民、村民自治，不设人民代表大会（地方组织法 7 条）",
        PlaceKind.HEADING: "这是统计区划表里的分组，不是一级行政区划，不设人民代表大会（地方组织法 7 条）",
    }
)
"""Why there is no congress. Of 管理区 the law says nothing by name (docs/domain.md#no-congress)."""

_ZONES = (
    *("开发区", "开发区管委会", "园区", "产业园", "工业园", "科技园", "示范区", "实验区", "聚集区", "集聚区"),
    *("保税区", "合作区", "度假区", "风景名胜区", "风景区", "食品区", "新城", "经济区"),
)
_MANAGED = ("管理区", "管理委员会", "管委会", "管理处", "行政委员会", "群岛", "海域")
_TOWNSHIPS = ("镇", "乡", "苏木")
_SUBDISTRICTS = ("街道", "街道办", "办事处", "地区")
_HEADINGS = ("市辖区", "县", "直辖县级行政区划")


def place_kind(level: str, name: str, code: str = "") -> PlaceKind:
    """What a region of the official table is in law.

    level: province, city, county, town or village, as the statistics have it
    name:  the official name
    code:  the statistical code; county codes that go on with 7 behind the city's are kept for zones without a government
    raises: ValueError for another level
    """
    if level == "city":
        return _of_a_city(name)
    if level == "county":
        return _of_a_county(name, code)
    if level == "town":
        return _of_a_town(name)
    if level not in ("province", "village"):
        raise ValueError(f"{level!r} is no level of the region tree")
    return PlaceKind(level)


def _of_a_city(name: str) -> PlaceKind:
    if name.endswith("盟"):
        return PlaceKind.LEAGUE
    if name.endswith("地区"):
        return PlaceKind.PREFECTURE
    return PlaceKind.HEADING if name in _HEADINGS or name.endswith(_HEADINGS[-1]) else PlaceKind.CITY


def _of_a_county(name: str, code: str) -> PlaceKind:
    if name.endswith(_MANAGED):
        return PlaceKind.MANAGED_AREA
    return PlaceKind.ZONE if name.endswith(_ZONES) or code[4:5] == "7" else PlaceKind.COUNTY


def _of_a_town(name: str) -> PlaceKind:
    if name.endswith(_TOWNSHIPS):
        return PlaceKind.TOWNSHIP
    if name.endswith(_SUBDISTRICTS) and not name.endswith(_MANAGED):
        return PlaceKind.SUBDISTRICT
    if name.endswith(_MANAGED):
        return PlaceKind.MANAGED_AREA
    return PlaceKind.ZONE  # farms, prisons, companies, ports: the table has them, and they are no 街道
