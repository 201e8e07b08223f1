"""The vote rule (票决办法) as data: every parameter that local rules set, with its legal basis."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import ClassVar

from engines.parameters import Objections, Parameters


class Form(StrEnum):
    """Kind of ballot (票型)."""

    PER_ITEM = "per_item"  # 逐项赞成、反对、弃权
    CHOOSE = "choose"  # 至多选 N 项
    ADVISORY = "advisory"  # 街道票选:至多选 N 项,结果是推荐意见


class PassBase(StrEnum):
    """Whose majority is needed (通过线的分母)."""

    ALL_DEPUTIES = "all_deputies"  # 全体代表 — the law's own base
    PRESENT = "present"  # 到会代表
    VOTING = "voting"  # 参加表决的代表(收回的票)
    NONE = "none"  # 无门槛,得票多者


class Pick(StrEnum):
    """Which of the passing items are adopted."""

    TOP = "top"
    ALL_PASSING = "all_passing"


class TieAtCut(StrEnum):
    """What happens when equal counts straddle the last seat."""

    REVOTE = "revote"
    BODY = "presidium"  # 由大会决定;街道:由街道人大工委决定
    ALL_IN = "all_in"
    BY_NUMBER = "by_number"


class Shortfall(StrEnum):
    """What happens when fewer items pass than there are seats."""

    AS_MANY_AS_PASSED = "as_many_as_passed"
    SECOND_ROUND = "second_round"
    PRESIDIUM = "presidium"


class OverSelect(StrEnum):
    """A ballot that chooses more than allowed."""

    WHOLE_VOID = "whole_void"
    EXCESS_VOID = "excess_void"  # marks beyond the limit, in the order of the ballot, do not count


class BlankItem(StrEnum):
    """An item left unmarked on a per-item ballot."""

    ABSTAIN = "abstain"
    NOT_PRESSED = "not_pressed"


class Detail(StrEnum):
    """How much of the result is announced."""

    NAMES = "names"
    APPROVALS = "approvals"
    FULL = "full"


class RuleError(Objections):
    """The parameters do not make a rule."""


LABELS: Mapping[str, str] = MappingProxyType(
    {
        "form": "票型",
        "seats": "应选数",
        "max_choices": "每票最多选项数",
        "opposing": "限选票可以反对",
        "pass_base": "通过线的分母",
        "threshold": "通过线",
        "inclusive": "达到即通过",
        "deputies_threshold": "代表赞成的门槛",
        "participation": "最低参加表决比例",
        "pick": "入选方式",
        "tie_at_cut": "末位平票处理",
        "max_revotes": "平票再投次数上限",
        "shortfall": "不足处理",
        "over_select": "超选处理",
        "blank_item": "漏填项处理",
        "unclear_voids_ballot": "一项多填是否整票作废",
        "blank_ballot_valid": "空白票是否有效",
        "result_detail": "公布内容",
        "secret": "无记名",
        "quorum": "法定人数",
        "min_surplus": "差额比例下限",
        "local_basis": "本地依据",
    }
)
"""Chinese label of every parameter, for forms and messages."""

BASIS: Mapping[str, str] = MappingProxyType(
    {
        "form": "《代表法》第二十三条：赞成、反对、弃权三者选一",
        "seats": "由本级票决办法确定；各地规定一般只要求差额",
        "max_choices": "参照《选举法》第四十四条：选举的人数多于规定的作废，等于或者少于规定的有效",
        "opposing": "《代表法》第二十三条：代表可以投赞成票，可以投反对票，也可以弃权；限选票依此〔推〕",
        "pass_base": "《地方组织法》第二十五条：以全体代表的过半数通过",
        "threshold": "《地方组织法》第二十五条：过半数",
        "inclusive": "“过半数”“超过”不包括本数，“以上”“达到”包括本数",
        "deputies_threshold": "参照衡阳市石鼓区街道议事办法：人大代表赞成过半数，并且总赞成超过三分之二",
        "participation": "参照广东省的规定：参加表决的须过全体代表的半数，表决方为有效",
        "pick": "参照海南省票决办法：过线的项目按赞成票数取前若干名",
        "tie_at_cut": "参照《地方组织法》第二十九条：票数相等不能确定的，应当就票数相等的再次投票，得票多的当选；再次投票仍相等的，由大会决定〔待核〕",
        "max_revotes": "由本级票决办法确定",
        "shortfall": "参照《地方组织法》第二十九条：不足应选名额的，不足的名额另行选举",
        "over_select": "参照《选举法》第四十四条：选举的人数多于规定的作废",
        "blank_item": "参照会议表决系统的通例：“未按”单列，或者计为弃权",
        "unclear_voids_ballot": "由本级票决办法确定〔推〕",
        "blank_ballot_valid": "由本级票决办法确定",
        "result_detail": "参照各地议事规则：表决结果由会议主持人当场宣布",
        "secret": "由本级票决办法确定〔地方〕；《地方组织法》第二十八条说的是选举",
        "quorum": "《地方组织法》第十四条：三分之二以上的代表出席，会议始得举行",
        "standing_quorum": "《地方组织法》第五十一条：常委会全体组成人员过半数出席",
        "min_surplus": "参照陕西省、开封市差额票决的规定；比例由本级票决办法确定，多为 20% 至 25%",
        "local_basis": "本级人民代表大会及其常务委员会的规定",
        "immunity": "《代表法》第三十八条",
        "tellers": "由本级票决办法确定〔地方〕；责任单位的人员不担任监票人〔待核〕",
        "returned": "参照《选举法》第四十四条：所投的票数多于投票人数的无效，等于或者少于投票人数的有效",
        "unchanged": "由本级票决办法确定〔推〕",
        "help": "《代表法》第五十四条：对行动不便的代表给予必要的帮助",
        "county": "《地方组织法》第十一条第三项：县级以上的地方各级人民代表大会讨论、决定重大事项和项目",
        "township": "《地方组织法》第十二条第三项：乡、民族乡、镇的人民代表大会决定建设计划和项目",
        "street": "街道不设人民代表大会，票选结果是推荐意见，不是票决决定",
    }
)
"""Where each parameter and each fixed article comes from: law where the law says it, otherwise custom, to be confirmed
locally (docs/domain.md#vote)."""


@dataclass(frozen=True, kw_only=True)
class Rule(Parameters):
    """One poll's rule. Immutable; `problems` are raised at once as RuleError.

    form:        ballot form
    seats:       应选数, items to adopt, >= 1
    max_choices: most items one ballot may choose (choose, advisory: default seats) or approve (per_item: None =
                 no limit)
    pass_base:   whose majority; [law] all deputies
    threshold:   share of the base that approvals must exceed (default 1/2), 0 < t <= 1
    opposing:    choose only: an item may be opposed, too (○ 赞成, × 反对), and what is left blank abstains
    inclusive:   True: reaching the threshold is enough (达到); False: it must be exceeded (超过)
    deputies_threshold: with it the rule is the double threshold of sub-district councils: approvals of the
                 deputies among the members must exceed this share of those deputies, and all approvals
                 must exceed `threshold` (docs/domain.md#double-threshold: 1/2 and 2/3)
    participation: ballots returned must exceed this share of all deputies, or the poll has no effect (Guangdong: 1/2)
    pick, tie_at_cut, shortfall, over_select, blank_item, result_detail: see the enums
    max_revotes: re-votes among the tied before the presidium decides, >= 1
    unclear_voids_ballot: an item marked in two ways voids the ballot (True) or that item alone (False)
    blank_ballot_valid: a ballot without any mark is valid (True) or void (False)
    secret:      无记名; switching it off needs a presidium decision on record
    quorum:      share of all deputies that must be present; reaching it is enough (以上包括本数)
    min_surplus: least (candidates - seats) / seats; 0 allows equal numbers (等额)
    local_basis: title or number of the local rules, shown in the generated text
    """

    form: Form = Form.PER_ITEM
    seats: int
    max_choices: int | None = None
    opposing: bool = False
    pass_base: PassBase = PassBase.ALL_DEPUTIES
    threshold: Fraction = Fraction(1, 2)
    inclusive: bool = False
    deputies_threshold: Fraction | None = None
    participation: Fraction | None = None
    pick: Pick = Pick.TOP
    tie_at_cut: TieAtCut = TieAtCut.REVOTE
    max_revotes: int = 1
    shortfall: Shortfall = Shortfall.AS_MANY_AS_PASSED
    over_select: OverSelect = OverSelect.WHOLE_VOID
    blank_item: BlankItem = BlankItem.ABSTAIN
    unclear_voids_ballot: bool = False
    blank_ballot_valid: bool = True
    result_detail: Detail = Detail.APPROVALS
    secret: bool = True
    quorum: Fraction = Fraction(2, 3)
    min_surplus: Fraction = Fraction(1, 5)
    local_basis: str = ""

    labels: ClassVar = LABELS
    error: ClassVar = RuleError

    @property
    def chooses(self) -> bool:
        """Is this a choose-at-most-N ballot (choose, advisory)?"""
        return self.form is not Form.PER_ITEM

    @property
    def ticks(self) -> bool:
        """Is there one single mark, a tick?"""
        return self.chooses and not self.opposing

    @property
    def abstains(self) -> bool:
        """Is an item that is left blank an abstention?"""
        return self.opposing if self.chooses else self.blank_item is BlankItem.ABSTAIN

    @property
    def limit(self) -> int | None:
        """Most items one ballot may choose or approve; None: no limit."""
        return self.max_choices if self.max_choices is not None else (self.seats if self.chooses else None)

    @property
    def double(self) -> bool:
        """Is this a sub-district council's double threshold?"""
        return self.deputies_threshold is not None

    def contradictions(self) -> list[str]:
        """Every way in which the parameters contradict each other."""
        shares = [("threshold", self.threshold), ("quorum", self.quorum)]
        shares += [
            (name, value)
            for name in ("deputies_threshold", "participation")
            if (value := getattr(self, name)) is not None
        ]
        problems = [f"{LABELS[name]}应大于 0、不超过 1" for name, share in shares if not 0 < share <= 1]
        checks = [
            (self.seats < 1, "应选数应至少为 1"),
            (self.max_choices is not None and self.max_choices < 1, "每票最多选项数应至少为 1"),
            (self.max_revotes < 1, "平票再投次数上限应至少为 1"),
            (self.opposing and self.form is not Form.CHOOSE, "“限选票可以反对”只用于限选票，逐项表决本来可以反对"),
            (self.min_surplus < 0, "差额比例下限不能为负"),
            (self.threshold == 1 and not self.inclusive, "通过线为全部时应勾选“达到即通过”，否则无法通过"),
            (
                self.deputies_threshold == 1 and not self.inclusive,
                "代表赞成的门槛为全部时应勾选“达到即通过”，否则无法通过",
            ),
            (
                self.double and self.form is Form.CHOOSE,
                "双门槛只用于街道议事会，票型应为街道票选（advisory）或逐项表决（per_item）",
            ),
            (self.double and self.pass_base is PassBase.NONE, "双门槛必须有通过线的分母，不能选“无门槛”"),
            (
                self.pick is Pick.ALL_PASSING and self.pass_base is PassBase.NONE,
                "全部过线者入选时必须有通过线，不能选“无门槛”",
            ),
        ]
        return problems + [text for wrong, text in checks if wrong]


def notices(rule: Rule) -> list[str]:
    """What a presidium should know before it passes this rule: departures from the law, traps. Chinese sentences."""
    checks = [
        (
            rule.form is not Form.ADVISORY and not rule.double and rule.pass_base is not PassBase.ALL_DEPUTIES,
            "通过线不是全体代表的过半数，与《地方组织法》第二十五条的口径不同，请确认本地依据。",
        ),
        (
            rule.pass_base is not PassBase.NONE
            and (rule.threshold < Fraction(1, 2) or (rule.threshold == Fraction(1, 2) and rule.inclusive)),
            "通过线没有要求超过半数：恰好半数或更少即可通过，请确认本地依据。",
        ),
        (
            rule.quorum < Fraction(2, 3) and rule.form is not Form.ADVISORY,
            "法定人数低于三分之二，与《地方组织法》第十四条不符。",
        ),
        (
            rule.form is Form.CHOOSE and not rule.opposing,
            "限选票没有反对一栏：代表可以投赞成票、反对票，也可以弃权（《代表法》第二十三条〔推〕），建议选用“限选票可以反对”。",
        ),
        (not rule.secret, "不采用无记名方式，须由主席团作出决定并记录。"),
        (rule.tie_at_cut is TieAtCut.BY_NUMBER, "平票时按序号决定，序号的先后会影响结果，建议抽签排定序号。"),
        (
            rule.over_select is OverSelect.EXCESS_VOID and rule.limit is not None,
            "超选时只计票面上靠前的选择，序号靠后的项目会吃亏。",
        ),
        (
            rule.shortfall is Shortfall.PRESIDIUM and rule.pass_base is PassBase.ALL_DEPUTIES,
            "不足时由主席团补入的项目未获全体代表过半数赞成，请确认本地依据。",
        ),
    ]
    return [text for applies, text in checks if applies]
