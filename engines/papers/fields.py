"""Fields that came from data, in a text that was edited: which still stand, what was typed over the others, and the way back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

SHORTEST = 2
"""Characters of a value that can be found again in a text."""


@dataclass(frozen=True)
class Field:
    """One value from the data in a text.

    name, value: as the data have it;  start, end: where it stands in the edited text
    typed:       what stands there now;  the value itself where nobody changed it
    """

    name: str
    value: str
    typed: str
    start: int
    end: int

    @property
    def stands(self) -> bool:
        """Whether it is still what the data say."""
        return self.typed == self.value


def fields_in(named: Iterable[tuple[str, str]], before: str, now: str) -> list[Field]:
    """Each field at each place where it stood, in the order of the text.

    named: (name, value) of the data;  before: the text as the data have it;  now: the same text, edited
    """
    steps = list(_steps(before, now))
    found = []
    for name, value in dict(named).items():
        at = before.find(value) if len(value) >= SHORTEST else -1
        while at >= 0:
            start, end = _start(steps, at), _end(steps, at + len(value))
            found.append(Field(name, value, now[start:end], start, end))
            at = before.find(value, at + len(value))
    return sorted(found, key=lambda one: (one.start, one.end, one.name))


def put_back(text: str, field: Field) -> str:
    """The edited text with the value of the data again where it stood."""
    return text[: field.start] + field.value + text[field.end :]


def marked(text: str, fields: Iterable[Field]) -> list[tuple[str, str]]:
    """The text in parts: (part, name of the field that it is or was; empty: no field). Of fields in one another the first counts."""
    parts, at = [], 0
    for field in fields:
        if field.start >= at and field.end > field.start:
            parts += [(text[at : field.start], ""), (text[field.start : field.end], field.name)]
            at = field.end
    return [part for part in [*parts, (text[at:], "")] if part[0]]


Step = tuple[str, int, int, int, int]
"""What became of a stretch of the text, as difflib says it: (equal, replace, delete, insert; from, to; from, to)."""


def _steps(before: str, now: str) -> Iterator[Step]:
    """Line by line, and within lines that changed character by character."""
    old, new = before.splitlines(keepends=True), now.splitlines(keepends=True)
    a = b = 0
    for how, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        left, right = "".join(old[i1:i2]), "".join(new[j1:j2])
        inner = [(how, 0, len(left), 0, len(right))]
        if how == "replace":
            inner = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
        for step, k1, k2, m1, m2 in inner:
            yield step, a + k1, a + k2, b + m1, b + m2
        a, b = a + len(left), b + len(right)


def _start(steps: list[Step], place: int) -> int:
    """Where the beginning of a field has gone."""
    for how, a1, a2, b1, _b2 in steps:
        if a1 <= place < a2:
            return b1 + place - a1 if how == "equal" else b1
    return steps[-1][4] if steps else 0


def _end(steps: list[Step], place: int) -> int:
    """Where its end has gone; what was typed in its place belongs to it."""
    for how, a1, a2, b1, b2 in steps:
        if a1 < place <= a2:
            return b1 + place - a1 if how == "equal" else b2
    return steps[-1][4] if steps else 0
