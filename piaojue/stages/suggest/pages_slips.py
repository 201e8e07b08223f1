"""纸质表 of a year: who wrote which one, and the 查询码 to hand out."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from piaojue.commons.web.listing import Column, listing, show_list
from piaojue.commons.web.request import Request
from piaojue.commons.years.queries import year_at
from piaojue.stages.suggest import queries
from piaojue.stages.suggest.models import Suggestion
from piaojue.stages.suggest.moves import MOVES


def _told(slip: Suggestion) -> str:
    return "已同意短信" if slip.by_sms else "请当面交给"


COLUMNS: list[Column] = [
    ("建议人", "proposer_name"),
    ("建议", "title"),
    ("查询码", "ticket_no"),
    ("所在地", "spot"),
    ("怎样告诉", _told),
]


@require_GET
def slips(request: Request, place: str, number: int) -> HttpResponse:
    """Names and codes, newest first; as a file, too, to print and hand out."""
    year = year_at(request, place, number)
    page = listing(
        request,
        queries.slips_for(request.seat, year).order_by("-pk"),
        search=("title", "proposer_name"),
        filters={"by_sms": ("怎样告诉", [("True", "已同意短信"), ("False", "请当面交给")])},
        per_page=50,
    )
    context = {"year": year, "may_enter": MOVES.may("enter_for", year, request.seat)}
    return show_list(request, "suggest/slips.html", page, context, columns=COLUMNS)
