"""Documents written from rule and numbers: 票决办法, 计票报告单 and 公告 as plain text, filed as papers of the year."""

from collections.abc import Mapping, Sequence

from django.utils.timezone import localtime

from engines.counting import explain, explain_satisfaction
from piaojue.commons.roles import Role
from piaojue.stages.vote.ballots import columns
from piaojue.stages.vote.models import Poll, PollKind, Result
from piaojue.stages.vote.outcome import result_rows

BOX_ALONE = "本箱只报票数，不单独作结论：各箱合并后，在会商中按票选办法形成推荐意见。"
"""What a council's box says instead of a verdict."""


def rules_text(poll: Poll) -> str:
    """The 票决办法 or 测评办法 in numbered articles, from the rule that will count the votes."""
    if poll.kind == PollKind.SATISFACTION:
        committee = poll.voters is Role.COMMITTEE
        who = {"voters": "常委会组成人员", "decides": "主任会议"} if committee else {}
        return "\n".join(explain_satisfaction(poll.the_rule, items=len(poll.items), meeting=poll.sitting.name, **who))
    return poll.year.term("\n".join(explain(poll.the_rule, candidates=len(poll.items), meeting=poll.sitting.name)))


def certificate_text(poll: Poll) -> str:
    """计票报告单 of one round (docs/domain.md#count-sheet): the equation, the counts, the verdict, the signature lines."""
    counts = poll.the_counts
    lines = [
        poll.sitting.name,
        f"{poll.title} 计票报告单",
        f"应到 {poll.roll} 人，实到 {poll.present} 人。",
        f"发票 {counts.issued} 张，收回 {counts.returned} 张，其中有效 {counts.valid} 张、废票 {counts.void} 张。",
        equation(poll),
        *poll.desk.notices,
        "",
    ]
    words = [(place, word) for place, word in enumerate(columns(poll)) if word]
    for item in poll.items:
        row = counts.items[item.key]
        lines.append(f"{item.no}. {item.title}:" + "、".join(f"{word} {row[place]}" for place, word in words))
    if verdict := poll.the_verdict:
        lines += ["", verdict.sentence]
        titles = poll.titles
        lines += [f"{titles[one.item]}：{one.sentence}" for one in verdict.items if one.item in titles]
        lines += [f"提请注意：{text}" for text in verdict.warnings]
    if poll.advisory:
        lines += ["", BOX_ALONE]
    lines += ["", "总监票人：____________  监票人：____________  计票人：____________", _when(poll)]
    return "\n".join(lines)


def equation(poll: Poll) -> str:
    """E + X + N = I in words."""
    desk = poll.desk
    if desk.paper_void:
        return f"票数核对：纸质票箱收回 {desk.paper} 张，多于领用的 {desk.exchanged} 张，纸质部分无效。"
    return (
        f"票数核对：电子票 {desk.electronic - desk.transcribed} 张 + 领用纸质票 {desk.exchanged} 张 + 未投 {desk.not_voted} 张"
        f" = 发票 {desk.issued} 张；纸质票箱收回 {desk.paper} 张，不多于领用数。"
    )


def notice_text(poll: Poll, archives: Sequence[Mapping[str, str]] = ()) -> str:
    """票决结果公告: names, approvals or every count, as the rule says.

    archives: {"title", "head", "address"} of every sealed round: its archive's fingerprint (64 hexadecimal digits) and
              where anybody checks it; on paper the address is a QR code
    """
    rows = result_rows(poll)
    adopted, others = [r for r in rows if r.adopted], [r for r in rows if not r.adopted]
    lines = [
        f"{poll.sitting.name}以无记名投票方式，{poll.year.term('票决')}产生{poll.year.place.name}{poll.year.number} 年民生实事项目 {len(adopted)} 项，"
        "现予公布。",
        "",
        *(_line(number, row) for number, row in enumerate(adopted, 1)),
    ]
    if others:
        lines += ["", "未入选的候选项目：", *(_line(number, row) for number, row in enumerate(others, 1))]
    if poll.decision:
        lines += ["", f"其中末位项目由主席团决定（{poll.decision.basis}）。"]
    for one in archives:
        lines += [f"{one['title']}的全部选票加密公开，档案指纹（SHA-256）{one['head']}，下载、验票：", one["address"]]
    return "\n".join([*lines, "", poll.sitting.body.name, _when(poll)])


def _line(number: int, row: Result) -> str:
    numbers = [(row.approve, "赞成"), (row.against, "反对"), (row.abstain, "弃权")]
    votes = "、".join(f"{word} {n} 票" for n, word in numbers if n is not None)
    return f"{number}. {row.title}" + (f"（{votes}）" if votes else "")


def _when(poll: Poll) -> str:
    moment = localtime(poll.confirmed_at or poll.closed_at or poll.created_at)
    return f"{moment.year} 年 {moment.month} 月 {moment.day} 日"
