"""The 票决办法 written out from the same parameters that count the votes. What an article rests on stands in `notes`, never in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from engines.exact import number_in_chinese, percent, share_in_chinese

from .joining import SMALLEST_PAPER
from .quorum import BASE_NAMES, COUNCIL_NAMES, HALF, quorum_words
from .rule import BASIS, BlankItem, Detail, Form, OverSelect, PassBase, Pick, Rule, Shortfall, TieAtCut
from .sentences import decider, referee

LAW = "《中华人民共和国地方各级人民代表大会和地方各级人民政府组织法》"
Clauses = Iterator[tuple[str, str]]
"""(text, key of BASIS or empty) of each article."""


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """What the articles are written for.

    meeting:    name of the sitting
    candidates: number of candidate items; None: not known yet
    township:   whether the congress is a township's (《地方组织法》第十二条); else of a county or above (第十一条)
    tellers:    监票人 beside 总监票人, as nominated (人); None: not nominated yet
    """

    meeting: str = "本次会议"
    candidates: int | None = None
    township: bool = False
    tellers: int | None = None

    @property
    def law(self) -> str:
        """Key of BASIS: what lets this congress decide on projects."""
        return "township" if self.township else "county"


def explain(rule: Rule, occasion: Occasion | None = None) -> list[str]:
    """The numbered Chinese articles of a 票决办法 or 票选办法, and the list of annexes.

    source: docs/domain.md#vote-rules-paper
    """
    texts = [text for text, _ in _articles(rule, occasion or Occasion())]
    return [*_numbered(texts), f"附件：1. {act(rule)}票样；2. 计票报告单"]


def notes(rule: Rule, occasion: Occasion | None = None) -> list[str]:
    """What each article rests on, for who drafts it: “第三条　《地方组织法》第十四条…”. No part of the paper."""
    articles = enumerate(_articles(rule, occasion or Occasion()), 1)
    return [f"第{number_in_chinese(number)}条\u3000{BASIS[basis]}" for number, (_, basis) in articles if basis]


def explain_satisfaction(
    rule: Rule, *, items: int, meeting: str, voters: str = "代表", decides: str = "主席团"
) -> list[str]:
    """The 测评办法 in numbered articles: nothing of it adopts anything, so that it speaks of no 应选, line or tie.

    items: projects and sub-items on the ballot;  voters, decides: who measures, and who decides when the hall's network fails
    source: docs/domain.md#satisfaction-paper. How counts become 满意 or 不满意 is the evaluation's formula (engines.scoring).
    """
    parts = [_measuring(rule, items, meeting, voters), _measuring_tellers(voters), _box(rule, decides), _measured()]
    return [*_numbered([text for part in parts for text, _ in part]), "附件：1. 满意度测评票样；2. 计票报告单"]


def act(rule: Rule) -> str:
    """票决, or 票选 where the result is advice."""
    return "票选" if rule.form is Form.ADVISORY else "票决"


def _numbered(texts: list[str]) -> list[str]:
    return [f"第{number_in_chinese(number)}条\u3000{text}" for number, text in enumerate(texts, 1)]


def _articles(rule: Rule, occasion: Occasion) -> list[tuple[str, str]]:
    opening = _opening_of_a_council if rule.form is Form.ADVISORY else _opening
    closing = _closing_of_a_council if rule.form is Form.ADVISORY else _closing
    parts = [opening(rule, occasion), _ballot(rule), _box(rule, referee(rule)), _result(rule), closing(rule)]
    return [clause for part in parts for clause in part]


def _voters(rule: Rule) -> str:
    return "议事会成员" if rule.form is Form.ADVISORY else "代表"


def _items(rule: Rule, occasion: Occasion) -> str:
    known = f"候选项目 {occasion.candidates} 项，" if occasion.candidates is not None else ""
    surplus = f"实行差额{act(rule)}，差额比例不低于 {percent(rule.min_surplus)}" if rule.min_surplus else "可以等额"
    return f"{known}应选 {rule.seats} 项，{surplus}。"


def _opening(rule: Rule, occasion: Occasion) -> Clauses:
    item = "第十二条第三项" if occasion.township else "第十一条第三项"
    local = f"、{rule.local_basis}的规定" if rule.local_basis else ""
    yield (
        f"为做好{occasion.meeting}民生实事项目票决工作，根据{LAW}{item}{local}，结合本地实际，制定本办法。",
        occasion.law,
    )
    yield "票决在大会全体会议上进行，由主席团主持。", ""
    yield f"提交票决的候选项目由人民政府提出、经主席团提请大会审议。{_items(rule, occasion)}", "min_surplus"
    yield f"全体代表的{quorum_words(rule.quorum)}出席，始得进行票决。", _quorum_basis(rule)
    if rule.secret:
        yield "票决采用无记名投票方式，会场设秘密写票处。", "secret"
    else:
        yield "票决采用记名投票方式，由主席团决定并记录。", ""
    yield (
        "出席会议的代表每人一票，由代表本人填写、投票，不得委托他人代为投票。行动不便或者填写有困难的代表，大会秘书处按照其本人意愿给予必要的帮助。",
        "help",
    )
    yield "列席会议的人员不参加票决。", ""
    yield from _tellers(occasion)


def _tellers(occasion: Occasion) -> Clauses:
    number = f"{number_in_chinese(occasion.tellers)}名" if occasion.tellers else "若干名"
    yield (
        f"设总监票人一名、监票人{number}，由主席团在不担任候选项目责任单位职务的代表中提名，经大会全体会议通过；"
        "计票人由大会秘书处指定，在监票人监督下工作。保管票签、持有票箱钥匙的，各由不同的人担任。",
        "tellers",
    )


def _opening_of_a_council(rule: Rule, occasion: Occasion) -> Clauses:
    local = f"，依据{rule.local_basis}" if rule.local_basis else ""
    yield f"为做好{occasion.meeting}民生实事项目票选工作{local}，制定本办法。", "street"
    yield _items(rule, occasion), "min_surplus"
    yield f"全体议事会成员的{quorum_words(rule.quorum)}到会，始得进行票选。", ""
    secret = "采用无记名投票方式" if rule.secret else "采用记名投票方式，由街道人大工委决定并记录"
    yield f"票选{secret}，每名到会议事会成员一票，不得委托他人代为投票。", ""
    yield "设总监票人一名、监票人若干名，经会议通过；计票人由街道人大工委指定，在监票人监督下工作。", ""


def _measuring(rule: Rule, items: int, meeting: str, voters: str) -> Clauses:
    local = f"，根据{rule.local_basis}" if rule.local_basis else ""
    yield f"为做好{meeting}民生实事项目满意度测评工作{local}，制定本办法。", ""
    yield f"全体{voters}的{quorum_words(rule.quorum)}到会，方可进行测评。", ""
    yield f"测评采用无记名方式，每名到会{voters}一票，不得委托他人代为投票。", ""
    yield f"测评票载明 {items} 个项目（含子项）的序号和名称。{_two_ways(voters)}", ""
    yield "对每个项目在满意、基本满意、不满意、不了解中选择一种，纸质票在选中的一栏画“○”。", ""
    yield (
        "项目没有填写的，或者同一项目填写两种以上的，计为不了解，其他项目有效。无法辨认的，由总监票人裁定。空白票有效。",
        "",
    )


def _measuring_tellers(voters: str) -> Clauses:
    yield (
        f"设总监票人一名、监票人若干名，由{voters}担任，经会议通过；计票人由会议工作机构指定，在监票人监督下工作。",
        "",
    )


def _measured() -> Clauses:
    yield "测评结果按照满意度测评规定的界线，由各项目的满意、基本满意、不满意票数评定。", ""
    yield "计票结束后，由总监票人报告结果，会议主持人当场宣布各项目的满意、基本满意、不满意、不了解票数。", ""
    yield "本办法经会议通过后施行。", ""


def _quorum_basis(rule: Rule) -> str:
    """The law asks two thirds of a congress: a lower quorum cannot call on it."""
    return "quorum" if rule.quorum >= Fraction(2, 3) else ""


def _two_ways(voters: str) -> str:
    return f"{voters}可以凭票签在手机上或者会场终端上填写，也可以领用纸质票，两种票内容和效力相同，一人只投一种。"


def _ballot(rule: Rule) -> Clauses:
    yield f"{act(rule)}票载明候选项目的序号、名称和简要内容。{_two_ways(_voters(rule))}", ""
    if rule.ticks:
        yield f"纸质票在选中的项目后画“○”。每张票选择的项目不超过 {rule.limit} 项，少选有效。", "max_choices"
    else:
        yield from _marks(rule)
    if rule.limit is not None:
        over = (
            "该票无效" if rule.over_select is OverSelect.WHOLE_VOID else f"只计票面上靠前的 {rule.limit} 项，其余不计"
        )
        yield f"{'选择' if rule.ticks else '赞成'}超过 {rule.limit} 项的，{over}。", "over_select"
    unclear = "该票无效" if rule.unclear_voids_ballot else "该项不计，其他项目有效"
    twice = "" if rule.ticks else f"同一项目填写两种以上意见的，{unclear}。"
    yield f"{twice}无法辨认的，由总监票人裁定。空白票{'有效' if rule.blank_ballot_valid else '为无效票'}。", ""


def _marks(rule: Rule) -> Clauses:
    """Three ways to think of an item; a choose-N ballot says them with ○, × and nothing."""
    limit = f"赞成的项目不超过 {rule.limit} 项，少选有效。" if rule.limit else ""
    if rule.opposing:
        paper = "纸质票上赞成的画“○”，反对的画“×”，弃权的不画"
        yield f"对每个项目可以赞成，可以反对，可以弃权，{paper}。{limit}没有填写意见的项目计为弃权。", "opposing"
        return
    yield (
        f"对每个项目可以赞成，可以反对，可以弃权，只能选择一种，纸质票在选中的一栏画“○”。{limit}",
        "form",
    )
    blank = "计为弃权" if rule.blank_item is BlankItem.ABSTAIN else "计为未按，不计入赞成、反对、弃权"
    yield f"项目没有填写意见的，{blank}。", "blank_item"


def _box(rule: Rule, decides: str) -> Clauses:
    yield "使用纸质票的，监票人先投票，其他人随后依次投票。选票投入票箱后不得更改。", "unchanged"
    yield (
        "投票截止后，监票人当场核对发出票数和收回票数，电子票和纸质票合并计算。收回票数等于或者少于发出票数，投票有效；"
        "多于发出票数，本次投票全部无效，不再计票，重新投票。",
        "returned",
    )
    yield (
        "发出的票签数等于电子票数、换领的纸质票数与未投数之和，方可计票。某一纸质票箱收回的票多于该箱发出的票，而全部收回票数没有多于发出票数的，"
        "投票有效，由监票人在计票报告单上注明。"
        f"收回的纸质票不足 {SMALLEST_PAPER} 张的，不单独计票，由两名监票人转录，与电子票合并计票，原票封存。",
        "",
    )
    yield (
        f"会场网络或者设备发生故障，不能继续投电子票的，由{decides}决定改用纸质票：已经投入票箱的电子票有效，没有用过的票签换领纸质票。",
        "",
    )
    if rule.participation is not None:
        share = share_in_chinese(rule.participation)
        yield f"参加表决的人数须超过全体{_voters(rule)}的{share}，表决方为有效。", "participation"


def _result(rule: Rule) -> Clauses:
    yield _passing(rule), _passing_basis(rule)
    yield _picking(rule), ""
    if rule.pick is Pick.TOP:
        yield _tie(rule), "tie_at_cut" if rule.tie_at_cut is TieAtCut.REVOTE else ""
    if rule.pass_base is not PassBase.NONE:
        yield _short(rule), "shortfall"


def _approval(who: str, threshold: Fraction, inclusive: bool) -> str:
    """获全体代表过半数赞成; of other shares with 以上 where reaching is enough."""
    if threshold == HALF and not inclusive:
        return f"获{who}过半数赞成"
    share = "二分之一" if threshold == HALF else share_in_chinese(threshold)
    return f"获{who}{share}以上赞成" if inclusive else f"获{who}超过{share}赞成"


def _line(rule: Rule) -> str:
    """What an item must reach, in words."""
    council = rule.form is Form.ADVISORY or rule.double
    who = (COUNCIL_NAMES if council else BASE_NAMES)[rule.pass_base]
    first = _approval(who, rule.threshold, rule.inclusive)
    if rule.deputies_threshold is None:
        return first
    deputies = COUNCIL_NAMES[rule.pass_base].replace("成员", "人大代表")
    return f"{first}，并且{_approval(f'其中{deputies}', rule.deputies_threshold, rule.inclusive)}"


def _chosen(rule: Rule) -> str:
    return "列为推荐项目" if rule.form is Form.ADVISORY else "拟确定为民生实事项目"


def _passing(rule: Rule) -> str:
    if rule.pass_base is PassBase.NONE:
        return "候选项目不设通过线，以得票多少为序。"
    return f"候选项目{_line(rule)}的，方可{_chosen(rule)}。"


def _passing_basis(rule: Rule) -> str:
    """The law asks for more than half of all deputies: a lower line cannot call on it."""
    over = rule.threshold > HALF or (rule.threshold == HALF and not rule.inclusive)
    law = over and rule.pass_base is PassBase.ALL_DEPUTIES and rule.form is not Form.ADVISORY and not rule.double
    return "pass_base" if law else ""


def _picking(rule: Rule) -> str:
    if rule.pick is Pick.ALL_PASSING:
        return f"{_line(rule)}的候选项目，全部{_chosen(rule)}。"
    if rule.pass_base is PassBase.NONE:
        return f"候选项目按赞成票由多到少的顺序，前 {rule.seats} 项{_chosen(rule)}。"
    return f"{_line(rule)}的候选项目多于 {rule.seats} 项的，按赞成票由多到少的顺序，前 {rule.seats} 项{_chosen(rule)}。"


def _tie(rule: Rule) -> str:
    word = _chosen(rule)
    again = f"{decider(rule)}决定"
    way = {
        TieAtCut.REVOTE: (
            f"就票数相等的项目再次投票，得赞成票多的{word}。再次投票以{number_in_chinese(rule.max_revotes)}次为限，仍相等的由{again}"
        ),
        TieAtCut.BODY: f"由{again}",
        TieAtCut.ALL_IN: f"票数相等的项目都{word}",
        TieAtCut.BY_NUMBER: f"序号在前的{word}",
    }[rule.tie_at_cut]
    return f"末位赞成票数相等、不能确定的，{way}。"


def _short(rule: Rule) -> str:
    way = {
        Shortfall.AS_MANY_AS_PASSED: "按实际数确定",
        Shortfall.SECOND_ROUND: "就其余候选项目再投一轮，仍不足的按实际数确定",
        Shortfall.PRESIDIUM: f"是否补足由{decider(rule)}决定",
    }[rule.shortfall]
    return f"{_line(rule)}的候选项目少于 {rule.seats} 项的，{way}。"


def _announced(rule: Rule) -> str:
    word = "获推荐" if rule.form is Form.ADVISORY else "拟确定"
    return {
        Detail.NAMES: f"{word}的项目名单",
        Detail.APPROVALS: f"各候选项目的赞成票数和{word}的项目名单",
        Detail.FULL: f"各候选项目的{'得票数' if rule.ticks else '赞成、反对、弃权票数'}和{word}的项目名单",
    }[rule.result_detail]


def _closing(rule: Rule) -> Clauses:
    yield (
        f"计票结束后，总监票人向主席团报告计票结果。主席团确认票决结果有效后，由大会执行主席宣布{_announced(rule)}，并由主席团发布公告。",
        "result_detail",
    )
    yield "计票结束后，票决票和计票报告单由监票人当场封存，交大会秘书处归档。", ""
    yield "没有获得确定的候选项目，由人民政府研究处理，可以列入项目储备库。", ""
    yield "代表在大会全体会议上的发言和表决，不受法律追究。", "immunity"
    yield "本办法由主席团负责解释，自大会通过之日起施行。", ""


def _closing_of_a_council(rule: Rule) -> Clauses:
    yield f"计票结束后，由总监票人报告结果，会议主持人当场宣布{_announced(rule)}。", ""
    yield "票选结果作为推荐意见，报街道党工委、办事处研究确定，并向社会公示。", "street"
