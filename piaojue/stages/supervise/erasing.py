"""What 监督 forgets of somebody who closes the account: the telephone left with a report; what was reported stays."""

from collections.abc import Iterable
from typing import Any

from piaojue.commons.acting import Doing
from piaojue.commons.people.models import Person, Seat
from piaojue.commons.privacy.copying import copying
from piaojue.commons.privacy.erasing import erasing
from piaojue.stages.supervise.models import Activity, Finding, Question
from piaojue.stages.supervise.moves import MOVES


@erasing
def telephones(person: Person, act: Doing[Seat]) -> None:
    """Every report of the person loses phone and account."""
    for finding in Finding.objects.select_for_update(of=("self",)).filter(reporter=person):
        act.change(MOVES["forget_reporter"], finding, {"reporter_id": None, "reporter_phone": ""})


@copying("我反映的问题")
def reports(person: Person) -> Iterable[dict[str, Any]]:
    for row in Finding.objects.filter(reporter=person):
        yield {"内容": row.text, "电话": row.reporter_phone, "状态": row.get_state_display()}


@copying("我的询问")
def questions(person: Person) -> Iterable[dict[str, Any]]:
    for row in Question.objects.filter(created_by__person=person).select_related("asked_of"):
        yield {"问": row.text, "单位": str(row.asked_of), "状态": row.get_state_display(), "时间": row.created_at}


@copying("我记录的巡查和监督活动")
def activities(person: Person) -> Iterable[dict[str, Any]]:
    for row in Activity.objects.filter(created_by__person=person):
        yield {"主题": row.title, "日期": row.held_on, "现场情况": row.situation, "看到的": row.get_sight_display()}
