"""票决结果公告: the session's presidium announces what was decided, round by round (docs/domain.md#confirm)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.utils.timezone import localtime

from engines.counting import Detail, ItemCount, State
from engines.exact import number_in_chinese
from piaojue.stages.vote.models import Poll
from piaojue.stages.vote.outcome import result_rows, rounds
from piaojue.stages.vote.wording import in_words, rules_title


class Confirmed(NamedTuple):
    """How the presidium confirmed. meeting: the name of its sitting; number: of the decision, may be empty."""

    meeting: str
    number: str = ""


def notice_title(poll: Poll) -> str:
    """新城区第十八届人民代表大会第六次会议公告."""
    return f"{poll.sitting.name}公告"


def notice_number(nth: int) -> str:
    """第一号. nth: which notice of the session it is."""
    return f"第{number_in_chinese(nth)}号"


def notice_text(poll: Poll, confirmed: Confirmed, archives: Sequence[Mapping[str, str]] = ()) -> str:
    """The 公告 as the presidium issues it, below its title and number: names, approvals or every count, as the rule says.

    archives: {"title", "head", "address"} of every sealed round: its archive's fingerprint (64 hexadecimal digits) and
              where anybody checks it; on paper the address is a QR code
    """
    rows = result_rows(poll)
    adopted = [row.title for row in rows if row.adopted]
    place, year = poll.year.place.name, poll.year.number
    lines = [
        _opening(poll, confirmed),
        "",
        f"下列 {len(adopted)} 项确定为{place}{year} 年民生实事项目：" if adopted else "没有候选项目获得确定。",
        *_numbered(adopted),
    ]
    if others := [row.title for row in rows if not row.adopted]:
        lines += ["", "没有获得确定的候选项目：", *_numbered(others)]
    lines += _counts(poll)
    if poll.decision:
        lines += ["", f"票数相等、不能确定的项目，由大会决定（{poll.decision.basis}）。"]
    for one in archives:
        lines += [
            "",
            f"{one['title']}的全部选票加密公开，档案指纹（SHA-256）{one['head']}，下载、验票：",
            one["address"],
        ]
    day = localtime(poll.confirmed_at or poll.created_at).date()
    return "\n".join([*lines, "", "现予公告。", "", f"{poll.sitting.name}主席团", in_words(day)])


def _opening(poll: Poll, confirmed: Confirmed) -> str:
    """Who voted when on what ground, how many were there, how many ballots went out and came back, who confirmed."""
    first = _first_valid(poll)
    day = in_words(localtime(first.closed_at or first.created_at).date())
    article = "第十二条第三项" if poll.place.is_township else "第十一条第三项"
    number = f"，{confirmed.number}" if confirmed.number else ""
    return poll.year.term(
        f"{poll.sitting.name}于 {day}，根据《中华人民共和国地方各级人民代表大会和地方各级人民政府组织法》{article}和"
        f"《{rules_title(first)}》，以无记名投票方式对 {len(first.items)} 项候选民生实事项目进行票决。"
        f"{_numbers(first)}经主席团确认（{confirmed.meeting}{number}），票决结果有效。"
    )


def _numbers(poll: Poll) -> str:
    counts = poll.the_counts
    return (
        f"应到代表 {poll.roll} 人，实到代表 {poll.present} 人；发出票决票 {counts.issued} 张，收回 {counts.returned} 张，"
        f"其中有效票 {counts.valid} 张，无效票 {counts.void} 张。"
    )


def _numbered(titles: Iterable[str]) -> list[str]:
    return [f"{number}. {title}" for number, title in enumerate(titles, 1)]


def _counts(poll: Poll) -> list[str]:
    """What each item got in the first vote that was valid, then what it got in each later one, with its own numbers."""
    every, first = rounds(poll), _first_valid(poll)
    detail = every[0].the_rule.result_detail
    lines: list[str] = []
    for number, one in enumerate(every, 1):
        name = f"第{number_in_chinese(number)}次投票" if len(every) > 1 else ""
        votes = [] if detail is Detail.NAMES else _votes(one, detail)
        if is_invalid(one):
            lines += ["", f"{name}无效，重新投票。{_numbers(one)}"]
        elif one.pk != first.pk:
            some = "、".join(f"“{item.title}”" for item in one.items)
            lines += ["", f"{name}对{some}进行。{_numbers(one)}", *votes]
        elif votes:
            lines += ["", f"{name}各候选项目得票：", *votes]
    return [poll.year.term(line) for line in lines]


def is_invalid(poll: Poll) -> bool:
    """Whether a vote did not count and was repeated."""
    verdict = poll.the_verdict
    return verdict is not None and verdict.state is State.INVALID


def _first_valid(poll: Poll) -> Poll:
    return next(one for one in rounds(poll) if not is_invalid(one))


def _votes(poll: Poll, detail: Detail) -> list[str]:
    counts = poll.the_counts.items
    return [f"{item.no}. {item.title}：{_said(counts[item.key], detail, poll)}" for item in poll.items]


def _said(count: ItemCount, detail: Detail, poll: Poll) -> str:
    if detail is Detail.APPROVALS or poll.the_rule.ticks:
        return f"赞成 {count.approve} 票"
    return f"赞成 {count.approve} 票，反对 {count.against} 票，弃权 {count.abstain} 票"
