"""Stories of 难题, 节点微调 and 实质变更."""

from datetime import date, timedelta

import pytest

from engines.law import Matter
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.years.models import Paper
from piaojue.stages.deliver import actions
from piaojue.stages.deliver.models import ChangeKind, Project, ProjectState, Slip
from piaojue.stages.deliver.tests import make
from piaojue.stages.deliver.values import PlannedTask, Proposal
from tests.decided import decided


class TestProblems:
    def test_raised_decided_solved(self, cast):
        problem = make.problem(cast)
        with pytest.raises(Refused, match="待协调"):
            actions.solve_problem(problem=problem, solution="自己解决了", by=cast.department_chen)
        problem = actions.decide_problem(problem=problem, decision="街道三日内入户协商，住建局配合", by=cast.leader_guo)
        problem = actions.solve_problem(
            problem=problem, solution="两户已签字同意", proofs=[make.photo(cast)], by=cast.department_chen
        )
        assert problem.state == "solved"
        assert problem.decided_by == cast.leader_guo

    def test_only_the_leading_group_decides_and_only_the_unit_raises(self, cast):
        problem = make.problem(cast)
        for seat in (cast.department_chen, cast.clerk_li, cast.street_party_jin):
            with pytest.raises(NotYours):
                actions.decide_problem(problem=problem, decision="就这么办吧", by=seat)
        with pytest.raises(NotYours):
            actions.raise_problem(project=problem.project, text="别的单位替它上报难题试试", by=cast.department_deng)

    def test_a_stale_decision_is_refused(self, cast):
        with pytest.raises(Refused, match="别人已经改过"):
            actions.decide_problem(problem=make.problem(cast), decision="街道三日内协商", by=cast.leader_guo, version=9)


class TestSlipsAndChanges:
    def test_a_milestone_moves_within_the_goal_and_is_published(self, cast):
        project = make.project(cast)
        task = project.tasks.get(title="开工")
        actions.slip(task=task, new=date(make.NUMBER, 4, 30), reason="冻土期延长一个月", by=cast.government_liu)
        task.refresh_from_db()
        assert task.due == date(make.NUMBER, 4, 30)
        assert (Slip.objects.get().old, Slip.objects.get().new) == (f"{make.NUMBER}-03-31", f"{make.NUMBER}-04-30")
        assert project.baselines.count() == 1

    def test_past_the_approved_date_is_no_slip(self, cast):
        task = make.project(cast).tasks.get(share=100)
        with pytest.raises(Refused, match="属于实质变更，须报人大批准"):
            actions.slip(task=task, new=date(make.NUMBER + 1, 1, 10), reason="来不及了想推迟", by=cast.government_liu)

    def test_milestones_cannot_overtake_each_other(self, cast):
        task = make.project(cast).tasks.get(title="开工")
        with pytest.raises(Refused, match="移动后计划不成立"):
            actions.slip(task=task, new=date(make.NUMBER, 10, 1), reason="冻土期延长很久", by=cast.government_liu)

    def test_an_approved_change_makes_a_new_baseline_and_a_notice(self, cast, django_capture_on_commit_callbacks):
        change = make.change(cast)
        with django_capture_on_commit_callbacks(execute=True):
            decision = decided(Matter.CHANGE, change, note="同意推迟")
        first, second = change.project.baselines.order_by("number")
        assert (first.due, second.due) == (make.LAST_DAY, date(make.NUMBER + 1, 6, 30))
        assert second.reason == f"工期变更，{decision.number}"
        assert second.change == change
        change.refresh_from_db()
        assert (change.decision, change.decision_no, change.state) == ("同意推迟", decision.number, "approved")
        notice = Paper.objects.get(kind="change_notice")
        assert notice.public
        assert "推迟到下年六月完成" in notice.body
        assert any("经批准作了变更" in text for text in make.heard(cast.resident_wang))
        assert make.heard(cast.deputy_dong)

    def test_after_it_the_plan_is_made_anew(self, cast):
        change = make.change(cast)
        make.reported(cast, change.project)
        decided(Matter.CHANGE, change)
        again = [PlannedTask("交付使用", date(make.NUMBER + 1, 6, 30), 100)]
        project = actions.replan(
            project=change.project,
            department=cast.department_chen.body,
            leader="周某某",
            starts_on=make.START,
            tasks=again,
            by=cast.government_liu,
        )
        assert list(project.tasks.values_list("share", flat=True)) == [100]
        assert project.state == ProjectState.RUNNING

    def test_a_change_without_a_majority_changes_nothing(self, cast):
        change = make.change(cast)
        decision = decided(Matter.CHANGE, change, agreed=False, note="不同意，按期完成")
        change.refresh_from_db()
        assert (change.state, change.decision) == ("rejected", "不同意，按期完成")
        assert not decision.passed
        assert change.project.baselines.count() == 1
        assert not Paper.objects.filter(kind="change_notice").exists()
        assert make.change(cast, change.project).state == "requested"

    def test_in_a_township_the_congress_decides_in_a_session(self, cast):
        change = make.change(cast)
        for row in (change, change.project, change.year):
            type(row).objects.filter(pk=row.pk).update(place=cast.baoheshao)
        change = type(change).objects.get(pk=change.pk)
        decision = decided(Matter.CHANGE, change)
        assert (decision.organ, decision.sitting.kind) == ("congress", "session")
        assert change.project.baselines.count() == 2

    def test_a_decision_is_made_once(self, cast):
        change = make.change(cast)
        decided(Matter.CHANGE, change, agreed=False)
        with pytest.raises(Refused, match="未批准"):
            decided(Matter.CHANGE, change)

    def test_an_ended_project_is_replaced_by_one_from_the_reserve(self, cast):
        project = make.project(cast)
        spare = make.dossier(cast.xincheng, project.year, "新建社区托育点", no=9)
        change = make.change(cast, project, ChangeKind.REPLACE, proposed=Proposal(dossier=spare.pk))
        decided(Matter.TERMINATION, change)
        project.refresh_from_db()
        new = Project.objects.get(dossier=spare)
        assert (project.state, new.state, new.replaces, new.no) == (
            ProjectState.TERMINATED,
            ProjectState.ADOPTED,
            project,
            2,
        )

    def test_forged_and_contradicting_requests_are_refused(self, cast):
        project = make.project(cast)
        wrong = [
            (ChangeKind.REPLACE, Proposal(dossier=project.dossier_id)),
            (ChangeKind.REPLACE, Proposal(dossier=999_999)),
            ("whatever", Proposal()),
            (ChangeKind.FUNDS, Proposal(year_yuan=-5)),
            (ChangeKind.DUE, Proposal()),
            (ChangeKind.DUE, Proposal(due=make.LAST_DAY)),
            (ChangeKind.DEPARTMENT, Proposal(department=cast.clerk_li.body_id)),
            (ChangeKind.SITE, Proposal(year_yuan=1)),
            (ChangeKind.SCOPE, Proposal()),
        ]
        for kind, proposed in wrong:
            with pytest.raises(Refused):
                make.change(cast, project, kind, proposed=proposed)
        assert not project.changes.exists()

    def test_one_request_at_a_time(self, cast):
        change = make.change(cast)
        with pytest.raises(Refused, match="还有一项变更申请没有决定"):
            make.change(cast, change.project)


def test_who_decides_on_a_change_sees_the_figures_that_will_hold_and_so_does_the_notice(cast, as_):
    project = make.project(cast)
    change = make.change(cast, project, ChangeKind.FUNDS, proposed=Proposal(year_yuan=1_234_500))
    page = as_(cast.committee_sun).get(change.get_absolute_url()).content.decode()
    assert "批准后生效" in page and "123.45 万元" in page
    decided(Matter.BUDGET, change)
    decided(Matter.CHANGE, change)
    assert "年度投资：123.45 万元" in Paper.objects.get(kind="change_notice").body
    later = make.change(cast, project, ChangeKind.DUE, proposed=Proposal(due=make.LAST_DAY + timedelta(days=90)))
    assert (
        f"{make.LAST_DAY + timedelta(days=90)} 前"
        in as_(cast.committee_sun).get(later.get_absolute_url()).content.decode()
    )
