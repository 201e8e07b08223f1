"""Each kind of supervision is a small procedure, planned for the year and carried to its end."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone
from freezegun import freeze_time

from engines.law import Matter
from piaojue.commons.decisions.models import Decision
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.notify.models import Notice
from piaojue.commons.people.models import Body, BodyKind
from piaojue.commons.places.models import Place
from piaojue.commons.record.verify import changed_rows
from piaojue.commons.todo import days_of, tasks_of
from piaojue.stages.deliver.models import Project
from piaojue.stages.supervise import actions
from piaojue.stages.supervise.kinds import AT_DESK
from piaojue.stages.supervise.models import Activity, ActivityState, PlanState, Question, Rating, ReviewState
from piaojue.stages.supervise.procedure import PROCEDURES, STEPS, StepKey, next_step, open_steps, path_of
from piaojue.stages.supervise.queries import held_activities
from piaojue.stages.supervise.tests import formal, make
from piaojue.stages.supervise.values import ActivityDraft, PlannedActivity, Visit
from tests import cast as the_cast
from tests.decided import decided

pytestmark = pytest.mark.django_db
S = ActivityState


def labels(seat) -> set[str]:
    return {task.label for task in tasks_of(seat)}


def test_every_kind_of_a_desk_has_a_procedure_that_ends():
    assert set(PROCEDURES) == set(AT_DESK)
    assert all(keys[-1] is StepKey.CONCLUDED and set(keys) <= set(STEPS) for keys in PROCEDURES.values())


def test_an_inspection_is_told_held_and_concluded(cast, as_):
    """From the day that is to come to the conclusion; before its day it counts as held nowhere."""
    row = make.arranged(cast, days=3)
    assert row.state == S.ARRANGED and not held_activities(row.year).exists()
    assert "通知监督活动" in labels(cast.clerk_li)
    assert row.title in " ".join(day.label for day in days_of(cast.clerk_li))
    page, clerk = row.get_absolute_url(), as_(cast.clerk_li)
    sent = clerk.post(f"{page}notice/", {"venue": "三个小区", "notice": "带施工许可证", "_version": row.version})
    assert sent.status_code == 302
    told = Notice.objects.filter(person=cast.department_chen.person, text__contains="带施工许可证")
    assert told.exists()
    with pytest.raises(Refused, match="到那一天再登记"):
        actions.enter_visit(activity=row, visit=Visit(situation="看了三处"), by=cast.clerk_li)
    row = actions.postpone_activity(activity=row, held_on=make.in_days(0), reason="提前到今天", by=cast.clerk_li)
    assert "登记开展情况" in labels(cast.clerk_li) and "通知监督活动" not in labels(cast.clerk_li)
    visit = Visit(situation="看了三处，两处已完工", members=[cast.deputy_dong], advice="抓紧第三处")
    row = actions.enter_visit(activity=row, visit=visit, by=cast.clerk_li)
    finding = actions.raise_finding(project=row.project, activity=row, text="第三处没有围挡", by=cast.clerk_li)
    assert open_steps(row) == ["还有 1 个问题没有核实销号"]
    with pytest.raises(Refused, match="还有 1 个问题没有核实销号"):
        actions.conclude_activity(activity=row, ending="都看过了", by=cast.clerk_li)
    assert "办结之前还差" in clerk.get(page).content.decode()
    make.closed(cast, make.fixed(cast, make.given(cast, finding)))
    row = Activity.objects.get(pk=row.pk)
    assert "办结监督活动" in labels(cast.clerk_li)
    row = actions.conclude_activity(activity=row, ending="第三处已经补上围挡", by=cast.clerk_li)
    assert row.state == S.CONCLUDED and next_step(row) is None
    assert "第三处已经补上围挡" in as_(None).get(page).content.decode()
    assert [wrong for wrong in changed_rows() if "supervise" in wrong.where] == []


def test_a_deputys_record_is_public_once_the_office_publishes_it(cast, as_):
    """Nobody speaks alone in the congress's name."""
    draft = ActivityDraft(kind="themed", title="代表自行视察", held_on=make.in_days(0), project=make.project(cast))
    row = actions.record_activity(year=draft.project.year, draft=draft, by=cast.deputy_dong)
    assert not row.public and as_(None).get(row.get_absolute_url()).status_code in (302, 404)
    assert as_(cast.deputy_dong).get(row.get_absolute_url()).status_code == 200, "who wrote it goes on with it"
    assert row.title in as_(cast.deputy_dong).get(row.year.page("activities")).content.decode()
    assert as_(cast.deputy_xia).get(row.get_absolute_url()).status_code == 404
    assert row.title not in as_(cast.deputy_xia).get(row.year.page("activities")).content.decode()
    with pytest.raises(NotYours):
        actions.publish_activity(activity=row, by=cast.deputy_dong)
    assert actions.publish_activity(activity=row, by=cast.clerk_li).public
    assert as_(None).get(row.get_absolute_url()).status_code == 200


def test_what_is_called_off_says_why_and_goes_no_further(cast, as_):
    row = actions.call_off_activity(activity=make.arranged(cast, 5), reason="与人代会冲突", by=cast.clerk_li)
    assert row.state == S.CANCELLED and next_step(row) is None
    page = as_(None).get(row.get_absolute_url()).content.decode()
    assert "取消的理由" in page and "与人代会冲突" in page
    with pytest.raises(Refused, match="已取消"):
        actions.enter_visit(activity=row, visit=Visit(situation="还是去看了"), by=cast.clerk_li)


def test_what_is_called_off_asks_nobody_for_anything_any_more(cast):
    hearing = make.hearing(cast)
    inquiry = make.inquiry(cast, Project.objects.get(year=hearing.year))
    asked = {"activity": inquiry, "asked_of": cast.department_chen.body, "due": make.in_days(7), "by": cast.clerk_li}
    actions.ask_question(text="三号楼为什么没有开工？", **asked)
    assert any(label.startswith("答复询问") for label in labels(cast.department_chen))
    assert "听取专项报告" in {day.label for day in days_of(cast.clerk_li)}
    for row in (hearing, inquiry):
        actions.call_off_activity(activity=row, reason="与人代会冲突", by=cast.clerk_li)
    assert not any(label.startswith("答复询问") for label in labels(cast.department_chen))
    assert "听取专项报告" not in {day.label for day in days_of(cast.clerk_li)}
    with pytest.raises(Refused, match="已经取消"):
        actions.hand_on_report(activity=hearing, on=timezone.localdate(), by=cast.clerk_li)


def test_an_inquiry_goes_from_its_decision_to_kept_promises(cast, as_):
    """监督法 47–50: questions, answers on the spot, further questions, what who asked says, assurances with days."""
    row = make.inquiry(cast)
    assert row.state == S.ARRANGED
    with pytest.raises(Refused, match="至少要有一个问题"):
        actions.enter_visit(activity=row, visit=Visit(situation="在会议室举行"), by=cast.clerk_li)
    question = make.inquired(cast, row)
    row = actions.enter_visit(activity=row, visit=Visit(situation="局长到会应询"), by=cast.clerk_li)
    further = actions.follow_up_question(question=question, text="谁来负责这件事？", by=cast.clerk_li)
    assert further.follows == question and further.asked_of == question.asked_of
    with pytest.raises(Refused, match="要有完成日期"):
        actions.answer_question(question=further, answer="由局长负责", promise="盯到底", by=cast.department_chen)
    further = actions.answer_question(question=further, answer="由局长负责。", by=cast.department_chen)
    with pytest.raises(NotYours):
        actions.rate_answer(question=further, rating=Rating.SATISFIED, by=cast.department_chen)
    with pytest.raises(Refused, match="哪里不满意"):
        actions.rate_answer(question=question, rating=Rating.DISSATISFIED, by=cast.clerk_li)
    for one in (question, further):
        actions.rate_answer(question=one, rating=Rating.FAIRLY, by=cast.clerk_li)
    row = Activity.objects.get(pk=row.pk)
    assert open_steps(row) == ["还有 1 项承诺没有兑现"] and "兑现承诺" in labels(cast.department_chen)
    shown = as_(None).get(row.get_absolute_url()).content.decode()
    assert "下月十日前开工" in shown and "追问：" in shown and "基本满意" in shown
    actions.keep_promise(question=question, kept="八日已经开工", by=cast.department_chen)
    with pytest.raises(Refused, match="登记兑现"):
        actions.keep_promise(question=question, kept="八日已经开工", by=cast.department_chen)
    row = Activity.objects.get(pk=row.pk)
    assert not open_steps(row)
    assert "办结监督活动" in labels(cast.clerk_li)
    answered_anew(cast, question)
    actions.rate_answer(question=question, rating=Rating.SATISFIED, by=cast.clerk_li)
    actions.conclude_activity(activity=row, ending="承诺都已兑现", by=cast.clerk_li)
    with pytest.raises(Refused, match="已办结"):
        actions.follow_up_question(
            question=Question.objects.get(pk=question.pk), text="还有吗，请说明", by=cast.clerk_li
        )
    page = as_(cast.clerk_li).get(row.get_absolute_url()).content.decode()
    assert "follow-up/" not in page and "rate/" in page


def answered_anew(cast, question: Question) -> None:
    """An answer that changes is rated anew, and a promise that was kept stays as it was."""
    changed = actions.answer_question(question=question, answer="改为由副局长负责。", by=cast.department_chen)
    assert not changed.rating and Question.objects.get(pk=question.pk).kept_on == timezone.localdate()
    same = {"promise": question.promise, "promise_due": question.promise_due, "by": cast.department_chen}
    again = actions.answer_question(question=question, answer="改为由局长亲自负责。", **same)
    assert (again.answer, again.promise) == ("改为由局长亲自负责。", question.promise)
    assert question.promise_due is not None
    with freeze_time(question.promise_due + timedelta(days=1)):
        actions.answer_question(question=question, answer="仍由局长亲自负责。", **same)
        with pytest.raises(Refused, match="已经兑现"):
            actions.answer_question(question=question, answer="由局长负责。", **same | {"promise": "另外再做"})


def test_a_committee_deliberates_again_on_how_its_opinion_was_dealt_with(cast):
    """监督法 17, 50: the further opinion goes the whole way once more; until then the activity is not concluded."""
    opinion = formal.reported(cast)
    text = "仍有一个项目没有落实，请继续研究处理并报告。"
    again = actions.deliberate_again(opinion=opinion, sitting=opinion.sitting, text=text, by=cast.clerk_li)
    assert (again.follows, again.state) == (opinion, ReviewState.DRAFTED)
    assert again.report.endswith("研究处理情况的报告") and again.summary == opinion.handling
    with pytest.raises(Refused, match="已经在再次审议"):
        actions.deliberate_again(opinion=opinion, sitting=opinion.sitting, text=text, by=cast.clerk_li)


def test_an_activity_may_be_about_several_projects_and_is_shown_with_each(cast, as_):
    first = make.project(cast)
    second = first.__class__.objects.filter(year=first.year).exclude(pk=first.pk).first() or first
    data = {
        "kind": "themed",
        "title": "两个项目一起看",
        "project": list({first.pk, second.pk}),
        "held_on": make.in_days(0),
        "public": "on",
        "situation": "都在施工",
    }
    url = first.year.page("activities") + "new/"
    assert as_(cast.clerk_li).post(url, data).status_code == 302
    row = Activity.objects.get(title="两个项目一起看")
    assert row.state == S.RECORDED
    for project in {first, second}:
        assert row.title in as_(None).get(project.get_absolute_url()).content.decode()


def test_a_years_plan_is_passed_published_and_becomes_activities(cast, as_):
    """监督法 63: the 主任会议 passes it; each line becomes an activity, an inquiry still waits for its own decision."""
    plan = make.plan(cast)
    page = plan.get_absolute_url()
    assert as_(None).get(page).status_code in (302, 404)
    assert "提请会议通过监督计划" in labels(cast.clerk_li)
    with pytest.raises(Refused, match="已经有一份计划在拟稿"):
        actions.draft_plan(year=plan.year, title="第二份监督计划", by=cast.clerk_li)
    line = plan.lines.first()
    decided(Matter.ANNUAL_PLAN, [plan])
    plan.refresh_from_db()
    made = {row.title: row.state for row in Activity.objects.filter(planned_as__plan=plan)}
    assert made == {"电梯加装视察": S.ARRANGED, "滞后项目专题询问": S.SUGGESTED}
    with pytest.raises(Refused, match="已经会议通过"):
        actions.drop_from_plan(line=line, by=cast.clerk_li)
    assert "公布年度监督计划" in labels(cast.clerk_li)
    actions.publish_plan(plan=plan, by=cast.clerk_li)
    shown = as_(None).get(page).content.decode()
    assert "滞后项目专题询问" in shown and "社会建设委员会" in shown and "已安排" in shown
    assert "公布年度监督计划" not in labels(cast.clerk_li)
    assert [wrong for wrong in changed_rows() if "supervise" in wrong.where] == []


def test_a_plan_was_passed_on_the_meetings_day_whenever_that_is_entered(cast, monkeypatch):
    plan = make.plan(cast)
    decision = decided(Matter.ANNUAL_PLAN, [plan])
    decision.decided_on = make.in_days(-3)
    monkeypatch.setattr(Decision, "objections_to", lambda *_asked: [])  # it was used when it was entered
    plan.refresh_from_db()
    plan.state = PlanState.DRAFTED
    plan.save()
    assert actions.adopt_plan(plan=plan, decision=decision, by=cast.clerk_li).adopted_on == make.in_days(-3)


def test_one_activity_of_the_city_goes_through_several_districts_and_a_line_of_the_budget(cast, as_):
    """专题调研组: it finds something in a district, whose own page shows the visit."""
    here, city = make.project(cast), Place.objects.get(pk="1501")
    office = Body.objects.create(place=city, kind=BodyKind.STANDING_COMMITTEE, name="呼和浩特市人大常委会")
    clerk = cast.clerk_li.person.seats.create(place=city, body=office, role="congress_clerk")
    year = the_cast.year(city, number=here.year.number, stage=here.year.stage)
    draft = ActivityDraft(
        kind="research",
        title="各旗县区电梯加装调研",
        held_on=make.in_days(0),
        regions=[cast.xincheng],
        budget_line="城乡社区支出",
    )
    with pytest.raises(Refused, match="下面的地区"):
        actions.record_activity(year=year, draft=replace(draft, regions=[city]), by=clerk)
    assert "涉及地区" in as_(clerk).get(year.page("new_activity")).content.decode()
    row = actions.record_activity(year=year, draft=draft, by=clerk)
    page = as_(None).get(row.get_absolute_url()).content.decode()
    assert "涉及地区：" in page and "新城区" in page and "城乡社区支出" in page
    assert row.title in as_(None).get(here.year.page("activities")).content.decode()
    found = actions.raise_finding(project=here, text="三号楼电梯停用一周", activity=row, by=clerk)
    assert (found.place, found.year, found.activity) == (here.place, here.year, row)
    row.regions.set([cast.huimin])
    with pytest.raises(Refused, match="不涉及所选项目"):
        actions.raise_finding(project=here, text="三号楼电梯停用一周", activity=row, by=clerk)
    plan = actions.draft_plan(year=year, title="呼和浩特市年度监督计划", by=clerk)
    line = PlannedActivity(kind="research", title="半年调研", held_on=make.in_days(1), regions=[cast.xincheng])
    assert list(actions.add_to_plan(plan=plan, line=line, by=clerk).regions.all()) == [cast.xincheng]
    assert "新城区" in as_(clerk).get(plan.get_absolute_url()).content.decode()


def test_a_report_goes_its_ways_before_it_is_heard(cast):
    row = make.hearing(cast)
    keys = [stood.step.key for stood in path_of(row)]
    assert keys[:3] == [StepKey.DECIDED, StepKey.HANDED, StepKey.NOTICED] and keys[-2:] == [
        StepKey.OPINION,
        StepKey.CONCLUDED,
    ]
    first = next_step(row)
    assert first is not None and first.step.key is StepKey.DECIDED
