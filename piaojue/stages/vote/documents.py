"""Papers of 票决: the rules, the count, the result round by round, the resolution."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.timezone import localtime

from engines.counting import Detail, Occasion, Rule, explain
from engines.exact import number_in_chinese
from engines.papers import Annex, Block, Column, Draft, Gaps, address, blocks_from, day, heading, para, signing, table
from piaojue.commons.draftable import Assigned, document
from piaojue.commons.issuing import SESSION, TELLERS
from piaojue.commons.people.models import BodyKind
from piaojue.commons.years.issuers import body_of, government, projects_word
from piaojue.commons.years.models import PaperKind, Year
from piaojue.commons.years.road import CONGRESS_ONLY, Stage
from piaojue.stages.shortlist.public import Dossier, DossierState
from piaojue.stages.vote.ballots import columns as marks_of
from piaojue.stages.vote.documents_script import host_script
from piaojue.stages.vote.models import Poll, PollKind, PollState, Result
from piaojue.stages.vote.notices import Confirmed, is_invalid, notice_text, notice_title
from piaojue.stages.vote.outcome import first_round, result_rows, rounds
from piaojue.stages.vote.sealed import archives_of
from piaojue.stages.vote.site import on_the_site
from piaojue.stages.vote.wording import beside_the_sheet, equation, in_words, presiding, rules_text, rules_title

COUNTED = (PollState.COUNTED, PollState.DECIDED, PollState.CONFIRMED, PollState.JOINED)
EXECUTION_HEADS = (
    Column("序号", 1),
    Column("项目名称", 6, "left"),
    Column("执行单位", 4),
    Column("完成时限", 3),
)


def _polls(year: Year) -> QuerySet[Poll]:
    rows = Poll.objects.filter(year=year, rehearsal=False).exclude(state=PollState.ABANDONED)
    return rows.select_related(
        "sitting__body", "year__place", "place", "previous", "result_confirmed__sitting"
    ).order_by("-pk")


def _votes(year: Year) -> Iterable[Poll]:
    """First rounds of the year's 票决."""
    return _polls(year).filter(kind=PollKind.ADOPTION, previous=None)


def _counted(year: Year) -> Iterable[Poll]:
    return _polls(year).filter(state__in=COUNTED)


def _judged(year: Year) -> Iterable[Poll]:
    """The last counted round of each 票决."""
    return _polls(year).filter(kind=PollKind.ADOPTION, state__in=COUNTED, verdict__isnull=False, reruns=None)


def vote_rules_draft(year: Year, gaps: Gaps) -> Draft:
    """票决办法（草案）, from the rule that will count the votes; before a vote is prepared, from the usual one."""
    if (poll := next(iter(_votes(year)), None)) is not None:
        return _rules(f"{rules_title(poll)}（草案）", rules_text(poll), [item.title for item in poll.items])
    meeting = f"{year.place.name}人民代表大会会议"
    candidates = Dossier.objects.filter(year=year, state=DossierState.CANDIDATE).order_by("no", "pk")
    titles = [one.title for one in candidates]
    occasion = Occasion(meeting=meeting, candidates=len(titles), township=year.place.is_township, tellers=None)
    text = year.term("\n".join(explain(Rule(seats=year.seats_to_fill), occasion)))
    return _rules(year.term(f"{meeting}民生实事项目票决办法（草案）"), text, titles)


def _rules(title: str, text: str, candidates: list[str]) -> Draft:
    """The articles, with the ballot and the counting sheet behind them as they will look."""
    articles, named = text.rsplit("附件：", 1)
    ballot, sheet = (name.split(".", 1)[1].strip() for name in named.split("；"))
    rows = [(number, one) for number, one in enumerate(candidates, 1)]
    numbers = ("赞成", "反对", "弃权")
    heads = (Column("序号", 1), Column("项目名称", 7, "left"), *(Column(word, 1) for word in numbers))
    filled_in = table(heads, [(*row, "", "", "") for row in rows])
    return Draft(
        title=title,
        blocks=blocks_from(articles),
        annexes=(
            Annex(ballot, (filled_in, para("说明：每个项目只能选一栏，在选中的一栏画“○”。"))),
            Annex(
                sheet,
                (
                    para("应到　　人，实到　　人。发出　　张，收回　　张，其中有效票　　张，无效票　　张。"),
                    filled_in,
                    signing("总监票人", "监票人", "计票人", "执行主席"),
                    para("　　年　　月　　日"),
                ),
            ),
        ),
    )


def count_certificate(poll: Poll, gaps: Gaps) -> Draft:
    """计票报告单 of one round: the equation, the counts in a table, the verdict, lines to sign by hand."""
    counts, marks = poll.the_counts, [(place, word) for place, word in enumerate(marks_of(poll)) if word]
    verdict = poll.the_verdict
    fates = {one.item: one.sentence for one in verdict.items} if verdict and not poll.advisory else {}
    heads = (
        Column("序号", 1),
        Column("项目名称", 6, "left"),
        *(Column(word, 1) for _, word in marks),
        *([Column("结论", 5, "left")] if fates else []),
    )
    rows = [
        (
            item.no,
            item.title,
            *(counts.items[item.key][place] for place, _ in marks),
            *([fates.get(item.key, "")] if fates else []),
        )
        for item in poll.items
        if item.key in counts.items
    ]
    notes = beside_the_sheet(poll)
    return Draft(
        title=f"{poll.title}计票报告单",
        passed=poll.sitting.name,
        blocks=(
            para(
                f"应到{poll.roll}人，实到{poll.present}人。发出{counts.issued}张，收回{counts.returned}张，"
                f"其中有效票{counts.valid}张，无效票{counts.void}张。"
            ),
            para(equation(poll)),
            *(para(text) for text in poll.desk.notices),
            *([] if poll.desk.void else [table(heads, rows)]),
            *([para(verdict.sentence)] if verdict and not poll.advisory else []),
            signing("总监票人", "监票人", "计票人", presiding(poll)),
            para(in_words(localtime(poll.closed_at or poll.created_at).date())),
            *([para(f"附注（由系统提出，不属于签名的内容）：{''.join(notes)}")] if notes else []),
        ),
    )


def result_notice(poll: Poll, gaps: Gaps) -> Draft:
    """票决结果公告: who voted on what ground, each round with its own numbers, what is adopted."""
    decision = poll.result_confirmed
    meeting = gaps.need(
        decision and f"{day(decision.decided_on)}主席团会议", "主席团确认结果的会议", poll.get_absolute_url()
    )
    opening = notice_text(poll, Confirmed(meeting, decision.number if decision else "")).splitlines()[0]
    rows = result_rows(poll)
    adopted = [row.title for row in rows if row.adopted]
    word = poll.year.term("票决")
    return Draft(
        title=notice_title(poll),
        blocks=(
            para(opening),
            heading(1, "确定的项目"),
            para(f"下列{len(adopted)}项确定为{projects_word(poll.year)}：" if adopted else "没有候选项目获得确定。"),
            *(heading(3, title) for title in adopted),
            *_each_round(poll),
            heading(1, "各项目结果"),
            _results(rows, once=poll.previous is None),
            *([para(f"票数相等、不能确定的项目，由大会决定（{poll.decision.basis}）。")] if poll.decision else []),
            *(_archive(one, word) for one in archives_of(poll, on_the_site)),
            para("现予公告。"),
        ),
        signed=(f"{poll.sitting.name}主席团",),
        on=localtime(poll.confirmed_at).date() if poll.confirmed_at else None,
    )


def _each_round(poll: Poll) -> list[Block]:
    """One paragraph for each time that was voted, with its own numbers; invalid ones are named as such."""
    every = rounds(poll)
    if len(every) == 1:
        return []
    detail = every[0].the_rule.result_detail
    blocks: list[Block] = [heading(1, "各次投票")]
    for number, (one, after) in enumerate(zip(every, [*every[1:], None], strict=True), 1):
        counts = one.the_counts
        blocks += [
            heading(2, f"第{number_in_chinese(number)}次投票"),
            para(
                f"{len(one.items)}项参加；发出{counts.issued}张，收回{counts.returned}张，"
                f"有效票{counts.valid}张，无效票{counts.void}张。{_what_followed(one, after)}"
            ),
            *([] if is_invalid(one) or detail is Detail.NAMES else [_counted_in(one, detail)]),
        ]
    return blocks


def _what_followed(one: Poll, after: Poll | None) -> str:
    """Why it was voted again; of the last round nothing, for the result stands below."""
    if is_invalid(one):
        return "本次投票无效，重新投票。"
    if after is None:
        return ""
    again = "、".join(f"“{item.title}”" for item in after.items)
    return f"{again}票数相等，不能确定，再次投票。"


def _counted_in(one: Poll, detail: Detail) -> Block:
    """What each item got in one round, as far as the rule announces numbers."""
    full = detail is Detail.FULL and not one.the_rule.ticks
    words = ("赞成", "反对", "弃权") if full else ("赞成",)
    counts = one.the_counts.items
    rows = []
    for item in one.items:
        count = counts[item.key]
        rows.append((item.no, item.title, *((count.approve, count.against, count.abstain)[: len(words)])))
    return table((Column("序号", 1), Column("项目名称", 7, "left"), *(Column(word, 1) for word in words)), rows)


def _results(rows: list[Result], *, once: bool) -> Block:
    """As far as the rule announces numbers; where it was voted more than once, each round has told its own."""
    shown = [
        (name, label)
        for name, label in (("approve", "赞成"), ("against", "反对"), ("abstain", "弃权"))
        if once and any(getattr(row, name) is not None for row in rows)
    ]
    heads = (
        Column("序号", 1),
        Column("项目名称", 7, "left"),
        *(Column(label, 1) for _, label in shown),
        Column("结果", 2),
    )
    return table(
        heads,
        [
            (number, row.title, *(getattr(row, name) for name, _ in shown), "确定" if row.adopted else "未确定")
            for number, row in enumerate(rows, 1)
        ],
    )


def _archive(one: dict, word: str) -> Block:
    text = f"{one['title']}的全部选票加密公开，档案指纹（SHA-256）{one['head']}，下载、验票："
    return address(text.replace("票决", word), one["address"])


def resolution(poll: Poll, gaps: Gaps) -> Draft:
    """决议: what the congress resolves, point by point: which project, who carries it out, by when."""
    rows = _executed(poll, gaps)
    decided = first_round(poll)
    on = localtime(decided.closed_at).date() if decided.closed_at else None
    body = government(poll.year, gaps)
    return Draft(
        title=f"{poll.sitting.name}关于{projects_word(poll.year)}的决议",
        passed=f"（{day(on)}{poll.sitting.name}通过）" if on else "",
        blocks=(
            para(
                f"{poll.sitting.name}听取和审议了{body}提请的民生实事项目候选项目，经{poll.year.term('票决')}，会议决定："
            ),
            heading(1, "确定的项目"),
            para(f"确定下列{len(rows)}项为{projects_word(poll.year)}。"),
            table(EXECUTION_HEADS, rows),
            heading(1, "执行"),
            para(f"{body}应当按照确定的内容、规模和时限组织实施，不得擅自变更；确需变更的，依法报请批准。"),
            heading(1, "报告和监督"),
            para("实施情况定期报告，年底报告完成情况，接受满意度测评，并向社会公布。"),
        ),
    )


def resolution_points(poll: Poll) -> list[Assigned]:
    """Each adopted project with its unit and day, and the report at the end."""
    adopted = [row for row in result_rows(poll) if row.adopted]
    dossiers = Dossier.objects.in_bulk([row.dossier_id for row in adopted if row.dossier_id])
    points = []
    for row in adopted:
        dossier = dossiers.get(row.dossier_id or 0)
        text = f"按确定的内容、规模和时限实施“{row.title}”"
        points.append(Assigned(text, *((dossier.department_id, dossier.due) if dossier else ())))
    body = body_of(poll.year, BodyKind.GOVERNMENT)
    return [*points, Assigned("定期报告实施情况，年底报告完成情况", body.pk if body else None)]


def _executed(poll: Poll, gaps: Gaps) -> list[tuple]:
    """The adopted projects: who carries each out, by when."""
    adopted = [row for row in result_rows(poll) if row.adopted]
    keys = [row.dossier_id for row in adopted if row.dossier_id]
    dossiers = Dossier.objects.select_related("department").in_bulk(keys)
    lines = []
    for number, row in enumerate(adopted, 1):
        dossier = dossiers.get(row.dossier_id or 0)
        page = dossier.get_absolute_url() if dossier else ""
        unit = dossier.department.name if dossier and dossier.department else ""
        due = day(dossier.due) if dossier and dossier.due else ""
        lines.append(
            (
                number,
                row.title,
                gaps.need(unit, f"“{row.title}”的责任单位", page),
                gaps.need(due, f"“{row.title}”的完成时间", page),
            )
        )
    return lines


document(
    "vote_rules_draft",
    "票决办法（草案）",
    house=SESSION,
    stage=Stage.NOMINATING,
    paper=PaperKind.VOTE_RULES_DRAFT,
    write=vote_rules_draft,
    roads=CONGRESS_ONLY,
)
document(
    "host_script",
    "主持词",
    house=SESSION,
    stage=Stage.VOTING,
    about=_votes,
    noun="投票",
    write=host_script,
    roads=CONGRESS_ONLY,
)
document(
    "count_certificate",
    "计票报告单",
    house=TELLERS,
    stage=Stage.VOTING,
    paper=PaperKind.COUNT_CERTIFICATE,
    about=_counted,
    noun="已计票的投票",
    write=count_certificate,
)
document(
    "result_notice",
    "票决结果公告",
    house=SESSION,
    stage=Stage.ANNOUNCING,
    paper=PaperKind.RESULT_NOTICE,
    about=_judged,
    noun="有结论的投票",
    write=result_notice,
    public=True,
    roads=CONGRESS_ONLY,
)
document(
    "resolution",
    "决议",
    house=SESSION,
    stage=Stage.ANNOUNCING,
    about=_judged,
    noun="有结论的投票",
    write=resolution,
    points=resolution_points,
    public=True,
    roads=CONGRESS_ONLY,
)
