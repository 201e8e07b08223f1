"""docs/security.md says what it can show: tests that exist, each line once, and numbers that are those of its lines."""

import re
from collections import Counter
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
WORDS = ("yes", "half", "no", "none", "place")
LINE = re.compile(r"^\| (\d+\.\d+\.\d+) \| ([^|]+) \| ([^|]+) \| ([^|]*)\|$", re.M)
DOCUMENTS = ("security.md", "scale.md", "compliance.md")


def text_of(name: str) -> str:
    return (ROOT / "docs" / name).read_text()


def names_of_tests() -> set[str]:
    files = [
        path
        for folder in ("tests", "piaojue", "booth", "engines", "station", "kit", "verifier")
        for path in (ROOT / folder).rglob("test_*.py")
    ]
    return {name for path in files for name in re.findall(r"^def (test_\w+)", path.read_text(), re.M)}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_test_that_is_named_exists(name):
    there = names_of_tests() | {path.stem for path in ROOT.rglob("tests/**/test_*.py")}
    assert sorted(set(re.findall(r"`(test_\w+)`", text_of(name))) - there) == []


def test_each_line_says_once_whether_it_holds_and_the_summary_counts_them():
    lines = LINE.findall(text_of("security.md"))
    numbers = Counter(number for number, *_ in lines)
    assert len(lines) > 240 and [number for number, times in numbers.items() if times > 1] == []
    assert {holds for _number, _asks, holds, _how in lines} <= set(WORDS)
    silent = [number for number, _asks, holds, how in lines if holds in ("half", "place") and not how.strip()]
    said = dict(re.findall(r"^\| `(\w+)` \| (\d+) \|$", text_of("security.md"), re.M))
    counted = Counter(holds for _number, _asks, holds, _how in lines)
    assert said == {word: str(counted[word]) for word in WORDS}
    assert len(silent) <= 2, silent
