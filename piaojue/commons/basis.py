"""Why an act happens as it does: an article of law, what places do, what is assumed until somebody has checked it."""

from dataclasses import dataclass
from enum import StrEnum

LAWS: dict[str, str] = {
    "地方组织法": "中华人民共和国地方各级人民代表大会和地方各级人民政府组织法（2022 年修正）",
    "代表法": "中华人民共和国全国人民代表大会和地方各级人民代表大会代表法（2025 年修正）",
    "监督法": "中华人民共和国各级人民代表大会常务委员会监督法（2024 年修正）",
    "选举法": "中华人民共和国全国人民代表大会和地方各级人民代表大会选举法（2020 年修正）",
    "预算法": "中华人民共和国预算法（2018 年修正）",
    "决策条例": "重大行政决策程序暂行条例（2019 年）",
    "信息公开条例": "中华人民共和国政府信息公开条例（2019 年修订）",
    "个人信息保护法": "中华人民共和国个人信息保护法（2021 年）",
    "网络安全法": "中华人民共和国网络安全法（2025 年修正）",
    "内容生态治理规定": "网络信息内容生态治理规定（国家互联网信息办公室令第 5 号，2020 年施行）",
    "档案法": "中华人民共和国档案法（2020 年修订）",
    "信访工作条例": "信访工作条例（2022 年）",
}
"""Short name → the law's full title and the version that is meant."""


class Force(StrEnum):
    """How much a basis binds."""

    LAW = "法"  # fixed: no place may do otherwise
    LOCAL = "地方"  # what some places do: a parameter
    ASSUMED = "推"  # our reading, by analogy: a parameter
    HOUSE = ""  # a promise of this system


@dataclass(frozen=True)
class Basis:
    """One reason, as an article or as a practice.

    law:     a key of LAWS; empty where no law says so
    article: as it is cited, "14" or "47–50"; empty: the law as a whole
    says:    what follows from it, in a few Chinese words
    places:  where it is done so (Force.LOCAL)
    raises:  ValueError for a law that LAWS does not know
    """

    law: str = ""
    article: str = ""
    says: str = ""
    force: Force = Force.LAW
    places: str = ""

    def __post_init__(self) -> None:
        if self.force is Force.LAW and self.law not in LAWS:
            raise ValueError(f"{self.law!r} is not in LAWS: write its short name, or add the law with its full title")

    def __str__(self) -> str:
        return f"{self.says}{self.source}"

    @property
    def source(self) -> str:
        """〔法 地方组织法 14 条〕, 〔地方：宁海〕, 〔推〕; empty for a promise of our own."""
        if self.force is Force.HOUSE:
            return ""
        cited = f" {self.law}" + (f" {self.article} 条" if self.article else "") if self.law else ""
        where = f"：{self.places}" if self.places else ""
        return f"〔{self.force}{cited}{where}〕"


def local(says: str, places: str = "") -> Basis:
    """What some places do. `places`: which, as they are known; empty: many."""
    return Basis(says=says, force=Force.LOCAL, places=places)


def assumed(says: str) -> Basis:
    """What we take to be right until somebody who knows has checked it."""
    return Basis(says=says, force=Force.ASSUMED)


def house(says: str) -> Basis:
    """What this system promises, whatever a law says."""
    return Basis(says=says, force=Force.HOUSE)
