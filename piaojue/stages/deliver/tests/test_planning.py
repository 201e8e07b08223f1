"""Stories of 公布 and 任务分解: from the adopted list to a plan."""

from datetime import date

import pytest

from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.record.log import history
from piaojue.commons.record.models import Entry
from piaojue.commons.record.wording import words_of
from piaojue.commons.years.gates import missing
from piaojue.commons.years.models import Paper, Year
from piaojue.commons.years.road import Stage
from piaojue.stages.deliver import actions
from piaojue.stages.deliver.models import Project, ProjectState
from piaojue.stages.deliver.tests import make
from piaojue.stages.deliver.values import Milestone, PlannedTask
from piaojue.stages.vote.models import PollState
from tests import cast as the_cast


class TestAnnouncement:
    def test_what_was_voted_on_is_the_first_baseline(self, cast):
        year = the_cast.year(cast.xincheng, stage=Stage.ANNOUNCING, number=make.NUMBER)
        dossier = make.dossier(cast.xincheng, year)
        make.result(dossier, poll=make.poll(cast, year))
        dossier.scope = "后来改小了"
        dossier.save()
        [project] = actions.announce(year=year, by=cast.government_liu)
        baseline = project.baselines.get()
        assert (baseline.number, baseline.scope, baseline.year_yuan) == (1, "在 12 个小区加装 20 部电梯", 800_000)
        assert baseline.seen == dossier.versions.get(frozen=True)
        assert baseline.due == make.LAST_DAY
        assert len(project.code) == 6

    def test_each_project_has_its_own_entry_in_the_log(self, cast):
        project = make.announced(cast)[0]
        [entry] = history(project)
        assert (entry.act, words_of(entry.act)) == ("deliver.make_project", "列为实施项目")
        assert Entry.objects.filter(act="deliver.announce", subject=f"years.year:{project.year_id}").exists()

    def test_losers_and_unconfirmed_polls_make_no_project(self, cast):
        year = the_cast.year(cast.xincheng, stage=Stage.ANNOUNCING)
        make.result(make.dossier(cast.xincheng, year), poll=make.poll(cast, year), adopted=False)
        make.result(make.dossier(cast.xincheng, year, "没确认", no=2), poll=make.poll(cast, year, PollState.COUNTED))
        with pytest.raises(Refused) as refusal:
            actions.announce(year=year, by=cast.government_liu)
        assert "还没有经主席团确认" in refusal.value.reasons[0]
        assert not Project.objects.exists()

    def test_announcing_twice_doubles_nothing(self, cast):
        make.announced(cast, 2)
        year = Year.objects.get()
        Year.objects.update(stage=Stage.ANNOUNCING)
        with pytest.raises(Refused, match="都已经公布"):
            actions.announce(year=year, by=cast.government_liu)
        assert Project.objects.count() == 2

    def test_a_sub_district_announces_what_its_party_committee_confirmed(self, cast):
        year, recommendation = make.street_year(cast)
        [project] = actions.announce(year=year, by=cast.street_chair_cao)
        assert project.dossier == recommendation.dossier
        assert "党工委确认" in project.baselines.get().reason
        assert Paper.objects.filter(year=year, kind="result_notice").exists()

    def test_a_recommendation_that_is_not_confirmed_waits(self, cast):
        year, recommendation = make.street_year(cast)
        recommendation.confirmed = False
        recommendation.save()
        with pytest.raises(Refused, match="党工委还没有确认"):
            actions.announce(year=year, by=cast.street_chair_cao)

    @pytest.mark.parametrize("nick", ["deputy_dong", "neighbour_clerk_bai", "department_chen", "resident_wang"])
    def test_others_cannot_announce(self, cast, nick):
        year = the_cast.year(cast.xincheng, stage=Stage.ANNOUNCING)
        with pytest.raises(NotYours):
            actions.announce(year=year, by=getattr(cast, nick))


class TestBreakdown:
    def test_the_gate_waits_for_every_project(self, cast):
        first, _ = make.announced(cast, 2)
        year = Year.objects.get()
        Year.objects.update(stage=Stage.ANNOUNCING)
        year.refresh_from_db()
        assert len([line for line in missing(year).work if "还没有分解任务" in line]) == 2
        actions.assign(
            project=first,
            department=cast.department_chen.body,
            leader="周某某",
            starts_on=make.START,
            by=cast.government_liu,
        )
        assert [line for line in missing(year).work if "还没有分解任务" in line] == ["“第 2 号民生实事”还没有分解任务"]

    def test_the_dossiers_milestones_are_the_first_plan(self, cast):
        project = make.project(cast)
        assert list(project.tasks.values_list("title", "share")) == [("开工", 20), ("主体完工", 70), ("交付使用", 100)]
        assert project.state == ProjectState.ASSIGNED
        assert project.baselines.get().plan[0] == Milestone(f"{make.NUMBER}-03", 20, "开工")

    def test_a_plan_that_makes_no_sense_is_refused_with_every_reason(self, cast):
        [project] = make.announced(cast)
        tasks = [
            PlannedTask("", date(make.NUMBER, 6, 1), 60),
            PlannedTask("完工", date(make.NUMBER + 1, 3, 1), 50),
        ]
        with pytest.raises(Refused) as refusal:
            actions.assign(
                project=project,
                department=cast.clerk_li.body,
                leader=" ",
                starts_on=make.START,
                tasks=tasks,
                by=cast.government_liu,
            )
        reasons = "".join(refusal.value.reasons)
        for word in ("责任单位", "责任人", "第 1 个节点", "由早到晚", "应为 100%", "实质变更"):
            assert word in reasons
        assert not project.tasks.exists()

    def test_proposers_and_the_unit_hear_of_it(self, cast, django_capture_on_commit_callbacks):
        [project] = make.announced(cast)
        with django_capture_on_commit_callbacks(execute=True):
            actions.assign(
                project=project,
                department=cast.department_chen.body,
                leader="周某某",
                starts_on=make.START,
                by=cast.government_liu,
            )
        assert "已交 新城区住建局 承办" in make.heard(cast.resident_wang)[0]
        assert "按月报告" in make.heard(cast.department_chen)[0]

    def test_each_milestone_may_have_a_unit_of_its_own(self, cast, as_, django_capture_on_commit_callbacks):
        [project] = make.announced(cast)
        page, year = f"/projects/{project.pk}/assign/", make.NUMBER
        typed = {
            "department": cast.department_chen.body_id,
            "leader": "周某某",
            "starts_on": make.START.isoformat(),
            "_version": project.version,
            "lines": f"选址 | {year}-04 | 20 | 火星局\n开工 | {year}-06 | 60 | 教育局\n{'完' * 130} | {year}-11 | 100",
        }
        browser = as_(cast.government_liu)
        wrong = browser.post(page, typed)
        assert (
            wrong.status_code == 422
            and "没有“火星局”这个单位" in wrong.content.decode()
            and "火星局" in wrong.content.decode()
        )
        typed["lines"] = typed["lines"].replace(" | 火星局", "")
        long = browser.post(page, typed)
        assert (
            long.status_code == 409 and "1 至 120 个字" in long.content.decode() and "完完完" in long.content.decode()
        )
        typed["lines"] = typed["lines"].replace("完" * 130, "完工")
        with django_capture_on_commit_callbacks(execute=True):
            assert browser.post(page, typed).status_code == 302
        assert list(project.tasks.values_list("title", "unit__name")) == [
            ("选址", None),
            ("开工", "新城区教育局"),
            ("完工", None),
        ]
        assert "有节点由你单位承办" in make.heard(cast.department_deng)[0]
        assert "开工 |" in browser.get(f"/projects/{project.pk}/assign/").content.decode()

    def test_a_plan_under_way_is_not_rewritten_in_silence(self, cast):
        project = make.project(cast)
        make.reported(cast, project)
        with pytest.raises(Refused, match="节点微调"):
            actions.replan(
                project=project,
                department=cast.department_chen.body,
                leader="周某某",
                starts_on=make.START,
                by=cast.government_liu,
                tasks=[PlannedTask("完工", make.LAST_DAY, 100)],
            )

    def test_a_stale_form_is_refused(self, cast):
        [project] = make.announced(cast)
        with pytest.raises(Refused, match="别人已经改过"):
            actions.assign(
                project=project,
                department=cast.department_chen.body,
                leader="周某某",
                starts_on=make.START,
                by=cast.government_liu,
                version=7,
            )

    def test_the_table_of_tasks_is_filed(self, cast):
        make.assigned(cast, 2)
        paper = actions.file_breakdown(year=Year.objects.get(), by=cast.clerk_li)
        assert "1\t老旧小区加装电梯" in paper.body and "新城区住建局" in paper.body
        assert paper.public
        with pytest.raises(Refused, match="任务分解表已经备案，内容没有变化"):
            actions.file_breakdown(year=Year.objects.get(), by=cast.clerk_li)
