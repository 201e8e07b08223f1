"""People type, paste and copy as people do: what they mean is taken, wherever it comes in."""

import csv
import io
import unicodedata
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engines.writing import anchored, clean_line, clean_name, name_key, search_key
from piaojue.commons.finding import named
from piaojue.commons.moves import Refused
from piaojue.commons.people.actions import appoint
from piaojue.commons.people.forms import PhoneForm
from piaojue.commons.people.models import Person
from piaojue.commons.roles import Role
from piaojue.commons.web.listing import cells
from piaojue.commons.words import zh
from piaojue.commons.writing import CodeField, ContactField, WritingMiddleware
from piaojue.commons.years.road import Stage
from piaojue.journey.queries import matches
from piaojue.stages.suggest.models import Suggestion
from piaojue.stages.suggest.tests import make
from tests import cast as the_cast

AT = "/150102/2026/suggest/"


@pytest.fixture
def year(cast):
    return the_cast.year(cast.xincheng, stage=Stage.SOLICITING)


def test_a_suggestion_is_taken_as_it_is_meant(cast, year, as_):
    """王大妈 pastes from WeChat: two thousand characters in twenty lines, a title with hidden marks; then hidden marks alone."""
    browser, at = as_(cast.resident_wang), AT
    content = "\r\n".join(["路" * 99] * 19 + ["灯" * 100])
    words = {"title": "给东街\u202e小区\u200b加装电梯\r\n", "content": content, "spot": cast.community.pk}
    assert browser.post(at, words).status_code == 302
    made = Suggestion.objects.get()
    assert made.title == "给东街小区加装电梯"
    assert len(made.content) == 2000 and "\r" not in made.content
    answer = browser.post(at, words | {"title": "\u200b\u2060\u200b\ufeff\u3164"})
    assert answer.status_code == 422 and Suggestion.objects.count() == 1
    with pytest.raises(Refused, match="至少写 4 个字"):
        make.suggestion(cast, year, title="\u200b" * 10)
    code = made.ticket_no
    for typed in (
        f"查询码：{code}。",
        " ".join(code.lower()),
        "".join(chr(ord(c) + 0xFEE0) for c in code),
        f"{code[:4]}－{code[4:]}",
    ):
        found = as_(None).post("/look-up/", {"ticket": typed})
        assert found.status_code == 302 and f"/s/{made.pk}/" in found["Location"]


def test_what_an_act_saves_is_cleaned_in_one_go_or_many(cast, year):
    first = make.suggestion(
        cast, year, title="  修\u200b一条 路\u202c吧 ", name="丁　三\u200b", phone="+86 139-5555 0001", by=cast.clerk_li
    )
    first.refresh_from_db()
    assert (first.title, first.proposer_name, first.proposer_phone) == ("修一条 路吧", "丁　三", "13955550001")
    people = Person.objects.bulk_create([Person(username="u1", name="其其格 • 乌兰", phone="１３９５５５５０００２")])
    kept = Person.objects.get(pk=people[0].pk)
    assert (kept.name, kept.name_key, kept.phone) == ("其其格 • 乌兰", "其其格·乌兰", "13955550002")
    kept.name = "欧阳　修"
    kept.save(update_fields=["name"])
    kept.refresh_from_db()
    assert (kept.name_key, kept.name_found) == ("欧阳修", " 欧阳修 oyx")
    with pytest.raises(Refused, match="没有看得见的文字"):
        Suggestion(title="\u202e\u200b")._meta.get_field("title").pre_save(Suggestion(title="\u202e\u200b"), True)


def test_people_are_found_and_known_again_however_typed(cast):
    body = cast.deputy_dong.body
    for name, phone in (("王 芳", "19177000401"), ("其其格·乌兰", "19177000402"), ("覃麗", "19177000403")):
        appoint(body=body, role=Role.DEPUTY, name=name, phone=phone, by=None)
    for word in ("王芳", "王　芳", "wf", "WF", "ｗｆ", "芳"):
        assert [person.name for person in Person.objects.filter(named(word))] == ["王 芳"]
    for word in ("其其格•乌兰", "乌兰", "qqg", "其其格烏蘭"):
        assert "其其格·乌兰" in [person.name for person in Person.objects.filter(named(word))]
    for word in ("覃丽", "ql", "tl"):
        assert "覃麗" in [person.name for person in Person.objects.filter(named(word))]
    before = Person.objects.count()
    appoint(body=body, role=Role.DEPUTY, name="王　芳\u200b", phone="+86 191-7700-0401", by=None)
    assert Person.objects.count() == before


def test_a_search_reads_the_words_in_any_spelling(cast, year):
    make.suggestion(cast, year, title="東街公園裝ＰＭ２．５監測儀")
    for text in ("东街公园", "東街公園", "PM2.5", "公\u200b园", "ｐｍ２．５"):
        assert matches("suggestion", text).count() == 1, text


def test_phones_are_understood_in_every_form():
    for typed in ("13800138000", "+86 138 0013 8000", "１３８００１３８０００", "138-0013-8000", "1380013800٠"):
        form = PhoneForm({"phone": typed})
        assert form.is_valid() and form.cleaned_data["phone"] == "13800138000"
    for typed in ("0471-6660509", "1380013800", "13800138000/13900139000", "张三"):
        assert not PhoneForm({"phone": typed}).is_valid()
    assert ContactField().clean("(0471) 666 0509转12") == "0471-6660509-12"
    assert CodeField(regex=r"^[2-9A-Z]{8}$").clean("查询码：ａｂｃｄ２３４５。") == "ABCD2345"


def test_a_password_is_what_was_typed(rf):
    typed = {"password": " a\u200bb\r\n", "new_password1": "\u202ex ", "title": "a\u200b\r\nb"}
    seen = {}

    def page(request) -> HttpResponse:
        seen.update(request.POST.dict(), **request.GET.dict())
        return HttpResponse()

    WritingMiddleware(page)(rf.post("/?q=%E2%80%8B路", typed))
    assert seen == {"password": " a\u200bb\r\n", "new_password1": "\u202ex ", "title": "a\nb", "q": "路"}


class Read(HTMLParser):
    """What a page says, and what of it stands outside of isolated words."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.outside, self.tags = "", "", []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.tags.pop()

    def handle_data(self, data: str) -> None:
        self.text += data
        self.outside += "" if "bdi" in self.tags else data


def turns(text: str) -> list[str]:
    """Characters that would turn what stands beside them (Unicode Standard Annex 9)."""
    acting = {"R", "AL", "AN", "LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI", "B"}
    return [character for character in text if unicodedata.bidirectional(character) in acting]


anything = st.lists(
    st.one_of(
        st.sampled_from(
            ["\u202e", "\u2067", "\u200b", "\u0301", "\n", "<b>", "&", '"', "=1+1", ",", "5)", "باغ ١", "א-5", "𞤀"]
        ),
        st.characters(),
    ),
    max_size=12,
).map("".join)


@given(anything)
def test_no_text_that_a_person_types_changes_identity_order_or_direction_around_it(typed):
    """On a page, on paper and in a message, in a table: what stands before and behind it is read as it was written."""
    shown = clean_line(typed)
    whole = f"第 3 号“{shown}”，赞成 12 票"

    page = Read()
    page.feed(zh(whole))
    page.close()
    assert page.text == whole and page.tags == [] and turns(page.outside) == []

    sent = anchored(whole)
    assert sent.replace("\u200e", "") == whole and turns("".join(sent.split("\u200e")[::2])) == []

    out = io.StringIO(newline="")
    row = SimpleNamespace(before="丁三", typed=shown, behind="12")
    csv.writer(out).writerow(cells(row, [("", "before"), ("", "typed"), ("", "behind")]))
    (read,) = csv.reader(io.StringIO(out.getvalue(), newline=""))
    assert read[0] == "丁三" and read[2] == "12" and read[1].removeprefix("'") == shown.removeprefix("'")
    assert not read[1].startswith(("=", "+", "-", "@"))


@given(
    st.sampled_from(["王芳", "其其格·乌兰", "欧阳修"]),
    st.integers(0, 3),
    st.sampled_from("\u200b\u202e\ufeff\u2066\u00ad"),
)
def test_nobody_becomes_somebody_else_by_a_mark_that_nobody_sees(name, place, mark):
    typed = name[:place] + mark + name[place:]
    assert (clean_name(typed), name_key(typed), search_key(typed)) == (name, name_key(name), search_key(name))


hidden = st.sampled_from(
    ["\u200b", "\u202e", "\u2066", "\ufeff", "\u061c", "\u200f", "\u00ad", "\r\n", "\x00", "\x1b", "\u0301"]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(hidden, st.sampled_from("王芳·路灯a1 ᠪא")), max_size=20).map("".join))
def test_nothing_that_a_page_sends_acts_on_what_stands_beside_it(rf, typed):
    seen = {}

    def page(request) -> HttpResponse:
        seen.update(values=request.POST.getlist("title"))
        return HttpResponse()

    WritingMiddleware(page)(rf.post("/", {"title": [typed, "路灯"]}))
    shown, beside = seen["values"]
    assert beside == "路灯"
    assert not set(shown) & set("\u200b\u202e\u2066\ufeff\u061c\u200f\u00ad\r\x00\x1b")
    assert name_key(shown) == name_key(typed)
