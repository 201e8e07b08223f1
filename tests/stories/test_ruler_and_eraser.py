"""Those who are measured do not hold the ruler and the eraser: what was once played on the sample is played again, and fails."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from freezegun import freeze_time

from engines.law import Matter
from piaojue.commons.corrections.actions import correct
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.years.models import Paper, PaperKind
from piaojue.journey.figures import figures_of
from piaojue.stages.deliver import actions as deliver
from piaojue.stages.deliver.models import Change, ChangeKind, Lamp, LampRuling, Project, RulingState
from piaojue.stages.deliver.tests import make
from piaojue.stages.deliver.values import Proposal
from piaojue.stages.evaluate import actions as evaluate
from piaojue.stages.evaluate.models import Reply, Subject
from piaojue.stages.evaluate.tests import make as surveys
from piaojue.stages.supervise import actions as supervise
from piaojue.stages.supervise.models import Finding
from piaojue.stages.supervise.queries import held_activities, tally
from piaojue.stages.supervise.tests import make as watching
from piaojue.stages.supervise.values import ActivityDraft
from tests import cast as the_cast
from tests.decided import decided

pytestmark = pytest.mark.django_db
NUMBER = make.NUMBER


def test_april_sent_again_keeps_the_supervisors_red_lamp_and_aprils_plan(cast, as_):
    project = make.project(cast)
    with freeze_time(f"{NUMBER}-04-30 12:00:00"):
        before = make.reported(cast, project, month=f"{NUMBER}-04", percent=20, paid_yuan=1000)
        deliver.set_lamp(project=project, lamp=Lamp.RED, reason="现场停工一个月", by=cast.clerk_li)
    with freeze_time(f"{NUMBER}-05-20 12:00:00"):
        after = make.reported(
            cast, project, month=f"{NUMBER}-04", percent=24, paid_yuan=1000, text="已经全部开工，进展顺利"
        )
        project.refresh_from_db()
        assert (project.lamp, project.hand_by) == (Lamp.RED, cast.clerk_li)
        assert after.planned == before.planned < 100
        assert "更正" in as_(None).get(project.get_absolute_url()).content.decode(), "it is marked in public"


def test_the_government_office_sets_both_thresholds_to_100_and_nothing_turns_green(cast, as_):
    project = make.project(cast)
    with freeze_time(f"{NUMBER}-08-31 12:00:00"):
        make.reported(cast, project, month=f"{NUMBER}-08", percent=20)
        project.refresh_from_db()
        lamps = project.lamp, project.congress_lamp
        typed = {"preset": "银川", "yellow_from": "100", "red_above": "100", "why": "不想亮灯"}
        assert as_(cast.government_liu).post(project.year.page("lamp_rule"), typed).status_code == 302
        deliver.lamps_today(year=project.year)
        project.refresh_from_db()
        ruling = LampRuling.objects.get()
        assert (project.lamp, project.congress_lamp) == lamps and Lamp.GREEN not in lamps
        assert ruling.state == RulingState.PROPOSED
        with pytest.raises(Refused, match="会议集体决定"):
            deliver.pass_lamp_rule(ruling=ruling, decision=None, by=cast.government_liu)
        assert "不想亮灯" in as_(None).get(ruling.get_absolute_url()).content.decode(), "and everybody sees it"


def test_a_clerk_who_read_bad_replies_neither_closes_early_nor_deletes_them(cast, as_):
    end = timezone.localdate() + timedelta(days=14)
    survey = surveys.survey(cast, subject=Subject.RESIDENTS, closes_on=end)
    survey = evaluate.open_survey(survey=survey, by=cast.clerk_li)
    key = survey.items.get().pk
    evaluate.reply(survey=survey, marks={key: "dissatisfied"}, reasons={key: "电梯三天两头停运"}, by=cast.resident_wang)
    with pytest.raises(Refused, match="还没有到"):
        evaluate.close_survey(survey=survey, by=cast.clerk_li)
    with pytest.raises(NotYours):
        evaluate.close_early(survey=survey, reason="领导要求提前结束测评", by=cast.clerk_li)
    with pytest.raises(Refused):
        evaluate.drop_survey(survey=survey, by=cast.clerk_li)
    evaluate.close_early(survey=survey, reason="全部受益户都已经填报完毕", by=cast.chair_zhang)
    assert Reply.objects.count() == 1
    notice = Paper.objects.get(kind=PaperKind.EVALUATION_NOTICE)
    assert notice.public and "全部受益户都已经填报完毕" in as_(None).get(notice.get_absolute_url()).content.decode()


def test_a_failed_second_try_does_not_vanish_behind_a_passed_third(cast, as_):
    chain = surveys.reported(cast)
    bad = evaluate.reevaluate(rectification=chain, by=cast.clerk_li)
    rows = surveys.rows((bad.items.get().title, 10, 10, 40))
    bad = evaluate.enter_table(survey=bad, rows=rows, valid=60, by=cast.clerk_li)
    cleared = evaluate.clear_table(survey=bad, version=bad.version, by=cast.clerk_li)
    with pytest.raises(Refused, match="不能撤销"):
        evaluate.drop_survey(survey=cleared, by=cast.clerk_li)
    evaluate.stop_survey(survey=cleared, reason="到会人数不足，改期再评", by=cast.chair_zhang)
    assert "到会人数不足，改期再评" in as_(None).get(chain.get_absolute_url()).content.decode()
    assert chain.tries.count() == 1


def test_three_dismissed_findings_do_not_raise_the_share_of_those_put_right(cast):
    closed = watching.closed(cast)
    left = watching.found(cast, closed.project)
    before = figures_of([closed.year])[closed.year_id].closed_rate
    for n in range(3):
        scanned = watching.scanned(cast, closed.project, text=f"{n + 1}号楼门口堆着建筑垃圾")
        supervise.dismiss_finding(finding=scanned, note="与本项目无关，转物业处理", by=cast.clerk_li)
    told = tally(Finding.objects.all())
    assert figures_of([closed.year])[closed.year_id].closed_rate == before == 1 / 2
    assert (told["verified"], told["dismissed"], left.state) == (1, 3, "open")


def test_nobody_moves_a_last_day_into_the_past(cast):
    finding = watching.given(cast)
    with pytest.raises(Refused):
        supervise.return_finding(
            finding=watching.fixed(cast, finding), note="还在渗水，返工", due=date(2020, 1, 1), by=cast.clerk_li
        )
    with pytest.raises(Refused):
        correct(thing=finding, part="text", values={"due": date(2020, 1, 1)}, reason="期限写错了", by=cast.clerk_li)
    finding.refresh_from_db()
    assert finding.due is not None and finding.due > timezone.localdate()


def test_a_project_past_its_voted_day_is_red_whatever_its_share(cast):
    project = make.project(cast)
    due = project.baseline.due
    assert due is not None
    with freeze_time(f"{due} 12:00:00"):
        make.reported(cast, project, month=f"{due:%Y-%m}", percent=95)
    deliver.lamps_today(year=project.year, today=due + timedelta(days=1))
    project.refresh_from_db()
    assert (project.lamp, project.congress_lamp) == (Lamp.RED, Lamp.RED)


def test_a_lawful_replacement_has_its_own_last_day_and_is_no_tampering(cast):
    project = make.project(cast)
    spare = make.dossier(cast.xincheng, project.year, "新建社区托育点", no=9)
    decided(Matter.TERMINATION, make.change(cast, project, ChangeKind.REPLACE, proposed=Proposal(dossier=spare.pk)))
    new = Project.objects.get(dossier=spare)
    assert Change.objects.get().project == project and new.baselines.exists()
    strange = {f"deliver.{name}" for name in ("project", "change", "baseline", "task")}
    assert [
        one for one in the_cast.tampered() if one.where.partition(":")[0] in strange and str(new.pk) in one.where
    ] == []


def test_an_inquiry_of_the_30th_of_december_is_not_held_in_november(cast):
    year = make.project(cast).year
    draft = ActivityDraft(kind="inquiry", title="年底专题询问", held_on=timezone.localdate() + timedelta(days=30))
    row = supervise.record_activity(year=year, draft=draft, by=cast.clerk_li)
    decided(Matter.SPECIAL_INQUIRY, [row])
    assert not held_activities(year).exists()
