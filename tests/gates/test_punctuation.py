"""Chinese is written with Chinese punctuation (GB/T 15834) wherever people read it: on screens as on paper."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from piaojue.commons.web.printing import full_width

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("piaojue", "booth", "station", "kit", "verifier", "engines")
PATTERN = re.compile(r"\(\?|\[[^\]]*[,;!?]|\\d|\w[$?]?\|")  # a regular expression reads what people typed
NOTE = re.compile(r"\{#.*?#\}|^\s*//.*?$", re.S | re.M)
TO_TRANSLATE = re.compile(r"_\((\"[^\"]*\"|'[^']*')\)")


def files(ending: str) -> list[Path]:
    paths = (path for folder in PRODUCT for path in (ROOT / folder).rglob(f"*{ending}"))
    return [path for path in paths if not {"tests", "migrations", "locale"} & set(path.parts)]


def said_by(path: Path) -> Iterator[tuple[int, str]]:
    """(line, text) of every string that is no docstring."""
    tree = ast.parse(path.read_text())
    notes = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in notes
            and not PATTERN.search(node.value)
        ):
            yield node.lineno, node.value


def test_pages_have_full_width_marks():
    lines = [
        (path, line)
        for path in files(".html")
        for line in TO_TRANSLATE.sub(r"\1", NOTE.sub("", path.read_text())).splitlines()
    ]
    assert (
        lines
        and [f"{path.relative_to(ROOT)}: {line.strip()[:120]}" for path, line in lines if full_width(line) != line]
        == []
    )


def test_scripts_say_it_with_full_width_marks():
    texts = [
        (path, text)
        for path in files(".js")
        for text in re.findall(r'"[^"\n]*"|`[^`]*`', NOTE.sub("", path.read_text()))
    ]
    assert (
        texts and [f"{path.relative_to(ROOT)}: {text[:120]}" for path, text in texts if full_width(text) != text] == []
    )


def test_what_the_programs_say_has_full_width_marks():
    texts = [(path, line, text) for path in files(".py") for line, text in said_by(path)]
    assert (
        texts
        and [f"{path.relative_to(ROOT)}:{line}: {text[:120]}" for path, line, text in texts if full_width(text) != text]
        == []
    )


def test_the_catalogue_knows_them_by_their_full_width_marks():
    catalogue = (ROOT / "piaojue" / "locale" / "en" / "LC_MESSAGES" / "django.po").read_text()
    keys = [key for key in re.findall(r'^msgid "(.*)"$', catalogue, re.M) if re.search("[\u4e00-\u9fff]", key)]
    assert keys and [key for key in keys if full_width(key) != key] == []
