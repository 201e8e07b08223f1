"""走访: the guidance group goes round the districts, writes down each stop, and what it finds is the district's to put right."""

from datetime import timedelta

import pytest
from django.utils import timezone

from engines.papers import Gaps
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.people.models import Body, BodyKind
from piaojue.commons.years import questioning
from piaojue.stages.supervise import actions
from piaojue.stages.supervise.documents_round import round_report, rounds
from piaojue.stages.supervise.models import Activity, FindingState, Stop
from piaojue.stages.supervise.tests import make
from piaojue.stages.supervise.values import ActivityDraft
from tests import cast as the_cast


def test_the_guidance_group_plans_a_round_and_writes_down_each_stop(cast, as_):
    project = make.project(cast)
    the_cast.year(cast.huimin, number=make.NUMBER)
    city = the_cast.year(cast.places["1501"], number=make.NUMBER)
    guidance, page = as_(cast.guidance_tang), city.page("plan_visits")
    assert "安排走访" in guidance.get(city.page("activities")).content.decode()
    typed = {"kind": "visit", "title": "春季走访", "held_on": f"{make.in_days(0)}", "leader": cast.guidance_tang.pk}
    assert guidance.post(page, typed).status_code == 422, "it goes somewhere"
    sent = guidance.post(page, typed | {"regions": ["150102", "150103"]})
    row = Activity.objects.get()
    assert (sent.status_code, row.year, row.leader) == (302, city, cast.guidance_tang)
    asked = {"region": "150102", "spot": "东街社区加装电梯", "at": "上午 9:30", "project": project.pk}
    assert guidance.post(f"/activities/{row.pk}/stops/new/", asked).status_code == 302
    stop = Stop.objects.get()
    with pytest.raises(Refused, match="不经过"):
        actions.plan_stop(activity=row, region=cast.dongjie, spot="街道办事处", by=cast.guidance_tang)
    with pytest.raises(NotYours):
        actions.record_stop(stop=stop, seen="看过了，很好", by=cast.clerk_li)
    seen = {"seen": "井道已经封顶，轿厢没有到货", "met": "区住建局陈科长"}
    assert guidance.post(f"/stops/{stop.pk}/record/", seen).status_code == 302
    stop.refresh_from_db()
    assert (stop.seen_by, stop.met) == (cast.guidance_tang, "区住建局陈科长")
    with pytest.raises(Refused, match="已经有走访记录"):
        actions.drop_stop(stop=stop, by=cast.guidance_tang)
    shown = guidance.get(row.get_absolute_url()).content.decode()
    assert "走访路线" in shown and "轿厢没有到货" in shown and "交办问题" in shown
    assert [one for one in the_cast.tampered() if one.where.startswith("supervise")] == []


def test_a_visit_before_its_day_is_not_written_down_and_a_county_makes_none(cast):
    stop = make.stop(cast, make.round_of_visits(cast, days=3))
    with pytest.raises(Refused, match="到那一天再登记"):
        actions.record_stop(stop=stop, seen="还没有去就写好了", by=cast.guidance_tang)
    draft = ActivityDraft(kind="visit", title="区里走访", held_on=make.in_days(0), leader=cast.chair_zhang)
    with pytest.raises(Refused, match="下面没有"):
        actions.plan_visits(year=stop.project.year, draft=draft, by=cast.clerk_li)


def test_what_is_found_on_the_way_is_the_districts_to_put_right_and_the_report_says_both(cast, as_):
    stop = make.stop(cast)
    row, project = stop.activity, stop.project
    form = as_(cast.guidance_tang).get(f"/activities/{row.pk}/finding/?project={project.pk}").content.decode()
    assert f'value="{project.pk}" selected' in form
    found = actions.raise_finding(project=project, text="三号楼轿厢没有到货", activity=row, by=cast.guidance_tang)
    assert found.place == cast.xincheng
    given = actions.assign_finding(
        finding=found, assigned_to=cast.department_chen.body, due=make.in_days(10), by=cast.clerk_li
    )
    assert given.state == FindingState.ASSIGNED
    actions.answer_finding(finding=given, reply="轿厢下周到货安装", fixed=False, by=cast.department_chen)
    actions.record_stop(stop=stop, seen="井道已经封顶，轿厢没有到货", by=cast.guidance_tang)
    assert rounds(row.year) == [row]
    gaps = Gaps()
    text = str(round_report(row, gaps))
    assert all(
        words in text for words in ("新城区", "回民区", "轿厢没有到货", "没有发现需要整改的问题", "1 个问题没有了结")
    )
    assert [gap for gap in gaps.found if "走访记录" in str(gap)] == []


def test_the_four_questions_show_who_was_visited(cast, as_):
    stop = make.stop(cast)
    asked = questioning.ask_checkpoint(
        year=stop.year, ordinal=2, title="二问", questions=["结果怎样？"], due=make.in_days(9), by=cast.guidance_tang
    )
    actions.record_stop(stop=stop, seen="井道已经封顶，轿厢没有到货", by=cast.guidance_tang)
    actions.raise_finding(
        project=stop.project, text="三号楼轿厢没有到货", activity=stop.activity, by=cast.guidance_tang
    )
    board = as_(cast.guidance_tang).get(stop.year.page("checkpoints")).content.decode()
    assert "新城区：春季走访" in board and "回民区：春季走访" in board and "1 个问题没有了结" in board
    own = as_(cast.neighbour_clerk_bai).get(asked.get_absolute_url()).content.decode()
    assert "新城区：春季走访" not in own


def test_a_citys_research_team_leads_and_attends_in_a_district(cast, as_):
    """专题调研组: its people may be chosen there; those of another district may not."""
    year, city = make.project(cast).year, cast.places["1501"]
    body = Body.objects.create(place=city, kind=BodyKind.STANDING_COMMITTEE, name="呼和浩特市人大常委会")
    team = the_cast.one_more("team_wu", "武委员", "committee", BodyKind.STANDING_COMMITTEE, body.name, city)
    form = as_(cast.clerk_li).get(year.page("new_activity")).content.decode()
    assert "武委员" in form and "唐指导" in form
    draft = ActivityDraft(
        kind="research",
        title="电梯加装专题调研",
        held_on=make.in_days(-1),
        leader=team,
        members=[cast.guidance_tang, cast.deputy_dong],
        situation="看了三个小区",
    )
    row = actions.record_activity(year=year, draft=draft, by=cast.clerk_li)
    assert row.leader == team and row.members.count() == 2
    with pytest.raises(Refused, match="本级（或上级）"):
        members = [cast.neighbour_clerk_bai]
        actions.record_activity(
            year=year,
            draft=ActivityDraft(kind="research", title="又一次调研", held_on=make.in_days(0), members=members),
            by=cast.clerk_li,
        )
    around = make.round_of_visits(cast)
    visit = actions.enter_visit(
        activity=around,
        visit=make.Visit(situation="走了两个区四个点", members=[cast.deputy_dong, cast.guidance_tang]),
        by=cast.guidance_tang,
    )
    assert visit.members.count() == 2
    assert timezone.localdate() - visit.held_on == timedelta(0)
