"""Everything public in this engine says which section of the specification it implements."""

import ast
import re
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parents[1]
BESIDE = {"audit", "errors"}
"""Modules that the specification does not know; their docstrings say so."""
SECTIONS = (
    "3.1 3.1.1 3.2 3.3 3.4 3.5 3.5.1 3.5.2 4.1 4.2 4.3 4.4 4.5 4.6 4.6.1 4.6.2 4.6.3 4.6.4 4.6.5 4.6.6 4.6.7 4.7 4.8 4.9 "
    "4.9.1 4.10 4.11 4.11.1 4.12 4.13 4.13.1 4.13.2 4.13.3 4.14 4.15 4.16 4.17 4.18 4.19 5.1"
)
"""Of the specification of version 2.0, as far as it concerns homomorphic questions and this group."""


@pytest.mark.parametrize(
    "path", [p for p in HERE.glob("*.py") if p.stem not in BESIDE | {"__init__"}], ids=lambda p: p.stem
)
def test_cites_its_section(path):
    tree = ast.parse(path.read_text())
    public = [n for n in tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef) and not n.name.startswith("_")]
    assert public
    for node in public:
        cited = re.findall(r"§([0-9.]*[0-9])", ast.get_docstring(node) or "")
        assert cited and set(cited) <= set(SECTIONS.split()), f"{path.name}: {node.name} cites {cited}"
