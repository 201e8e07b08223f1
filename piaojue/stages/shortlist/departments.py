"""A department as a table writes it: 区住建局 is 新城区住建局; what only resembles one is asked about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Self

from engines.writing import name_key
from piaojue.commons.people.models import Body
from piaojue.commons.years.models import Year

PREFIXES = ("区", "县", "旗", "市", "镇", "乡", "街道")
LEAST_ALIKE = 0.6


@dataclass(frozen=True)
class Departments:
    """The departments of a place by their names without the place's."""

    place: str
    bodies: dict[str, list[Body]]

    @classmethod
    def of(cls, year: Year) -> Self:
        """Those that stand, in one query."""
        return cls.among(
            year.place.name, Body.objects.standing().filter(place=year.place, kind="department").order_by("pk")
        )

    @classmethod
    def among(cls, place: str, bodies: Iterable[Body]) -> Self:
        """place: its name."""
        found: dict[str, list[Body]] = {}
        for body in bodies:
            found.setdefault(_short(body.name, place), []).append(body)
        return cls(place, found)

    def read(self, text: str) -> tuple[Body | None, bool]:
        """(the department that is meant or the likeliest, whether it is sure). (None, False): none is like it."""
        short = _short(text, self.place)
        exact = self.bodies.get(short, [])
        if len(exact) == 1:
            return exact[0], True
        likely = exact or self._alike(short)
        return (likely[0], False) if likely else (None, False)

    def _alike(self, short: str) -> Sequence[Body]:
        abbreviated = [name for name in self.bodies if _leaves_out(short, name) or _leaves_out(name, short)]
        names = abbreviated or get_close_matches(short, self.bodies, n=1, cutoff=LEAST_ALIKE)
        return self.bodies[names[0]] if names else ()


def _short(name: str, place: str) -> str:
    """住建局 of 新城区住建局, 区住建局."""
    key = name_key(name)
    rest = key.removeprefix(name_key(place))
    for prefix in PREFIXES:
        if len(rest) > len(prefix) + 1 and rest == key:
            rest = rest.removeprefix(prefix)
    return rest or key


def _leaves_out(short: str, whole: str) -> bool:
    """Whether a name is another one with characters left out: 住建局 of 住房和城乡建设局."""
    letters = iter(whole)
    return len(short) > 1 and short[0] == whole[0] and short[-1] == whole[-1] and all(one in letters for one in short)
