"""Whatever is typed or pasted: what a reader sees stays, what acts on its surroundings goes."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.writing import clean_line, clean_text, is_seen, one_line_ends

MONGOLIAN = "ᠪᠠᠲᠤ\u180e\u1820 ᠨᠠᠢᠷ\u180bᠠ ᠪᠠᠭᠰᠢ\u202fᠢᠢᠨ ᠪ\u200dᠠ"
ODD = st.sampled_from(
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2066\u2069\ufeff\u00ad\u2060\u034f\u3164\u2800\u180e\u180b\u180f\u202f"
    "\ufe0f\U000e0100\U000e0041\U000e007f\u0301\u0489\u20e3\x00\x0b\x1b\r\n\t\u2028\u3000\xa0ᠪᠠ👩❤🏴路灯a1é\u05d0\u0628.·"
)
typed = st.text(alphabet=st.one_of(ODD, st.characters()), max_size=30)
ACTING = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff\u2060\x00\r\x1b")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("路灯\u200b坏了\u202e，请修\ufeff", "路灯坏了，请修"),
        ("第一行\r\n第二行\r第三行\u2028第四行", "第一行\n第二行\n第三行\n第四行"),
        ("行尾的空格  \r\n\r\n　　下一段　", "行尾的空格\n\n　　下一段"),
        ("\u0301e\u0301tude", "étude"),
        ("控\x00制\x1b[8m符", "控制[8m符"),
        ("不\xa0断\u2003行", "不 断 行"),
        ("z\u0301\u0302\u0303\u0304\u0305\u0306算", "ź\u0302\u0303\u0304算"),
        ("ＡＢ　１２號　葛\U000e0100 ①", "ＡＢ　１２號　葛\U000e0100 ①"),
        ("坏字\ud800", "坏字"),
    ],
)
def test_a_text_is_cleaned_and_not_rewritten(typed, kept):
    assert clean_text(typed) == kept


@pytest.mark.parametrize(
    "written",
    [
        MONGOLIAN,
        "👩‍👩‍👧 ❤️‍🔥 1️⃣ 👍🏽 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "می\u200cخواهم",
        "क्\u200dष",
    ],
)
def test_what_a_script_or_a_picture_is_written_with_survives(written):
    assert clean_text(written) == clean_line(written) == written


@pytest.mark.parametrize(
    "stray", ["路\u200d灯", "a\u180eb", "\ufe0f路灯", "灯\u180b", "👩\u200d", "🏴\U000e0041", "路\u200c灯"]
)
def test_the_same_marks_go_where_they_join_nothing(stray):
    assert not any(unicodedata.category(c) == "Cf" or c in "\ufe0f\u180b" for c in clean_text(stray))


def test_two_thousand_characters_with_line_breaks_are_two_thousand():
    lines = "\r\n".join(["路" * 99] * 19 + ["灯" * 100])
    assert len(lines) > len(clean_text(lines)) == len(one_line_ends(lines)) == 2000


def test_a_line_has_one_blank_where_lines_were_pasted():
    assert clean_line("东街\r\n\t小区  加装\u3000\u3000电梯\n") == "东街 小区 加装\u3000电梯"


@pytest.mark.parametrize(
    "empty", ["", " \u3000\n", "\u200b\u200d\u2060", "\u202e\u2066", "\u3164\u115f\u2800", "\u0301\ufe0f"]
)
def test_what_nobody_sees_is_nothing(empty):
    assert not is_seen(empty)
    assert clean_line(empty) == ""


@given(typed)
def test_cleaning_again_changes_nothing(text):
    for clean in (clean_text, clean_line):
        assert clean(clean(text)) == clean(text)
    assert "\n" not in clean_line(text)
    assert clean_line(clean_text(text)) == clean_line(text)


@given(typed, st.sampled_from(["王芳", "3", "é", "”", "א", "ᠪᠠ"]))
def test_no_text_acts_on_what_stands_beside_it(text, beside):
    """Direction, order and identity of the words around it are theirs: nothing turns, hides or combines with them."""
    clean = clean_text(text)
    assert not ACTING.intersection(clean)
    assert unicodedata.normalize("NFC", beside + clean).startswith(beside)
    assert clean == "" or unicodedata.category(clean[0]) not in {"Mn", "Me", "Mc"}
    clean.encode("utf-8")
