"""What is cited: laws with their version and scope, and articles with how sure we are of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from .places import EVERYWHERE, PlaceKind

COUNTY_AND_ABOVE = frozenset({PlaceKind.PROVINCE, PlaceKind.CITY, PlaceKind.COUNTY})
WITH_CONGRESS = COUNTY_AND_ABOVE | {PlaceKind.TOWNSHIP}


class Force(StrEnum):
    """How much a basis binds."""

    LAW = "法"  # fixed: no place may do otherwise
    LOCAL = "地方"  # what some places do: a parameter
    ASSUMED = "推"  # our reading, by analogy: a parameter
    HOUSE = ""  # a promise of this system


class Certainty(StrEnum):
    """How a citation was come by."""

    READ = "R"  # the article's text was read
    KNOWN = "K"  # commonly known, the text was not read
    UNSURE = "U"  # a parameter that the place has to check: pages show 待核


@dataclass(frozen=True)
class Law:
    """A law, a regulation or a local rule in the version that is meant.

    title:   the full title
    version: when it was made or last amended
    scope:   where it applies at all
    force:   LAW for the whole country, LOCAL for the rules of one place
    """

    title: str
    version: str
    scope: frozenset[PlaceKind] = EVERYWHERE
    force: Force = Force.LAW


def _national(title: str, version: str, scope: frozenset[PlaceKind] = EVERYWHERE) -> Law:
    return Law(title, version, scope)


def _local(title: str, version: str, scope: frozenset[PlaceKind] = EVERYWHERE) -> Law:
    return Law(title, version, scope, Force.LOCAL)


_TOWNSHIP, _STREET = frozenset({PlaceKind.TOWNSHIP}), frozenset({PlaceKind.SUBDISTRICT})

LAWS: Mapping[str, Law] = MappingProxyType(
    {
        "宪法": _national("中华人民共和国宪法", "2018 年修正"),
        "地方组织法": _national(
            "中华人民共和国地方各级人民代表大会和地方各级人民政府组织法",
            "2022 年修正",
        ),
        "代表法": _national("中华人民共和国全国人民代表大会和地方各级人民代表大会代表法", "2025 年修正"),
        "监督法": _national(
            "中华人民共和国各级人民代表大会常务委员会监督法",
            "2024 年修正",
            COUNTY_AND_ABOVE,
        ),
        "选举法": _national("中华人民共和国全国人民代表大会和地方各级人民代表大会选举法", "2020 年修正"),
        "预算法": _national("中华人民共和国预算法", "2018 年修正", WITH_CONGRESS),
        "决策条例": _national("重大行政决策程序暂行条例", "2019 年", COUNTY_AND_ABOVE),
        "信息公开条例": _national("中华人民共和国政府信息公开条例", "2019 年修订"),
        "个人信息保护法": _national("中华人民共和国个人信息保护法", "2021 年"),
        "网络安全法": _national("中华人民共和国网络安全法", "2025 年修正"),
        "密码法": _national("中华人民共和国密码法", "2019 年"),
        "互联网跟帖评论服务管理规定": _national("互联网跟帖评论服务管理规定", "2022 年修订"),
        "内容生态治理规定": _national(
            "网络信息内容生态治理规定",
            "国家互联网信息办公室令第 5 号，2020 年施行",
        ),
        "档案法": _national("中华人民共和国档案法", "2020 年修订"),
        "信访工作条例": _national("信访工作条例", "2022 年"),
        "无障碍环境建设法": _national("中华人民共和国无障碍环境建设法", "2023 年"),
        "民族区域自治法": _national("中华人民共和国民族区域自治法", "2001 年修正"),
        "浙江乡镇条例": _local("浙江省乡镇人民代表大会工作条例", "2016 年", _TOWNSHIP),
        "浙江街道条例": _local("浙江省街道人民代表大会工作条例", "2019 年", _STREET),
        "浙江重大事项规定": _local("浙江省各级人民代表大会常务委员会讨论决定重大事项的规定", "2018 年"),
        "重庆乡镇条例": _local("重庆市乡镇人民代表大会工作条例", "版本待核", _TOWNSHIP),
        "重庆街道条例": _local("重庆市街道人民代表大会工作条例", "版本待核", _STREET),
        "呼和浩特实施意见": _local("呼和浩特市民生实事项目人大代表票决制实施意见", "2018 年起"),
    }
)
"""Short name → the law. Those that bind a county's government only (决策条例) are followed by townships by analogy (its article 42)."""


@dataclass(frozen=True)
class Article:
    """One article as a source of a rule.

    law:        a key of LAWS
    number:     as it is cited, "14" or "47–50"; empty: the law as a whole
    says:       what follows from it, in a few Chinese words
    certainty:  whether its text was read
    by_analogy: it speaks of something like this, not of this: our reading, a parameter
    raises:     ValueError for a law that LAWS does not know
    """

    law: str
    number: str = ""
    says: str = ""
    certainty: Certainty = Certainty.READ
    by_analogy: bool = False

    def __post_init__(self) -> None:
        if self.law not in LAWS:
            raise ValueError(f"{self.law!r} is not in LAWS: write its short name, or add the law with its full title")

    @property
    def force(self) -> Force:
        return Force.ASSUMED if self.by_analogy else LAWS[self.law].force

    @property
    def unsure(self) -> bool:
        """Whether pages mark it 待核."""
        return self.certainty is Certainty.UNSURE

    @property
    def cited(self) -> str:
        """地方组织法 14 条."""
        return f"{self.law} {self.number} 条" if self.number else self.law

    def applies_in(self, kind: PlaceKind) -> bool:
        """Whether its law binds in such a place; by analogy it may be followed anywhere."""
        return self.by_analogy or kind in LAWS[self.law].scope


BY_FORCE = {Force.LAW: "", Force.LOCAL: "地方规定，例如", Force.ASSUMED: "参照", Force.HOUSE: ""}


def grounds(articles: Iterable[Article]) -> str:
    """What a rule rests on, in a sentence: 地方组织法 47 条; 参照选举法 43 条; empty where it is a promise of ours."""
    return "；".join(f"{BY_FORCE[one.force]}{one.cited}{'，待核' if one.unsure else ''}" for one in articles)


def cited(articles: tuple[Article, ...]) -> str:
    """Articles in one line, each law named once: 地方组织法 14、25 条，监督法 8 条."""
    numbers: dict[str, list[str]] = {}
    for article in articles:
        numbers.setdefault(article.law, []).extend([article.number] if article.number else [])
    return "，".join(f"{law} {'、'.join(dict.fromkeys(of))} 条" if of else law for law, of in numbers.items())
