"""预算一体化: the codes under which candidates stand there, noted from its export and given out beside our numbers."""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from piaojue.commons.acting import acting
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.years.models import Year
from piaojue.stages.shortlist.public import Dossier, candidates_for
from piaojue.world.models import BudgetCode
from piaojue.world.moves import MOVES

SHORTEST = 6
"""Signs of a code; what is shorter is a number of something else."""


def codes_of(year: Year, by: Seat | None) -> "QuerySet[BudgetCode]":
    """Those of a year, in the order of its candidates. raises: NotYours."""
    MOVES.require("read_budget_codes", year.place, by)
    return BudgetCode.objects.filter(year=year).select_related("dossier__department", "dossier__project")


def candidate_named(candidates: Sequence[Dossier], number: str, title: str) -> Dossier | None:
    """The candidate of a row: by its number where one is given, and then the title, where given, is its own; else by the title."""
    fits = [one for one in candidates if (not number or str(one.no) == number) and (not title or one.title == title)]
    return fits[0] if len(fits) == 1 and (number or title) else None


def candidates_of(year: Year) -> list[Dossier]:
    return list(candidates_for(None, year).order_by("no"))


def note_budget_codes(*, year: Year, codes: Iterable[tuple[Dossier, str, str]], by: Seat) -> list[BudgetCode]:
    """Note (candidate, code, name) as they are not known yet. Returns what is new. raises: NotYours; Refused: a code of another candidate."""
    with acting(MOVES["note_budget_codes"], year, by) as act:
        known = {row.code: row.dossier_id for row in BudgetCode.objects.filter(year=year)}
        made = []
        for dossier, code, name in codes:
            if known.setdefault(code, dossier.pk) != dossier.pk:
                raise Refused(f"代码 {code} 已经登记给另一个项目")
            if BudgetCode.objects.filter(year=year, code=code).exists():
                continue
            row = BudgetCode(place=year.place, year=year, dossier=dossier, code=code, name=name, created_by=by)
            row.save()
            act.also(MOVES["note_budget_code"], row)
            made.append(row)
        act.note(codes=len(made))
    return made


def drop_budget_codes(*, year: Year, keys: Iterable[int], by: Seat) -> int:
    """Take them back. Returns how many. raises: NotYours."""
    with acting(MOVES["note_budget_codes"], year, by) as act:
        rows = list(BudgetCode.objects.select_for_update().filter(year=year, pk__in=list(keys)))
        for row in rows:
            act.remove(MOVES["drop_budget_code"], row)
        act.note(dropped=len(rows))
    return len(rows)
