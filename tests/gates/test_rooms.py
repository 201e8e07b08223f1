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
    names = {path.stem for path in folder.iterdir()}  # a file, or a folder of that name once it has grown
    assert {"models", "moves", "actions", "queries", "pages", "urls"} - names == set()


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


def passed_by(path: Path) -> list[str]:
    """Imports of another room, or of a page across rooms, that do not go through the room's front door."""
    parts = path.relative_to(ROOT / "piaojue").parts
    own = parts[1] if parts[0] == "stages" else parts[0]
    allowed = {"public"} | ({"actions"} if own == "rehearsal" else set())
    lines = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("piaojue.stages."):
            _, _, room, *inside = node.module.split(".")
            doors = {inside[0]} if inside else {name.name for name in node.names}
            if room != own and not doors <= allowed:
                lines.append(f"{path.relative_to(ROOT)}:{node.lineno} imports {node.module}: ask {room}/public.py")
    return lines


def test_rooms_are_entered_by_their_front_doors():
    """What a room offers stands in its public.py; what it keeps inside can change without asking the others."""
    folders = (ROOT / "piaojue" / name for name in ("stages", "journey", "rehearsal"))
    paths = [p for folder in folders for p in folder.rglob("*.py") if not {"tests", "migrations"} & set(p.parts)]
    assert len(paths) > 100
    assert [line for path in paths for line in passed_by(path)] == []
