"""Telephone numbers and codes as they stand in fields, cells and messages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.writing import read_code, read_phones

MOBILE = "13800138000"


@pytest.mark.parametrize(
    "written",
    [
        "13800138000",
        "+86 13800138000",
        "+8613800138000",
        "008613800138000",
        "86-138-0013-8000",
        "(+86)138 0013 8000",
        "１３８００１３８０００",
        "1380013800٠",
        "13800138000.0",
        "13800138000.00",
        " 138\u200b0013\u200b8000\u202c ",
        "138—0013—8000",
        "013800138000",
        "手机：13800138000（王）",
        "138.0013.8000",
    ],
)
def test_a_mobile_number_is_one_however_written(written):
    phones = read_phones(written)
    assert phones.mobiles == (MOBILE,)
    assert phones.is_clear and phones.mobile == phones.contact == MOBILE


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("0471-6660509", "0471-6660509"),
        ("(0471)6660509", "0471-6660509"),
        ("０４７１ ６６６ ０５０９", "0471-6660509"),
        ("+86 471 6660509", "0471-6660509"),
        ("010-66123456", "010-66123456"),
        ("0471-6660509转12", "0471-6660509-12"),
        ("0471-6660509-8001", "0471-6660509-8001"),
        ("6660509", "6660509"),
        ("66605091", "66605091"),
        ("400-810-1234", "4008101234"),
    ],
)
def test_a_landline_is_a_contact_and_no_mobile(written, read):
    phones = read_phones(written)
    assert (phones.mobiles, phones.landlines, phones.doubtful) == ((), (read,), ())
    assert phones.contact == read and phones.mobile == ""


@pytest.mark.parametrize("between", ["/", "、", " ", "，", "；", "\n", "或"])
def test_two_numbers_in_one_cell_are_two(between):
    phones = read_phones(f"19177000507{between}19177000508")
    assert phones.mobiles == ("19177000507", "19177000508")
    assert not phones.is_clear and phones.mobile == "19177000507"
    mixed = read_phones(f"0471-6660509{between}191 7700 0508")
    assert (mixed.mobiles, mixed.landlines, mixed.doubtful) == (("19177000508",), ("0471-6660509",), ())


@pytest.mark.parametrize(
    "written", ["1380013800", "138001380001", "1.38E+10", "1.3800138e10", "12345", "2027-03-05", "13800138000转8"]
)
def test_what_cannot_be_dialled_is_doubtful(written):
    assert read_phones(written).doubtful


@pytest.mark.parametrize("written", ["", "无", "—", "\u200b"])
def test_no_number_is_none(written):
    assert read_phones(written) == read_phones("")
    assert read_phones(written).is_clear


@given(
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    st.sampled_from(["", "+86", "0086 "]),
    st.sampled_from(["", " ", "-", "\u200b", "－"]),
)
def test_every_mobile_number_is_read_back(number, before, gap):
    written = before + gap.join((number[:3], number[3:7], number[7:]))
    assert read_phones(written).mobiles == (number,)
    assert read_phones(read_phones(written).mobile).mobiles == (number,)


@pytest.mark.parametrize(
    "written",
    [
        "ABCD2345",
        "abcd 2345",
        "ＡＢＣＤ２３４５",
        "ABCD-2345。",
        "查询码：ABCD2345",
        "查询码 ABCD2345",
        "您的查询码是：ａｂｃｄ　２３４５，请保存",
        "Code: ABCD–2345.",
        "A\u200bBCD\u202e2345\n",
        "（ABCD2345）",
    ],
)
def test_a_code_is_one_however_copied(written):
    assert read_code(written) == "ABCD2345"


@pytest.mark.parametrize("written", ["", "查询码：", "é", "。。"])
def test_what_is_no_code_is_empty(written):
    assert read_code(written) == ""


@given(st.text(max_size=20))
def test_reading_a_code_again_changes_nothing(written):
    assert read_code(read_code(written)) == read_code(written)
