"""On the spot: a patrol in three taps that is sent once, and what five sides say of a project."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.record.verify import changed_rows
from piaojue.stages.deliver.models import Project
from piaojue.stages.deliver.tests.make import reported
from piaojue.stages.supervise import actions
from piaojue.stages.supervise.matching import matches_of
from piaojue.stages.supervise.models import Activity, Finding, Question, Sight
from piaojue.stages.supervise.sources import Mood, Source, chorus_of, gap_of
from piaojue.stages.supervise.tests import make
from piaojue.stages.supervise.values import ActivityDraft, Sent, Spotted

pytestmark = pytest.mark.django_db


def test_a_patrol_written_without_network_and_sent_twice_is_kept_once(cast, as_):
    project, volunteer = make.project(cast), as_(cast.volunteer_lin)
    page = f"/p/{project.code}/patrol/"
    before = timezone.localdate() - timedelta(days=2)
    typed = {"sight": "trouble", "situation": "围挡倒了一段", "number": str(uuid4()), "on": before.isoformat()}
    assert "data-spot" in volunteer.get(page).content.decode()
    for _try in range(2):
        assert volunteer.post(page, typed).status_code == 302
    row = Activity.objects.get(kind="patrol")
    assert (row.held_on, row.sight, row.leader) == (before, Sight.TROUBLE, cast.volunteer_lin)
    assert Finding.objects.get(activity=row).text == "围挡倒了一段"
    assert as_(cast.deputy_dong).post(page, typed).status_code == 409
    assert volunteer.post(page, {"number": str(uuid4())}).status_code == 409
    old = Sent(number=uuid4(), on=before - timedelta(days=90))
    assert actions.patrol(project=project, spotted=Spotted("going"), sent=old, by=cast.volunteer_lin).held_on != old.on
    assert [wrong for wrong in changed_rows() if "supervise" in wrong.where] == []


def test_a_deputys_question_is_sent_once_too(cast, as_):
    project, number = make.project(cast), str(uuid4())
    for _try in range(2):
        sent = as_(cast.deputy_dong).post(f"/p/{project.code}/ask/", {"text": "三号楼何时开工？", "number": number})
        assert sent.status_code == 302
    question = Question.objects.get()
    answered = actions.answer_question(question=question, answer="下周开工。", by=cast.department_chen)
    actions.follow_up_question(question=answered, text="具体是哪一天？", by=cast.deputy_dong)
    again = as_(cast.deputy_dong).post(f"/p/{project.code}/ask/", {"text": "三号楼何时开工？", "number": number})
    assert again.status_code == 302 and Question.objects.count() == 2, "the phone heard nothing of the answer"
    patrol = {"sight": "going", "number": number}
    assert as_(cast.deputy_dong).post(f"/p/{project.code}/patrol/", patrol).status_code == 409


def test_a_passer_by_reports_without_an_account_and_no_flood_changes_the_picture(cast, as_, monkeypatch):
    project, passer_by = make.project(cast), as_(None)
    page, typed = f"/p/{project.code}/report/", {"text": "坡道太陡，轮椅上不去"}
    assert page in passer_by.get(project.get_absolute_url()).content.decode()
    assert "不用登录就能提交" in passer_by.get(page).content.decode()
    for _try in range(2):
        answer = passer_by.post(page, typed, follow=True)
    finding = Finding.objects.get()
    assert (finding.is_nameless, finding.created_by, finding.reporter) == (True, None, None)
    shown = answer.content.decode()
    assert "收藏起来" in shown and "轮椅上不去" not in shown, "the words are for those who handle it"
    assert "轮椅上不去" in as_(cast.clerk_li).get(finding.get_absolute_url()).content.decode()
    residents = lambda: {voice.source: voice.mood for voice in chorus_of(project).voices}[Source.RESIDENTS]  # noqa: E731
    assert residents() is None, "nobody has looked at it yet"
    make.given(cast, finding)
    assert residents() is Mood.FAIR
    monkeypatch.setattr(actions.finding, "NAMELESS_A_DAY", 1)
    with pytest.raises(Refused, match="请先登录"):
        actions.report_by_scan(project=project, text="又堆了建筑垃圾", by=None)
    assert actions.report_by_scan(project=project, text="又堆了建筑垃圾", by=cast.resident_wang).reporter_id
    monkeypatch.setattr("piaojue.stages.supervise.pages_spot.PER_HOUR", 0)
    sent_on = passer_by.post(page, {"text": "晚上灯不亮，很黑"})
    assert sent_on.url.startswith("/enter/") and Finding.objects.count() == 2
    passer_by.force_login(cast.resident_wang.person)
    waits = passer_by.get(f"{page}?draft=1")
    assert "晚上灯不亮" in waits.content.decode(), "what was typed waits for the phone's code"
    assert [wrong for wrong in changed_rows() if "supervise" in wrong.where] == []


def test_a_group_is_matched_by_what_people_know_and_where_they_come_from(cast, as_):
    project, dong, xia, lin = make.project(cast), cast.deputy_dong, cast.deputy_xia, cast.volunteer_lin
    cast.department_chen.person.seats.create(place=dong.place, body=dong.body, role="deputy")
    assert not any(match.reasons for match in matches_of(project)), "nobody has said anything yet"
    page = f"/deputies/{dong.pk}/expertise/"
    assert as_(dong).post(page, {"categories": ["housing", project.category]}).status_code == 302
    actions.state_expertise(seat=lin, categories=[project.category], by=cast.clerk_li)
    for stranger in (xia, cast.department_chen):
        with pytest.raises(NotYours):
            actions.state_expertise(seat=dong, categories=[], by=stranger)
    with pytest.raises(Refused, match="没有“x”这个领域"):
        actions.state_expertise(seat=dong, categories=["x"], by=dong)
    Project.objects.filter(pk=project.pk).update(spot=cast.community)
    project.refresh_from_db()
    seats = lin.person.seats
    seats.create(place=project.spot, body=seats.get().body, role="council_member")
    best = [(match.seat, len(match.reasons)) for match in matches_of(project)][:2]
    assert best == [(lin, 2), (dong, 1)], "knows the field and lives there, then who knows the field"
    assert cast.department_chen.person_id not in {match.seat.person_id for match in matches_of(project)}
    shown = as_(cast.clerk_li).get(f"/p/{project.code}/group/").content.decode()
    assert shown.index("林义务") < shown.index(str(dong.person)) and "来自项目所在地" in shown and "专长：" in shown
    assert shown.count("checked") == 2, "the best are proposed where nobody was named"
    assert "专长：" in as_(dong).get(f"/deputies/{dong.pk}/record/").content.decode()
    assert [wrong for wrong in changed_rows() if "supervise" in wrong.where] == []


def test_the_form_for_places_without_network_is_nobodys(cast, as_):
    page = as_(cast.volunteer_lin).get("/p/offline/").content.decode()
    assert "先记下来" in page and "正在干" in page
    worker = as_(None).get("/p/worker.js")
    assert worker.headers["Content-Type"].startswith("text/javascript") and b"/p/offline/" in worker.content


def test_where_the_five_sides_disagree_it_stands_first(cast, as_):
    """The unit reports that all is well; the volunteer finds nobody at work."""
    project = make.project(cast)
    page = project.get_absolute_url()
    assert chorus_of(project).gap == 0 and "近来没有说法" in as_(None).get(page).content.decode()
    reported(cast, project, percent=100)
    actions.patrol(project=project, spotted=Spotted("idle"), by=cast.volunteer_lin)
    chorus = chorus_of(project)
    moods = {voice.source: voice.mood for voice in chorus.voices}
    assert (moods[Source.UNIT], moods[Source.VOLUNTEERS], chorus.gap) == (Mood.GOOD, Mood.BAD, 2)
    assert chorus.sentence.startswith("责任单位说顺利，义务监督员说有严重问题")
    shown = as_(None).get(page).content.decode()
    assert shown.index("五方怎么说") < shown.index("监督发现了什么") and chorus.sentence in shown
    make.scanned(cast, project)
    assert {voice.source: voice.mood for voice in chorus_of(project).voices}[Source.RESIDENTS] is Mood.FAIR


def test_a_deputys_patrol_is_the_deputies_word(cast):
    project = make.project(cast)
    actions.patrol(project=project, spotted=Spotted("idle"), by=cast.deputy_dong)
    moods = {voice.source: voice.mood for voice in chorus_of(project).voices}
    assert (moods[Source.DEPUTIES], moods[Source.VOLUNTEERS]) == (Mood.BAD, None)


def test_the_gap_is_the_distance_between_best_and_worst():
    assert gap_of([None, Mood.BAD]) == 0
    assert gap_of([Mood.GOOD, Mood.FAIR, None]) == 1
    assert gap_of([Mood.FAIR, Mood.FAIR]) == 0


def test_nobody_watches_over_a_project_of_the_own_unit(cast):
    project, deputy = make.project(cast), cast.deputy_dong
    cast.department_chen.person.seats.create(place=deputy.place, body=deputy.body, role="deputy")
    theirs = cast.department_chen.person.seats.get(role="deputy")
    for act in (
        lambda: actions.join_group(project=project, by=theirs),
        lambda: actions.set_group(project=project, seats=[deputy, theirs], lead=deputy, by=cast.clerk_li),
    ):
        with pytest.raises(Refused, match="不能监督它"):
            act()
    draft = ActivityDraft(
        kind="themed", title="加装电梯专题视察", held_on=timezone.localdate(), project=project, members=[theirs]
    )
    with pytest.raises(Refused, match="不能监督它"):
        actions.record_activity(year=project.year, draft=draft, by=cast.clerk_li)
    assert (
        len(actions.set_group(project=project, seats=[deputy, cast.volunteer_lin], lead=deputy, by=cast.clerk_li)) == 2
    )
