"""Nobody but the writer sees the numbers of a person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.matching import Personal, is_bank_card, is_id_card, mask

ID = "11010519491231002X"
CARD = "6222021234567890128"


def digits(text: str) -> int:
    return sum(c.isdigit() for c in text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("请打13812345678找我", Personal.PHONE),
        ("电话１３８１２３４５６７８", Personal.PHONE),
        ("手机138-1234-5678", Personal.PHONE),
        ("微信+86 138 1234 5678", Personal.PHONE),
        ("办公室0471-6212345转", Personal.PHONE),
        (f"我的身份证{ID}", Personal.ID_CARD),
        (f"身份证{ID.lower()}，谢谢", Personal.ID_CARD),
        ("身份证110105194912310021抄错一位也要遮", Personal.ID_CARD),
        (f"退到卡{CARD}", Personal.BANK_CARD),
        (f"退到卡{CARD[:4]} {CARD[4:8]} {CARD[8:12]} {CARD[12:16]} {CARD[16:]}", Personal.BANK_CARD),
        (f"退到卡{CARD[:-1]}9，抄错一位也要遮", Personal.BANK_CARD),
        ("卡号：1234 5678 9012 3", Personal.ACCOUNT),
        ("身份证110105491231002是老号", Personal.ID_CARD),
        ("座机：66123456", Personal.PHONE),
        ("找我：138\n1234\n5678", Personal.PHONE),
        ("找我138  1234－5678", Personal.PHONE),
        ("138\u200b1234\u200b5678", Personal.PHONE),
        ("一三八一二三四五六七八", Personal.PHONE),
        ("一三八 一二三四 五六七八", Personal.PHONE),
        ("打138一二三四五六七八", Personal.PHONE),
        ("壹叁捌零零壹壹贰贰叁叁", Personal.PHONE),
        ("找张三一三八零零一一二二三三", Personal.PHONE),
        ("找李四13812345678", Personal.PHONE),
        ("1️⃣3️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣", Personal.PHONE),
        ("①③⑧①②③④⑤⑥⑦⑧", Personal.PHONE),
        ("電話：2345678", Personal.PHONE),
        ("电话1381234567，少写一位也要遮", Personal.PHONE),
        ("办公室0991 234 5678", Personal.PHONE),
        (f"ID{ID}", Personal.ID_CARD),
        ("身份证号：11010519491231002", Personal.ID_CARD),
        (f"工行ICBC{CARD}", Personal.BANK_CARD),
        ("ｗａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ", Personal.EMAIL),
        ("写信到 wang.li@example.com 回复", Personal.EMAIL),
    ],
)
def test_a_personal_number_is_covered_and_named(text, kind):
    masked = mask(text)
    assert masked.kinds == (kind,)
    assert digits(masked.text) <= 4
    assert "example" not in masked.text and "ｅｘａｍｐｌｅ" not in masked.text and "五六七八" not in masked.text


@pytest.mark.parametrize(
    "text",
    [
        "（2018）楚0103民初1057号",
        "编号202601150001234",
        "三号楼402室12户",
        "投资1500000元",
        "2026年3月12日10:30:00",
        "二〇二六年三月",
        "分三批：120 350 800 1200",
        "1971.12-1972.1在粮店",
        "工期2019.12.01-2020.12.31",
        "1-3-5-7-9-11-13栋没有电梯",
        "13 14 15 16 17 18栋",
        "总投资15000000000元",
        "招标编号20210315143025",
        "新A12345大货车",
        "请拨打4008001234",
        "二〇一九年至二〇二〇年",
        "一三五七九单号楼",
    ],
)
def test_other_numbers_stay(text):
    assert mask(text).text == text
    assert mask(text).kinds == ()


def test_checksums():
    assert is_id_card(ID)
    assert not is_id_card(ID[:-1] + "1")
    assert is_bank_card(CARD)
    assert not is_bank_card(CARD[:-1] + "9")
    assert not is_bank_card("0" * 16)


@given(
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    st.sampled_from(["", "我的电话", "打 ", "找我："]),
    st.sampled_from(["", "。", "谢谢", " 王"]),
)
def test_no_mobile_number_survives(number, before, after):
    assert number not in mask(before + number + after).text


@given(st.text(alphabet="0123456789xX-+ @.a电话", max_size=60))
def test_masking_again_finds_nothing_more(text):
    once = mask(text)
    assert mask(once.text).text == once.text
    assert mask(once.text).kinds in ((), (Personal.EMAIL,))
