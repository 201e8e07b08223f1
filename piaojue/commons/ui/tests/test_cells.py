"""Cells of an exported list: safe in a spreadsheet, empty where there is nothing."""

from types import SimpleNamespace

import pytest

from engines.tables import read_text
from piaojue.commons.web.listing import cells

COLUMNS = [("甲", "one"), ("乙", "two.name"), ("丙", lambda row: row.three)]


def test_what_is_empty_stays_empty():
    assert cells(SimpleNamespace(one="", two=None, three=0), COLUMNS) == ["", "", 0]


@pytest.mark.parametrize("text", ["=1+1", "+86", "-5", "@a", "\t=1", "＝1"])
def test_only_what_begins_like_a_formula_is_guarded(text):
    row = SimpleNamespace(one=text, two=SimpleNamespace(name=f"见{text}"), three="白玉兰")
    assert cells(row, COLUMNS) == [f"'{text}", f"见{text}", "白玉兰"]


def test_a_guard_of_ours_is_taken_off_again_when_the_list_comes_back():
    assert read_text("甲,乙\n'=1+1,'-5\n").sheets[0].rows[1] == ["=1+1", "-5"]
