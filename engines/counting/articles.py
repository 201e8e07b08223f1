"""The 票决办法 written out from the same parameters that count the votes."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from engines.exact import number_in_chinese, percent, share_in_chinese

from .joining import SMALLEST_PAPER
from .quorum import BASE_NAMES, COUNCIL_NAMES, HALF, quorum_words
from .rule import (
    BASIS,
    BlankItem,
    Detail,
    Form,
    OverSelect,
    PassBase,
    Pick,
    Rule,
    Shortfall,
    TieAtCut,
)
from .sentences import adopted_word, referee

NO_BASIS = ""


def explain(rule: Rule, *, candidates: int | None = None, meeting: str = "本次会议") -> list[str]:
    """Numbered Chinese articles, each with its legal basis in brackets where there is one, and the list of annexes.

    candidates: number of candidate items, if known;  meeting: name of the sitting
    source: docs/domain.md#vote-rules-paper
    """
    parts = [
        _opening(rule, candidates, meeting),
        _tellers(rule, _voters(rule)),
        _ballot(rule),
        _box(rule, referee(rule)),
        _result(rule),
        _closing(rule),
    ]
    return [*_numbered(parts), f"附件：1. {act(rule)}票样；2. 计票报告单"]


def explain_satisfaction(
    rule: Rule, *, items: int, meeting: str, voters: str = "代表", decides: str = "主席团"
) -> list[str]:
    """The 测评办法 in numbered articles: nothing of it adopts anything, so that it speaks of no 应选, line or tie.

    items: projects and sub-items on the ballot;  voters, decides: who measures, and who decides when the hall's network fails
    source: docs/domain.md#satisfaction-paper. How counts become 满意 or 不满意 is the evaluation's formula (engines.scoring).
    """
    parts = [_measuring(rule, items, meeting, voters), _tellers(rule, voters), _box(rule, decides), _measured()]
    return [*_numbered(parts), "附件：1. 满意度测评票样；2. 计票报告单"]


Clauses = Iterator[tuple[str, str]]


def _numbered(parts: Iterable[Clauses]) -> list[str]:
    clauses = enumerate((clause for part in parts for clause in part), 1)
    return [f"第{number_in_chinese(number)}条\u3000{text}{_in_brackets(basis)}" for number, (text, basis) in clauses]


def _measuring(rule: Rule, items: int, meeting: str, voters: str) -> Clauses:
    yield f"为做好{meeting}民生实事项目满意度测评工作{_own(rule)}，制定本办法。", NO_BASIS
    yield f"{quorum_words(rule.quorum)}的{voters}到会，方可进行测评。", _quorum_basis(rule, voters)
    yield f"测评采用无记名方式，每名到会{voters}一票，不得委托他人代为投票。", NO_BASIS
    yield f"测评票载明 {items} 个项目（含子项）的序号和名称。{_two_ways(voters)}", NO_BASIS
    yield "对每个项目在满意、基本满意、不满意、不了解中选择一种，纸质票在选中的一栏画“○”。", NO_BASIS
    yield (
        "项目没有填写的，或者同一项目填写两种以上的，计为不了解，其他项目有效。无法辨认的，由总监票人裁定。空白票有效。",
        NO_BASIS,
    )


def _measured() -> Clauses:
    yield "测评结果按照满意度测评规定的界线，由各项目的满意、基本满意、不满意票数评定。", NO_BASIS
    yield "计票结束后，由总监票人报告结果，会议主持人当场宣布各项目的满意、基本满意、不满意、不了解票数。", NO_BASIS
    yield "本办法经会议通过后施行。", NO_BASIS


def _own(rule: Rule) -> str:
    return f"，依据{rule.local_basis}" if rule.local_basis else ""


def _quorum_basis(rule: Rule, voters: str) -> str:
    """The law asks two thirds of a congress, more than half of a standing committee: a lower quorum cannot call on it."""
    lawful = {"代表": (Fraction(2, 3), "quorum"), "常委会组成人员": (HALF, "standing_quorum")}
    least, basis = lawful.get(voters, (None, ""))
    return BASIS[basis] if least and rule.quorum >= least else NO_BASIS


def _two_ways(voters: str) -> str:
    return f"{voters}可以凭票签在手机上或者会场终端上填写，也可以领用纸质票，两种票内容和效力相同，一人只投一种。"


def _in_brackets(basis: str) -> str:
    if not basis:
        return NO_BASIS
    return f"（{basis}）" if basis.startswith("参照") else f"（依据：{basis}）"


def act(rule: Rule) -> str:
    """票决, or 票选 where the result is advice."""
    return "票选" if rule.form is Form.ADVISORY else "票决"


def _voters(rule: Rule) -> str:
    return "议事会成员" if rule.form is Form.ADVISORY else "代表"


def _opening(rule: Rule, candidates: int | None, meeting: str) -> Clauses:
    advisory = rule.form is Form.ADVISORY
    yield (
        f"为做好{meeting}民生实事项目{act(rule)}工作{_own(rule)}，制定本办法。",
        BASIS["street"] if advisory else NO_BASIS,
    )
    known = f"候选项目 {candidates} 项，" if candidates is not None else ""
    surplus = f"实行差额，差额比例不低于 {percent(rule.min_surplus)}" if rule.min_surplus else "可以等额"
    yield f"{known}应选 {rule.seats} 项，{surplus}。", NO_BASIS
    yield (
        f"{quorum_words(rule.quorum)}的{_voters(rule)}到会，方可进行{act(rule)}。",
        _quorum_basis(rule, _voters(rule)),
    )
    secret = "采用无记名方式" if rule.secret else f"采用记名方式，由{referee(rule)}决定并记录"
    yield (
        f"{act(rule)}{secret}，每名到会{_voters(rule)}一票，不得委托他人代为投票。",
        BASIS["secret"] if rule.secret and not advisory else NO_BASIS,
    )


def _tellers(rule: Rule, voters: str) -> Clauses:
    by = "街道人大工委" if rule.form is Form.ADVISORY else "大会秘书处"
    yield (
        f"设总监票人一名、监票人若干名，由{voters}担任，经会议通过；计票人由{by}指定，在监票人监督下工作。",
        BASIS["tellers"],
    )


def _ballot(rule: Rule) -> Clauses:
    yield (
        f"{act(rule)}票载明候选项目的序号、名称和简要内容。{_two_ways(_voters(rule))}",
        NO_BASIS,
    )
    if rule.chooses:
        yield f"纸质票在选中的项目后画“○”。每张票选择的项目不超过 {rule.limit} 项，少选有效。", BASIS["max_choices"]
    else:
        limit = f"赞成的项目不超过 {rule.limit} 项，少选有效。" if rule.limit else ""
        yield (
            f"对每个项目在赞成、反对、弃权三种意见中选择一种，纸质票在选中的一栏画“○”。{limit}",
            BASIS["form"],
        )
        blank = "计为弃权" if rule.blank_item is BlankItem.ABSTAIN else "计为未按，不计入赞成、反对、弃权"
        yield f"项目没有填写意见的，{blank}。", NO_BASIS
    if rule.limit is not None:
        over = (
            "该票作废" if rule.over_select is OverSelect.WHOLE_VOID else f"只计票面上靠前的 {rule.limit} 项，其余不计"
        )
        yield f"{'选择' if rule.chooses else '赞成'}超过 {rule.limit} 项的，{over}。", BASIS["over_select"]
    unclear = "该票作废" if rule.unclear_voids_ballot else "该项不计，其他项目有效"
    twice = "" if rule.chooses else f"同一项目填写两种以上意见的，{unclear}。"
    yield f"{twice}无法辨认的，由总监票人裁定。", BASIS["unclear_voids_ballot"]
    yield f"空白票{'有效' if rule.blank_ballot_valid else '为废票'}。", NO_BASIS


def _box(rule: Rule, decides: str) -> Clauses:
    yield "使用纸质票的，监票人先投票，其他人随后依次投票。选票投入票箱后不得更改。", BASIS["unchanged"]
    yield (
        "投票截止后，监票人当场核对发出票数和收回票数。收回票数等于或者少于发出票数，投票有效；"
        "多于发出票数，投票无效，重新投票。",
        BASIS["returned"],
    )
    yield (
        "发出的票签数等于电子票数、换领的纸质票数与未投数之和，方可得出结果。纸质票箱收回的票多于发出的纸质票的，纸质票无效，只计电子票；"
        f"收回的纸质票不足 {SMALLEST_PAPER} 张的，不单独计票，由两名监票人转录，与电子票合并计票，原票封存。",
        NO_BASIS,
    )
    yield (
        f"会场网络或者设备发生故障，不能继续投电子票的，由{decides}决定改用纸质票：已经投入票箱的电子票有效，没有用过的票签换领纸质票。",
        NO_BASIS,
    )
    if rule.participation is not None:
        whom = f"全体{_voters(rule)}"
        yield (
            f"参加表决的人数须超过{whom}的{share_in_chinese(rule.participation)}，表决方为有效。",
            BASIS["participation"],
        )


def _result(rule: Rule) -> Clauses:
    yield _passing(rule), _passing_basis(rule)
    yield _picking(rule), NO_BASIS
    if rule.pick is Pick.TOP:
        yield _tie(rule), BASIS["tie_at_cut"] if rule.tie_at_cut is TieAtCut.REVOTE else NO_BASIS
    if rule.pass_base is not PassBase.NONE:
        yield _short(rule), BASIS["shortfall"] if rule.shortfall is Shortfall.SECOND_ROUND else NO_BASIS


def _passing(rule: Rule) -> str:
    if rule.pass_base is PassBase.NONE:
        return "项目不设通过线，以得票多少为序。"
    council = rule.form is Form.ADVISORY or rule.double
    who = (COUNCIL_NAMES if council else BASE_NAMES)[rule.pass_base]
    word = "达到" if rule.inclusive else "超过"
    first = f"赞成票{word}{who}的{share_in_chinese(rule.threshold)}"
    if rule.deputies_threshold is not None:
        deputies = COUNCIL_NAMES[rule.pass_base].replace("成员", "人大代表")
        first += f"，并且其中人大代表的赞成票{word}{deputies}的{share_in_chinese(rule.deputies_threshold)}"
    return first + "，项目过线。"


def _passing_basis(rule: Rule) -> str:
    """The law asks for more than half of all deputies: a lower line cannot call on it."""
    over = rule.threshold > HALF or (rule.threshold == HALF and not rule.inclusive)
    law = over and rule.pass_base is PassBase.ALL_DEPUTIES and rule.form is not Form.ADVISORY and not rule.double
    return BASIS["pass_base"] if law else NO_BASIS


def _picking(rule: Rule) -> str:
    word = "列为推荐项目" if rule.form is Form.ADVISORY else "入选"
    if rule.pick is Pick.ALL_PASSING:
        return f"过线的项目全部{word}。"
    from_whom = "候选项目" if rule.pass_base is PassBase.NONE else "过线的项目"
    return f"{from_whom}按赞成票由多到少的顺序，前 {rule.seats} 项{word}。"


def _tie(rule: Rule) -> str:
    word = adopted_word(rule)
    times = (
        f"，再次投票以 {rule.max_revotes} 次为限，仍相等的由{referee(rule)}决定"
        if rule.tie_at_cut is TieAtCut.REVOTE
        else ""
    )
    way = {
        TieAtCut.REVOTE: f"就票数相等的项目再次投票，得票多的{word}",
        TieAtCut.PRESIDIUM: f"由{referee(rule)}决定",
        TieAtCut.ALL_IN: f"票数相等的项目都{word}",
        TieAtCut.BY_NUMBER: f"序号在前的{word}",
    }[rule.tie_at_cut]
    return f"末位票数相等、不能确定哪些项目{word}时，{way}{times}。"


def _short(rule: Rule) -> str:
    way = {
        Shortfall.AS_MANY_AS_PASSED: "按实际过线数确定",
        Shortfall.SECOND_ROUND: "就未过线的项目再投一轮，仍不足的按实际过线数确定",
        Shortfall.PRESIDIUM: f"是否补足由{referee(rule)}决定",
    }[rule.shortfall]
    return f"过线的项目少于应选数时，{way}。"


def _closing(rule: Rule) -> Clauses:
    detail = {
        Detail.NAMES: "入选项目名单",
        Detail.APPROVALS: "各项目的赞成票数和入选名单",
        Detail.FULL: "各项目的得票数和入选名单" if rule.chooses else "各项目的赞成、反对、弃权票数和入选名单",
    }[rule.result_detail].replace("入选", adopted_word(rule))
    yield f"计票结束后，由总监票人报告结果，会议主持人当场宣布{detail}。", NO_BASIS
    if rule.form is not Form.ADVISORY:
        yield "代表在会议上的发言和表决，不受法律追究。", BASIS["immunity"]
        yield "本办法经会议通过后施行。", NO_BASIS
    else:
        yield "票选结果作为推荐意见，报街道党工委、办事处研究确定，并向社会公示。", NO_BASIS
