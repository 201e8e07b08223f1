"""What is different between two versions of a paper, line by line, and within a line character by character."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

Pieces = tuple[tuple[str, bool], ...]
"""Parts of a line: (text, whether this part is what differs)."""
AROUND = 1
"""Lines that did not change are shown so many before and after what did."""
NEAR, ALIKE = 12, 0.4
"""A changed line is looked for among so many, and known by that much of its characters (0 to 1)."""
MOST_COMPARED = 2000 * 2000
"""Pairs of lines, or of characters of two lines, that are compared: the time grows with them."""


@dataclass(frozen=True)
class Change:
    """One place. old: the line as it was, empty: it is new; new: as it is, empty: it is gone; gap: lines were left out before it"""

    old: Pieces = ()
    new: Pieces = ()
    gap: bool = False

    @property
    def same(self) -> bool:
        """It stands there only to show where one is."""
        return self.old == self.new


def changes(before: str, after: str) -> list[Change]:
    """The lines that differ, each with one line around it, in the order of the newer text."""
    old, new = _lines(before), _lines(after)
    found: list[Change] = []
    for tag, i, k, j, m in _steps(old, new):
        if tag == "equal":
            found += [_kept(line) for line in old[i:k]]
        else:
            found += _pairs(old[i:k], new[j:m])
    return _near(found)


def _steps(old: Sequence[str], new: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """How one becomes the other, as `SequenceMatcher.get_opcodes` says it; what is too long is replaced as a whole."""
    if len(old) * len(new) > MOST_COMPARED:
        return [("replace", 0, len(old), 0, len(new))]
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _kept(line: str) -> Change:
    return Change(((line, False),), ((line, False),))


def _pairs(old: list[str], new: list[str]) -> list[Change]:
    """Lines that took the place of others: each of the one that it is most like; the rest is gone or new."""
    found: list[Change] = []
    begin = 0
    for line in old:
        near = range(begin, min(len(new), begin + NEAR))
        best = max(near, key=lambda at: _likeness(line, new[at]), default=-1)
        if best < 0 or _likeness(line, new[best]) < ALIKE:
            found.append(Change(((line, True),), ()))
            continue
        found += [_added(one) for one in new[begin:best]]
        found.append(_within(line, new[best]))
        begin = best + 1
    return found + [_added(one) for one in new[begin:]]


def _added(line: str) -> Change:
    return Change((), ((line, True),))


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).quick_ratio()


def _within(old: str, new: str) -> Change:
    was: list[tuple[str, bool]] = []
    now: list[tuple[str, bool]] = []
    for tag, i, k, j, m in _steps(old, new):
        if k > i:
            was.append((old[i:k], tag != "equal"))
        if m > j:
            now.append((new[j:m], tag != "equal"))
    return Change(tuple(was), tuple(now))


def _near(found: list[Change]) -> list[Change]:
    """What changed, with the lines around it."""
    at = [place for place, one in enumerate(found) if not one.same]
    shown = sorted(
        {near for place in at for near in range(place - AROUND, place + AROUND + 1)} & set(range(len(found)))
    )
    return [Change(found[place].old, found[place].new, gap=place > 0 and place - 1 not in shown) for place in shown]
