"""Bodies, sessions and offices are called as an office writes them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piaojue.commons.people import titles
from piaojue.commons.people.bodies import kind_of
from piaojue.commons.people.models import BodyKind, Term
from piaojue.commons.people.usual import usual_bodies
from piaojue.commons.places.models import Level, Place
from piaojue.commons.roles import Role, word_for

PLACES = {
    "内蒙古自治区": ("province", "中共内蒙古自治区委员会", "人大常委会主任"),
    "浙江省": ("province", "中共浙江省委", "人大常委会主任"),
    "呼和浩特市": ("city", "中共呼和浩特市委", "人大常委会主任"),
    "锡林郭勒盟": ("city", "中共锡林郭勒盟委", "人大工委主任"),
    "大兴安岭地区": ("city", "中共大兴安岭地委", "人大工委主任"),
    "延边朝鲜族自治州": ("city", "中共延边朝鲜族自治州委员会", "人大常委会主任"),
    "新城区": ("county", "中共新城区委", "人大常委会主任"),
    "土默特左旗": ("county", "中共土默特左旗委", "人大常委会主任"),
    "保合少镇": ("town", "中共保合少镇委员会", "人大主席"),
    "巴彦淖尔民族苏木": ("town", "中共巴彦淖尔民族苏木委员会", "人大主席"),
    "东街街道": ("town", "中共东街街道工作委员会", "人大工委主任"),
    "如意工业园区": ("town", "中共如意工业园区工作委员会", "人大工委主任"),
}


@pytest.mark.parametrize("name", PLACES)
def test_a_party_committee_and_a_chair_are_called_as_their_place_has_them(name):
    level, party, chair = PLACES[name]
    place = Place(name=name, level=Level(level))
    assert titles.party_committee(place) == party and "届" not in titles.leading_group(place)
    assert word_for(Role.CONGRESS_CHAIR, place) == chair
    group = titles.leading_group(place)
    assert group.startswith(party) and kind_of({"name": group, "kind": ""}) == BodyKind.LEADING_GROUP
    assert {body for kind, body in usual_bodies(place) if kind == BodyKind.LEADING_GROUP} <= {group}
    assert not [body for _kind, body in usual_bodies(place) if "党委" in body or "{" in body]


def test_a_session_and_what_it_elects_carry_term_and_number_in_chinese_numerals():
    place = Place(name="新城区", level=Level.COUNTY)
    session = titles.session_name(place, 18, 5)
    assert session == "新城区第十八届人民代表大会第五次会议"
    assert titles.presidium_name(session) == "新城区第十八届人民代表大会第五次会议主席团"
    assert titles.secretariat_name(session).endswith("第五次会议秘书处")
    assert str(Term(number=21)) == "第二十一届" and titles.congress_name(place) == "新城区人民代表大会"


@given(st.dates(date(2021, 10, 1), date(2022, 9, 30)), st.integers(0, titles.TERM_YEARS - 1))
def test_sessions_of_one_term_are_numbered_with_its_years(first, later):
    """Autumn or spring: what meets for the next year counts with it (地方组织法 9 条: five years)."""
    day = date(2022 + later, 2, 1)
    assert titles.session_number(first, day) == later + 1 <= titles.TERM_YEARS
    assert titles.session_number(first, day.replace(year=day.year + 1)) == later + 2
