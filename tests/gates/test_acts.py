"""An act is declared once: its line in a room's moves.py has all its words, an action runs it, and the log knows no other."""

import ast
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import translation

from piaojue.commons.basis import Force
from piaojue.commons.moves import REGISTRY, Kind, Move, declared
from piaojue.commons.record.log import record
from piaojue.commons.record.models import Entry
from piaojue.commons.record.wording import FORMER, words_of
from piaojue.commons.words import said

ROOT = Path(__file__).resolve().parents[2] / "piaojue"
LINES = [line for table in REGISTRY.values() for line in table.values()]


def folder_of(room: str) -> Path:
    """Where a room lives: on the road, in the commons, or behind all of them."""
    return next(ROOT / part / room for part in ("stages", "commons", "") if (ROOT / part / room).is_dir())


def codes_in(room: str) -> set[str]:
    """Texts in a room's product code, without its own table: an act that is run is named there."""
    paths = [path for path in folder_of(room).rglob("*.py") if not {"tests", "migrations"} & set(path.parts)]
    trees = (ast.parse(path.read_text()) for path in paths if path.name != "moves.py")
    return {
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


@pytest.mark.parametrize("room", sorted(REGISTRY))
def test_every_line_is_used_in_its_room(room):
    lines = [line for line in REGISTRY[room].values() if line.kind is not Kind.VIEW]
    named = codes_in(room) | ({line.code for line in lines} & codes_of_functions(room))
    assert [line.code for line in lines if line.code not in named] == []


def codes_of_functions(room: str) -> set[str]:
    """Codes that moves.py itself chooses by a function, like the body that reviews in this place."""
    tree = ast.parse((folder_of(room) / "moves.py").read_text())
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    return {
        node.value
        for function in functions
        for node in ast.walk(function)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_line_has_its_english():
    assert [line.name for line in LINES if not line.english] == []
    with translation.override("en"):
        assert [line.name for line in LINES if said(line.label) == line.label] == []


def test_one_word_means_one_act_in_a_room():
    """Two acts with the same word could not be told apart in the log; one act that several bodies do may share it."""
    for table in REGISTRY.values():
        lines = [line for line in table.values() if line.kind is not Kind.VIEW and line.logged is not None]
        shared = {line.words: [one.code for one in lines if one.words == line.words] for line in lines}
        mixed = [codes for codes in shared.values() if not all(code.startswith(min(codes)) for code in codes)]
        assert mixed == [], table.room


def test_a_basis_is_a_value():
    assert all(basis.says or basis.law for line in LINES for basis in line.basis)
    assert {basis.force for line in LINES for basis in line.basis} == set(Force)


def test_what_an_older_log_says_is_still_read():
    assert [former for former, name in FORMER.items() if declared(name) is None] == []
    assert words_of("people.appointed") == words_of("people.appoint") == "任命席位"


@pytest.mark.django_db
def test_an_act_that_nobody_declared_leaves_no_entry(cast):
    stranger = Move("vanish", "凭空消失", room="people")
    with transaction.atomic(), pytest.raises(RuntimeError, match="not declared"):
        record(stranger, cast.clerk_li, cast.clerk_li)
    assert not Entry.objects.exists()
