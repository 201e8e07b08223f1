"""Places are recognised; where a name has two homes, the writer is asked."""

from itertools import pairwise

import pytest

from engines.matching import Kind, State, find_places

from .cases import DISTRICTS


def names_in(text, **options):
    return {mention.name: mention for mention in find_places(text, DISTRICTS, **options)}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("请修向阳大街的路灯", "向阳大街", Kind.ROAD),
        ("反映柳树村饮水困难", "柳树村", Kind.VILLAGE),
        ("建议东风社区办食堂", "东风社区", Kind.COMMUNITY),
        ("桂香苑停车难", "桂香苑", Kind.ESTATE),
        ("第五中学门口太堵", "第五中学", Kind.SCHOOL),
        ("白塔镇卫生院缺设备", "白塔镇卫生院", Kind.HOSPITAL),
        ("路口一处金鼎加油站太吵", "金鼎加油站", Kind.STATION),
        ("且新华停车场收费高", "新华停车场", Kind.STATION),
    ],
)
def test_a_name_is_told_by_its_ending(text, name, kind):
    mention = names_in(text)[name]
    assert (mention.kind, mention.state, mention.regions) == (kind, State.NEW, ())


@pytest.mark.parametrize(
    "text",
    [
        "希望修路",
        "看个感冒都要跑大医院",
        "小区没有停车位",
        "孩子上学远",
        "我们村的学校",
        "建议建一座公园",
        "农村公路坑洼",
        "",
        "老人心里着急",
        "门前是临时道路",
        "还差最后一公里",
        "老板跑路了",
        "多次找街道",
        "卫生服务站太小",
    ],
)
def test_words_that_only_end_like_names_are_none(text):
    assert find_places(text) == []


def test_a_known_name_is_tied_to_its_region_also_by_its_short_form():
    assert names_in("实小门口堵车")["实小"].regions == ("0101",)
    assert names_in("东街社区没有公厕")["东街社区"].state is State.KNOWN


def test_the_same_name_in_two_districts_is_asked_not_guessed():
    mention = names_in("人民路积水严重")["人民路"]
    assert mention.state is State.AMBIGUOUS
    assert mention.regions == ("0101", "0201")
    assert mention.question == "“人民路”有 2 处同名，请选择是哪一处"


def test_a_district_in_the_text_or_chosen_by_the_writer_settles_it():
    assert names_in("玉泉区人民路积水")["人民路"].regions == ("0201",)
    assert names_in("人民路积水", within="01")["人民路"].regions == ("0101",)
    assert names_in("东街社区旁的人民路积水")["人民路"].regions == ("0101",)


def test_a_district_that_holds_both_settles_nothing():
    mention = names_in("青山区锦绣花园漏水")["锦绣花园"]
    assert mention.state is State.AMBIGUOUS
    assert mention.regions == ("0101", "0102")


def test_mentions_stand_where_they_say_and_do_not_overlap():
    text = "青山区人民路到向阳大街，路过东街社区和桂香苑，一直堵到第五中学"
    mentions = find_places(text, DISTRICTS)
    assert [text[m.start : m.end] for m in mentions] == [m.name for m in mentions]
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    assert [m.name for m in mentions] == ["青山区", "人民路", "向阳大街", "东街社区", "桂香苑", "第五中学"]


def test_a_place_written_in_traditional_characters_is_the_same_place():
    assert names_in("東風社區要辦食堂").keys() == names_in("东风社区要办食堂").keys() == {"东风社区"}
