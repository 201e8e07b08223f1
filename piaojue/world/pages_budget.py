"""预算项目代码 of a year: which candidate stands under which code in 预算一体化; as a file, too."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from piaojue.commons.web.listing import Column, listing, show_list
from piaojue.commons.web.request import Request
from piaojue.commons.years.queries import year_at
from piaojue.world.budget_codes import codes_of
from piaojue.world.models import BudgetCode
from piaojue.world.moves import MOVES


def _project(row: BudgetCode) -> str:
    project = getattr(row.dossier, "project", None)
    return project.code if project else ""


COLUMNS: list[Column] = [
    ("候选序号", "dossier.no"),
    ("民生实事项目", "dossier.title"),
    ("项目代码", "code"),
    ("预算项目名称", "name"),
    ("责任单位", "dossier.department"),
    ("项目码", _project),
]
"""The first four are those of the table that comes in, so that the file can be brought back."""


@require_GET
def budget_codes(request: Request, place: str, number: int) -> HttpResponse:
    """The list, in the order of the candidates."""
    year = year_at(request, place, number)
    page = listing(request, codes_of(year, request.seat), search=("dossier__title", "code", "name"), per_page=50)
    may = MOVES.may("note_budget_codes", year, request.seat)
    return show_list(request, "world/budget_codes.html", page, {"year": year, "may_note": may}, columns=COLUMNS)
