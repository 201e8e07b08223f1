"""监督: what is found is given to somebody, put right with proof, and verified by somebody else."""

import pytest
from django.utils import timezone
from django.utils.translation import override

from piaojue.commons.moves import Kind, NotYours, Refused
from piaojue.commons.notify.models import Notice
from piaojue.commons.record.models import Entry
from piaojue.commons.record.verify import changed_rows
from piaojue.commons.words import said
from piaojue.commons.years.gates import missing
from piaojue.commons.years.models import Year
from piaojue.stages.supervise import actions, queries
from piaojue.stages.supervise.kinds import KINDS, ActivityKind
from piaojue.stages.supervise.models import Activity, ClosedAs, Finding, FindingState
from piaojue.stages.supervise.moves import MOVES
from piaojue.stages.supervise.tests import make
from piaojue.stages.supervise.todo import looking
from piaojue.stages.supervise.values import ActivityDraft, Spotted

pytestmark = pytest.mark.django_db


def test_a_finding_travels_from_the_deputy_to_the_unit_and_is_closed_on_the_deputys_word(cast):
    finding = make.closed(cast)
    assert (finding.closed_by, finding.rests_on) == (cast.clerk_li, cast.deputy_dong)
    assert (finding.state, finding.closed_as) == (FindingState.CLOSED, ClosedAs.FIXED)
    apart = {"found": 1, "answered": 1, "fixed": 1, "verified": 1, "dismissed": 0, "overdue": 0}
    assert queries.tally(Finding.objects.all()) == apart


def test_answered_is_not_fixed_and_cannot_be_closed(cast):
    finding = actions.answer_finding(
        finding=make.given(cast), reply="已列入下月计划", fixed=False, by=cast.department_chen
    )
    with pytest.raises(Refused, match="“已答复”不等于“已整改”"):
        actions.close_finding(finding=finding, note="看过了，还没动工", by=cast.clerk_li)
    with pytest.raises(Refused, match="“已答复”不等于“已整改”"):
        make.assessed(cast, finding)
    assert queries.tally(Finding.objects.all())["fixed"] == 0


def test_fixed_needs_proof(cast):
    with pytest.raises(Refused, match="佐证"):
        actions.answer_finding(finding=make.given(cast), reply="已经全部修好", fixed=True, by=cast.department_chen)


def test_the_executing_unit_cannot_close_its_own_finding(cast):
    finding = make.fixed(cast)
    with pytest.raises(NotYours):
        actions.close_finding(finding=finding, note="我们自己看过了", by=cast.department_chen)
    deputy_in_unit = cast.deputy_dong
    cast.department_chen.person.seats.create(place=deputy_in_unit.place, body=deputy_in_unit.body, role="deputy")
    theirs = cast.department_chen.person.seats.get(role="deputy")
    with pytest.raises(Refused, match="不能核实自己的整改"):
        make.assessed(cast, finding, by=theirs)


def test_deputies_and_volunteers_give_an_opinion_and_close_nothing(cast, as_):
    """代表法 31: they do not deal with problems themselves, not by the page, not by a command."""
    finding = make.fixed(cast)
    page = finding.get_absolute_url()
    for looker in (cast.deputy_dong, cast.committee_sun, cast.volunteer_lin):
        for act, typed in (
            ("close", {"note": "我来销号，已经看过"}),
            ("return", {"note": "退回，没有修好", "due": "2030-01-01"}),
        ):
            assert as_(looker).post(f"{page}{act}/", typed | {"_version": finding.version}).status_code == 404
        with pytest.raises(NotYours):
            actions.close_finding(finding=finding, note="我来销号，已经看过", by=looker)
        with pytest.raises(NotYours):
            actions.return_finding(finding=finding, note="退回，没有修好", due=make.in_days(7), by=looker)
    against = make.assessed(cast, finding, agrees=False, note="北侧仍在渗水", by=cast.volunteer_lin)
    with pytest.raises(Refused, match="已经对这次整改提过意见"):
        make.assessed(cast, finding, by=cast.volunteer_lin)
    with pytest.raises(Refused, match="同意销号"):
        actions.close_finding(finding=finding, note="依据监督员意见销号", rests_on=against, by=cast.clerk_li)
    returned = actions.return_finding(finding=finding, note="北侧仍在渗水", due=make.in_days(7), by=cast.clerk_li)
    again = actions.answer_finding(
        finding=returned, reply="北侧也重做了", fixed=True, proofs=[make.photo(cast, "red")], by=cast.department_chen
    )
    agreed = make.assessed(cast, again, by=cast.volunteer_lin)
    old = make.assessed(cast, again)
    finding = actions.close_finding(finding=again, note="据监督员现场核实销号", rests_on=agreed, by=cast.clerk_li)
    assert finding.rests_on == cast.volunteer_lin and old.turn == agreed.turn == 1 and against.turn == 0
    shown = as_(None).get(page).content.decode()
    assert "北侧仍在渗水" in shown and "对上一次整改" in shown and "依据：群众义务监督员" in shown


def test_another_unit_cannot_answer(cast):
    with pytest.raises(NotYours):
        actions.answer_finding(finding=make.given(cast), reply="不归我管也答一下", fixed=False, by=cast.government_liu)


def test_not_fixed_goes_back_with_a_new_date(cast):
    finding = actions.return_finding(
        finding=make.fixed(cast), note="北侧仍在渗水", due=make.in_days(7), by=cast.clerk_li
    )
    assert (finding.state, finding.returned, finding.fixed_at) == (FindingState.RETURNED, 1, None)
    again = actions.answer_finding(
        finding=finding, reply="北侧也重做了", fixed=True, proofs=[make.photo(cast, "red")], by=cast.department_chen
    )
    assert actions.close_finding(finding=again, note="北侧已经干燥", by=cast.clerk_li).state == FindingState.CLOSED


def test_a_resident_reports_hears_of_each_step_and_disputes_once(cast, as_, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        finding = make.closed(cast, make.fixed(cast, make.given(cast, make.scanned(cast))))
    told = " ".join(Notice.objects.filter(person=cast.resident_wang.person).values_list("text", flat=True))
    assert "已交" in told and "等待核实" in told and "申诉一次" in told
    back = actions.dispute_finding(finding=finding, text="轮椅还是过不去", by=cast.resident_wang)
    assert back.state == FindingState.RETURNED
    closed = actions.close_finding(
        finding=actions.answer_finding(
            finding=back, reply="坡道也清了", fixed=True, proofs=[make.photo(cast, "black")], by=cast.department_chen
        ),
        note="轮椅已经能过",
        by=cast.clerk_li,
    )
    with pytest.raises(Refused, match="已经申诉过一次"):
        actions.dispute_finding(finding=closed, text="还想再说一遍", by=cast.resident_wang)
    with pytest.raises(NotYours):
        actions.dispute_finding(finding=closed, text="我也来说一句", by=cast.resident_zhao)


def test_what_residents_write_is_not_public(cast, as_):
    finding = make.scanned(cast)
    for reader, reads in (
        (None, False),
        (cast.resident_zhao, False),
        (cast.resident_wang, True),
        (cast.clerk_li, True),
    ):
        page = as_(reader).get(finding.get_absolute_url()).content.decode()
        assert ("建筑垃圾" in page) is reads


def test_five_reports_a_day_are_enough(cast):
    project = make.project(cast)
    for n in range(5):
        make.scanned(cast, project, text=f"{n + 1}号楼的电梯停了，老人下不了楼")
    with pytest.raises(Refused, match="一天最多反映 5 次"):
        make.scanned(cast, project, text="六号楼的电梯也停了")


def test_a_volunteer_patrols_from_the_phone_with_a_problem(cast, as_):
    project = make.project(cast)
    answer = as_(cast.volunteer_lin).post(
        f"/p/{project.code}/patrol/", {"sight": "trouble", "situation": "围挡倒了一段", "severity": "urgent"}
    )
    assert answer.status_code == 302
    found = Finding.objects.get()
    assert (found.text, found.severity, found.via, found.activity.situation) == (
        "围挡倒了一段",
        "urgent",
        "patrol",
        "围挡倒了一段",
    )


def test_an_inquiry_is_asked_and_answered_in_public(cast, as_):
    question = make.question(cast)
    with pytest.raises(NotYours):
        actions.answer_question(question=question, answer="下个月开工", by=cast.government_liu)
    actions.answer_question(question=question, answer="本月二十日进场", by=cast.department_chen)
    page = as_(None).get(f"/p/{question.activity.project.code}/").content.decode()
    assert "三号楼什么时候开工" in page and "本月二十日进场" in page


def test_deputies_take_a_project_under_their_eyes(cast):
    project = make.project(cast)
    assert actions.join_group(project=project, by=cast.deputy_dong).lead
    with pytest.raises(Refused, match="已经认领"):
        actions.join_group(project=project, by=cast.deputy_dong)
    actions.leave_group(project=project, by=cast.deputy_dong)
    assert not project.watches.exists()
    with pytest.raises(Refused, match="不是本级"):
        actions.set_group(project=project, seats=[cast.neighbour_clerk_bai], lead=None, by=cast.clerk_li)


def test_the_year_waits_for_findings(cast):
    finding = make.found(cast)
    year = Year.objects.get(pk=finding.year_id)
    assert any("1 个监督发现的问题没有交办" in line for line in missing(year).work)
    make.given(cast, finding)
    assert not any("没有交办" in line for line in missing(year).work)


def test_the_stickers_are_a_page_for_each_project(cast, as_):
    make.project(cast)
    answer = as_(cast.clerk_li).get(f"/150102/{make.NUMBER}/stickers.pdf")
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")


@pytest.mark.parametrize("what", ["supervision", "findings", "projects"])
def test_lists_ask_the_database_no_more_for_many_rows(cast, as_, what, django_assert_max_num_queries):
    project = make.project(cast)
    for _ in range(3):
        make.found(cast, project)
        make.activity(cast, project)
    with django_assert_max_num_queries(25):
        as_(None).get(f"/150102/{make.NUMBER}/{what}/")


def test_an_inspection_keeps_who_was_there_what_was_advised_and_its_number(cast):
    project = make.project(cast)
    draft = ActivityDraft(
        kind=ActivityKind.MEETING,
        title="约见电梯项目负责人",
        held_on=timezone.localdate(),
        project=project,
        venue="东街社区",
        hosts="住建局 王科长",
        advice="先修三号楼",
        doc_no="新人办〔2026〕8 号",
        members=[cast.deputy_dong],
    )
    seen = actions.record_activity(year=project.year, draft=draft, by=cast.clerk_li)
    assert (seen.venue, seen.hosts, seen.advice, seen.doc_no) == (
        "东街社区",
        "住建局 王科长",
        "先修三号楼",
        "新人办〔2026〕8 号",
    )
    with pytest.raises(Refused, match="本级"):
        strangers = ActivityDraft(
            ActivityKind.GROUP, "集中视察电梯", timezone.localdate(), members=[cast.neighbour_clerk_bai]
        )
        actions.record_activity(year=project.year, draft=strangers, by=cast.clerk_li)
    assert not Activity.objects.filter(title="集中视察电梯").exists()


def test_who_adopted_a_project_hears_what_happens_and_who_asked_hears_the_answer(cast):
    project = make.project(cast)
    actions.join_group(project=project, by=cast.deputy_dong)
    make.scanned(cast, project)
    question = actions.ask_progress(project=project, text="什么时候能用？", by=cast.deputy_xia)
    actions.answer_question(question=question, answer="十月底交付使用", by=cast.department_chen)
    heard = {
        person: " ".join(Notice.objects.filter(person=person.person).values_list("text", flat=True))
        for person in (cast.deputy_dong, cast.deputy_xia)
    }
    assert "发现一个问题" in heard[cast.deputy_dong] and "已答复" in heard[cast.deputy_dong]
    assert "十月底交付使用" in heard[cast.deputy_xia]


def test_the_verifier_says_how_the_unit_dealt_with_it(cast, as_):
    finding = make.fixed(cast)
    browser, page = as_(cast.deputy_dong), f"/findings/{finding.pk}/assess/"
    typed = {"agrees": "1", "note": "到现场看过，已经修好", "rating": "很好"}
    assert browser.post(page, typed).status_code == 422
    assert browser.post(page, typed | {"rating": "fairly"}).status_code == 302
    assert "对办理的评价：基本满意" in browser.get(f"/findings/{finding.pk}/").content.decode()


def test_volunteers_see_what_they_have_not_visited_this_month(cast):
    project = make.project(cast)
    volunteer = cast.volunteer_lin
    assert [(task.label, task.url) for task in looking(volunteer)] == [
        (f"本月巡查：{project}", f"/p/{project.code}/patrol/")
    ]
    actions.patrol(project=project, spotted=Spotted(situation="现场有序"), by=volunteer)
    assert not list(looking(volunteer))


def test_a_volunteer_hears_what_became_of_the_problem_of_a_patrol(cast):
    actions.patrol(
        project=make.project(cast),
        spotted=Spotted(situation="正在安装轿厢", problem="围挡倒了一段"),
        by=cast.volunteer_lin,
    )
    finding = make.fixed(cast, make.given(cast, Finding.objects.get()))
    actions.close_finding(finding=finding, note="围挡已经立好", by=cast.clerk_li)
    told = list(Notice.objects.filter(person=cast.volunteer_lin.person).order_by("pk").values_list("text", flat=True))
    assert ["请看过后提意见" in told[0], "已核实销号" in told[1]] == [True, True]


def test_a_proof_that_is_an_old_picture_is_pointed_out_to_who_verifies(cast, as_):
    project, old = make.project(cast), make.photo(cast, "brown")
    finding = actions.raise_finding(project=project, text="二号楼井道渗水，没有处理", photos=[old], by=cast.deputy_dong)
    finding = make.given(cast, finding)
    actions.answer_finding(
        finding=finding, reply="已重做防水", fixed=True, proofs=[make.photo(cast, "brown")], by=cast.department_chen
    )
    warning = "佐证照片曾用过"
    assert warning in as_(cast.deputy_dong).get(finding.get_absolute_url()).content.decode()
    assert warning not in as_(None).get(finding.get_absolute_url()).content.decode()


def test_each_declared_act_is_an_action_of_that_name():
    of_bodies = {"hold_activity", "admit_interpellation", "decline_interpellation", "adopt_opinion", "adopt_plan"}
    assert {line.code for line in MOVES.values() if line.kind is Kind.MOVE} | of_bodies == set(actions.__all__)


def test_every_kind_of_supervision_is_known():
    assert set(KINDS) == set(ActivityKind)
    labels = {kind.label: KINDS[kind].english for kind in ActivityKind}
    with override("en"):
        assert {label: said(label) for label in labels} == labels


def test_each_member_of_a_group_has_an_entry_and_who_leads_is_told_apart(cast):
    project = make.project(cast)
    first, second = cast.deputy_dong, cast.deputy_xia
    actions.join_group(project=project, by=first)
    actions.set_group(project=project, seats=[first, second], lead=second, by=cast.clerk_li)
    assert [watch.seat for watch in project.watches.all()] == [second, first]
    actions.set_group(project=project, seats=[second], lead=None, by=cast.clerk_li)
    acts = list(
        Entry.objects.filter(subject__startswith="supervise.watch:").order_by("seq").values_list("act", flat=True)
    )
    assert sorted(acts) == [f"supervise.{act}" for act in ("drop_member", "join_group", "name_member", "set_lead")]
    assert [wrong for wrong in changed_rows() if "supervise" in wrong.where] == []


def test_a_unit_reads_the_button_it_may_press_and_nobody_else_does(cast, as_):
    finding = make.given(cast)
    answer, page = f"{finding.get_absolute_url()}answer/", finding.get_absolute_url()
    assert answer in as_(cast.department_chen).get(page).content.decode()
    assert answer not in as_(cast.government_liu).get(page).content.decode()
    make.fixed(cast, finding)
    assert answer not in as_(cast.department_chen).get(page).content.decode()
