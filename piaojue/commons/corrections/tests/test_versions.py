"""A correction never loses a version: what it writes down leads there and back."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from piaojue.commons.correctable import CORRECTABLE
from piaojue.commons.corrections import values
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Person, Seat
from piaojue.commons.sittings.models import Sitting

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=80)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
SITTINGS = st.fixed_dictionaries({"name": TEXTS, "starts_on": DAYS, "ends_on": DAYS, "venue": TEXTS, "minutes": TEXTS})
SHEETS = st.fixed_dictionaries(
    {"title": TEXTS, "due": st.none() | DAYS, "target_count": st.none() | st.integers(0, 10**6), "scope": TEXTS}
)


def there_and_back(line, thing, typed) -> None:
    """The new values are those that were typed, and the old ones bring back every column."""
    try:
        values.changes(line, thing, typed)
    except Refused:
        return  # nothing that can be seen was typed
    before = values.columns_of(line, thing)
    new = values.changes(line, thing, typed)
    old = {name: before[name] for name in new}
    assert all(before[name] != value for name, value in new.items())
    values.put(line, thing, new)
    assert values.columns_of(line, thing) == before | new
    assert values.changes(line, thing, typed) == {}
    values.put(line, thing, old)
    assert values.columns_of(line, thing) == before


@given(SITTINGS, SITTINGS)
def test_a_sitting_there_and_back(first, second):
    there_and_back(CORRECTABLE["sittings-sitting"], Sitting(**first), second)


@given(SHEETS, SHEETS)
def test_a_dossier_there_and_back(first, second):
    line = CORRECTABLE["shortlist-dossier"]
    there_and_back(line, line.model(**first), second)


@given(TEXTS, TEXTS, TEXTS)
def test_a_person_behind_a_seat_there_and_back(name, other, title):
    seat = Seat(person=Person(name=name, phone=None), title=title)
    there_and_back(CORRECTABLE["people-seat"], seat, {"name": other, "phone": "13800000001", "title": "主任"})
    assert seat.person.name == name


@given(TEXTS, TEXTS)
def test_private_words_are_never_said(old, new):
    line = CORRECTABLE["people-seat"]
    assert values.sentence(line, "name", old, new) == "姓名已更正（内容不公开）"


def test_a_wrong_word_in_a_long_answer_is_seen_at_once():
    before = f"{'经研究，答复如下。' * 20}明年动工。{'感谢您的建议。' * 20}"
    old, new = values.where_they_differ(before, before.replace("明年", "今年"))
    assert "明年动工" in old and "今年动工" in new and len(old) < 40


@given(TEXTS, TEXTS)
def test_what_is_said_of_two_texts_is_short(old, new):
    first, second = values.where_they_differ(old * 3, new * 3)
    assert len(first) <= 62 and len(second) <= 62
    assert (old == new) or first != second or max(len(first), len(second)) >= 60
