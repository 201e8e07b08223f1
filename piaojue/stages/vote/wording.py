"""Documents written from rule and numbers: 票决办法 and 计票报告单 as plain text, filed as papers of the year (公告: notices.py)."""

from datetime import date

from django.utils.timezone import localtime

from engines.counting import Occasion, explain, explain_satisfaction, notes
from piaojue.commons.roles import Role
from piaojue.stages.vote.ballots import columns
from piaojue.stages.vote.models import Poll, PollKind

BOX_ALONE = "本箱只报票数，不单独作结论：各箱合并后，在会商中按票选办法形成推荐意见。"
"""What a council's box says instead of a verdict."""


def rules_title(poll: Poll) -> str:
    """新城区第十八届人民代表大会第六次会议民生实事项目票决办法."""
    return poll.term(f"{poll.sitting.name}民生实事项目票决办法")


def rules_text(poll: Poll) -> str:
    """The 票决办法 or 测评办法 in numbered articles, from the rule that will count the votes."""
    if poll.kind == PollKind.SATISFACTION:
        committee = poll.voters is Role.COMMITTEE
        who = {"voters": "常委会组成人员", "decides": "主任会议"} if committee else {}
        return "\n".join(explain_satisfaction(poll.the_rule, items=len(poll.items), meeting=poll.sitting.name, **who))
    return poll.year.term("\n".join(explain(poll.the_rule, _occasion(poll))))


def rules_notes(poll: Poll) -> list[str]:
    """What each article rests on, for who drafts it; it is no part of the paper."""
    return [] if poll.kind == PollKind.SATISFACTION else notes(poll.the_rule, _occasion(poll))


def _occasion(poll: Poll) -> Occasion:
    watching = poll.tellers.filter(role=Role.TELLER).count() if poll.pk else 0
    return Occasion(
        meeting=poll.sitting.name,
        candidates=len(poll.items),
        township=poll.place.is_township,
        tellers=watching or None,
    )


def certificate_text(poll: Poll) -> str:
    """计票报告单 of one round (docs/domain.md#count-sheet): the equation, the counts, the verdict, the signature lines.

    What the system itself has to say stands behind the lines that people sign.
    """
    counts = poll.the_counts
    lines = [
        poll.sitting.name,
        f"{poll.title}计票报告单",
        f"应到 {poll.roll} 人，实到 {poll.present} 人。",
        f"发出 {counts.issued} 张，收回 {counts.returned} 张，其中有效票 {counts.valid} 张，无效票 {counts.void} 张。",
        equation(poll),
        *poll.desk.notices,
        "",
        *(_item_lines(poll) if not poll.desk.void else []),
        *_conclusion(poll),
        "",
        "总监票人：____________  监票人：____________  计票人：____________",
        f"{presiding(poll)}：____________",
        in_words(localtime(poll.closed_at or poll.created_at).date()),
    ]
    if beside := beside_the_sheet(poll):
        lines += ["", "附注（由系统提出，不属于签名的内容）：", *beside]
    return "\n".join(lines)


def _item_lines(poll: Poll) -> list[str]:
    counts = poll.the_counts
    words = [(place, word) for place, word in enumerate(columns(poll)) if word]
    return [
        f"{item.no}. {item.title}："
        + "，".join(f"{word} {counts.items[item.key][place]} 票" for place, word in words)
        + "。"
        for item in poll.items
    ]


def _conclusion(poll: Poll) -> list[str]:
    if poll.advisory:
        return ["", BOX_ALONE]
    verdict = poll.the_verdict
    if verdict is None:
        return []
    titles = poll.titles
    fates = [] if poll.desk.void else [f"{titles[v.item]}：{v.sentence}" for v in verdict.items if v.item in titles]
    return ["", verdict.sentence, *fates]


def presiding(poll: Poll) -> str:
    """Who presides and signs beside the tellers."""
    return "会议主持人" if poll.advisory or poll.voters is Role.COMMITTEE else "执行主席"


def beside_the_sheet(poll: Poll) -> list[str]:
    """What the system has to say about the numbers; the tellers do not sign it."""
    verdict = poll.the_verdict
    return [f"提请注意：{text}" for text in verdict.warnings] if verdict else []


def equation(poll: Poll) -> str:
    """E + X + N = I in words, and whether more came back than went out."""
    desk = poll.desk
    sums = (
        f"票数核对：电子票 {desk.electronic - desk.transcribed} 张 + 领用纸质票 {desk.exchanged} 张 + 未投 {desk.not_voted} 张"
        f" = 发出 {desk.issued} 张；"
    )
    if desk.paper_void:
        return f"票数核对：纸质票箱收回 {desk.paper} 张，多于领用的 {desk.exchanged} 张，纸质部分未计。"
    if desk.void:
        return f"{sums}收回 {desk.returned} 张，多于发出的票数。"
    return f"{sums}收回 {desk.returned} 张，没有多于发出的票数。"


def in_words(day: date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"
