"""Public pages of 初定: the answers; and appeals against them, asked for and decided."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from piaojue.commons.web.act_pages import ActForm
from piaojue.commons.web.listing import listing, show_list
from piaojue.commons.web.request import Request
from piaojue.commons.words import said, zh
from piaojue.commons.years.queries import on_page, year_at
from piaojue.stages.shortlist import actions, queries
from piaojue.stages.shortlist.forms import AppealForm, DecisionForm
from piaojue.stages.shortlist.models import Appeal, Disposition, Outcome
from piaojue.stages.shortlist.moves import MOVES
from piaojue.stages.shortlist.reasons import ReasonCode

OUTCOME_COLUMNS = [
    ("诉求", "demand"),
    ("去向", "get_disposition_display"),
    ("理由", "get_code_display"),
    ("答复", "answer"),
    ("答复单位", "department"),
    ("时间", "answered_at"),
]


@require_GET
def outcomes(request: Request, place: str, number: int) -> HttpResponse:
    """Every demand's answer, public."""
    year = year_at(request, place, number)
    page = listing(
        request,
        queries.outcomes_for(request.seat, year),
        search=("demand__title", "answer"),
        filters={"disposition": ("去向", Disposition.choices), "code": ("理由", ReasonCode.choices)},
    )
    context = {"year": year, "times": queries.answering_times(year)}
    return show_list(request, "shortlist/outcomes.html", page, context, columns=OUTCOME_COLUMNS)


@require_GET
def outcome(request: Request, pk: int) -> HttpResponse:
    """One answer with its appeals' decisions."""
    outcome = queries.outcome_at(pk)
    on_page(request, outcome)
    context = {
        "outcome": outcome,
        "year": outcome.year,
        "mine": queries.own_appeal(outcome, request.seat),
        "may_appeal": MOVES.may("appeal", outcome, request.seat),
        "decided": queries.decided_appeals(outcome),
    }
    return render(request, "shortlist/outcome.html", context)


def _appeal_lead(outcome: Outcome) -> str:
    words = _("{}：{}。每条答复可以申请复议一次。")
    return format_html(words, zh(outcome.demand.title), said(outcome.get_disposition_display()))


appeal = ActForm(
    path="outcomes/<int:pk>/appeal/",
    line=MOVES["appeal"],
    find=lambda request, pk: queries.outcome_at(pk),
    action=actions.appeal,
    thing="outcome",
    form=AppealForm,
    heading=lambda outcome: capfirst(_("申请复议")),
    lead=_appeal_lead,
    submit="提交",
    shell="ui/public.html",
    done=lambda appeal: _("复议申请已提交，会由原答复人以外的人决定"),
    goes_to=lambda appeal: appeal.outcome.get_absolute_url(),
)


@require_GET
def appeals(request: Request, place: str, number: int) -> HttpResponse:
    """Appeals of the year, for those who decide."""
    year = year_at(request, place, number)
    page = listing(request, queries.appeals_for(request.seat, year), search=("outcome__demand__title",))
    return show_list(request, "shortlist/appeals.html", page, {"year": year})


def _appeal_context(request: Request, appeal: Appeal) -> dict[str, Any]:
    return {"appeal": appeal}


decide = ActForm(
    path="appeals/<int:pk>/",
    name="decide_appeal",
    line=MOVES["uphold"],
    find=lambda request, pk: queries.appeal_at(pk),
    action=actions.decide_appeal,
    thing="appeal",
    form=DecisionForm,
    heading="复议决定",
    submit="提交",
    cancel=lambda appeal: appeal.year.page("appeals"),
    template="shortlist/decide.html",
    context=_appeal_context,
    goes_to=lambda appeal: appeal.year.page("appeals"),
)
"""An appeal is upheld or granted; the same people may do either."""
