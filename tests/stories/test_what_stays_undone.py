"""催办: what stays undone reaches the unit, then who stands above it, then the leading group; nobody hears twice a day."""

from datetime import date, timedelta

import pytest

from engines.law import WORKING, Clock, deadline
from piaojue.commons.ladder.actions import set_ladder
from piaojue.commons.ladder.climbing import climb
from piaojue.commons.ladder.models import Pending
from piaojue.commons.notify.models import Notice
from piaojue.commons.people.models import BodyKind, Seat
from piaojue.commons.roles import Role
from piaojue.commons.todo import tasks_of
from piaojue.commons.years.models import Standing, Year
from piaojue.commons.years.parameters import LadderRule
from piaojue.stages.supervise import actions as supervising
from piaojue.stages.supervise.tests import make
from tests import cast as the_cast

MENDING = "整改问题"


def days_after(due: date, number: int) -> date:
    return deadline(Clock(number, WORKING), due)


def said_to(seat) -> list[str]:
    """What the ladder has told somebody so far, the newest first."""
    return [one.text for one in Notice.objects.filter(person=seat.person, url__in=["/today/", "/overdue/"])]


@pytest.mark.django_db
def test_a_finding_climbs_until_it_is_mended(cast, as_):
    finding = make.given(cast)
    due, place = finding.due, cast.xincheng

    climb(place, due)  # whatever else is late in this year has been told
    before = {name: len(said_to(getattr(cast, name))) for name in ("department_chen", "government_liu", "leader_guo")}

    def news(name: str) -> str:
        return " ".join(said_to(getattr(cast, name))[: len(said_to(getattr(cast, name))) - before[name]])

    climb(place, days_after(due, 1))
    assert "逾期" in news("department_chen") and not news("government_liu")
    assert climb(place, days_after(due, 1)) == 0, "twice a day"
    saturday = next(day for day in (days_after(due, 1) + timedelta(days=n) for n in range(1, 8)) if day.weekday() == 5)
    assert climb(place, saturday) == 0

    climb(place, days_after(due, 3))
    assert f"{cast.department_chen.body.name}“{MENDING}" in news("government_liu") and not news("leader_guo")
    line = next(task for task in tasks_of(cast.government_liu) if task.url == "/overdue/")
    assert line.own and line.count >= 1
    assert MENDING in as_(cast.government_liu).get("/overdue/").content.decode()

    climb(place, days_after(due, 7))
    assert "请督促" in news("leader_guo")
    assert any(task.url == "/overdue/" for task in tasks_of(cast.leader_guo))
    assert not any(row.url == "/overdue/" for row in Pending.objects.all()), "the superior's own line does not climb"

    supervising.answer_finding(
        finding=finding, reply="已重做防水并清理现场", fixed=True, proofs=[make.photo(cast)], by=cast.department_chen
    )
    climb(place, days_after(due, 8))
    assert not Pending.objects.filter(label__contains=MENDING).exists()


@pytest.mark.django_db
def test_a_strict_place_has_its_leading_group_hear_on_the_second_day(cast):
    finding = make.given(cast)
    set_ladder(year=finding.year, rule=LadderRule(superior_after=1, leaders_after=2), by=cast.chair_zhang)
    climb(cast.xincheng, days_after(finding.due, 2))
    assert Pending.objects.get(label__contains=MENDING).rung == 3 and "请督促" in said_to(cast.leader_guo)[0]


@pytest.mark.django_db
def test_what_is_only_practised_disturbs_nobody(cast):
    finding = make.given(cast)
    Year.objects.filter(pk=finding.year_id).update(standing=Standing.PRACTICE)
    assert climb(cast.xincheng, days_after(finding.due, 9)) == 0
    assert not Pending.objects.filter(label__contains=MENDING).exists()


@pytest.mark.django_db
def test_the_head_of_a_unit_hears_and_who_presses_by_hand_does_so_once_a_day(cast, as_):
    finding = make.given(cast)
    head = the_cast.one_more("head_bo", "薄局长", Role.DEPARTMENT, BodyKind.DEPARTMENT, "新城区住建局", cast.xincheng)
    Seat.objects.filter(pk=head.pk).update(title="局长")
    Seat.objects.filter(pk=cast.department_chen.pk).update(title="副局长")
    climb(cast.xincheng, days_after(finding.due, 3))
    assert "请督促" in said_to(head)[0] and "请督促" not in said_to(cast.department_chen)[0]
    row = Pending.objects.get(label__contains=MENDING)
    press = f"/overdue/{row.pk}/prompt/"
    assert as_(cast.department_deng).post(press).status_code == 404
    assert as_(cast.government_liu).post(press, follow=True).content.decode().count("已催办新城区住建局") == 1
    heard = Notice.objects.filter(person=cast.department_chen.person, text__contains="新城区人民政府催办").get()
    assert heard.url == row.url and MENDING in heard.text
    assert as_(cast.leader_guo).post(press).status_code == 409, "nobody is told twice on one day"
