"""Nobody but the writer sees the numbers of a person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.matching import Masked, Personal, cover_numbers, is_bank_card, is_id_card, mask

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
        ("请给我回电0471 5188 221，别打手机", Personal.PHONE),
        ("护照号E12345678，我是留学回来的", Personal.ID_CARD),
        ("护照E12345678", Personal.ID_CARD),
        ("社保卡号A1234567", Personal.ID_CARD),
        ("残疾证15010219650101123X42，申请无障碍改造", Personal.ID_CARD),
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
        "三号楼有402户",
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


NAMES = [
    ("请找欧阳书记", "请找＊＊书记"),
    ("斯琴主任不管", "＊＊主任不管"),
    ("乌兰巴特尔主任、其其格·乌兰", "＊＊＊＊＊主任、＊＊＊·＊＊"),
    ("我母亲王秀英患糖尿病多年", "我母亲＊＊＊患糖尿病多年"),
    ("找过高主任，社区安主任也来了", "找过＊主任，社区＊主任也来了"),
    ("高主任说等等，胡书记您好", "＊主任说等等，＊书记您好"),
    ("女刘副主任和李老师", "女＊副主任和＊老师"),
    ("我叫王芳，住东街", "我叫＊＊，住东街"),
    ("我叫其其格", "我叫＊＊＊"),
    ("联系人：巴雅尔", "联系人：＊＊＊"),
    ("司馬懿局長", "＊＊＊局長"),
    ("校长卢彬收钱，卢彬不认", "校长＊＊收钱，卢彬不认"),
    ("黄姓老师打人", "＊姓老师打人"),
    ("患者刘娟，女，50岁", "患者＊＊，女，50岁"),
    ("我是村民巴图", "我是村民＊＊"),
    ("找过王主任和李老师，花了 2000 元", "找过＊主任和＊老师，花了 2000 元"),
    ("请修路。\n赵建国\n2027年3月", "请修路。\n＊＊＊\n2027年3月"),
]
CONTACTS = [
    ("微信号abc_12345", Personal.CONTACT),
    ("加我微信：wangfang88", Personal.CONTACT),
    ("ＱＱ１２３４５６７８９", Personal.CONTACT),
    ("vx wxid_abc123", Personal.CONTACT),
    ("蒙A12345挡路", Personal.PLATE),
    ("新A12345大货车", Personal.PLATE),
    ("车牌蒙AD12345占道", Personal.PLATE),
    ("蒙Ａ·Ｄ12345", Personal.PLATE),
    ("3号楼2单元501漏水", Personal.ADDRESS),
    ("3号楼2单元501室漏水", Personal.ADDRESS),
    ("三号楼二单元五〇一", Personal.ADDRESS),
    ("东街小区12栋1203", Personal.ADDRESS),
    ("5-2-501漏水", Personal.ADDRESS),
    ("我家住人民路88号", Personal.ADDRESS),
]
ORDINARY = """
高速公路口没有路灯 马路太窄 白天停电 金桥开发区没有公园 公安局长热线 村书记不管 现任书记很忙 我母亲高血压 孩子白天上学 业主应该交费
村民强烈要求 语文老师太少 音乐老师不够 历史老师 出租车师傅 保安经理 居民任何时候 业主方便停车 主任何时来 书记高度重视 老师应该 乌兰察布东街
乌兰恰特门口 呼和浩特市 高级工程师 全体同志 由于主任不在 人大代表 全国人民代表大会代表 3号楼2单元没有路灯 12号楼和13号楼之间 城管局长
5号线301路公交 我叫不到车 我叫了外卖 万人小区 金桥主干道 康复医院 街道办主任 儿童医院医生 向市长热线反映 提高主任待遇 新主任 机关主任 面包师傅 微信支付10000元 住院欠费6000元
"""


@pytest.mark.parametrize(("text", "shown"), NAMES)
def test_a_name_is_covered_where_something_tells_that_it_is_one(text, shown):
    masked = mask(text)
    assert masked.text == shown
    assert masked.kinds == (Personal.NAME,)


@pytest.mark.parametrize(("text", "kind"), CONTACTS)
def test_what_leads_to_one_person_or_door_is_covered(text, kind):
    assert mask(text).kinds == (kind,)


@pytest.mark.parametrize("text", ORDINARY.split())
def test_ordinary_words_stay(text):
    assert mask(text) == Masked(text)


def test_a_name_that_nothing_tells_waits_for_a_person():
    masked = mask("路灯坏了，麻旭宗一直不修，402室的人也说没用")
    assert masked.text == "路灯坏了，麻旭宗一直不修，402室的人也说没用"
    assert [(doubt.kind, masked.text[doubt.start : doubt.end]) for doubt in masked.doubts] == [
        (Personal.NAME, "麻旭宗"),
        (Personal.ADDRESS, "402室"),
    ]
    assert not masked.is_sure
    assert masked.cautious == "路灯坏了，＊＊＊一直不修，＊＊＊＊的人也说没用"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("张建国贪污", "张建国"),
        ("楼上刘淑珍家天天吵", "刘淑珍"),
        ("王小芳家漏水", "王小芳"),
        ("欧阳娜家漏水", "欧阳娜"),
        ("司马懿的孩子没学上", "司马懿"),
        ("向焦裕禄学习，东方红小学门口", ""),
        ("秦皇岛的仲裁法", ""),
    ],
)
def test_a_whole_name_beside_a_house_or_a_deed_waits_for_a_person(text, name):
    masked = mask(text)
    assert [text[doubt.start : doubt.end] for doubt in masked.doubts] == [name] * bool(name)


def test_a_name_once_known_is_covered_wherever_it_stands():
    assert mask("举报人：麻旭宗。麻旭宗说路灯坏了").text == "举报人：＊＊＊。＊＊＊说路灯坏了"


def test_numbers_alone_are_covered_where_names_are_kept():
    assert cover_numbers("高主任的手机13812345678").text == "高主任的手机138＊＊＊＊＊＊＊＊"


@given(
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    st.sampled_from(["", "我的电话", "打 ", "找我："]),
    st.sampled_from(["", "。", "谢谢", " 王"]),
)
def test_no_mobile_number_survives(number, before, after):
    assert number not in mask(before + number + after).text


@given(
    st.text(
        alphabet=st.one_of(st.sampled_from("0123456789xX-+ @.a电话王李主任蒙A号楼单元室叫我·，"), st.characters()),
        max_size=60,
    )
)
def test_a_covered_text_is_as_long_and_masking_again_finds_nothing_more(text):
    once = mask(text)
    assert len(once.text) == len(text)
    assert all(0 <= span.start < span.end <= len(text) for span in (*once.hits, *once.doubts))
    assert mask(once.text).text == once.text
