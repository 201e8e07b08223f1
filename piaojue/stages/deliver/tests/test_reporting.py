"""Stories of 进度报告: figures, money, photos, milestones that were reached."""

import pytest

from piaojue.commons import acting, moves
from piaojue.commons.moves import NotYours, Refused, owns
from piaojue.commons.record.models import Entry
from piaojue.commons.web import act_pages
from piaojue.stages.deliver import actions, pages
from piaojue.stages.deliver.models import Project, ProjectState, Report
from piaojue.stages.deliver.tests import make
from piaojue.stages.deliver.values import ReportDraft


class TestReports:
    def test_money_that_arrived_is_told_beside_what_was_paid(self, cast, as_):
        project = make.project(cast)
        with pytest.raises(Refused, match="少于累计支付"):
            make.reported(cast, project, arrived_yuan=600_000)
        assert not Report.objects.exists()
        make.reported(cast, project, arrived_yuan=750_000)
        assert "资金到位 75 万元" in as_(None).get(project.get_absolute_url()).content.decode()

    @pytest.mark.parametrize(
        ("kind", "unit", "asked"),
        [
            ("works", "", "形象进度（%）"),
            ("purchase", "部", "累计完成（部）"),
            ("service", "", "累计完成（人次）"),
            ("subsidy", "", "累计完成（户）"),
            ("event", "", "累计完成（场）"),
            ("policy", "", "落实进度（%）"),
            ("many_site", "", "累计完成（处）"),
        ],
    )
    def test_each_type_of_project_is_asked_for_its_own_figure(self, cast, as_, kind, unit, asked):
        project = make.project(cast, type=kind, target_count=40, target_unit=unit)
        page, browser = f"/projects/{project.pk}/report/", as_(cast.department_chen)
        assert asked in browser.get(page).content.decode()
        counted = asked.startswith("累计")
        typed = {
            "month": make.this_month(),
            "paid": "10",
            "text": "按计划推进",
            "done_count" if counted else "percent": "30",
        }
        assert browser.post(page, typed).status_code == 302
        project.refresh_from_db()
        assert project.progress == (75 if counted else 30)

    def test_a_counted_project_is_measured_by_what_was_done(self, cast):
        project = make.project(cast, type="service", target_count=600, target_unit="人次")
        report = make.reported(cast, project, done_count=450, percent=3)
        project.refresh_from_db()
        assert (report.percent, project.progress, project.state) == (75, 75, ProjectState.RUNNING)

    def test_the_number_is_asked_for(self, cast):
        project = make.project(cast, type="subsidy", target_count=300, target_unit="户")
        with pytest.raises(Refused, match="累计完成数（户）"):
            make.reported(cast, project)

    def test_cumulative_figures_never_fall(self, cast):
        project = make.project(cast)
        make.reported(cast, project, month=f"{make.NUMBER}-01", percent=40, paid_yuan=500_000)
        if make.this_month() == f"{make.NUMBER}-01":
            pytest.skip("January has no month before it")
        with pytest.raises(Refused) as refusal:
            make.reported(cast, project, percent=30, paid_yuan=1)
        assert len(refusal.value.reasons) == 2
        assert "请先更正那一期" in refusal.value.reasons[0]
        assert Report.objects.count() == 1

    def test_a_second_report_on_the_month_corrects_the_first(self, cast):
        project = make.project(cast)
        make.reported(cast, project, percent=95)
        make.reported(cast, project, percent=90, photos=[])
        project.refresh_from_db()
        report = Report.objects.get()
        assert (report.percent, project.progress, report.version) == (90, 90, 2)
        assert Entry.objects.filter(act="deliver.report").count() == 2

    @pytest.mark.parametrize("month", ["2999-01", "abc", "2026-13", "20260-1", "２０２６-01"])
    def test_months_that_are_none_or_to_come(self, cast, month):
        with pytest.raises(Refused):
            make.reported(cast, make.project(cast), month=month)

    def test_everything_wrong_is_said_at_once(self, cast):
        with pytest.raises(Refused) as refusal:
            make.reported(cast, make.project(cast), text="好", percent=101, paid_yuan=-1)
        assert len(refusal.value.reasons) == 3

    def test_another_unit_or_another_district_cannot_report(self, cast):
        project = make.project(cast)
        for seat in (cast.department_deng, cast.street_office_yan):
            with pytest.raises(NotYours):
                actions.report(project=project, draft=ReportDraft(make.this_month(), "替别人报告"), by=seat)

    def test_nobody_but_the_act_asks_whether_a_report_is_allowed(self, cast, as_, monkeypatch):
        project, asked = make.project(cast), []

        def counted(line, thing, by):
            asked.append(line.name)
            return owns(line, thing, by)

        for module in (acting, act_pages, pages, moves):
            monkeypatch.setattr(module, "owns", counted)
        typed = {"month": make.this_month(), "percent": "80", "paid": "10", "text": "按计划推进"}
        page = f"/projects/{project.pk}/report/"
        answer = as_(cast.department_chen).post(page, typed | {"_version": project.version})
        assert answer.status_code == 302
        report = Report.objects.get()
        assert report.lamp == Project.objects.get().lamp and report.lamp_reason
        assert asked == ["deliver.report"]

    def test_an_old_photo_used_again_is_named(self, cast):
        first, second = make.assigned(cast, 2)
        make.reported(cast, first, photos=[make.photo(cast, "red")])
        report = make.reported(cast, second, photos=[make.photo(cast, "red"), make.photo(cast, "blue")])
        assert [photo.where for photo in report.reused] == [f"“{first}”{make.this_month()} 的报告"]

    def test_proposers_hear_of_the_first_report_only(self, cast, django_capture_on_commit_callbacks):
        project = make.project(cast)
        with django_capture_on_commit_callbacks(execute=True):
            make.reported(cast, project)
            make.reported(cast, project, text="再补充一次说明")
        assert [text for text in make.heard(cast.resident_zhao) if "第一期进展" in text] == make.heard(
            cast.resident_zhao
        )
        assert len(make.heard(cast.resident_zhao)) == 1
