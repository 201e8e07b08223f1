"""The recipes of docs/contributing.md are followed: what they name is there, and nothing else has to be touched."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MOST_FILES = {"act with a page": 5, "reason for an answer": 2, "kind of supervision": 3, "field of a dossier": 5}
"""What a change of this kind may touch, its door and its line in docs/ included."""
ELSEWHERE = re.compile(
    r"/tests/(?!doors\.py)|^piaojue/rehearsal/|^piaojue/locale/|^piaojue/commons/record/wording\.py|^docs/contributing\.md|^tests/"
)
"""Stories, the sample and older logs use what a recipe made; they are not a part of making it."""


@dataclass(frozen=True)
class Recipe:
    """title: what is new; example: a word to look for; files: what it touches, folders with a slash at their end."""

    title: str
    example: str
    files: tuple[str, ...]
    optional: tuple[str, ...]


def recipes() -> list[Recipe]:
    text = (ROOT / "docs" / "contributing.md").read_text()
    parts = re.split(r"^### A new ", text[text.index("## Recipes") :], flags=re.M)[1:]
    return [
        Recipe(
            part.partition("\n")[0],
            re.search(r"^Example: `([^`]+)`", part, re.M)[1],
            tuple(re.findall(r"^- `([^`]+)`", part, re.M)),
            tuple(re.findall(r"`(templates/[^`]+)`", part)),
        )
        for part in parts
    ]


def named(recipe: Recipe, path: str) -> bool:
    listed = any(path == file or (file.endswith("/") and path.startswith(file)) for file in recipe.files)
    return listed or any(path.endswith(file) for file in recipe.optional)


@pytest.mark.parametrize("recipe", recipes(), ids=lambda recipe: recipe.title)
def test_a_recipe_names_every_file_that_its_example_touches(recipe):
    assert recipe.files and [file for file in recipe.files if not (ROOT / file).exists()] == []
    command = ["git", "grep", "-lw", "-F", recipe.example]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    touched = [path for path in found if not ELSEWHERE.search(path)]
    assert touched and [path for path in touched if not named(recipe, path)] == []


def test_a_recipe_stays_small():
    sizes = {recipe.title: len(recipe.files) for recipe in recipes()}
    assert MOST_FILES.keys() <= sizes.keys()
    assert {title: sizes[title] for title, most in MOST_FILES.items() if sizes[title] > most} == {}
