"""A 专题询问 (监督法 47–50) from the year's plan to the deliberation on how its opinion was dealt with."""

import pytest

from engines.law import Matter
from piaojue.commons.moves import Refused
from piaojue.commons.record.verify import changed_rows
from piaojue.stages.supervise import actions
from piaojue.stages.supervise.models import Activity, ActivityState, Rating, ReviewState
from piaojue.stages.supervise.procedure import open_steps
from piaojue.stages.supervise.tests import formal, make
from piaojue.stages.supervise.values import OpinionDraft, Visit
from tests.decided import decided

pytestmark = pytest.mark.django_db
TEXT = "请政府倒排工期，三个月内报告研究处理情况。"


def test_an_inquiry_goes_from_the_plan_to_the_second_deliberation(cast, as_):
    clerk, plan = cast.clerk_li, make.adopted_plan(cast)
    actions.publish_plan(plan=plan, by=clerk)
    row = Activity.objects.get(planned_as__plan=plan, kind="inquiry")
    with pytest.raises(Refused, match="建议列入"):
        actions.ask_question(activity=row, asked_of=cast.department_chen.body, text="为何停工？", due=None, by=clerk)
    decided(Matter.SPECIAL_INQUIRY, [row])
    row = actions.postpone_activity(activity=row, held_on=make.in_days(0), reason="与常委会会议同日", by=clerk)
    actions.give_notice(activity=row, venue="常委会会议室", notice="请主要负责人到会应询", by=clerk)
    question = make.inquired(cast, row)
    row = actions.enter_visit(activity=row, visit=Visit(situation="局长到会应询，当场答复"), by=clerk)
    further = actions.follow_up_question(question=question, text="拖了半年谁负责？", by=clerk)
    further = actions.answer_question(question=further, answer="由局长负责。", by=cast.department_chen)
    for one in (question, further):
        actions.rate_answer(question=one, rating=Rating.FAIRLY, by=clerk)
    actions.keep_promise(question=question, kept="八日已经开工", by=cast.department_chen)

    draft = OpinionDraft(sitting=formal.meeting(cast), report="关于滞后项目的专题询问", text=TEXT, activity=row)
    opinion = actions.draft_opinion(year=row.year, draft=draft, by=clerk)
    first = through(cast, opinion)
    again = actions.deliberate_again(opinion=first, sitting=first.sitting, text=f"仍有一项没有落实。{TEXT}", by=clerk)
    with pytest.raises(Refused):
        actions.conclude_activity(activity=row, ending="询问已经办结", by=clerk)
    second = through(cast, again)
    assert (second.follows, second.state) == (first, ReviewState.PUBLISHED)
    row = Activity.objects.get(pk=row.pk)
    assert open_steps(row) == []
    assert (
        actions.conclude_activity(activity=row, ending="承诺兑现，两次审议", by=clerk).state == ActivityState.CONCLUDED
    )
    shown = as_(None).get(row.get_absolute_url()).content.decode()
    assert "追问：" in shown and "八日已经开工" in shown and "两次审议" in shown
    assert "已办结" in as_(None).get(plan.get_absolute_url()).content.decode()
    assert [wrong for wrong in changed_rows() if "supervise" in wrong.where] == []


def through(cast, opinion):
    """Passed, sent, dealt with, commented on, reported and published."""
    formal.passed(cast, opinion)
    opinion.refresh_from_db()
    to = {"sent_to": cast.government_liu.body, "doc_no": opinion.doc_no, "due": make.in_days(90)}
    opinion = actions.send_opinion(opinion=opinion, by=cast.clerk_li, **to)
    handled = actions.handle_opinion(opinion=opinion, handling="已经倒排工期，下月完成。", by=cast.government_liu)
    said = {"committee": "社会建设委员会", "text": "同意，请补写责任人", "by": cast.clerk_li}
    handled = actions.comment_opinion(opinion=handled, **said)
    words = {"handling": "已经倒排工期，局长负责，下月完成。", "report_no": "新政函〔2026〕31 号"}
    reported = actions.report_handling(opinion=handled, by=cast.government_liu, **words)
    return actions.publish_opinion(opinion=reported, by=cast.clerk_li)
