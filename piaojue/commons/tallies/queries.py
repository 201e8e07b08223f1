"""Numbers as pages read them: one question, a few rows, whatever was counted."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Sum

from piaojue.commons.tallies.declare import TALLIES
from piaojue.commons.tallies.models import Tally


@dataclass(frozen=True)
class Numbers:
    """Tallies of some years. by_year: (name, year) → {key: number}; what is none is left out."""

    by_year: Mapping[tuple[str, int], Mapping[str, int]]

    def one(self, name: str, year: int) -> int:
        """The one number of a tally; of a tally by kinds their sum."""
        return sum(self.by_year.get((name, year), {}).values())

    def kinds(self, name: str, year: int) -> dict[str, int]:
        """Kind → number, the most first."""
        found = self.by_year.get((name, year), {})
        return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def numbers(years: Iterable[int], *names: str) -> Numbers:
    """The named tallies of these years (ids). raises: ValueError for a name that no room declares"""
    if unknown := set(names) - {name for line in TALLIES.values() for name in line.names}:
        raise ValueError(f"no tally is called {sorted(unknown)}")
    found: dict[tuple[str, int], dict[str, int]] = defaultdict(dict)
    rows = Tally.objects.filter(year__in=list(years), name__in=names).values_list("name", "year", "key")
    for name, year, key, number in rows.annotate(Sum("number")):
        if number:
            found[name, year][key] = number
    return Numbers(found)


def number(name: str, year: int) -> int:
    """One tally of one year."""
    return numbers([year], name).one(name, year)
