"""约谈: lamps that stay bad call somebody in; the talk is kept, the unit is told, the line goes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from piaojue.commons.diary.queries import diary_of
from piaojue.commons.ladder.actions import set_ladder
from piaojue.commons.moves import Refused
from piaojue.commons.notify.models import Notice
from piaojue.commons.todo import tasks_of
from piaojue.commons.years.parameters import LadderRule
from piaojue.stages.deliver import actions
from piaojue.stages.deliver.models import Lamp
from piaojue.stages.deliver.tests import make

pytestmark = pytest.mark.django_db
AGREED = "十二月十日前补足工人，每周三报进度"


def calls(seat) -> list[str]:
    return [task.note for task in tasks_of(seat) if task.act == "deliver.call_in"]


def test_a_red_lamp_calls_in_until_the_talk_is_held(cast, as_, django_capture_on_commit_callbacks):
    project = make.project(cast)
    actions.set_lamp(project=project, lamp=Lamp.RED, reason="三个月没有开工", by=cast.government_liu)
    project.refresh_from_db()
    assert calls(cast.leader_guo) == ["红灯，由分管市领导约谈责任单位。"] and not calls(cast.government_liu)
    set_ladder(year=project.year, rule=LadderRule(red="副区长"), by=cast.government_liu)
    assert calls(cast.leader_guo) == ["红灯，由副区长约谈责任单位。"]

    today = timezone.localdate()
    with pytest.raises(Refused, match="不能晚于今天"):
        actions.call_in(project=project, who="", held_on=today + timedelta(days=1), agreed="快", by=cast.leader_guo)
    with pytest.raises(Refused, match="已经过去"):
        early = today - timedelta(days=1)
        actions.call_in(project=project, who="区长", held_on=today, agreed=AGREED, due=early, by=cast.leader_guo)
    talk = {"project": project, "who": "副区长约谈住建局", "held_on": today, "agreed": AGREED}
    with django_capture_on_commit_callbacks(execute=True):
        actions.call_in(**talk, by=cast.government_liu)  # the office enters it for the leader
    assert not calls(cast.leader_guo)
    assert Notice.objects.filter(person=cast.department_chen.person, text__contains="约谈").exists()
    chen = as_(cast.department_chen)
    assert AGREED in chen.get(project.work_url).content.decode()
    waits = [task for task in tasks_of(cast.department_chen) if task.act == "deliver.answer_talk"]
    assert [task.due for task in waits] == [today + timedelta(days=30)]
    label = waits[0].label
    days = {cast.department_chen: 1, cast.leader_guo: 1, cast.department_deng: 0}
    assert {seat: [day.label for day in diary_of(seat)].count(label) for seat in days} == days
    assert as_(cast.department_deng).post(waits[0].url, {"answer": "工人已经补足，每周三报"}).status_code == 404
    assert chen.post(waits[0].url, {"answer": "好"}).status_code == 422
    assert chen.post(waits[0].url, {"answer": "工人已经补足，每周三报"}).status_code == 302
    assert "工人已经补足" in as_(cast.leader_guo).get(project.work_url).content.decode()
    assert chen.post(waits[0].url, {"answer": "工人已经补足，每周三报"}).status_code == 409
    assert label not in [task.label for task in tasks_of(cast.department_chen)]
    with pytest.raises(Refused, match="已经约谈过"):
        actions.call_in(**talk, by=cast.leader_guo)


def test_a_first_yellow_is_the_offices_affair(cast):
    project = make.project(cast)
    actions.set_lamp(project=project, lamp=Lamp.YELLOW, reason="进度慢了一些", by=cast.government_liu)
    assert calls(cast.government_liu) == ["黄灯，约谈项目负责人。"] and not calls(cast.leader_guo)
    assert not calls(cast.clerk_li)
