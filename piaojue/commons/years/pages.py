"""Pages of the year: the list of years, its road and gates, its parameters."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from piaojue.commons.draftable import document_for
from piaojue.commons.people.models import Seat
from piaojue.commons.web.act_pages import ActButton, ActForm, own_seat
from piaojue.commons.web.listing import listing, show_list
from piaojue.commons.web.request import Request
from piaojue.commons.years import actions
from piaojue.commons.years.copying import like
from piaojue.commons.years.forms import OpenYearForm, YearForm
from piaojue.commons.years.gates import Missing, decision_on, matters_of, missing
from piaojue.commons.years.models import Paper, PaperKind, Year
from piaojue.commons.years.moves import MOVES
from piaojue.commons.years.queries import year_at, years_for
from piaojue.commons.years.road import ROADS, Gate, basis_in, next_gate, roads_of

USUAL_SEATS = 10
"""应选项目数 where nothing says another number."""
YEAR_COLUMNS = [("地区", "place"), ("年度", "number"), ("程序", "get_road_display"), ("阶段", "get_stage_display")]


def year_list(request: Request) -> HttpResponse:
    """All years one may follow: public."""
    page = listing(request, years_for(request.seat), search=("place__name",))
    seat = request.seat
    may_open = bool(seat and roads_of(seat.place)) and MOVES.entitled("open_year", seat.place, seat)
    return show_list(request, "years/list.html", page, {"may_open": may_open}, columns=YEAR_COLUMNS)


def _road_of(year: Year) -> str:
    return year.page("year_road")


def _opening(seat: Seat) -> str:
    """What is said above the form; where no year can be opened, why."""
    if not roads_of(seat.place):
        return f"{seat.place.why_no_congress}。这里不能开启年度。"
    return "开启之后，按程序逐个关口往前走。街道没有人民代表大会，只能会商、票选推荐（地方组织法 59 条）。"


def _as_before(request: Request, seat: Seat, cleaned: dict[str, Any]) -> dict[str, Any]:
    """What the form says, and what it takes from another year."""
    model: Year | None = cleaned.pop("like")
    seats = cleaned.pop("seats_to_fill") or (model.seats_to_fill if model else USUAL_SEATS)
    return {**cleaned, "seats_to_fill": seats, "settings": like(model, seat.place) if model else None}


open_year = ActForm(
    path="years/open/",
    line=MOVES["open_year"],
    find=own_seat,
    action=actions.open_year,
    form=OpenYearForm,
    form_options=lambda request, seat: {"seat": seat},
    values=_as_before,
    lead=_opening,
    submit="提交",
    cancel=lambda seat: reverse("years"),
    goes_to=_road_of,
)


@require_GET
def road(request: Request, place: str, number: int) -> HttpResponse:
    """过程护照: every gate with its basis, papers, signatures; the next one says what is missing."""
    year = year_at(request, place, number)
    coming = next_gate(year.road, year.stage)
    signatures = {(s.gate, s.role): s for s in year.signatures.select_related("seat__body")}
    lacks = missing(year, coming) if coming else None
    context = {
        "year": year,
        "gates": _gates(year, coming, signatures),
        "coming": coming,
        "missing": lacks,
        "may_sign": lacks is not None and _may_sign(year, lacks, request.seat),
    }
    for name, act in MAY_ON_ROAD.items():
        context[name] = MOVES.entitled(act, year.place, request.seat)
    return render(request, "years/road.html", context)


MAY_ON_ROAD = {
    "staff": "read_papers",
    "may_pass": "pass_gate",
    "may_file": "file_paper",
    "may_set": "set_year",
    "may_read_checkpoints": "read_checkpoints",
}


def _gates(year: Year, coming: Gate | None, signatures: dict) -> list[dict[str, Any]]:
    passages = {passage.gate: passage for passage in year.passages.select_related("seat__body")}
    papers: dict[str, list[Paper]] = {}
    for paper in year.papers.all():
        papers.setdefault(paper.kind, []).append(paper)
    return [
        {
            "gate": gate,
            "basis": basis_in(gate, year.place),
            "passed": passages.get(gate.key),
            "coming": gate == coming,
            "papers": [(PaperKind(kind), papers.get(kind, []), document_for(kind, year)) for kind in gate.papers],
            "decisions": [(matter, decision_on(year, matter)) for matter in matters_of(gate, year)],
            "signers": [(role, signatures.get((gate.key, role))) for role in gate.signers],
        }
        for gate in ROADS[year.road]
    ]


def _may_sign(year: Year, lacks: Missing, seat: Seat | None) -> bool:
    """Whether the seat's own signature is one of those that the gate lacks."""
    wanted = {role for lack in lacks.signatures if lack.supply for role in lack.supply.roles}
    return seat is not None and seat.role in wanted and MOVES.entitled("sign_gate", year.place, seat)


def _year_and_gate(request: Request, place: str, number: int, gate: str) -> Year:
    return year_at(request, place, number)


sign = ActButton(
    path="<place:place>/<int:number>/road/<slug:gate>/sign/",
    line=MOVES["sign_gate"],
    find=_year_and_gate,
    action=actions.sign_gate,
    thing="year",
    values=lambda request, year, cleaned: {"gate": request.resolver_match.kwargs["gate"]},
    done="已签署",
    goes_to=lambda signature: _road_of(signature.year),
)

pass_gate = ActButton(
    path="<place:place>/<int:number>/road/pass/",
    line=MOVES["pass_gate"],
    find=year_at,
    action=actions.pass_gate,
    thing="year",
    done=lambda year: f"已进入“{year.get_stage_display()}”阶段",
    goes_to=_road_of,
)


def _settings(request: Request, year: Year, cleaned: dict[str, Any]) -> dict[str, Any]:
    """What the form says, beside what it does not ask."""
    names = ("min_surplus_percent", "circulate_days", "smallest_cell")
    terms = {**year.settings.terms, "票决": cleaned["vote_word"]}
    settings = replace(year.settings, terms=terms, **{name: cleaned[name] for name in names})
    return {
        "seats_to_fill": cleaned["seats_to_fill"],
        "solicit_until": cleaned["solicit_until"],
        "settings": settings,
    }


set_year = ActForm(
    path="<place:place>/<int:number>/settings/",
    line=MOVES["set_year"],
    find=year_at,
    action=actions.set_year,
    thing="year",
    form=YearForm,
    form_options=lambda request, year: {"initial": YearForm.initial_of(year)},
    values=_settings,
    template="years/set.html",
    context=lambda request, year: {"year": year},
    submit="提交",
    cancel=_road_of,
    goes_to=_road_of,
)
"""Local parameters."""
