"""One person however the name is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.writing import clean_name, initials, name_key, search_key

SPELLINGS = {
    "王芳": ["王 芳", "王　芳", "\u200b王芳", "王\u202e芳", " 王\n芳 "],
    "丁三": ["丁　三", "丁\xa0三", "丁三\ufeff"],
    "其其格·乌兰": [
        "其其格•乌兰",
        "其其格 ‧ 乌兰",
        "其其格・乌兰",
        "其其格.乌兰",
        "其其格．乌兰",
        "其其格･乌兰",
        "其其格∙乌兰",
        "其其格-乌兰",
        "其其格 — 乌兰",
        "其其格˙乌兰",
    ],
    "Bob Smith": ["ＢＯＢ　Smith", "bob\t smith"],
    "葛三": ["葛\U000e0100三"],
    "ᠪᠠᠲᠤ": ["ᠪᠠᠲᠤ\u180e", "ᠪᠠ\u180bᠲᠤ"],
}


@pytest.mark.parametrize(("name", "spellings"), SPELLINGS.items())
def test_spellings_of_one_name_have_one_key(name, spellings):
    assert {name_key(spelling) for spelling in spellings} == {name_key(name)}


def test_different_people_have_different_keys():
    assert (
        len({name_key(name) for name in ("于洋", "於洋", "王芳", "王方", "丁一", "丁二", "乌兰·其其格", "乌兰其其格")})
        == 8
    )


def test_a_name_is_shown_as_it_was_written():
    assert clean_name(" 丁　三\u200b") == "丁　三"
    assert clean_name("其其格•乌兰") == "其其格•乌兰"
    assert clean_name("𠅤晓䶮") == "𠅤晓䶮"
    assert clean_name("庚\u202e一二") == "庚一二"


def test_a_name_is_found_by_other_characters_and_without_accents():
    assert search_key("王麗") == search_key("王丽")
    assert search_key("Zoë Müller") == "zoe muller"
    assert search_key("其其格·乌兰") == search_key("其其格乌兰")


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("王芳", "wf"),
        ("丁　三", "ds"),
        ("其其格·乌兰", "qqgwl"),
        ("欧阳修", "oyx"),
        ("尉迟恭", "ycg"),
        ("曾国藩", "zgf"),
        ("查良镛", "zly"),
        ("覃丽", "ql tl"),
        ("Bob Smith", "bs"),
        ("Ümit", "u"),
        ("ᠪᠠᠲᠤ", ""),
        ("", ""),
    ],
)
def test_initials_are_those_of_the_pinyin(name, letters):
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("name", "first"), [("单雄", "s"), ("仇英", "q"), ("解缙", "x"), ("区寄", "o"), ("朴树", "p"), ("盖叫天", "g")]
)
def test_surnames_with_readings_of_their_own_are_read_so(name, first):
    assert initials(name)[0] == first


any_name = st.text(
    alphabet=st.one_of(st.sampled_from("王芳 　·•.．\u200bᠪᠠ\u180eBé單單覃"), st.characters()), max_size=12
)


@given(any_name)
def test_keys_are_keys_of_themselves(name):
    assert clean_name(clean_name(name)) == clean_name(name)
    assert name_key(name_key(name)) == name_key(name) == name_key(clean_name(name))
    assert search_key(search_key(name)) == search_key(name)


@given(
    st.lists(st.sampled_from("王芳其格乌兰欧阳"), min_size=2, max_size=6),
    st.lists(st.sampled_from(["", " ", "　", "\u200b", "\u202e", "\t"]), min_size=6, max_size=6),
)
def test_blanks_and_unseen_characters_do_not_make_another_name(letters, between):
    typed = "".join(a + b for a, b in zip(letters, between, strict=False))
    assert name_key(typed) == "".join(letters)
