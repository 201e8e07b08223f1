"""Stories of 实施: from the adopted list to acceptance."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from freezegun import freeze_time

from piaojue.commons import acting, moves
from piaojue.commons.moves import Kind, NotYours, Refused, owns
from piaojue.commons.notify.models import Notice
from piaojue.commons.record.log import history
from piaojue.commons.record.models import Entry
from piaojue.commons.record.wording import words_of
from piaojue.commons.todo import tasks_of
from piaojue.commons.web import act_pages
from piaojue.commons.years.gates import missing
from piaojue.commons.years.models import Paper, Year
from piaojue.commons.years.parameters import LampRule, YearSettings
from piaojue.commons.years.road import Stage
from piaojue.stages.deliver import actions, pages
from piaojue.stages.deliver.models import ChangeKind, Lamp, Project, ProjectState, Report, Slip
from piaojue.stages.deliver.moves import MOVES
from piaojue.stages.deliver.tests import make
from piaojue.stages.deliver.values import Milestone, PlannedTask, Proposal, ReportDraft
from piaojue.stages.vote.models import PollState
from tests import cast as the_cast


def heard(seat) -> list[str]:
    return list(Notice.objects.filter(person=seat.person).values_list("text", flat=True))


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
        assert "已交 新城区住建局 承办" in heard(cast.resident_wang)[0]
        assert "按月报告" in heard(cast.department_chen)[0]

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
        assert "有节点由你单位承办" in heard(cast.department_deng)[0]
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
        assert "1. 老旧小区加装电梯（责任单位：新城区住建局" in paper.body
        assert paper.public
        with pytest.raises(Refused, match="任务分解表已经登记，内容没有变化"):
            actions.file_breakdown(year=Year.objects.get(), by=cast.clerk_li)


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
        assert [text for text in heard(cast.resident_zhao) if "第一期进展" in text] == heard(cast.resident_zhao)
        assert len(heard(cast.resident_zhao)) == 1


class TestLamps:
    def test_behind_the_plan_turns_yellow_then_red_with_the_reason(self, cast):
        project = make.project(cast)
        with freeze_time(f"{make.NUMBER}-08-31 12:00:00"):
            report = make.reported(cast, project, percent=55)
        assert (report.lamp, report.planned) == (Lamp.YELLOW, 70)
        assert "落后 15 个百分点" in report.lamp_reason
        with freeze_time(f"{make.NUMBER}-12-20 12:00:00"):
            report = make.reported(cast, project, month=f"{make.NUMBER}-12", percent=60)
        assert report.lamp == Lamp.RED

    def test_the_local_rule_of_the_year_is_used(self, cast):
        project = make.project(cast)
        Year.objects.update(settings=YearSettings(lamps=LampRule("三亚")))
        with freeze_time(f"{make.NUMBER}-08-31 12:00:00"):
            report = make.reported(cast, project, percent=100, paid_yuan=400_000)
        assert report.lamp == Lamp.YELLOW
        assert "投资完成 40/80 万元" in report.lamp_reason

    @pytest.mark.parametrize("rule", [LampRule("没有这种"), LampRule(yellow_from="abc"), LampRule(report_days=-1)])
    def test_a_rule_that_makes_no_sense_is_refused_in_words(self, cast, rule):
        project = make.project(cast)
        Year.objects.update(settings=YearSettings(lamps=rule))
        with pytest.raises(Refused, match="亮灯规则"):
            make.reported(cast, project)

    def test_a_month_without_a_report_turns_yellow_after_the_days_of_grace(self, cast):
        project = make.project(cast)
        year = project.year
        with freeze_time(f"{make.NUMBER}-03-31 12:00:00"):
            make.reported(cast, project, month=f"{make.NUMBER}-03", percent=90)
        assert actions.lamps_today(year=year, today=date(make.NUMBER, 5, 5)) == []
        [changed] = actions.lamps_today(year=year, today=date(make.NUMBER, 5, 6))
        assert (changed.lamp, changed.lamp_reason) == (Lamp.YELLOW, "4 月进度报告逾期 1 天未报。")
        assert history(changed).first().seat == "系统"
        Year.objects.update(settings=YearSettings(lamps=LampRule(report_days=20)))
        year.refresh_from_db()
        [changed] = actions.lamps_today(year=year, today=date(make.NUMBER, 5, 6))
        assert changed.lamp == Lamp.GREEN

    def test_proposers_hear_when_it_turns_red_once(self, cast, django_capture_on_commit_callbacks):
        project = make.project(cast)
        actions.lamps_today(year=project.year, today=date(make.NUMBER, 1, 10))
        with django_capture_on_commit_callbacks(execute=True):
            actions.lamps_today(year=project.year, today=date(make.NUMBER, 9, 1))
            actions.lamps_today(year=project.year, today=date(make.NUMBER, 9, 2))
        assert len([text for text in heard(cast.resident_wang) if "红灯" in text]) == 1
        assert [text for text in heard(cast.leader_guo) if "请督促" in text]

    def test_a_lamp_by_hand_needs_a_reason_and_ends_with_the_next_report(self, cast):
        project = make.project(cast)
        actions.lamps_today(year=project.year, today=date(make.NUMBER, 9, 1))
        with pytest.raises(Refused, match="必须写明理由"):
            actions.set_lamp(project=project, lamp=Lamp.GREEN, reason=" ", by=cast.government_liu)
        with freeze_time(f"{make.NUMBER}-09-01 12:00:00"):
            shown = actions.set_lamp(
                project=project, lamp=Lamp.GREEN, reason="洪水期间暂停考核", by=cast.government_liu
            )
        assert (shown.lamp, shown.rule_lamp, shown.lamp_reason) == (Lamp.GREEN, Lamp.RED, "人工调整：洪水期间暂停考核")
        with freeze_time(f"{make.NUMBER}-09-02 12:00:00"):
            make.reported(cast, project, month=f"{make.NUMBER}-09", percent=5)
        project.refresh_from_db()
        assert (project.lamp, project.hand_lamp) == (Lamp.RED, "")

    def test_the_executing_unit_cannot_set_its_own_lamp(self, cast):
        with pytest.raises(NotYours):
            actions.set_lamp(
                project=make.project(cast), lamp=Lamp.GREEN, reason="我们觉得不错", by=cast.department_chen
            )

    def test_the_rules_lamp_comes_back(self, cast):
        project = make.project(cast)
        actions.set_lamp(project=project, lamp=Lamp.RED, reason="现场停工一个月", by=cast.clerk_li)
        back = actions.clear_lamp(project=project, by=cast.clerk_li)
        assert (back.lamp, back.hand_reason) == (back.rule_lamp, "")
        with pytest.raises(Refused):
            actions.clear_lamp(project=project, by=cast.clerk_li)


class TestProblems:
    def test_raised_decided_solved(self, cast):
        problem = make.problem(cast)
        with pytest.raises(Refused, match="待协调"):
            actions.solve_problem(problem=problem, solution="自己解决了", by=cast.department_chen)
        problem = actions.decide_problem(problem=problem, decision="街道三日内入户协商，住建局配合", by=cast.leader_guo)
        problem = actions.solve_problem(problem=problem, solution="两户已签字同意", by=cast.department_chen)
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
            actions.decide_change(
                change=change, approve=True, decision="同意推迟", decision_no="新人常〔2026〕9号", by=cast.committee_sun
            )
        first, second = change.project.baselines.order_by("number")
        assert (first.due, second.due) == (make.LAST_DAY, date(make.NUMBER + 1, 6, 30))
        assert second.reason == "工期变更，新人常〔2026〕9号"
        assert second.change == change
        notice = Paper.objects.get(kind="change_notice")
        assert notice.public
        assert "推迟到下年六月完成" in notice.body
        assert any("经批准作了变更" in text for text in heard(cast.resident_wang))
        assert heard(cast.deputy_dong)

    def test_after_it_the_plan_is_made_anew(self, cast):
        change = make.change(cast)
        make.reported(cast, change.project)
        actions.decide_change(
            change=change, approve=True, decision="同意推迟", decision_no="新人常〔2026〕9号", by=cast.chair_zhang
        )
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

    def test_a_rejected_change_changes_nothing(self, cast):
        change = make.change(cast)
        change = actions.decide_change(change=change, approve=False, decision="不同意，按期完成", by=cast.committee_sun)
        assert change.state == "rejected"
        assert change.project.baselines.count() == 1
        assert not Paper.objects.filter(kind="change_notice").exists()

    @pytest.mark.parametrize(
        "nick", ["government_liu", "department_chen", "presidium_ma", "clerk_li", "deputy_dong", "leader_guo"]
    )
    def test_in_a_county_only_committee_and_chair_decide(self, cast, nick):
        change = make.change(cast)
        with pytest.raises(NotYours):
            actions.decide_change(
                change=change, approve=True, decision="同意推迟", decision_no="1", by=getattr(cast, nick)
            )

    def test_in_a_township_the_presidium_decides(self, cast):
        change = make.change(cast)
        for row in (change, change.project, change.year):
            type(row).objects.filter(pk=row.pk).update(place=cast.baoheshao)
        cast.presidium_ma.place = cast.committee_sun.place = cast.baoheshao
        cast.presidium_ma.save()
        change.refresh_from_db()
        with pytest.raises(NotYours):
            actions.decide_change(
                change=change, approve=True, decision="同意推迟", decision_no="1", by=cast.committee_sun
            )
        actions.decide_change(
            change=change, approve=True, decision="同意推迟", decision_no="保人主〔2026〕1号", by=cast.presidium_ma
        )
        assert change.project.baselines.count() == 2

    def test_an_approval_needs_its_number(self, cast):
        with pytest.raises(Refused, match="决定文号"):
            actions.decide_change(change=make.change(cast), approve=True, decision="同意推迟", by=cast.committee_sun)

    def test_a_decision_is_made_once(self, cast):
        change = make.change(cast)
        actions.decide_change(change=change, approve=False, decision="不同意推迟", by=cast.committee_sun)
        with pytest.raises(Refused):
            actions.decide_change(
                change=change, approve=True, decision="又同意了", decision_no="1", by=cast.committee_sun
            )

    def test_an_ended_project_is_replaced_by_one_from_the_reserve(self, cast):
        project = make.project(cast)
        spare = make.dossier(cast.xincheng, project.year, "新建社区托育点", no=9)
        change = make.change(cast, project, ChangeKind.REPLACE, proposed=Proposal(dossier=spare.pk))
        actions.decide_change(
            change=change, approve=True, decision="同意替换", decision_no="新人常〔2026〕10号", by=cast.committee_sun
        )
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
        project = actions.accept(
            project=project, result="carried", note="四部未装完", next_goal="六月底前装完四部", by=cast.government_liu
        )
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
        assert any("已验收：基本完成" in text for text in heard(cast.resident_wang))
        assert "基本完成 1 项" in actions.file_completion(year=year, by=cast.government_liu).body

    def test_a_reached_milestone_is_noted_once(self, cast):
        task = make.project(cast).tasks.earliest("due")
        actions.finish_task(task=task, by=cast.department_chen)
        with pytest.raises(Refused, match="已登记"):
            actions.finish_task(task=task, by=cast.department_chen)
        with pytest.raises(Refused, match="不能在今天之后"):
            actions.finish_task(
                task=Project.objects.get().tasks.latest("due"),
                by=cast.department_chen,
                done_on=date.today() + timedelta(days=3),
            )


class TestWall:
    @freeze_time(f"{make.NUMBER}-01-15 10:00+08:00")
    def test_ten_projects_have_ten_tiles_and_accepted_ones_show_the_verdict_instead_of_a_lamp(self, cast, as_):
        make.assigned(cast, 10)
        year = Year.objects.get()
        Project.objects.filter(no=3).update(state=ProjectState.CARRIED)
        page = as_(None).get(f"{year.get_absolute_url()}wall/").content.decode()
        assert page.count("lampwall__title") == 10 and "lampwall--many" in page
        assert page.index("3. 第 3 号民生实事") < page.index("1. 老旧小区加装电梯")
        assert "跨年结转" in page and "红灯</span></div>" in "".join(page.split())
        Project.objects.update(state=ProjectState.COMPLETED)
        over = as_(None).get(f"{year.get_absolute_url()}wall/").content.decode()
        assert "以年底验收结论为准" in over and "黄灯" not in over


class TestLampRule:
    def test_the_thresholds_are_the_places_own_and_judge_at_once(self, cast, as_):
        project = make.project(cast)
        make.reported(cast, project, percent=88)
        year, page = Year.objects.get(), "/150102/2026/projects/lamps/"
        project.refresh_from_db()
        before = project.lamp
        browser = as_(cast.government_liu)
        wrong = browser.post(page, {"preset": "银川", "yellow_from": "40", "red_above": "20", "_version": year.version})
        assert (
            wrong.status_code == 409 and "亮灯规则" in wrong.content.decode() and 'value="40"' in wrong.content.decode()
        )
        assert (
            browser.post(
                page,
                {"preset": "银川", "yellow_from": "0", "red_above": "1", "report_days": "9", "_version": year.version},
            ).status_code
            == 302
        )
        project.refresh_from_db()
        assert (before, project.lamp) != (project.lamp, before)
        assert 'value="9"' in browser.get(page).content.decode()
        assert as_(cast.department_chen).get(page).status_code == 404

    def test_a_month_of_silence_turns_yellow_when_the_first_one_looks_the_next_day(self, cast, as_):
        year = make.project(cast).year
        address = f"{year.get_absolute_url()}wall/"
        with freeze_time(f"{make.NUMBER}-04-20 10:00+08:00"):
            as_(None).get(address)
            project = Project.objects.get()
        assert project.lamp != Lamp.GREEN and "逾期" in project.lamp_reason


class TestWorkList:
    def labels(self, seat) -> list[str]:
        return [task.label for task in tasks_of(seat)]

    def test_a_unit_reports_then_declares_done_and_registers_its_milestones(self, cast):
        project = make.project(cast)
        last = project.tasks.last()
        assert f"报告进度：{project}" in self.labels(cast.department_chen)
        with freeze_time(f"{make.NUMBER}-12-20"):
            assert f"完成节点：{last}" in self.labels(cast.department_chen)
        make.reported(cast, project, percent=100)
        seen = self.labels(cast.department_chen)
        assert f"申报完工：{project}" in seen and f"报告进度：{project}" not in seen
        actions.declare_done(project=project, by=cast.department_chen)
        assert f"申报完工：{project}" not in self.labels(cast.department_chen)

    def test_the_government_is_reminded_of_what_is_past_its_approved_day(self, cast):
        project = make.project(cast)
        with freeze_time(make.LAST_DAY):
            assert not any("到期未完工" in label for label in self.labels(cast.government_liu))
        with freeze_time(make.LAST_DAY + timedelta(days=1)):
            [task] = [task for task in tasks_of(cast.government_liu) if "到期未完工" in task.label]
        assert (task.url, task.due) == (project.work_url, make.LAST_DAY)


def test_the_daily_command_judges_lamps_without_anybody_looking(cast, capsys):
    project = make.reported(cast).project
    assert project.lamp == Lamp.GREEN
    with freeze_time(f"{make.NUMBER + 1}-02-20"):
        call_command("lamps")
    project.refresh_from_db()
    assert (
        project.lamp != Lamp.GREEN
        and f"{project}：{project.get_lamp_display()}（{project.lamp_reason}）" in capsys.readouterr().out
    )
    Year.objects.update(settings=YearSettings(lamps=LampRule("没有这个预设")))
    with pytest.raises(SystemExit):
        call_command("lamps")
    assert "没有这个预设" in capsys.readouterr().out


def test_a_unit_finds_its_own_projects_in_the_list(cast, as_):
    mine, other = make.assigned(cast, 2)
    Project.objects.filter(pk=other.pk).update(department=cast.government_liu.body)
    at = f"/150102/{make.NUMBER}/projects/"
    page = as_(cast.department_chen).get(at).content.decode()
    assert [
        page.count(f'<a href="/projects/{project.pk}/">{word}</a>')
        for project, word in ((mine, "办理"), (other, "看办理"))
    ] == [1, 1]
    own = as_(cast.department_chen).get(f"{at}?department={cast.department_chen.body_id}").content.decode()
    assert f"/p/{mine.code}/" in own and f"/p/{other.code}/" not in own
    assert f"/p/{other.code}/" in as_(None).get(f"{at}?department=999999").content.decode()


def test_a_lamp_is_named_once_wherever_its_reason_stands(cast, as_, django_capture_on_commit_callbacks):
    project = make.project(cast)
    year, september = project.year, date(make.NUMBER, 9, 1)
    actions.lamps_today(year=year, today=date(make.NUMBER, 1, 10))
    with freeze_time(september), django_capture_on_commit_callbacks(execute=True):
        actions.lamps_today(year=year)
        in_list = as_(None).get(f"/150102/{make.NUMBER}/projects/").content.decode()
        public = as_(None).get(project.get_absolute_url()).content.decode()
        at_work = as_(cast.department_chen).get(project.work_url).content.decode()
    project.refresh_from_db()
    assert project.lamp == Lamp.RED and not project.lamp_reason.startswith("红灯")
    assert f'</span> 红灯</span><span class="lamp__why">{project.lamp_reason}</span>' in in_list
    for page in (public, at_work):
        assert f"红灯：{project.lamp_reason}" in page
    for who in (cast.resident_wang, cast.department_chen):
        [text] = [text for text in heard(who) if "红灯：" in text]
        assert text.count("红灯") == 1 and project.lamp_reason in text


def test_who_decides_on_a_change_sees_the_figures_that_will_hold_and_so_does_the_notice(cast, as_):
    project = make.project(cast)
    change = make.change(cast, project, ChangeKind.FUNDS, proposed=Proposal(year_yuan=1_234_500))
    page = as_(cast.committee_sun).get(change.get_absolute_url()).content.decode()
    assert "批准后生效" in page and "123.45 万元" in page
    actions.decide_change(
        change=change, approve=True, decision="同意追加", decision_no="新人常〔2026〕11号", by=cast.committee_sun
    )
    assert "年度投资：123.45 万元" in Paper.objects.get(kind="change_notice").body
    later = make.change(cast, project, ChangeKind.DUE, proposed=Proposal(due=make.LAST_DAY + timedelta(days=90)))
    assert (
        f"{make.LAST_DAY + timedelta(days=90)} 前"
        in as_(cast.committee_sun).get(later.get_absolute_url()).content.decode()
    )


def test_each_declared_act_is_an_action_of_that_name():
    """Effects have no function of their own; who decides on a change is three lines of one act."""
    of_a_body = {"decide_change_town", "decide_change_street"}
    acts = {line.code for line in MOVES.values() if line.kind is Kind.MOVE} - of_a_body
    assert acts == set(actions.__all__) - {"lamps_today", "lamps_daily"}


def test_a_lamp_judged_by_the_day_makes_no_open_form_stale(cast):
    project = make.project(cast)
    actions.lamps_today(year=project.year, today=date(make.NUMBER, 9, 1))
    entry = history(project).first()
    assert (entry.act, entry.seat) == ("deliver.judge_lamp", "系统")
    assert actions.set_lamp(
        project=project, lamp=Lamp.GREEN, reason="洪水期间暂停考核", by=cast.clerk_li, version=project.version
    )
