"""主持词: what the executive chairman reads in the hall."""

from engines.papers import Block, Draft, Gaps, heading, para
from piaojue.commons.roles import Role
from piaojue.stages.vote.models import Poll
from piaojue.stages.vote.outcome import result_rows
from piaojue.stages.vote.wording import rules_title

BLANK = "____"
"""What is known in the hall only, and is filled in there by hand."""
SHOW_OF_HANDS = f"现在付表决：赞成的请举手（{BLANK}人）；反对的请举手（{BLANK}人）；弃权的请举手（{BLANK}人）。"


def host_script(poll: Poll, gaps: Gaps) -> Draft:
    """主持词, with the numbers that are known by now."""
    vote = poll.year.term("票决")
    return Draft(
        title=f"{poll.sitting.name}票决民生实事项目主持词",
        blocks=(
            para("各位代表："),
            heading(1, "宣布到会人数"),
            para(
                f"本次大会应到代表{poll.roll or BLANK}人，实到代表{poll.present or BLANK}人，符合法定人数，可以进行{vote}。"
            ),
            heading(1, "通过票决办法"),
            para(f"现在宣读《{rules_title(poll)}（草案）》。请审议。{SHOW_OF_HANDS}"),
            heading(1, "通过总监票人、监票人名单"),
            para(f"{_tellers_proposed(poll, gaps)}{SHOW_OF_HANDS}"),
            *_script_ballots(poll, vote),
            heading(1, "宣布结果"),
            para("请总监票人报告计票结果。"),
            *_script_result(poll),
        ),
    )


def _tellers_proposed(poll: Poll, gaps: Gaps) -> str:
    tellers = list(poll.tellers.select_related("person").order_by("role", "pk"))
    chief = "、".join(seat.person.name for seat in tellers if seat.role == Role.CHIEF_TELLER)
    others = "、".join(seat.person.name for seat in tellers if seat.role == Role.TELLER)
    page = poll.get_absolute_url()
    return f"主席团提名{gaps.need(chief, '总监票人', page)}为总监票人，{gaps.need(others, '监票人', page)}为监票人。"


def _script_ballots(poll: Poll, vote: str) -> list[Block]:
    """Handing out, writing, casting and collecting the ballots."""
    counts = poll.the_counts if poll.counts else None
    issued, returned = (counts.issued, counts.returned) if counts else (BLANK, BLANK)
    return [
        heading(1, "发票、写票、投票"),
        para(f"这次{vote}的候选项目{len(poll.items)}项，应选{poll.the_rule.seats}项。请监票人检查票箱、分发{vote}票。"),
        para(f"共发出{issued}张。请代表写票。先由监票人投票，再由主席台、各代表团依次投票。"),
        heading(1, "宣布收回票数"),
        para(f"收回{returned}张，没有多于发出的张数，本次{vote}有效。请监票人、计票人计票。"),
    ]


def _script_result(poll: Poll) -> list[Block]:
    if poll.the_verdict is None or not poll.counts:
        return [para(f"根据计票结果，下列{BLANK}项获得通过：{BLANK}。")]
    adopted = [row.title for row in result_rows(poll) if row.adopted]
    named = "；".join(adopted)
    return [para(f"根据计票结果，下列{len(adopted)}项获得通过：{named}。")]
