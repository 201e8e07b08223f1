"""Nobody holds offices that exclude each other, whichever way the second one comes: page, roll, change by two, merged bodies."""

import html
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from engines.law import INCOMPATIBLE, Office
from piaojue.commons.intake import actions as intake
from piaojue.commons.intake.models import Batch
from piaojue.commons.moves import Refused
from piaojue.commons.people import actions, changes, lives, offices
from piaojue.commons.people.models import Body, BodyKind, EventKind, Seat
from piaojue.commons.places.models import Place
from piaojue.commons.roles import Role
from piaojue.commons.todo import tasks_of
from tests.cast import one_more

COUNTY, TOWN = (
    Place(code="150102", name="新城区", level="county"),
    Place(code="150102101", name="保合少镇", level="town"),
)
STREET, CITY = (
    Place(code="150102004", name="东街街道", level="town"),
    Place(code="1501", name="呼和浩特市", level="city"),
)
RULED = patch.object(offices, "LOCAL_RULES", [lambda key, place: True])
"""A local rule says that a street committee's members hold no such offices."""
PLACES = st.sampled_from([COUNTY, TOWN, STREET, CITY])
ROLES = st.sampled_from([role for role in Role if role not in (Role.VISITOR, Role.RESIDENT)])
STATE = {Role.GOV_OFFICE, Role.DEPARTMENT, Role.FINANCE, Role.LEGAL}
LAW = "人大常委会组成人员不得兼任国家行政机关的职务（地方组织法 47 条）"


def held(role: str, place: Place, name: str = "某局") -> offices.Held:
    return offices.to_hold(Body(place=place, kind=BodyKind.DEPARTMENT, name=name), role)


@given(ROLES, PLACES, ROLES, PLACES)
def test_two_offices_exclude_each_other_whichever_comes_first(one, here, other, there):
    first, second = held(one, here), held(other, there)
    with RULED:
        against = sorted(offices._against(first, second))
        assert against == sorted(offices._against(second, first))
    assert all("（" in why or "计票人" in why for why in against)
    pairs = [{pair.one, pair.other} for pair in INCOMPATIBLE]
    if against:
        elected = one == other == Role.DEPUTY and not (here.covers(there) or there.covers(here))
        assert elected or any({a, b} in pairs for a in first.offices for b in second.offices)


@given(PLACES, st.sampled_from(sorted(STATE)), PLACES)
def test_who_decides_for_a_congress_never_serves_in_a_government_anywhere(here, role, there):
    for own in (Role.COMMITTEE, Role.CONGRESS_CHAIR):
        assert list(offices._against(held(own, here), held(role, there)))
    streets = held(Role.STREET_CHAIR, here), held(role, there)
    with RULED:
        assert list(offices._against(*streets))
    with patch.object(offices, "LOCAL_RULES", [lambda key, place: False]):  # only where a local rule says so
        assert not list(offices._against(*streets))


def test_a_teller_counts_in_another_place_at_most():
    assert list(offices._against(held(Role.TELLER, COUNTY), held(Role.COUNTER, COUNTY)))
    assert not list(offices._against(held(Role.TELLER, COUNTY), held(Role.COUNTER, TOWN)))


def test_courts_are_no_administration_and_a_township_chair_may_not_serve_in_one_alone():
    court = held(Role.LEGAL, COUNTY, "新城区人民法院")
    assert court.offices == {Office.COURT}
    assert list(offices._against(held(Role.COMMITTEE, COUNTY), court))
    assert not list(offices._against(held(Role.CONGRESS_CHAIR, TOWN), court))
    assert not list(offices._against(held(Role.DEPUTY, COUNTY), held(Role.FINANCE, COUNTY)))


def test_a_committee_member_is_refused_a_government_office_by_page_and_by_act(cast, as_):
    sun, finance = cast.committee_sun, cast.finance_hu.body
    who = {"name": sun.person.name, "phone": sun.person.phone}
    form = {**who, "body": finance.pk, "role": Role.FINANCE, "title": "", "username": ""}
    page = as_(cast.clerk_li).post("/people/appoint/", form)
    words = html.unescape(page.content.decode())
    assert page.status_code == 409 and LAW in words and f"/people/{sun.pk}/end/" in words
    away = Body.objects.create(place=cast.huimin, kind=BodyKind.DEPARTMENT, name="回民区财政局")
    for body in (finance, away):
        with pytest.raises(Refused, match="请先结束那个席位"):
            actions.appoint(body=body, role=Role.FINANCE, **who, by=None)
    assert sun.person.seats.count() == 1
    actions.end_seat(seat=sun, by=cast.clerk_li)
    then = actions.appoint(body=finance, role=Role.FINANCE, **who, by=cast.government_liu)
    sun.refresh_from_db()
    earlier = sun.ends - timedelta(days=1)
    assert offices.objections(sun.person, finance, Role.FINANCE, earlier) and then.in_office()


def test_a_change_by_two_people_and_a_merger_do_not_bring_it_in(cast):
    hu = cast.finance_hu
    newcomer = changes.Newcomer(cast.committee_sun.body, Role.COMMITTEE, hu.person.name, hu.person.phone)
    with pytest.raises(Refused, match=r"地方组织法 47 条.*请先结束"):
        changes.propose_coming(who=newcomer, cause="election", reason="补选为委员", by=cast.clerk_li)
    both = Seat.objects.create(
        person=cast.department_chen.person, body=cast.committee_sun.body, place=cast.xincheng, role=Role.COMMITTEE
    )
    with pytest.raises(Refused, match="人大常委会组成人员不得兼任"):
        lives.reform_body(
            body=cast.department_chen.body,
            kind=EventKind.MERGED,
            successors=[cast.department_deng.body],
            on=timezone.localdate(),
            by=cast.clerk_li,
        )
    assert cast.department_chen.person.seats.filter(ends=None).count() == 2
    (task,) = [task for task in tasks_of(cast.clerk_li) if "兼职" in task.label]
    assert task.url == "/people/#breaches" and task.count >= 1
    found = [one for one in offices.breaches(cast.xincheng, timezone.now()) if one.person == both.person]
    assert {seat.pk for seat in found[0].seats} == {both.pk, cast.department_chen.pk} and LAW in found[0].words


def test_what_was_there_before_is_listed_with_the_way_to_end_it(cast, as_):
    seat = Seat.objects.create(
        person=cast.finance_hu.person, body=cast.chair_zhang.body, place=cast.xincheng, role=Role.CONGRESS_CHAIR
    )
    page = html.unescape(as_(cast.clerk_li).get("/people/").content.decode())
    assert "兼职不合规定的" in page and LAW in page
    assert f"/people/{seat.pk}/end/" in page and f"/people/{cast.finance_hu.pk}/end/" in page


def test_tellers_and_members_are_deputies_once_the_congress_has_a_roll(cast):
    who = {"name": "王不是", "phone": "13811110021", "by": cast.clerk_li}
    for body, role in ((cast.teller_zhou.body, Role.TELLER), (cast.committee_sun.body, Role.COMMITTEE)):
        with pytest.raises(Refused, match="王不是不是新城区的人大代表"):
            actions.appoint(body=body, role=role, **who)
    dong = cast.deputy_dong.person
    for body, role in ((cast.teller_zhou.body, Role.TELLER), (cast.committee_sun.body, Role.COMMITTEE)):
        assert actions.appoint(body=body, role=role, name=dong.name, phone=dong.phone, by=None).person == dong
    with pytest.raises(Refused, match=r"不得兼任候选项目责任单位的人员（参照选举法 43 条）"):
        actions.appoint(
            body=cast.department_chen.body, role=Role.DEPARTMENT, name=dong.name, phone=dong.phone, by=cast.clerk_li
        )
    empty = one_more(
        "town_clerk", "镇干事", Role.CONGRESS_CLERK, BodyKind.PRESIDIUM, "保合少镇人大主席团", cast.baoheshao
    )
    assert actions.appoint(body=empty.body, role=Role.PRESIDIUM, name="高主席", phone="13811110022", by=None)


def test_a_roll_shows_a_deputy_of_another_county_in_doubt_and_never_takes_it(cast, settings, tmp_path):
    settings.VAR = tmp_path
    there = Body.objects.create(place=cast.huimin, kind=BodyKind.CONGRESS, name="回民区人民代表大会")
    dong = cast.deputy_dong.person
    dong.name = "董大山"
    dong.save()
    table = f"姓名,手机号,代表证号,代表团\n王代表,13811110031,H1,一团\n{dong.name},{dong.phone},H2,一团\n"
    batch = intake.bring_table(
        batch=Batch(kind="roll", target=there.pk, place=cast.huimin),
        name="名册.csv",
        data=table.encode(),
        by=cast.neighbour_clerk_bai,
    )
    row = batch.rows.get(number=3)
    (why,) = row.reasons
    assert row.outcome == "doubtful" and "不得同时担任两个以上无隶属关系" in why and "选举法 48 条" in why
    with pytest.raises(Refused, match="请先结束"):
        intake.correct_row(row=row, by=cast.neighbour_clerk_bai, **row.values)
    batch.refresh_from_db()
    intake.take_batch(batch=batch, seen=batch.summary["digest"], by=cast.neighbour_clerk_bai)
    assert [seat.person.name for seat in there.seats.all()] == ["王代表"]
    with pytest.raises(Refused, match="选举法 48 条"):
        actions.appoint(body=there, role=Role.DEPUTY, name=dong.name, phone=dong.phone, by=None)
