"""Small is not dense: what a reader meets fits a screen."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST_FUNCTION = 40  # lines
MOST_PARAMETERS = 8
SMALLEST_TABLE = 12  # values; fewer need no columns
ADDRESS = re.compile(r"^/(?!static/)(?:[a-z{][\w{}./()\[\]'\"-]*)?/$")


def sources() -> list[Path]:
    files = subprocess.run(["git", "ls-files", "*.py"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in files.split() if "migrations" not in name and (ROOT / name).exists()]


def functions(path: Path) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)]


def test_a_function_fits_a_screen():
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name} has {lines} lines"
        for path in sources()
        for node in functions(path)
        if (lines := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    ]
    assert long == [], "split it by what it does"


def test_a_function_takes_few_things():
    crowded = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name} takes {number}"
        for path in sources()
        for node in functions(path)
        if (number := len(node.args.args) + len(node.args.kwonlyargs)) > MOST_PARAMETERS
    ]
    assert crowded == [], "what belongs together is a frozen dataclass"


def test_only_tables_are_aligned_by_hand():
    loose = []
    for path in sources():
        text = path.read_text()
        tables = {
            node.end_lineno
            for node in ast.parse(text).body
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
            if sum(isinstance(part, ast.Constant) for part in ast.walk(node.value)) >= SMALLEST_TABLE
        }
        lines = enumerate(text.splitlines(), 1)
        loose += [f"{path.relative_to(ROOT)}:{no}" for no, line in lines if "# fmt: " in line and no not in tables]
    assert [where for where in loose if "test_shape.py" not in where] == []


@pytest.mark.parametrize("folder", ["stages", "commons", "journey"])
def test_addresses_come_by_name(folder):
    """A typed address breaks in silence when urls.py changes: write reverse("name"), year.page("name")."""
    typed = []
    for path in (ROOT / "piaojue" / folder).rglob("*.py"):
        if path.name == "urls.py" or {"tests", "migrations"} & set(path.parts):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            text = "".join(
                part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else "{}"
                for part in (node.values if isinstance(node, ast.JoinedStr) else [node])
            )
            if ADDRESS.match(text):
                typed.append(f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)} {text}")
    assert typed == []
