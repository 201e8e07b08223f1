"""The deputies' roll: bad rows are named, nothing is half imported, the good file doubles nobody."""

import io

import pytest
from openpyxl import Workbook

from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.people import actions, roll
from piaojue.commons.people.models import Body, BodyKind, Seat
from piaojue.commons.people.roles import Role

HEADER = ["姓名", "手机号", "代表证号", "代表团"]
GOOD = [["白玉兰", "13811110001", "001", "第一代表团"], ["高志强", 13811110002, "002", "第二代表团"]]


def book(*rows) -> io.BytesIO:
    sheet_file = io.BytesIO()
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    workbook.save(sheet_file)
    sheet_file.seek(0)
    return sheet_file


@pytest.fixture
def congress(cast):
    return Body.objects.get(place=cast.xincheng, kind=BodyKind.CONGRESS)


def test_the_good_roll_imports_twice_without_doubling_anyone(cast, congress):
    before = Seat.objects.filter(role=Role.DEPUTY).count()
    rows = roll.read(book(HEADER, *GOOD))
    assert actions.import_roll(body=congress, rows=rows, by=cast.clerk_li) == {"new": 2, "known": 0}
    assert actions.import_roll(body=congress, rows=rows, by=cast.clerk_li) == {"new": 0, "known": 2}
    assert Seat.objects.filter(role=Role.DEPUTY).count() == before + 2


def test_every_bad_row_is_named_by_row_column_and_reason():
    with pytest.raises(Refused) as refusal:
        roll.read(book(HEADER, ["白", "138", "", "第一代表团"], GOOD[0], ["高志强", "13811110001", "", ""]))
    assert refusal.value.reasons == [
        "第 2 行“姓名”:“白”应为 2–40 个字",
        "第 2 行“手机号”:“138”应为 11 位手机号",
        "第 4 行“代表团”:没有填写",
        "第 4 行“手机号”:与第 3 行重复",
    ]


def test_a_file_that_is_no_roll_is_refused_kindly():
    with pytest.raises(Refused, match=r"另存为 \.xlsx"):
        roll.read(io.BytesIO("不是表格".encode()))
    with pytest.raises(Refused, match="表头缺少"):
        roll.read(book(["名字"], ["白玉兰"]))


def test_a_subdistrict_has_no_deputies_of_its_own(cast):
    council = Body.objects.get(place=cast.dongjie, kind=BodyKind.COUNCIL)
    with pytest.raises(Refused, match="59 条"):
        actions.appoint(body=council, role=Role.DEPUTY, name="某某", phone="13811110009", by=cast.street_clerk_xu)


def test_only_keepers_of_the_place_appoint(cast, congress):
    for stranger in (cast.neighbour_clerk_bai, cast.deputy_dong, cast.department_chen):
        with pytest.raises(NotYours):
            actions.appoint(body=congress, role=Role.DEPUTY, name="某某", phone="13811110009", by=stranger)


def test_an_initial_password_is_shown_once_and_must_be_changed(cast):
    password = actions.issue_password(seat=cast.department_chen, by=cast.clerk_li)
    person = cast.department_chen.person
    person.refresh_from_db()
    assert person.check_password(password) and person.must_change_password
