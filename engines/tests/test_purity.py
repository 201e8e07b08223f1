"""The engines think: they read no clock, no disk, no network, and do not know each other."""

import ast
from pathlib import Path

import pytest

HERE = Path(__file__).parent.parent
APART = ["budgeting", "chaining", "counting", "pacing", "scoring"]
ALLOWED = {
    "collections.abc",
    "dataclasses",
    "datetime",
    "decimal",
    "enum",
    "engines.exact",
    "engines.parameters",
    "fractions",
    "functools",
    "hashlib",
    "itertools",
    "json",
    "math",
    "random",  # Random of a seed that the log keeps
    "re",
    "statistics",
    "types",
    "typing",
}
READS_THE_WORLD = {"today", "now", "utcnow", "open", "input", "print", "random", "float"}


def sources():
    return [
        HERE / "exact.py",
        HERE / "parameters.py",
        *(path for name in APART for path in sorted((HERE / name).glob("*.py"))),
    ]


@pytest.mark.parametrize("path", sources(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_an_engine_imports_and_calls_nothing_of_the_world(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            assert {alias.name for alias in node.names} <= ALLOWED
        if isinstance(node, ast.ImportFrom):
            assert node.level == 1 or node.module in ALLOWED
        if isinstance(node, ast.Call):
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            assert called not in READS_THE_WORLD, f"line {node.lineno}: {called}()"


def test_all_five_are_looked_at():
    assert {path.parent.name for path in sources()} == {*APART, "engines"}
