"""Stylesheets: what is written is understood, colours have names, and every name that is used exists."""

import re
from pathlib import Path

import pytest
import tinycss2

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("piaojue", "booth", "station", "kit")
SHEETS = sorted(sheet for folder in FOLDERS for sheet in (ROOT / folder).rglob("*.css"))
TOKENS = ROOT / "piaojue" / "commons" / "ui" / "static" / "ui" / "tokens.css"
ALONE = {"paper.css", "official.css", "booth.css", "station.css", "slides.css"}
"""Sheets that bring their own tokens: each is the only one of its pages."""
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\((?!var\()", re.IGNORECASE)


def declarations_of(rules: list):
    """(the rule's words, its declarations) of each rule, within media queries too; @page rules are left out."""
    for rule in rules:
        assert rule.type != "error", f"line {rule.source_line}: {rule.message}"
        if rule.type == "at-rule" and rule.content is not None and rule.lower_at_keyword != "page":
            yield from declarations_of(tinycss2.parse_rule_list(rule.content, True, True))
        elif rule.type == "qualified-rule":
            words = tinycss2.serialize(rule.prelude).strip()
            yield words, tinycss2.parse_declaration_list(rule.content, True, True)


def rules_of(sheet: Path) -> list:
    return list(declarations_of(tinycss2.parse_stylesheet(sheet.read_text(), True, True)))


def names_declared_in(sheet: Path) -> set[str]:
    return {one.name for _, declared in rules_of(sheet) for one in declared if one.name.startswith("--")}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_declaration_is_understood_and_said_once(sheet):
    for words, declared in rules_of(sheet):
        assert [one.message for one in declared if one.type == "error"] == [], words
        names = [one.name for one in declared]
        assert sorted(names) == sorted(set(names)), f"{words} says something twice"


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_colours_have_names(sheet):
    for words, declared in rules_of(sheet):
        for one in declared:
            value = tinycss2.serialize(one.value)
            assert one.name.startswith("--") or not COLOUR.search(value), f"{words}: {one.name}: {value.strip()}"


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_name_that_is_used_exists(sheet):
    known = names_declared_in(sheet) | (set() if sheet.name in ALONE else names_declared_in(TOKENS))
    set_by_pages = {"--steps"}
    used = set(re.findall(r"var\((--[\w-]+)\)", sheet.read_text()))
    assert used - known - set_by_pages == set()
