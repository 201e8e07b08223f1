"""One cell at a time: names, days and sums as offices write them."""

import pytest

from engines.tables import Column, Takes, clean_cell


@pytest.mark.parametrize(
    ("typed", "name", "says", "hard"),
    [
        ("王芳（女）", "王芳", "里有说明", False),
        ("其其格·乌兰(蒙古族", "其其格·乌兰", "里有说明", False),
        ("王芳*", "王芳", "", False),
        ("张三/李四", "", "请一行一人", True),
        ("张三、李四", "", "请一行一人", True),
        ("Michael 王", "Michael 王", "", False),
        ("买买提.阿不都拉", "买买提.阿不都拉", "", False),
    ],
)
def test_what_stands_beside_a_name_in_its_cell_is_no_part_of_it(typed, name, says, hard):
    value, doubt = clean_cell(typed, Column("name", "姓名", takes=Takes.NAME, required=True))
    assert (value, bool(doubt), doubt.hard if doubt else False) == (name, bool(says), hard)
    assert doubt is None or says in doubt.reason


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("20260305", "2026-03-05"),
        ("2026年3月", "2026-03-01"),
        ("2026.3.5", "2026-03-05"),
        ("20261305", ""),
        ("3月5日", ""),
    ],
)
def test_days_are_understood_as_offices_write_them(typed, day):
    assert clean_cell(typed, Column("day", "日期", takes=Takes.DATE))[0] == day


def test_a_currency_sign_is_no_part_of_a_sum():
    money = Column("m", "总投资（元）", takes=Takes.MONEY)
    assert [clean_cell(text, money)[0] for text in ("¥1,200", "￥300万", "人民币 5 万元")] == [
        "1200",
        "3000000",
        "50000",
    ]
