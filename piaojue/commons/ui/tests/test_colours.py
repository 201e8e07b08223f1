"""Words can be read by day and by night: 4.5 : 1 (WCAG 2.2, 1.4.3), edges and drawings 3 : 1 (1.4.11)."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[1] / "static" / "ui" / "tokens.css").read_text()
WORDS = [
    *(("ink", under) for under in ("ground", "sheet", "sunk", "map-early", "map-ready", "map-vote", "map-good")),
    *((word, under) for word in ("soft", "faint", "red", "blue", "green", "amber") for under in ("ground", "sheet")),
    *((f"{tone}-deep", f"{tone}-pale") for tone in ("red", "blue", "amber")),
    *(("on-colour", f"{tone}-fill") for tone in ("red", "blue", "green")),
    ("green", "green-pale"),
    ("plain", "plain-pale"),
    ("amber-deep", "rehearsal"),
]
EDGES = [("line-strong", "sheet"), ("focus", "sheet"), ("focus", "ground"), ("red", "track"), ("green", "track")]


def colours_of(part: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})", part))


DAY, NIGHT = (colours_of(part) for part in TOKENS.split("@media screen and (prefers-color-scheme: dark)"))


def light_of(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((light_of(one), light_of(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("face", [DAY, {**DAY, **NIGHT}], ids=["day", "night"])
def test_words_and_edges_stand_out(face):
    faint = [pair for pair in WORDS if contrast(face[pair[0]], face[pair[1]]) < 4.5]
    faint += [pair for pair in EDGES if contrast(face[pair[0]], face[pair[1]]) < 3]
    assert faint == []
