"""Pages of 催办: what is overdue, and the rule by which it climbs."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from engines.pacing import RUNG_NAMES, Rung
from piaojue.commons.ladder import actions, queries
from piaojue.commons.ladder.climbing import rungs_of
from piaojue.commons.ladder.forms import LadderForm
from piaojue.commons.ladder.models import Pending
from piaojue.commons.ladder.moves import MOVES
from piaojue.commons.web.act_pages import ActButton, ActForm
from piaojue.commons.web.listing import listing, show_list
from piaojue.commons.web.request import Request
from piaojue.commons.years.models import Year
from piaojue.commons.years.queries import year_at

COLUMNS = (("单位", "who"), ("事项", "label"), ("期限", "due"), ("逾期工作日", "days_late"), ("催办到", "rung_name"))
SHOWN = (Rung.SUPERIOR, Rung.LEADERS)


@require_GET
def overdue(request: Request) -> HttpResponse:
    """What offices of the place have left undone beyond the days that the rule gives them."""
    page = listing(
        request,
        queries.overdue_for(request.seat),
        search=("label", "body__name", "note"),
        filters={"rung": ("催办到", [(str(int(rung)), RUNG_NAMES[rung]) for rung in SHOWN])},
        per_page=50,
    )
    year = Year.real.filter(place=request.seat.place).select_related("place").first()
    context = {
        "rungs": rungs_of(request.seat.place),
        "year": year,
        "may_set": year is not None and MOVES.may("set_ladder", year, request.seat),
    }
    return show_list(request, "ladder/overdue.html", page, context, columns=COLUMNS)


prompt = ActButton(
    path="overdue/<int:pk>/prompt/",
    line=MOVES["prompt"],
    find=lambda request, pk: queries.pending_at(pk, request.seat),
    of=Pending,
    action=actions.prompt,
    thing="pending",
    done=lambda pending: f"已催办{pending.who}",
    goes_to=lambda pending: reverse("overdue"),
)
"""Beside each line of the list."""


set_ladder = ActForm(
    path="<place:place>/<int:number>/ladder/",
    line=MOVES["set_ladder"],
    find=year_at,
    action=actions.set_ladder,
    thing="year",
    form=LadderForm,
    form_options=lambda request, year: {"initial": LadderForm.initial_of(year.settings.ladder)},
    heading="催办办法",
    lead="逾期的先提醒经办人，再报上级，再报领导小组；每人一天至多听到一次，节假日不提醒。",
    submit="保存",
    cancel=lambda year: reverse("overdue"),
    done="催办办法已保存，明早起按新办法提醒",
    goes_to=lambda year: reverse("overdue"),
    shell="ui/desk.html",
)
