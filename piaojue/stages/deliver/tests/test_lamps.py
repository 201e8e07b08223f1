"""Stories of 亮灯: by the rule, by hand, by the day, on the wall."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from freezegun import freeze_time

from engines.law import Matter, Organ
from piaojue.commons.instruments.models import Instrument
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.record.log import history
from piaojue.commons.years.models import Year
from piaojue.commons.years.parameters import LampRule, YearSettings
from piaojue.stages.deliver import actions
from piaojue.stages.deliver.models import Lamp, LampRuling, Project, ProjectState, RulingState, Side
from piaojue.stages.deliver.pace import pace_of
from piaojue.stages.deliver.tests import make
from tests.decided import decided


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
        assert len([text for text in make.heard(cast.resident_wang) if "红灯" in text]) == 1
        assert [text for text in make.heard(cast.leader_guo) if "请督促" in text]

    def test_a_lamp_by_hand_needs_a_reason_and_outlasts_the_next_report(self, cast):
        project = make.project(cast)
        actions.lamps_today(year=project.year, today=date(make.NUMBER, 9, 1))
        with pytest.raises(Refused, match="必须写明理由"):
            actions.set_lamp(project=project, lamp=Lamp.GREEN, reason=" ", by=cast.government_liu)
        with freeze_time(f"{make.NUMBER}-09-01 12:00:00"):
            shown = actions.set_lamp(
                project=project, lamp=Lamp.GREEN, reason="洪水期间暂停考核", by=cast.government_liu
            )
        why = f"人工调整（到 {make.NUMBER}-10-01）：洪水期间暂停考核"
        assert (shown.lamp, shown.rule_lamp, shown.lamp_reason) == (Lamp.GREEN, Lamp.RED, why)
        with freeze_time(f"{make.NUMBER}-09-02 12:00:00"):
            make.reported(cast, project, month=f"{make.NUMBER}-09", percent=5)
        project.refresh_from_db()
        assert (project.lamp, project.hand_lamp) == (Lamp.GREEN, Lamp.GREEN)
        actions.lamps_today(year=project.year, today=date(make.NUMBER, 10, 2))
        project.refresh_from_db()
        assert (project.lamp, project.hand_lamp, project.hand_by) == (Lamp.RED, "", None)

    def test_who_is_measured_does_not_put_out_the_lamp_of_who_measures(self, cast):
        """A unit that reports April anew neither ends the congress's red lamp nor rewrites what April was measured by."""
        project, may = make.project(cast), f"{make.NUMBER}-05"
        with freeze_time(f"{make.NUMBER}-05-31 12:00:00"):
            before = make.reported(cast, project, month=may, percent=20, paid_yuan=1000)
            actions.set_lamp(project=project, lamp=Lamp.RED, reason="现场停工一个月", by=cast.clerk_li)
        with freeze_time(f"{make.NUMBER}-06-20 12:00:00"):
            project.refresh_from_db()
            assert project.lamp == Lamp.RED
            for act in (
                lambda: actions.clear_lamp(project=project, by=cast.government_liu),
                lambda: actions.set_lamp(project=project, lamp=Lamp.GREEN, reason="已经复工了", by=cast.government_liu),
            ):
                with pytest.raises(Refused, match="只能由人大一方"):
                    act()
            after = make.reported(cast, project, month=may, percent=30, paid_yuan=1000, text="已经全部开工，进展顺利")
            project.refresh_from_db()
            assert project.lamp == Lamp.RED
            assert actions.clear_lamp(project=project, by=cast.clerk_li).hand_by is None

        assert after.planned == before.planned and before.planned < 100
        [earlier] = after.earlier
        assert (earlier.percent, earlier.on) == (20, f"{make.NUMBER}-06-20")

    def test_a_voted_day_that_has_passed_is_red_whatever_the_share(self, cast):
        project = make.project(cast)
        due = project.baseline.due
        assert due is not None
        with freeze_time(f"{due} 12:00:00"):
            make.reported(cast, project, month=f"{due:%Y-%m}", percent=95)
        actions.lamps_today(year=project.year, today=due)
        project.refresh_from_db()
        assert project.lamp != Lamp.RED and "还有 0 天" in project.lamp_reason
        actions.lamps_today(year=project.year, today=due + timedelta(days=1))
        project.refresh_from_db()
        assert (project.lamp, "已过 1 天" in project.lamp_reason) == (Lamp.RED, True)

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


class TestLampRule:
    def test_a_rule_is_written_by_one_passed_by_a_meeting_and_judges_from_its_day(self, cast, as_):
        """The ruler is not held by who is measured alone: named, dated, public, never for months that are past."""
        project = make.project(cast)
        make.reported(cast, project, percent=88)
        year, page = project.year, "/150102/2026/projects/lamps/".replace("2026", str(make.NUMBER))
        browser = as_(cast.government_liu)
        assert "银川 30，三亚 50，大足双路 70，瓯海不看" in browser.get(page).content.decode()
        wrong = browser.post(page, {"preset": "银川", "yellow_from": "40", "red_above": "20", "why": "放宽一点"})
        assert wrong.status_code == 409 and "亮灯规则" in wrong.content.decode()
        typed = {"preset": "银川", "yellow_from": "100", "red_above": "100", "report_days": "60", "why": "不想亮灯"}
        assert browser.post(page, typed).status_code == 302
        ruling = LampRuling.objects.get()
        assert (ruling.side, ruling.state) == (Side.GOVERNMENT, RulingState.PROPOSED)
        shown = as_(None).get(ruling.get_absolute_url()).content.decode()
        assert "等待会议通过" in shown and "落后 100% 起黄灯" in shown
        today = timezone.localdate()
        with pytest.raises(Refused, match="会议集体决定"):
            actions.pass_lamp_rule(ruling=ruling, decision=None, by=cast.government_liu)
        other = actions.set_lamp_rule(year=year, rule=LampRule(), why="人大自己的尺子", by=cast.clerk_li)
        with pytest.raises(Refused, match="不是关于"):
            decided(Matter.LAMP_RULES, [other])
        decision = decided(Matter.LAMP_RULES, [ruling])
        assert decision.organ == Organ.PARTY_GROUP, "the government's office enters no such decision"
        with pytest.raises(Refused):
            actions.pass_lamp_rule(ruling=other, decision=decision, by=cast.leader_guo)
        ruling.refresh_from_db()
        assert (ruling.state, ruling.decision, ruling.starts_on) == (RulingState.IN_FORCE, decision, today)
        assert pace_of(year, day=today - timedelta(days=1)).report_days == 5
        assert pace_of(year, day=today).report_days == 60
        assert pace_of(year, Side.CONGRESS, today).report_days == 5
        assert decision.title in as_(None).get(ruling.get_absolute_url()).content.decode()
        assert decision.title in as_(None).get(project.get_absolute_url()).content.decode()
        assert as_(cast.department_chen).get(page).status_code == 404

    def test_a_rule_that_is_turned_down_or_taken_back_never_judges(self, cast):
        year = make.project(cast).year
        lax = {"year": year, "rule": LampRule(report_days=60), "why": "放宽一点再说"}
        with pytest.raises(Refused, match="不溯及"):
            actions.set_lamp_rule(**lax, starts_on=timezone.localdate() - timedelta(days=1), by=cast.government_liu)
        ruling = actions.set_lamp_rule(**lax, by=cast.government_liu)
        decided(Matter.LAMP_RULES, [ruling], agreed=False)
        ruling.refresh_from_db()
        assert (ruling.state, pace_of(year).report_days) == (RulingState.DROPPED, 5)
        second = actions.set_lamp_rule(**lax, by=cast.clerk_li)
        with pytest.raises(NotYours):
            actions.withdraw_lamp_rule(ruling=second, by=cast.leader_guo)
        actions.withdraw_lamp_rule(ruling=second, by=cast.clerk_li)
        with pytest.raises(Refused):
            decided(Matter.WATCH_RULES, [second])

    def test_a_local_rule_that_somebody_compared_is_applied_by_another_than_who_wrote(self, cast, as_):
        project = make.project(cast)
        year, today = project.year, timezone.localdate()
        ruling = actions.set_lamp_rule(
            year=year, rule=LampRule(report_days=20), why="照市里办法", by=cast.government_liu
        )
        draft = {"kind": "measures", "title": "民生实事项目督办办法", "issuer": "新城区人大常委会"}
        local = Instrument.objects.create(place=cast.xincheng, starts_on=today - timedelta(days=9), **draft)
        named = {"ruling": ruling, "instrument": local, "article": "第九条"}
        with pytest.raises(Refused, match="您拟定的"):
            actions.adopt_lamp_rule(**named, by=cast.government_liu)
        with pytest.raises(NotYours):
            actions.adopt_lamp_rule(**named, by=cast.clerk_li)
        with pytest.raises(Refused, match="没有对照原文核过"):
            actions.adopt_lamp_rule(**named, by=cast.leader_guo)
        Instrument.objects.update(checked=True)
        elsewhere = Instrument.objects.create(place=cast.huimin, starts_on=today, checked=True, **draft)
        with pytest.raises(Refused, match="不适用于这里"):
            actions.adopt_lamp_rule(**named | {"instrument": elsewhere}, by=cast.leader_guo)
        page = f"/lamp-rules/{ruling.pk}/adopt/"
        shown = as_(cast.leader_guo).get(page).content.decode()
        assert local.title in shown and shown.count("督办办法</option>") == 1
        assert as_(cast.leader_guo).post(page, {"instrument": local.pk, "article": "第九条"}).status_code == 302
        assert pace_of(year).report_days == 20
        assert "《民生实事项目督办办法》第九条" in as_(None).get(project.get_absolute_url()).content.decode()

    def test_the_congress_keeps_its_own_lamp_whatever_the_government_does(self, cast, as_):
        project = make.project(cast)
        with freeze_time(f"{make.NUMBER}-08-31 12:00:00"):
            make.reported(cast, project, month=f"{make.NUMBER}-08", percent=20)
        with freeze_time(f"{make.NUMBER}-09-01 12:00:00"):
            rule = actions.set_lamp_rule(
                year=project.year,
                rule=LampRule(yellow_from="100%", red_above="100%"),
                why="经济形势困难",
                by=cast.government_liu,
            )
            decided(Matter.LAMP_RULES, [rule])
            project.refresh_from_db()
            assert (project.rule_lamp, project.congress_lamp) == (Lamp.GREEN, Lamp.RED)
            actions.set_lamp(project=project, lamp=Lamp.GREEN, reason="我们觉得不错", by=cast.government_liu)
            project.refresh_from_db()
            assert (project.lamp, project.congress_lamp, project.lamps_differ) == (Lamp.GREEN, Lamp.RED, True)
            shown = as_(None).get(project.get_absolute_url()).content.decode()
            assert "两盏灯不一样" in shown and "按哪条规则亮灯" in shown

    def test_a_rule_with_five_colours_shows_them_and_counts_three(self, cast, as_):
        """Passed by both bodies, kept with each report, read again by page and board."""
        project = make.project(cast)
        with freeze_time(f"{make.NUMBER}-08-01 12:00:00"):
            for by, matter in ((cast.government_liu, Matter.LAMP_RULES), (cast.clerk_li, Matter.WATCH_RULES)):
                rule = {"rule": LampRule(preset="大足双路"), "why": "五色更细一些"}
                decided(matter, [actions.set_lamp_rule(year=project.year, by=by, **rule)])
        for percent, lamp, shade, word in ((40, "yellow", "orange", "橙灯"), (100, "green", "blue", "蓝灯")):
            with freeze_time(f"{make.NUMBER}-{8 if percent < 100 else 9:02d}-20 12:00:00"):
                make.reported(cast, project, month=f"{make.NUMBER}-{8 if percent < 100 else 9:02d}", percent=percent)
                project.refresh_from_db()
                assert (project.lamp, project.shade, project.congress_shade) == (lamp, shade, shade)
                assert word in as_(None).get(project.get_absolute_url()).content.decode()
        actions.set_lamp(project=project, lamp="yellow", reason="质量存疑，先看一看", by=cast.clerk_li)
        project.refresh_from_db()
        assert (project.shown_lamp, project.congress_shade) == ("yellow", ""), "by hand there are three"

    def test_the_unit_hears_of_its_red_lamp_also_where_the_congress_saw_red_before(
        self, cast, django_capture_on_commit_callbacks
    ):
        project = make.project(cast)
        with freeze_time(f"{make.NUMBER}-08-31 12:00:00"):
            make.reported(cast, project, month=f"{make.NUMBER}-08", percent=20)
            project.refresh_from_db()
            project.lamp, project.congress_lamp = Lamp.GREEN, Lamp.RED
            project.save()
        with freeze_time(f"{make.NUMBER}-09-01 12:00:00"), django_capture_on_commit_callbacks(execute=True):
            actions.lamps_today(year=project.year)
        assert any("亮红灯" in text for text in make.heard(cast.department_chen))

    def test_a_month_of_silence_turns_yellow_when_the_first_one_looks_the_next_day(self, cast, as_):
        year = make.project(cast).year
        address = f"{year.get_absolute_url()}wall/"
        with freeze_time(f"{make.NUMBER}-04-20 10:00+08:00"):
            as_(None).get(address)
            project = Project.objects.get()
        assert project.lamp != Lamp.GREEN and "逾期" in project.lamp_reason


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
    assert f"红灯：{project.lamp_reason}" in at_work
    assert f'<p class="poster__why">{project.lamp_reason}</p>' in public
    for who in (cast.resident_wang, cast.department_chen):
        [text] = [text for text in make.heard(who) if "红灯：" in text]
        assert text.count("红灯") == 1 and project.lamp_reason in text


def test_a_lamp_judged_by_the_day_makes_no_open_form_stale(cast):
    project = make.project(cast)
    actions.lamps_today(year=project.year, today=date(make.NUMBER, 9, 1))
    entry = history(project).first()
    assert (entry.act, entry.seat) == ("deliver.judge_lamp", "系统")
    assert actions.set_lamp(
        project=project, lamp=Lamp.GREEN, reason="洪水期间暂停考核", by=cast.clerk_li, version=project.version
    )
