"""English is the second language: what is marked is translated, and a visitor can find the way."""

import subprocess
from pathlib import Path

import pytest
from django.utils import translation

from piaojue.commons.words import WORDS, said
from piaojue.journey.tests import make

CATALOGUE = Path(__file__).resolve().parents[2] / "piaojue" / "locale" / "en" / "LC_MESSAGES" / "django.po"


def test_the_catalogue_is_sound_and_complete():
    checked = subprocess.run(["msgfmt", "--statistics", "-o", "/dev/null", str(CATALOGUE)], capture_output=True, text=True, check=True)
    assert "untranslated" not in checked.stderr and "fuzzy" not in checked.stderr


def test_words_that_reach_pages_as_data_are_in_the_catalogue():
    with translation.override("en"):
        assert [word for word in WORDS if said(word) == word] == []
    with translation.override("zh-hans"):
        assert [word for word in WORDS if said(word) != word] == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/", ["You suggest, deputies decide, everyone evaluates", "Follow a suggestion"]),
        ("/150102/2026/", ["Pages of this year", "Candidates", "Public documents"]),
        ("/p/EL2026/", ["What was promised", "Where it came from"]),
        ("/enter/", ["Phone number", "Get a code"]),
        ("/150102/2026/projects/", ["Projects", "Green"]),
    ],
)
def test_a_visitor_reads_english(cast, as_, address, words):
    make.whole_life(cast)
    page = as_(None).get(address, HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert '<html lang="en"' in page
    assert [word for word in words if word not in page] == []
