"""The deputies' roll: bad rows are named, nothing is half imported, the good file doubles nobody."""

import pytest

from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.people import actions, rolls
from piaojue.commons.people.models import Body, BodyKind, Seat
from piaojue.commons.people.renewing import issue_password
from piaojue.commons.people.roll import RollRow
from piaojue.commons.roles import Role

GOOD = [["白玉兰", "13811110001", "001", "第一代表团"], ["高志强", 13811110002, "002", "第二代表团"]]


def deputies(*rows) -> list[RollRow]:
    return [RollRow(name, str(phone), card, team, number) for number, (name, phone, card, team) in enumerate(rows, 2)]


@pytest.fixture
def congress(cast):
    return Body.objects.get(place=cast.xincheng, kind=BodyKind.CONGRESS)


def test_the_good_roll_imports_twice_without_doubling_anyone(cast, congress):
    before = Seat.objects.filter(role=Role.DEPUTY).count()
    rows = deputies(*GOOD)
    done = rolls.import_roll(body=congress, rows=rows, by=cast.clerk_li)
    assert (done.new, done.known, sorted(done.seats)) == (2, 0, [2, 3])
    again = rolls.import_roll(body=congress, rows=rows, by=cast.clerk_li)
    assert (again.new, again.known, again.changed) == (0, 2, 0)
    assert Seat.objects.filter(role=Role.DEPUTY).count() == before + 2


def test_a_subdistrict_has_no_deputies_of_its_own(cast):
    council = Body.objects.get(place=cast.dongjie, kind=BodyKind.COUNCIL)
    with pytest.raises(Refused, match="59 条"):
        actions.appoint(body=council, role=Role.DEPUTY, name="某某", phone="13811110009", by=cast.street_clerk_xu)


def test_only_keepers_of_the_place_appoint(cast, congress):
    for stranger in (cast.neighbour_clerk_bai, cast.deputy_dong, cast.department_chen):
        with pytest.raises(NotYours):
            actions.appoint(body=congress, role=Role.DEPUTY, name="某某", phone="13811110009", by=stranger)


def test_an_initial_password_is_shown_once_and_must_be_changed(cast):
    password = issue_password(seat=cast.department_chen, by=cast.government_liu)
    person = cast.department_chen.person
    person.refresh_from_db()
    assert person.check_password(password) and person.must_change_password


def test_a_phone_of_somebody_else_is_asked_about_and_the_others_go_in(cast, congress):
    other = cast.chair_zhang.person
    rows = deputies(GOOD[0], ["高志强", other.phone, "", "第二代表团"])
    before = Seat.objects.count()
    done = rolls.import_roll(body=congress, rows=rows, by=cast.clerk_li)
    assert Seat.objects.count() == before + 1
    (aside,) = done.set_aside
    assert aside.row.number == 3 and "已登记为“张**”，不是“高志强”" in aside.question


def test_a_resident_who_came_by_phone_gets_the_name_and_the_sign_in_of_the_office(cast, as_):
    known = actions.welcome_resident(phone="13811110077")
    department = cast.department_chen.body
    sent = {
        "body": department.pk,
        "role": "department",
        "name": "田科长",
        "phone": "13811110077",
        "username": "tian.ke",
    }
    offered = as_(cast.government_liu).get("/people/appoint/").content.decode()
    assert 'value="department"' in offered and 'value="teller"' not in offered
    assert as_(cast.government_liu).post("/people/appoint/", sent).status_code == 302
    known.refresh_from_db()
    assert (known.name, known.username) == ("田科长", "tian.ke")


def test_a_name_for_signing_in_that_is_taken_is_refused_with_what_was_typed(cast, as_):
    sent = {
        "body": cast.department_chen.body_id,
        "role": "department",
        "name": "田科长",
        "phone": "13811110078",
        "username": cast.clerk_li.person.username,
    }
    answer = as_(cast.clerk_li).post("/people/appoint/", sent)
    assert (
        answer.status_code == 409 and "已有人用" in answer.content.decode() and "13811110078" in answer.content.decode()
    )
