"""Who may be whom: a clerk who wants to be everybody, a lost password, a vote under way (docs/domain.md#who-may-be-whom)."""

import html
from datetime import timedelta

import pytest
from django.utils import timezone

from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.notify.models import Notice
from piaojue.commons.people import actions, changes, queries
from piaojue.commons.people.first_passwords import Way, issue_passwords
from piaojue.commons.people.models import ChangeState, RollChange, Seat
from piaojue.commons.people.renewing import issue_password
from piaojue.commons.roles import Role
from piaojue.commons.todo import tasks_of
from piaojue.stages.vote.tests import make


def test_one_clerk_does_not_become_government_presidium_and_tellers(cast, as_):
    """In nine requests she once did, and closed a real vote alone."""
    browser, clerk = as_(cast.clerk_li), cast.clerk_li
    seats, people = Seat.objects.count(), {cast.government_liu, cast.presidium_ma, cast.teller_qian, cast.teller_zhou}
    hashes = {seat.pk: seat.person.password for seat in people}
    wanted = [
        (cast.government_liu.body, Role.GOV_OFFICE),
        (cast.presidium_ma.body, Role.PRESIDIUM),
        (cast.teller_qian.body, Role.CHIEF_TELLER),
        (cast.teller_qian.body, Role.COUNTER),
        (cast.secretary_he.body, Role.SECRETARIAT),
    ]
    for number, (body, role) in enumerate(wanted):
        somebody = {"name": "假人", "phone": f"1370000000{number}"}
        with pytest.raises(Refused, match="由两个人办理"):
            actions.appoint(body=body, role=role, by=clerk, **somebody)
        with pytest.raises(Refused, match="不能任命自己"):
            actions.appoint(body=body, role=role, by=clerk, name=clerk.person.name, phone=clerk.person.phone)
        browser.post("/people/appoint/", {"body": body.pk, "role": role, **somebody})
    assert Seat.objects.count() == seats
    for change in RollChange.objects.all():
        with pytest.raises((NotYours, Refused)):
            changes.countersign_roll_change(change=change, by=clerk)
        browser.post(f"/people/changes/{change.pk}/sign/")
    for seat in people:
        with pytest.raises(Refused, match="由两个人办理"):
            issue_password(seat=seat, by=clerk)
        assert browser.post(f"/people/{seat.pk}/password/").status_code == 409
    assert browser.post(f"/people/{clerk.pk}/password/").status_code == 409
    tellers = queries.members(cast.teller_qian.body)
    with pytest.raises(Refused, match="由两个人办理"):
        issue_passwords(body=cast.teller_qian.body, seats=tellers, way=Way.SLIPS, address="", by=clerk)
    for seat in people:
        seat.person.refresh_from_db()
    assert {seat.pk: seat.person.password for seat in people} == hashes
    assert Seat.objects.count() == seats and not RollChange.objects.filter(state=ChangeState.DONE).exists()


def test_a_side_agrees_to_what_another_side_proposes_and_the_administrator_only_where_nobody_else_is(cast):
    who = changes.Newcomer(cast.government_liu.body, Role.GOV_OFFICE, "新主任", "13700000009", username="xin.zhuren")
    change = changes.propose_coming(who=who, cause="appointment", reason="政府办新来一人", by=cast.clerk_li)
    for stranger in (cast.chair_zhang, cast.admin_shi, cast.leader_guo, cast.street_office_yan):
        with pytest.raises(NotYours):
            changes.countersign_roll_change(change=change, by=stranger)
    assert [task.label for task in tasks_of(cast.government_liu) if "会签" in task.label] == ["会签名册变动"]
    changes.countersign_roll_change(change=change, by=cast.government_liu)
    assert Seat.objects.get(person__username="xin.zhuren").role == Role.GOV_OFFICE
    who = changes.Newcomer(cast.admin_shi.body, Role.ADMIN, "第二位", "13700000008")
    for seat in (cast.clerk_li, cast.government_liu):
        with pytest.raises((NotYours, Refused)):
            changes.propose_coming(who=who, cause="appointment", reason="再加一位管理员", by=seat)


def test_the_governments_office_enrols_its_own_people_and_sees_no_others(cast, as_):
    browser, body = as_(cast.government_liu), cast.department_chen.body
    page = html.unescape(browser.get("/people/").content.decode())
    assert "陈科长" in page and "李干事" not in page and cast.deputy_dong.person.name not in page
    seat = actions.appoint(body=body, role=Role.DEPARTMENT, name="田科员", phone="13700000007", by=cast.government_liu)
    assert issue_password(seat=seat, by=cast.government_liu)
    with pytest.raises(Refused, match="只能办理本方的人员"):
        actions.appoint(
            body=cast.clerk_li.body, role=Role.COMMITTEE, name="某某", phone="13700000006", by=cast.government_liu
        )
    for other in (cast.clerk_li, cast.deputy_dong, cast.teller_qian):
        with pytest.raises(NotYours):
            issue_password(seat=other, by=cast.government_liu)
        with pytest.raises(NotYours):
            actions.end_seat(seat=other, by=cast.government_liu)


def test_a_lost_password_of_a_teller_takes_two_and_the_teller_hears_of_each_step(cast, as_):
    teller, browser = cast.teller_zhou, as_(cast.clerk_li)
    assert f"/people/{teller.pk}/renew/" in browser.get("/people/?q=监票").content.decode()
    assert browser.post(f"/people/{teller.pk}/renew/", {"reason": "本人忘记密码"}).status_code == 302
    change = RollChange.objects.get()
    assert Notice.objects.filter(person=teller.person, text__contains="提出为您重发登录密码").count() == 1
    with pytest.raises(Refused, match="由两个人办理"):
        issue_password(seat=teller, by=cast.clerk_li)
    changes.countersign_roll_change(change=change, by=cast.chair_zhang)
    page = browser.get("/people/changes/").content.decode()
    assert f"/people/{change.seat_id}/password/" in page
    with pytest.raises(Refused, match="由两个人办理"):  # whoever proposed it gives it out, nobody else
        issue_password(seat=teller, by=cast.admin_shi)
    RollChange.objects.update(signed_at=timezone.now() - timedelta(hours=25))  # for a day
    assert f"/people/{change.seat_id}/password/" not in browser.get("/people/changes/").content.decode()
    RollChange.objects.update(signed_at=timezone.now())
    password = issue_password(seat=teller, by=cast.clerk_li)
    teller.person.refresh_from_db()
    assert teller.person.check_password(password)
    assert Notice.objects.filter(person=teller.person, text__contains="原来的密码和第二步验证已经作废").count() == 1
    with pytest.raises(Refused, match="由两个人办理"):  # once
        issue_password(seat=teller, by=cast.clerk_li)


def test_nothing_of_the_tellers_changes_between_the_ballot_and_the_count(cast):
    poll = make.frozen_poll(cast)
    teller = poll.tellers.get(role=Role.TELLER)
    with pytest.raises(Refused, match="票面已定，还没有计票"):
        changes.propose_renewal(seat=teller, reason="忘记密码了", by=cast.clerk_li)
    leaving = changes.propose_leaving(seat=teller, cause="closed", reason="换一个人", by=cast.clerk_li)
    with pytest.raises(Refused, match="由大会另行通过监票人"):
        changes.countersign_roll_change(change=leaving, by=cast.chair_zhang)
    teller.refresh_from_db()
    assert teller.in_office()
