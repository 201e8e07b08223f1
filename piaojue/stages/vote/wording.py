"""Documents written from the numbers: 计票报告单 and 公告 as plain text, filed as papers of the year."""

from collections.abc import Mapping, Sequence

from django.utils.timezone import localtime

from engines.counting import Counts
from piaojue.stages.vote.ballots import columns
from piaojue.stages.vote.models import Poll
from piaojue.stages.vote.outcome import result_rows

ACTS = {
    "prepared": "准备投票", "rule_set": "设定规则", "items_refreshed": "更新票面", "tellers_appointed": "登记监票计票人员", "frozen": "确定票面",
    "station_connected": "取监票台连接码", "office_connected": "取票签组连接码", "keys_restarted": "重做密钥仪式", "slips_printed": "印制票签",
    "slips_voided": "作废剩余票签", "all_slips_voided": "票签全部作废", "agreed_to_open": "同意开箱", "opened": "开箱投票",
    "slip_exchanged": "收回票签换纸质票", "slip_given_back": "给回票签转录纸质票", "transcribed": "登记转录完毕", "switched_to_paper": "全场改用纸质票",
    "agreed_to_close": "同意截止", "closed": "截止投票", "counted": "计票", "presidium_decided": "记录主席团决定", "next_round": "由上一轮发起",
    "confirmed": "确认结果有效", "abandoned": "作废本次投票", "joined": "并入会商", "rehearsal_wiped": "清除演练",
}  # fmt: skip
"""What the log says of a poll, in words."""


BOX_ALONE = "本箱只报票数，不单独作结论：各箱合并后，在会商中按票选办法形成推荐意见。"
"""What a council's box says instead of a verdict."""


def certificate_text(poll: Poll) -> str:
    """计票报告单 of one round (docs/domain.md#count-sheet): the equation, the counts, the verdict, the signature lines."""
    counts = Counts.from_json(poll.counts)
    lines = [
        poll.sitting.name,
        f"{poll.title} 计票报告单",
        f"应到 {poll.roll} 人，实到 {poll.present} 人。",
        f"发票 {counts.issued} 张，收回 {counts.returned} 张，其中有效 {counts.valid} 张、废票 {counts.void} 张。",
        equation(poll),
        *poll.desk["notices"],
        "",
    ]
    words = [(place, word) for place, word in enumerate(columns(poll)) if word]
    for item in poll.items:
        row = counts.items[item["key"]]
        lines.append(f"{item['no']}. {item['title']}:" + "、".join(f"{word} {row[place]}" for place, word in words))
    if verdict := poll.the_verdict:
        lines += ["", verdict.sentence]
        lines += [f"{poll.titles[v.item]}：{v.sentence}" for v in verdict.items if v.item in poll.titles]
        lines += [f"提请注意：{text}" for text in verdict.warnings]
    if poll.advisory:
        lines += ["", BOX_ALONE]
    lines += ["", "总监票人：____________  监票人：____________  计票人：____________", _when(poll)]
    return "\n".join(lines)


def equation(poll: Poll) -> str:
    """E + X + N = I in words."""
    desk = poll.desk
    electronic = desk["electronic"] - desk["transcribed"]
    return (
        f"票数核对：电子票 {electronic} 张 + 领用纸质票 {desk['exchanged']} 张 + 未投 {desk['not_voted']} 张"
        f" = 发票 {desk['issued']} 张；纸质票箱收回 {desk['paper']} 张，不多于领用数。"
        if not desk["paper_void"]
        else f"票数核对：纸质票箱收回 {desk['paper']} 张，多于领用的 {desk['exchanged']} 张，纸质部分无效。"
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
        lines += ["", f"其中末位项目由主席团决定（{poll.decision['basis']}）。"]
    for one in archives:
        lines += [f"{one['title']}的全部选票加密公开，档案指纹（SHA-256）{one['head']}，下载、验票：", one["address"]]
    return "\n".join([*lines, "", poll.sitting.body.name, _when(poll)])


def _line(number: int, row) -> str:
    numbers = [(row.approve, "赞成"), (row.against, "反对"), (row.abstain, "弃权")]
    told = "、".join(f"{word} {n} 票" for n, word in numbers if n is not None)
    return f"{number}. {row.title}" + (f"（{told}）" if told else "")


def _when(poll: Poll) -> str:
    moment = localtime(poll.confirmed_at or poll.closed_at or poll.created_at)
    return f"{moment.year} 年 {moment.month} 月 {moment.day} 日"
