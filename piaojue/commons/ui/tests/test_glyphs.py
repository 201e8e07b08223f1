"""What people write is printed, or named before it is printed."""

import pytest
from django.test import RequestFactory

from piaojue.commons.web import glyphs, printing
from piaojue.commons.web.glyphs import unprintable

NOBODY_HAS = "\U0010fffd"


def test_characters_without_a_font_are_named_once_with_their_place(monkeypatch):
    monkeypatch.setattr(glyphs, "_covered", lambda: ((0x20, 0x4E00), (0x7E, 0x9FFF)))
    found = unprintable("修补 ᠮᠣ 路面\u200b\ufe0f，再修𠀀路，𠀀")
    assert [(one.character, one.code) for one in found] == [
        ("ᠮ", "U+182E"),
        ("ᠣ", "U+1823"),
        ("，", "U+FF0C"),
        ("𠀀", "U+20000"),
    ]
    assert "再修𠀀路" in found[3].place
    monkeypatch.setattr(glyphs, "_covered", lambda: ((), ()))  # nobody knows: nothing is said
    assert unprintable("ᠮ") == []


@pytest.mark.parametrize("text", ["ᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡ", "其其格·乌兰", "𠮷𠀀𪚥𫟰", "བོད་ ئۇيغۇر ꀀ", "龘㎡①☎→"])
def test_scripts_of_the_country_and_rare_han_have_a_font_here(text):
    assert unprintable(text) == []


def test_a_paper_with_a_character_that_cannot_be_printed_asks_first(monkeypatch):
    monkeypatch.setattr(printing, "render_to_string", lambda *_args, **_more: f"<p title='x'>王{NOBODY_HAS}芳&amp;</p>")
    monkeypatch.setattr(printing, "printed", lambda html: b"%PDF-")
    shown = []
    monkeypatch.setattr(printing, "render", lambda request, template, context: shown.append(context))
    ask = RequestFactory()
    printing.pdf(ask.get("/poster.pdf?size=A3"), "any.html", {}, "海报.pdf")
    assert [one.code for one in shown[0]["missing"]] == ["U+10FFFD"] and shown[0]["missing"][
        0
    ].place == f"王{NOBODY_HAS}芳&"
    assert shown[0]["anyway"] == "/poster.pdf?size=A3&print=anyway"
    assert printing.pdf(ask.get(shown[0]["anyway"]), "any.html", {}, "海报.pdf").content == b"%PDF-"
