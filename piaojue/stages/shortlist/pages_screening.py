"""Pages of the screening desk: demands are judged and answered, the answers' templates are worded."""

from typing import Any

from django.http import HttpResponse

from piaojue.commons.places.models import Place
from piaojue.commons.web.act_pages import ActForm
from piaojue.commons.web.listing import listing
from piaojue.commons.web.request import Request
from piaojue.commons.years.models import Year
from piaojue.commons.years.queries import year_at
from piaojue.stages.group.public import Demand, demand_for
from piaojue.stages.shortlist import actions, queries
from piaojue.stages.shortlist.before import Earlier, before
from piaojue.stages.shortlist.forms import AnswerForm, BulkAnswerForm, ScreeningForm, WordingsForm
from piaojue.stages.shortlist.models import Outcome
from piaojue.stages.shortlist.moves import MOVES
from piaojue.stages.shortlist.reasons import ReasonCode
from piaojue.stages.shortlist.wordings import wordings_of
from piaojue.stages.suggest.public import Category

WORDINGS_LEAD = (
    "选了理由，答复里就先有这段话。{诉求} 会换成诉求名称；【】里的由签署的人填上实际情况，没填完不能签署。"
    "清空一格就恢复原来的模板。"
)


def screening_board(request: Request, place: str, number: int) -> HttpResponse:
    """评审台: demands with how many have judged them; several are answered from one template, and the list stays as it is."""
    page = ActForm(
        line=MOVES["answer"],
        find=year_at,
        action=actions.answer_many,
        thing="year",
        form=BulkAnswerForm,
        form_options=lambda request, year: {"year": year, **_begun(request, year)},
        template="shortlist/board.html",
        context=_board_context,
        seen_by=MOVES["read_screenings"],
        done=lambda outcomes: f"已答复 {len(outcomes)} 条，提出和附议的人都会收到",
        goes_to=lambda outcomes: request.get_full_path(),
    )
    return page(request, place=place, number=number)


def _board_context(request: Request, year: Year) -> dict[str, Any]:
    seat = request.seat
    reviewer = MOVES.entitled("screen", year.place, seat)
    pending = reviewer and request.GET.get("all") is None
    rows = queries.to_screen(year, seat if pending else None)
    return {
        "year": year,
        "page": listing(request, rows, search=("title",), filters={"category": ("领域", Category.choices)}),
        "reviewer": reviewer,
        "pending": pending,
        "may_answer": MOVES.entitled("answer", year.place, seat) and year.stage in MOVES["answer"].stages,
        "appeals": queries.open_appeals(year).count(),
        **_templates(request, year),
    }


def _worded(year: Year) -> dict[str, str]:
    """The place's wordings in the local words of the year."""
    return {code: year.term(text) for code, text in wordings_of(year.place).items()}


def _templates(request: Request, year: Year) -> dict[str, Any]:
    """For pages with a form of an answer: the wordings, and whether this seat may change them."""
    return {
        "wordings": _worded(year),
        "codes": ReasonCode.choices,
        "may_word": MOVES.entitled("set_wordings", year.place, request.seat),
    }


def _begun(request: Request, year: Year) -> dict[str, Any]:
    """An answer begun from the wording that ?code= names, for browsers without script."""
    code = request.GET.get("code", "")
    return {"initial": {"code": code, "text": _worded(year)[code]}} if code in ReasonCode.values else {}


def wordings(request: Request, place: str, number: int) -> HttpResponse:
    """答复模板, one a reason; they belong to the place, whatever the year."""
    back = year_at(request, place, number).page("screening")
    page = ActForm(
        line=MOVES["set_wordings"],
        find=_place_of,
        action=actions.set_wordings,
        thing="place",
        values=lambda request, place, cleaned: {"texts": cleaned},
        form=WordingsForm,
        form_options=lambda request, place: {"wordings": wordings_of(place)},
        heading="答复模板",
        lead=WORDINGS_LEAD,
        submit="提交",
        cancel=back,
        done=lambda changed: f"已保存，{len(changed)} 个模板有变化",
        goes_to=lambda changed: request.path,
    )
    return page(request, place=place, number=number)


def _place_of(request: Request, place: str, number: int) -> Place:
    return year_at(request, place, number).place


def _earlier(demand: Demand) -> list[Earlier]:
    """What was done already that may be this one."""
    return before(demand.year, demand.title, demand.category, [demand])


def _own_judgement(request: Request, demand: Demand) -> dict[str, Any]:
    own = queries.own_screening(demand, request.seat) if request.seat else None
    return {"initial": ScreeningForm.initial_of(own) if own else {}}


screen = ActForm(
    path="d/<int:pk>/screen/",
    line=MOVES["screen"],
    find=lambda request, pk: demand_for(request.seat, pk),
    action=actions.screen,
    thing="demand",
    form=ScreeningForm,
    form_options=_own_judgement,
    template="shortlist/screen.html",
    context=lambda request, demand: {"demand": demand, "year": demand.year, "earlier": _earlier(demand)},
    done="评审意见已保存",
    goes_to=lambda screening: screening.year.page("screening"),
)
"""Judge one demand, or judge it again."""


def _answer_context(request: Request, demand: Demand) -> dict[str, Any]:
    return {
        "demand": demand,
        "year": demand.year,
        "screenings": queries.screenings_of(demand),
        "agreement": queries.agreement(demand),
        "earlier": _earlier(demand),
        **_templates(request, demand.year),
    }


answer = ActForm(
    path="d/<int:pk>/answer/",
    name="answer_demand",
    line=MOVES["answer"],
    find=lambda request, pk: demand_for(request.seat, pk),
    action=actions.answer,
    thing="demand",
    form=AnswerForm,
    form_options=lambda request, demand: _begun(request, demand.year),
    template="shortlist/answer.html",
    context=_answer_context,
    goes_to=Outcome.get_absolute_url,
)
"""Read the judgements, then answer."""
