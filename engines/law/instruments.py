"""What a local rule may set, and how far: everything else is the law's and is refused by name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from engines.exact import fraction_from

from .articles import WITH_CONGRESS, Article, Certainty
from .clocks import CLOCKS
from .minima import LEAST_MEMBERS, MAJORITY, QUORUM, VoteRule
from .places import PlaceKind

HUNDRED = 100
LONGEST_WORD = 10
LONGEST_NUMBER = 4
LONGEST_SHOWN = 20


class Unit(StrEnum):
    """How a parameter is written."""

    SHARE = "share"  # 2/3
    PERCENT = "percent"  # 20, %
    DAYS = "days"  # 7, 天
    WORKING = "working"  # 7, 工作日
    PERSONS = "persons"  # 5, 人
    YES = "yes"  # 是
    WORD = "word"  # 审议监督


NUMBERS = (Unit.SHARE, Unit.PERCENT, Unit.DAYS, Unit.WORKING, Unit.PERSONS)
"""Of these the strictest of several rules binds."""


@dataclass(frozen=True)
class LocalParameter:
    """One parameter that local rules may set.

    law:     what the law says of it, in a few words
    least, most: the bounds, both included; `beyond`: the least itself is too little
    sources: the articles that give the bounds, or speak of something like it
    by:      whose rules may set it
    """

    label: str
    unit: Unit
    law: str
    least: Fraction = Fraction(0)
    most: Fraction = Fraction(1)
    sources: tuple[Article, ...] = ()
    by: frozenset[PlaceKind] = WITH_CONGRESS

    @property
    def unsure(self) -> bool:
        """Whether pages mark it 待核."""
        return any(source.unsure for source in self.sources)

    def in_words(self, value: str) -> str:
        """20 → 20%, 7 → 7 天, yes → 是."""
        return {
            Unit.PERCENT: f"{value}%",
            Unit.DAYS: f"{value} 天",
            Unit.WORKING: f"{value} 个工作日",
            Unit.PERSONS: f"{value} 人",
            Unit.YES: "是",
        }.get(self.unit, value)


_LEGISLATURES = frozenset({PlaceKind.PROVINCE, PlaceKind.CITY})
_COUNTY_UP = _LEGISLATURES | {PlaceKind.COUNTY}

LOCAL_PARAMETERS: Mapping[str, LocalParameter] = MappingProxyType(
    {
        "quorum": LocalParameter(
            "法定人数",
            Unit.SHARE,
            "三分之二以上的代表出席，可以更高",
            least=Fraction(2, 3),
            sources=(QUORUM,),
        ),
        "threshold": LocalParameter(
            "通过线（占全体代表）",
            Unit.SHARE,
            "超过全体代表的半数，可以更高",
            least=Fraction(1, 2),
            most=Fraction(9, 10),
            sources=(MAJORITY,),
        ),
        "participation": LocalParameter(
            "最低参加表决比例",
            Unit.SHARE,
            "法律没有规定",
            most=Fraction(9, 10),
        ),
        "min_surplus_percent": LocalParameter(
            "最低差额比例",
            Unit.PERCENT,
            "法律没有规定，没有本地规定的按 20%",
            most=Fraction(200),
        ),
        "circulate_days": LocalParameter(
            "送阅提前天数",
            Unit.DAYS,
            "代表应当在会前研读，提前几天没有规定",
            most=Fraction(60),
            sources=(Article("代表法", "13", "会前研读材料"),),
        ),
        "collection_days": LocalParameter(
            "公开征集最少天数",
            Unit.DAYS,
            "没有规定；决策草案公开征求意见一般不少于 30 日",
            least=Fraction(1),
            most=Fraction(365),
            sources=(Article("决策条例", "15", "公开征求意见一般不少于 30 日", by_analogy=True),),
        ),
        "comment_days": LocalParameter(
            "公开征求意见最少天数",
            Unit.DAYS,
            "没有规定必须向社会公开征求意见；公开征求的，一般不少于 30 日",
            least=Fraction(CLOCKS["public_comment"].days),
            most=Fraction(365),
            sources=CLOCKS["public_comment"].sources,
        ),
        "review_days": LocalParameter(
            "合法性审查最少工作日",
            Unit.WORKING,
            "一般不少于 7 个工作日；乡镇参照，街道没有规定",
            least=Fraction(CLOCKS["legality_review"].days),
            most=Fraction(60),
            sources=CLOCKS["legality_review"].sources,
        ),
        "presidium_members": LocalParameter(
            "主席团最少人数",
            Unit.PERSONS,
            "没有规定主席团的人数；少于 3 人的，不作为集体",
            least=Fraction(LEAST_MEMBERS),
            most=Fraction(200),
            sources=(Article("浙江乡镇条例", "24", "主席团由全体成员过半数通过", Certainty.UNSURE),),
        ),
        "notice_days": LocalParameter(
            "会议通知提前天数",
            Unit.DAYS,
            "没有规定提前几天；临时召集的会议同样适用",
            most=Fraction(60),
            sources=(Article("地方组织法", "14", "人民代表大会会议的召集", Certainty.UNSURE),),
        ),
        "street_office_apart": LocalParameter(
            "街道人大工委委员不得担任行政、审判、检察机关的职务",
            Unit.YES,
            "法律没有规定街道人大工委委员的兼职",
            sources=(Article("重庆街道条例", "", "街道人大工委委员不得担任行政、审判、检察机关的职务"),),
            by=_COUNTY_UP,
        ),
        "vote_word": LocalParameter("“票决”在本地的叫法", Unit.WORD, "没有规定"),
        "presidium_changes": LocalParameter(
            "闭会期间由乡镇主席团批准实质变更",
            Unit.YES,
            "没有给主席团这项权力，由下一次或者临时召集的会议决定",
            sources=(Article("地方组织法", "12、14", "主席团批准变更须有地方法规依据", Certainty.UNSURE),),
            by=_LEGISLATURES,
        ),
        "street_assigned": LocalParameter(
            "街道人大工委受委托开展执法检查、听取专项报告",
            Unit.YES,
            "是常委会的职权，受委托才办理",
            sources=(Article("浙江街道条例", "10", "受委托开展工作"),),
            by=_COUNTY_UP,
        ),
    }
)
"""Name → what it may be."""

FIXED: Mapping[str, str] = MappingProxyType(
    {
        "pass_base": "通过线的分母是全体代表，本地规定不能改（地方组织法 25 条）",
        "shortfall": "没有获全体代表过半数赞成的项目不能补入，本地规定不能改（地方组织法 25 条）",
        "inclusive": "过半数不包括本数，本地规定不能改（地方组织法 25 条）",
        "joint_signers": "质询的联名人数由法律定，本地规定不能改（地方组织法 24 条，监督法 51–54 条）",
        "incompatible": "职务不得兼任由法律定，本地规定不能改（地方组织法 18、47 条）",
        "has_congress": "哪里设人民代表大会由法律定，本地规定不能改（地方组织法 7 条）",
        "organ": "哪个机构决定由法律定，本地规定不能改（地方组织法 50、51 条）",
    }
)
"""What somebody might want to set and cannot: name → why."""


def share_of(text: str) -> Fraction:
    """2/3, 0.7 or 70% → the share; no exponents, no endless numbers. Raises ValueError."""
    text = text.strip()
    try:
        return fraction_from(text)
    except ValueError as error:
        raise ValueError(f"“{text[:LONGEST_SHOWN]}”不是分数，请写成 2/3 或 70%") from error


def read_value(key: str, raw: object) -> str:
    """What somebody typed for a parameter, as it is kept. Raises ValueError with a Chinese sentence."""
    parameter, text = LOCAL_PARAMETERS[key], str(raw).strip()
    if parameter.unit is Unit.WORD:
        if not 1 <= len(text) <= LONGEST_WORD:
            raise ValueError(f"{parameter.label}应为 1–{LONGEST_WORD} 个字")
        return text
    if parameter.unit is Unit.YES:
        if raw is not True and text not in ("是", "yes", "true"):
            raise ValueError(f"{parameter.label}只能写“是”，没有规定的不写")
        return "yes"
    if parameter.unit is Unit.SHARE:
        return str(_within(parameter, share_of(text)))
    number = text.removesuffix("%")
    if not number.isdecimal() or len(number) > LONGEST_NUMBER:
        raise ValueError(f"{parameter.label}应为整数，最多 {LONGEST_NUMBER} 位")
    return str(_within(parameter, Fraction(int(number))))


def _within(parameter: LocalParameter, value: Fraction) -> Fraction:
    why = f"（{parameter.sources[0].cited}）" if parameter.sources else ""
    if value < parameter.least:
        raise ValueError(f"{parameter.label}不能低于 {parameter.in_words(str(parameter.least))}{why}")
    if value > parameter.most:
        raise ValueError(f"{parameter.label}不能高于 {parameter.in_words(str(parameter.most))}")
    return value


def refused(sets: Mapping[str, object], kind: PlaceKind) -> list[str]:
    """Why a rule of such a place cannot set this; empty: it can."""
    return [problem for key, raw in sets.items() if (problem := _refused(key, raw, kind))]


def _refused(key: str, raw: object, kind: PlaceKind) -> str | None:
    parameter = LOCAL_PARAMETERS.get(key)
    if parameter is None:
        can = "、".join(one.label for one in LOCAL_PARAMETERS.values())
        return FIXED.get(key, f"本地规定不能定“{key}”；能定的是：{can}")
    if kind not in parameter.by:
        makers = "、".join(one.label for one in PlaceKind if one in parameter.by)
        return f"{parameter.label}只能由这些地方的规定来定：{makers}"
    try:
        read_value(key, raw)
    except ValueError as error:
        return str(error)
    return None


def binding(key: str, values: Iterable[str]) -> str | None:
    """Which of several rules' values binds: of numbers the strictest, of words the nearest (first); None: nobody says."""
    values = list(values)
    if not values:
        return None
    if LOCAL_PARAMETERS[key].unit in NUMBERS:
        return max(values, key=Fraction)
    return values[0]


def below_local(rule: VoteRule, local: Mapping[str, str]) -> list[str]:
    """Parameters of a vote rule that are below what local rules ask for. local: name → the value that binds."""
    asked = [(key, Fraction(local[key])) for key in ("quorum", "threshold", "participation") if key in local]
    below = [key for key, least in asked if (getattr(rule, key) or Fraction(0)) < least]
    if "min_surplus_percent" in local and rule.min_surplus * HUNDRED < Fraction(local["min_surplus_percent"]):
        below.append("min_surplus_percent")
    return below
