"""The architecture keeps itself: imports point one way, rooms have their furniture, pages do not touch tables."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from piaojue.stages import ROAD

ROOT = Path(__file__).resolve().parents[2]


def test_imports_point_one_way():
    run = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout


def test_the_import_rules_follow_the_road():
    layers = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]["layers"]
    assert [name.rsplit(".", 1)[1] for name in layers if ".stages." in name] == list(reversed(ROAD))


@pytest.mark.parametrize("room", ROAD)
def test_every_room_has_the_same_furniture(room):
    folder = ROOT / "piaojue" / "stages" / room
    kept = {path.stem for path in folder.iterdir()}  # a file, or a folder of that name once it has grown
    assert {"models", "moves", "actions", "queries", "pages", "urls"} - kept == set()


def writes(tree: ast.AST) -> list[int]:
    """Lines that save, create, update or delete rows."""
    verbs = {"save", "create", "bulk_create", "get_or_create", "update_or_create", "delete", "bulk_update"}
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in verbs
        and not (
            isinstance(node.func.value, ast.Name)
            and node.func.value.id in {"form", "session", "storage", "book", "image"}
        )
    ]


@pytest.mark.parametrize(
    "path", sorted((ROOT / "piaojue").glob("**/pages*.py")), ids=lambda p: str(p.relative_to(ROOT))
)
def test_pages_never_write_rows(path):
    """A page asks queries and actions; only actions write. Ask the room's actions.py instead."""
    assert writes(ast.parse(path.read_text())) == []


@pytest.mark.parametrize("path", sorted((ROOT / "piaojue" / "rehearsal").rglob("*.py")), ids=lambda p: p.name)
def test_the_rehearsal_plays_by_the_same_actions(path):
    """彩排 never writes rows itself."""
    assert writes(ast.parse(path.read_text())) == []
