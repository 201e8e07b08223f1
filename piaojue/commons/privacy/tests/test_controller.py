"""Residents find a telephone that somebody answers, and who sets it finds the page."""

import pytest

from piaojue.commons.moves import Refused
from piaojue.commons.privacy import menu
from piaojue.commons.privacy.actions import public_phone, set_controller

WRITTEN = [
    ("138 0013 8000", "13800138000"),
    ("（0471）6501234", "0471-6501234"),
    ("１２３４５", "12345"),
    ("400-123-4567", "4001234567"),
]


@pytest.mark.parametrize(("typed", "dialled"), WRITTEN)
def test_a_number_is_kept_as_it_is_dialled(typed, dialled):
    assert public_phone(typed) == dialled


@pytest.mark.parametrize("typed", ["abc", "<b>1</b>", "6501234", "1", "13800138000 13800138001"])
def test_what_nobody_can_call_is_refused(cast, typed):
    with pytest.raises(Refused, match="带区号的座机"):
        set_controller(place=cast.xincheng, name="人大办公室", phone=typed, kept_months=12, by=cast.clerk_li)


def test_the_notice_has_no_empty_lines_and_says_what_is_what(cast, as_):
    set_controller(place=cast.xincheng, name="人大办公室", phone="12345", kept_months=12, by=cast.clerk_li)
    page = as_(None).get("/150102/privacy/").content.decode()
    assert "<dt>受理</dt>" not in page and "<dt>地址</dt>" not in page
    assert "保存：" in page and "谁看得到：" in page and "请联系上面的受理机构" in page


def test_who_may_set_it_finds_it_in_the_menu(cast):
    assert [entry.label for entry in menu.entries(cast.clerk_li, None)] == ["个人信息"]
    assert menu.entries(cast.resident_wang, None) == [] == menu.entries(None, None)


def test_an_account_is_closed_after_the_tick(cast, as_):
    assert "请先勾选，再注销" in as_(cast.resident_wang).post("/me/close/", {}).content.decode()
