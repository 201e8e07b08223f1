"""No two modules import each other, not even through a third one, nor inside a function."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ["engines", "booth", "station", "kit", "verifier", "benchmarks", "tests", "piaojue"]


def modules_of(package: str, root: Path = ROOT) -> dict[str, Path]:
    """Files of a package by the name under which they are imported."""
    paths = sorted(path for path in (root / package).rglob("*.py") if "migrations" not in path.parts)
    return {".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__"): path for path in paths}


def imported(module: str, path: Path) -> Iterator[tuple[str, str]]:
    """(module, name) of each import in a file; the name is empty where a whole module is imported."""
    package = module.split(".") if path.name == "__init__.py" else module.split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            source = ".".join([*base, *filter(None, [node.module])])
            yield from ((source, alias.name) for alias in node.names)


def arrows(package: str, root: Path = ROOT) -> dict[str, set[str]]:
    """Module → the modules of the same package that it imports."""
    modules = modules_of(package, root)
    graph: dict[str, set[str]] = {}
    for module, path in modules.items():
        targets = {
            f"{source}.{name}" if f"{source}.{name}" in modules else source for source, name in imported(module, path)
        }
        graph[module] = (targets & modules.keys()) - {module}
    return graph


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Modules that reach themselves, put together with those that they reach and that reach them."""
    reach = {module: reached(graph, module) for module in graph}
    together = {
        frozenset(m for m in reach[module] if module in reach[m]) for module in graph if module in reach[module]
    }
    return sorted(map(sorted, together))


def reached(graph: dict[str, set[str]], start: str) -> set[str]:
    """Every module to which arrows lead from `start`."""
    seen: set[str] = set()
    waiting = list(graph[start])
    while waiting:
        module = waiting.pop()
        if module not in seen:
            seen.add(module)
            waiting += graph[module]
    return seen


@pytest.mark.parametrize("package", PACKAGES)
def test_no_module_imports_itself_by_way_of_others(package):
    """Put what both need into a third file that imports neither of them."""
    assert circles(arrows(package)) == []


def test_a_circle_is_seen_through_a_third_file_and_inside_a_function(tmp_path):
    files = {
        "__init__.py": "",
        "keys.py": "from .trustees import read\n",
        "trustees.py": "from ring import threshold\n",
        "threshold.py": "def parse():\n    import ring.keys\n",
        "apart.py": "from . import keys\n",
    }
    (tmp_path / "ring").mkdir()
    for name, text in files.items():
        (tmp_path / "ring" / name).write_text(text)
    assert circles(arrows("ring", tmp_path)) == [["ring.keys", "ring.threshold", "ring.trustees"]]
