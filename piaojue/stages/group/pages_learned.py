"""系统学到了什么: what people taught the proposals of field and department lately, and how it is taken back."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from piaojue.commons.web.act_pages import ActButton
from piaojue.commons.web.listing import listing
from piaojue.commons.web.request import Request
from piaojue.commons.years.queries import year_at
from piaojue.stages.group import actions, queries, queries_learned
from piaojue.stages.group.models import Demand
from piaojue.stages.group.moves import MOVES
from piaojue.stages.suggest.public import trial


@require_GET
def learned(request: Request, place: str, number: int) -> HttpResponse:
    """The latest lessons of the place, and the demands whose field stands as it was proposed."""
    year = year_at(request, place, number)
    MOVES.require("read_board", year.place, request.seat)
    context = {
        "year": year,
        "lessons": queries_learned.lessons(year.place),
        "page": listing(request, queries_learned.unconfirmed(year), per_page=20),
        "trial": trial(year.place),
        "may": MOVES.entitled("unlearn", year.place, request.seat),
        "closed": next(iter(MOVES.refusals("make_demand", year, request.seat)), ""),
    }
    return render(request, "group/learned.html", context)


def _page(demand: Demand) -> str:
    return demand.year.page("learned")


confirm_field = ActButton(
    path="d/<int:pk>/field/",
    line=MOVES["confirm_field"],
    find=lambda request, pk: queries.demand_for(request.seat, pk),
    action=actions.confirm_field,
    thing="demand",
    done=lambda demand: f"已核对“{demand.title}”，以后照此建议",
    goes_to=_page,
)
"""Somebody looked at field and department, and they are right."""

unlearn = ActButton(
    path="lessons/<int:pk>/undo/",
    line=MOVES["unlearn"],
    find=lambda request, pk: queries_learned.lesson(pk),
    action=actions.unlearn,
    thing="lesson",
    done=lambda lesson: f"不再学“{lesson.demand.title}”的{lesson.get_matter_display()}",
    goes_to=lambda lesson: _page(lesson.demand),
)
"""One lesson is learned no more."""
