"""Which characters this machine's fonts can print. Others would stand on paper as empty boxes."""

import subprocess
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

INVISIBLE = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
SELECTORS = (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), 0x180B, 0x180C, 0x180D, 0x180F)
"""They choose a form of the character before them and have no form of their own."""
AROUND = 12  # characters shown before and after, so that one finds the place


@dataclass(frozen=True)
class Unprintable:
    """A character that no font has. code: as fonts and input methods name it; place: the words around it."""

    character: str
    code: str
    place: str


def unprintable(text: str) -> list[Unprintable]:
    """Each character of the text that cannot be printed, once, with the place where it first stands."""
    starts, ends = _covered()
    if not starts:
        return []
    return [
        Unprintable(one, f"U+{ord(one):04X}", _around(text, one))
        for one in dict.fromkeys(text)
        if not _is_invisible(one) and not _within(ord(one), starts, ends)
    ]


def _around(text: str, character: str) -> str:
    at = text.index(character)
    return " ".join(text[max(0, at - AROUND) : at + AROUND + 1].split())


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in INVISIBLE or ord(character) in SELECTORS


def _within(code: int, starts: tuple[int, ...], ends: tuple[int, ...]) -> bool:
    at = bisect_right(starts, code) - 1
    return at >= 0 and code <= ends[at]


@lru_cache(maxsize=1)
def _covered() -> tuple[tuple[int, ...], tuple[int, ...]]:
    """First and last code points of what the fonts together have, as fontconfig says; nothing where it cannot be asked."""
    try:
        said = subprocess.run(
            ["fc-list", "--format=%{charset}\\n"], capture_output=True, text=True, check=True, timeout=60
        )
    except (OSError, subprocess.SubprocessError):
        return (), ()
    ranges: list[list[int]] = []
    for first, last in sorted({_range(part) for part in said.stdout.split()}):
        if ranges and first <= ranges[-1][1] + 1:
            ranges[-1][1] = max(ranges[-1][1], last)
        else:
            ranges.append([first, last])
    return tuple(first for first, _last in ranges), tuple(last for _first, last in ranges)


def _range(part: str) -> tuple[int, int]:
    """`4e00-9fff` or `3007`."""
    first, _dash, last = part.partition("-")
    return int(first, 16), int(last or first, 16)
