"""历年项目: what was done before this system comes in as a table, and goes out again as long as it is as it came."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from piaojue.commons.acting import acting
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.resting import some_of
from piaojue.commons.years.models import Year
from piaojue.stages.shortlist.models import PastProject
from piaojue.stages.shortlist.moves import MOVES

FIRST_YEAR = 2000
"""民生实事 are some twenty years old; an earlier year is a slip of the pen."""


@dataclass(frozen=True)
class Past:
    """One project of a past year. number: the year; lng, lat: degrees"""

    number: int
    title: str
    spot: Place
    category: str = ""
    site: str = ""
    lng: float | None = None
    lat: float | None = None
    total_yuan: int | None = None
    department: str = ""
    result: str = ""


def bring_past(*, year: Year, rows: Mapping[int, Past], by: Seat) -> dict[int, int]:
    """Enter projects of past years; one that is there already stays as it is. Returns row → key of what was made.

    rows:   number of a row → what it says
    raises: NotYours; Refused: a practice year, a year that is no past one (by row)
    """
    with acting(MOVES["bring_past"], year, by) as act:
        act.leave()
        wrong = [number for number, past in rows.items() if not FIRST_YEAR <= past.number < year.number]
        if wrong:
            raise Refused(f"年度要在 {FIRST_YEAR} 和 {year.number - 1} 之间：第 {'、'.join(map(str, wrong[:9]))} 行")
        known, made = known_past(year.place, rows.values()), {}
        for number, past in rows.items():
            if (past.number, past.title) not in known:
                row = PastProject.objects.create(place=year.place, created_by=by, **{**asdict(past), "spot": past.spot})
                act.also(MOVES["add_past_project"], row)
                made[number] = row.pk
                known.add((past.number, past.title))
        act.note(added=len(made))
    return made


def known_past(place: Place, rows: Iterable[Past]) -> set[tuple[int, str]]:
    """(year, title) of those that are there already."""
    found = PastProject.objects.filter(place=place, title__in={past.title for past in rows})
    return set(found.values_list("number", "title"))


def undo_past(*, year: Year, keys: Sequence[int], by: Seat) -> None:
    """Take out again what a table brought, all or none. Raises NotYours; Refused: one of them was corrected since."""
    with acting(MOVES["undo_past"], year, by) as act:
        act.leave()
        rows = PastProject.objects.select_for_update(of=("self",)).filter(pk__in=keys, place=year.place)
        if changed := [row for row in rows if row.version != 1]:
            names = some_of([f"“{row.title}”" for row in changed])
            raise Refused(f"这些历年项目已经更正过，不能整批撤销：{names}")
        for row in rows:
            act.remove(MOVES["remove_past_project"], row)
        act.note(removed=len(rows))
