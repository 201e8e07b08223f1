"""The formal ways: an 审议意见 from the sitting to the public, a 质询 of members of the standing committee, a 代表建议 handled twice."""

from django.utils import timezone

from engines.law import Matter
from piaojue.commons.decisions.actions import decide
from piaojue.commons.decisions.values import Item, Minutes, Tabled, Tally
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.sittings.actions import call_sitting, check_in_all, close_sitting, held_on
from piaojue.commons.sittings.models import Sitting, SittingKind
from piaojue.commons.sittings.organs import members
from piaojue.rehearsal.gates import clerk_of
from piaojue.rehearsal.stage import Stage
from piaojue.stages.deliver.public import Project
from piaojue.stages.supervise import actions
from piaojue.stages.supervise.public import (
    Interpellation,
    InterpellationDraft,
    OpinionDraft,
    Question,
    signers_needed,
    usual_due,
)

CHAIRS = 5
"""Persons of the 主任会议, which no roll names."""
HANDLED = "两个滞后项目已倒排工期、按周调度，管护经费列入下年部门预算。"


def meet(stage: Stage, slowest: Project) -> None:
    """One meeting of the standing committee: a report is heard and an opinion passed, some members call a unit to account."""
    if not stage.year.place.kind.has_standing_committee:
        return
    clerk, today = clerk_of(stage.company), timezone.localdate()
    sitting = call_sitting(
        body=clerk.body,
        kind=SittingKind.STANDING,
        name=f"{clerk.body}{today.year}年{today.month}月会议",
        starts_on=today,
        ends_on=today,
        by=clerk,
    )
    seats = members(sitting)
    check_in_all(sitting=sitting, seats=seats, by=clerk)
    sitting.refresh_from_db()
    _hear(stage, sitting, seats)
    _call_to_account(stage, sitting, seats, slowest)
    sitting.refresh_from_db()
    close_sitting(sitting=sitting, by=clerk)


def _hear(stage: Stage, sitting: Sitting, seats: list[Seat]) -> None:
    """监督法 17, step by step."""
    clerk, office = clerk_of(stage.company), stage.company[Role.GOV_OFFICE]
    draft = OpinionDraft(
        sitting=sitting,
        report=f"关于{stage.year.number}年民生实事项目半年实施情况的报告",
        summary="多数项目按计划推进，两个项目滞后。",
        text="加快滞后项目，明确责任人和时间。\n落实建后管护经费。\n按月公开进度。",
    )
    opinion = actions.draft_opinion(year=stage.year, draft=draft, by=clerk)
    decide(
        sitting=sitting,
        matter=Matter.OPINION,
        items=[Item(opinion)],
        tally=Tally(came=tuple(seats), ayes=len(seats)),
        paper=Minutes(text="会议通过审议意见。", number=f"审议意见〔{stage.year.number}〕3号", public=True),
        by=clerk,
    )
    opinion.refresh_from_db()
    today = timezone.localdate()
    actions.send_opinion(opinion=opinion, sent_to=office.body, doc_no=opinion.doc_no, due=usual_due(today), by=clerk)
    actions.handle_opinion(opinion=opinion, handling=HANDLED, by=office)
    actions.comment_opinion(
        opinion=opinion, committee="社会建设委员会", text="同意，请补充按月公开进度的办法。", by=clerk
    )
    actions.report_handling(opinion=opinion, handling=f"{HANDLED}每月五日前公开上月进度。", by=office)
    actions.publish_opinion(opinion=opinion, by=clerk)


def _call_to_account(stage: Stage, sitting: Sitting, seats: list[Seat], slowest: Project) -> None:
    """As many as the law wants sign it, the 主任会议 decides, the unit answers, and they are content."""
    unit = next((seat for seat in stage.company.departments.values() if seat.body_id == slowest.department_id), None)
    if unit is None:
        return
    first, *rest = [seat for seat in seats if seat.role == Role.COMMITTEE][: signers_needed(sitting)]
    draft = InterpellationDraft(
        sitting=sitting,
        asked_of=unit.body,
        title=f"{slowest.title}为何滞后"[:80],
        text="项目落后于计划的原因是什么，由谁负责，采取什么措施，什么时候办成？",
        project=slowest,
    )
    row = actions.draft_interpellation(year=stage.year, draft=draft, by=first)
    for seat in rest:
        actions.sign_interpellation(interpellation=row, by=seat)
    actions.submit_interpellation(interpellation=row, by=first)
    _taken_up(stage, row, sitting, (first, *rest))
    actions.answer_interpellation(
        interpellation=row,
        answer="管线迁改涉及三家单位，已由主要负责人牵头按周调度，年底前全部办成。",
        answerer=f"{unit.person}，主要负责人",
        by=unit,
    )
    for seat in (first, *rest):
        actions.judge_answer(interpellation=row, content=True, by=seat)
    actions.conclude_interpellation(interpellation=row, outcome="联名人对答复满意。", by=clerk_of(stage.company))


def _taken_up(stage: Stage, row: Interpellation, sitting: Sitting, signers: tuple[Seat, ...]) -> None:
    clerk, today = clerk_of(stage.company), timezone.localdate()
    decide(
        sitting=held_on(body=sitting.body, kind=SittingKind.CHAIRS, name=f"{sitting}期间的主任会议", on=today),
        matter=Matter.INTERPELLATION,
        items=[Item(row)],
        tally=Tally(roll=CHAIRS, present=CHAIRS, ayes=CHAIRS),
        paper=Minutes(text="交由受质询单位在本次会议上口头答复。", number=f"主任会议〔{today.year}〕{row.pk} 号"),
        tabled=Tabled(signers=signers),
        by=clerk,
    )


def suggest(stage: Stage, question: Question, unit: Seat, deputy: Seat) -> None:
    """What the answer did not settle goes on as a suggestion: answered, not enough, answered again."""
    row = actions.raise_suggestion(
        source=question,
        title=f"尽快办成“{question.activity.project}”"[:80],
        text="答复没有说明具体时间。建议列出每一步的时间，向居民公开，年底前交付使用。",
        by=deputy,
    )
    row = actions.assign_suggestion(suggestion=row, assigned_to=unit.body, by=clerk_of(stage.company))
    row = actions.answer_suggestion(suggestion=row, answer="我们将加快推进，争取早日交付使用。", by=unit)
    row = actions.rate_suggestion(suggestion=row, rating="dissatisfied", note="还是没有具体时间", by=deputy)
    row = actions.answer_suggestion(
        suggestion=row, answer="十月底完工，十一月验收，十二月交付；时间表已在小区公示。", by=unit
    )
    actions.rate_suggestion(suggestion=row, rating="satisfied", by=deputy)
