"""Danger reaches a person at once; the lists are hints with their words."""

import pytest

from engines.matching import RULES, Sort, hints, is_urgent, phrases

from . import dangers

URGENT = {
    "collapse": "教学楼外墙开裂，随时可能倒塌",
    "gas": "楼道里燃气泄漏，味道很大",
    "violence": "昨晚邻居被人持刀威胁",
    "self_harm": "我实在活不下去了，想跳楼",
    "water": "有小孩掉到河里没上来",
    "helpless": "电梯里困了四个人",
    "harm": "大狗见人就咬",
    "heard": "我妈有老年痴呆，早上出门到现在没回来",
}
LISTED = {
    "lawsuit": "法院判决三年了还不执行",
    "petition": "多次信访没有结果",
    "crime": "被电信诈骗两万元",
    "hotline": "健身房跑了，拖着不退款",
    "private": "请给我解决我的工作问题，我家困难",
    "burden": "修路让每户集资两千元",
    "insult": "这帮狗官十年不修路",
    "script": "Гудамжны гэрэл асахгүй байна",
    "debt": "由融资平台举债建设",
    "not_ready": "这块地权属有争议",
    "stability": "全体业主坚决反对，要拉横幅",
    "office": "街道办公楼重新装修",
    "vanity": "广场上建大型雕塑",
    "profit": "建议引进商业综合体",
    "inclusive": "全村村民都盼着通自来水",
    "basic": "冬天供暖不足，老年人受不了",
    "balanced": "我们老城区没有一个公园",
    "pressing": "下雨就积水，亟待改造",
    "measurable": "建议安装路灯30盏，年底前完成",
}


@pytest.mark.parametrize(("key", "text"), (URGENT | LISTED).items())
def test_each_rule_meets_its_matter_and_quotes_the_text(key, text):
    hint = next(hint for hint in hints(text) if hint.key == key)
    assert hint.words
    assert all(word in text for word in hint.words)
    assert hint.advice


@pytest.mark.parametrize(
    "text",
    [
        "法院路口没有红绿灯",
        "检察院家属院暖气不热",
        "信访局门口的坑填一填",
        "诉讼服务中心停车难",
        "希望社区多宣传防诈骗",
        "反诈骗讲座",
        "我店门口积水",
        "我单位门口没有路灯",
        "大石头堵路，车过不去",
        "旅游行程太远",
    ],
)
def test_a_landmark_or_a_wish_about_it_sends_nobody_elsewhere(text):
    assert not [hint for hint in hints(text) if hint.sort in (Sort.ELSEWHERE, Sort.NEGATIVE)]


def test_most_ways_to_speak_of_danger_are_heard_and_few_others_wake_anybody():
    missed = [text for text in dangers.DANGER if not is_urgent(text)]
    woken = [text for text in dangers.HARMLESS if is_urgent(text)]
    assert len(missed) <= 0.02 * len(dangers.DANGER), missed
    assert len(woken) <= 0.12 * len(dangers.HARMLESS), woken
    assert not set(phrases.DANGER + phrases.HARMLESS) & set(dangers.DANGER + dangers.HARMLESS)


def test_a_long_message_is_heard_by_its_title_and_by_words_alone():
    asides = "孩子上学要走五里路。小区里有人养鸡。" * 5
    assert not is_urgent("建议修路", asides)
    assert is_urgent("建议修路", asides + "昨天有小孩掉到河里没上来。")


def test_every_rule_has_a_case():
    assert {rule.key for rule in RULES} == (URGENT | LISTED).keys()


@pytest.mark.parametrize("text", URGENT.values())
def test_danger_is_urgent_and_comes_first(text):
    assert is_urgent("求助", text)
    assert hints("建议给全村村民修路", text)[0].sort is Sort.DANGER


@pytest.mark.parametrize(
    "text",
    [
        "楼道里煤气味很大",
        "墙裂了大口子快要倒了",
        "桥快塌了",
        "外墙瓷砖掉下来砸到人",
        "高压线断了垂到路上",
        "三楼着火了",
        "丈夫打我",
        "孩子被同学打了",
        "老师体罚学生，孩子被老师体罚",
        "有人拿刀",
        "活着没意思",
        "我想死",
        "屋頂要塌了",
        "楼体裂开一指宽，墙都歪了",
        "马路上塌了一个洞",
        "电线杆子快倒了",
        "变压器冒火花",
        "燃气管被挖断了",
        "高压线掉地上了",
        "窨井盖丢了三天",
        "楼道燃气泄漏，请马上处理，避免伤人",
        "开发商虚假宣传，逼得我想跳楼",
        "学校培训压力大，孩子想跳楼",
        "孩子天天挨打",
        "老公天天揍我",
        "邻居拿菜刀砍人",
        "保安殴打业主",
        "死了算了",
        "农药我都买好了",
    ],
)
def test_danger_is_heard_in_plain_words(text):
    assert is_urgent(text)


@pytest.mark.parametrize(
    "text",
    [
        *LISTED.values(),
        "自杀式装修",
        "商场跳楼价甩卖",
        "被物业打了折扣",
        "电瓶车在楼里充电容易着火",
        "建议开展燃气泄漏预防宣传",
        "建议组织防溺水培训",
        "希望开通12路公交",
        "山上建个凉亭",
        "消防通道堵死，万一发生火灾消防车进不来",
        "防止墙体倒塌伤人，请加固",
        "建议治理山体滑坡隐患点",
        "泥石流预警广播",
        "设立反家暴热线",
        "防触电保护器安装",
        "建议学校开展防校园欺凌教育",
        "开发商用学位绑架业主",
        "活动中心场地小，大家不想活动",
        "父亲打我小时候起就在这里住",
        "持刀削面馆油烟大",
        "墙角井盖响",
        "心里想不开通这条路的道理",
    ],
)
def test_what_is_no_danger_wakes_nobody(text):
    assert not is_urgent(text)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Гудамжны гэрэл асахгүй байна", "Гудамжны"),
        ("ᠭᠡᠷᠡᠯ ᠠᠰᠠᠬᠤ ᠦᠭᠡᠢ", "ᠭᠡᠷᠡᠯ"),
        ("东街 гэрэл асахгүй байна 路灯", "гэрэл"),
        ("东街社区（Зүүн гудамж）的路灯坏了，请尽快派人来维修", ""),
        ("WIFI signal in the park", ""),
        ("路灯不亮", ""),
    ],
)
def test_a_script_that_no_rule_reads_is_for_a_person(text, first):
    met = [hint.words[0] for hint in hints(text) if hint.sort is Sort.UNREAD]
    assert met == ([first] if first else [])
