"""Stories of 验收."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.years.gates import missing
from piaojue.commons.years.models import Year
from piaojue.stages.deliver import actions
from piaojue.stages.deliver.models import Project, ProjectState
from piaojue.stages.deliver.tests import make


class TestAcceptance:
    def test_completed_needs_the_figures(self, cast):
        project = make.project(cast)
        make.reported(cast, project, percent=96)
        with pytest.raises(Refused, match="进度是 96%"):
            actions.accept(project=project, result="completed", note="验收组同意", by=cast.government_liu)
        make.reported(cast, project, percent=100)
        project = actions.declare_done(project=project, by=cast.department_chen)
        project = actions.accept(project=project, result="completed", note="验收组同意", by=cast.government_liu)
        assert project.state == ProjectState.COMPLETED

    def test_carried_over_says_what_is_to_be_reached(self, cast):
        project = make.project(cast)
        with pytest.raises(Refused, match="下年目标"):
            actions.accept(project=project, result="carried", note="四部未装完", by=cast.government_liu)
        carried = {"project": project, "result": "carried", "note": "四部未装完", "next_goal": "六月底前装完四部"}
        with pytest.raises(Refused, match="期限"):
            actions.accept(**carried, by=cast.government_liu)
        project = actions.accept(**carried, next_due=date(make.NUMBER + 1, 6, 30), by=cast.government_liu)
        assert (project.state, project.next_goal) == (ProjectState.CARRIED, "六月底前装完四部")

    def test_not_done_is_not_declared_done(self, cast):
        project = make.project(cast)
        make.reported(cast, project, percent=96)
        with pytest.raises(Refused, match="达到 100% 后才能申报完工"):
            actions.declare_done(project=project, by=cast.department_chen)

    def test_the_unit_never_accepts_itself(self, cast):
        with pytest.raises(NotYours):
            actions.accept(project=make.project(cast), result="completed", note="自己验收", by=cast.department_chen)

    def test_the_gate_waits_for_acceptance_and_open_changes(self, cast):
        project = make.project(cast)
        year = Year.objects.get()
        assert any("还没有验收" in line for line in missing(year).work)
        make.change(cast, project)
        actions.accept(project=project, result="unfinished", note="没有完成", by=cast.government_liu)
        assert [line for line in missing(year).work if "加装电梯" in line] == ["“老旧小区加装电梯”的变更申请还没有决定"]

    def test_proposers_hear_and_the_report_is_filed(self, cast, django_capture_on_commit_callbacks):
        project = make.project(cast)
        year = Year.objects.get()
        with pytest.raises(Refused, match="还没有验收"):
            actions.file_completion(year=year, by=cast.government_liu)
        with django_capture_on_commit_callbacks(execute=True):
            actions.accept(project=project, result="mostly", note="尾工两处", by=cast.government_liu)
        assert any("已验收：基本完成" in text for text in make.heard(cast.resident_wang))
        assert "基本完成1项" in actions.file_completion(year=year, by=cast.government_liu).body

    def test_a_reached_milestone_is_noted_once(self, cast):
        task = make.project(cast).tasks.earliest("due")
        actions.finish_task(task=task, by=cast.department_chen)
        with pytest.raises(Refused, match="已登记"):
            actions.finish_task(task=task, by=cast.department_chen)
        with pytest.raises(Refused, match="不能在今天之后"):
            actions.finish_task(
                task=Project.objects.get().tasks.latest("due"),
                by=cast.department_chen,
                done_on=timezone.localdate() + timedelta(days=3),
            )
        with pytest.raises(Refused, match="完成日期不会早于"):
            actions.finish_task(
                task=Project.objects.get().tasks.latest("due"), by=cast.department_chen, done_on=date(1, 1, 1)
            )
