"""Pages of the 四问: asked from above, answered by the regions below."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.web.act_pages import ActForm
from piaojue.commons.web.request import Request
from piaojue.commons.years import actions, queries
from piaojue.commons.years.forms import AnswerForm, CheckpointForm, PointsForm
from piaojue.commons.years.models import Answer, Checkpoint, Year
from piaojue.commons.years.moves import MOVES
from piaojue.commons.years.queries import asked_of, year_at


@require_GET
def checkpoints(request: Request, place: str, number: int) -> HttpResponse:
    """四问看板: which lower region has answered which question."""
    year = year_at(request, place, number)
    MOVES.require("read_checkpoints", year.place, request.seat)
    asked = list(year.checkpoints.prefetch_related("answers"))
    answers = {(answer.checkpoint_id, answer.place_id): answer for point in asked for answer in point.answers.all()}
    rows = [
        (region, [(point, answers.get((point.pk, region.pk))) for point in asked]) for region in asked_of(year.place)
    ]
    context = {
        "year": year,
        "asked": asked,
        "rows": rows,
        "today": timezone.localdate(),
        "may_ask": MOVES.may("ask_checkpoint", year, request.seat),
    }
    return render(request, "years/checkpoints.html", context)


def _titled(request: Request, year: Year, cleaned: dict[str, Any]) -> dict[str, Any]:
    return {**cleaned, "title": CheckpointForm.TITLES[cleaned["ordinal"]]}


ask_checkpoint = ActForm(
    path="<place:place>/<int:number>/checkpoints/new/",
    line=MOVES["ask_checkpoint"],
    find=year_at,
    action=actions.ask_checkpoint,
    thing="year",
    form=CheckpointForm,
    values=_titled,
    template="years/checkpoint_new.html",
    context=lambda request, year: {"year": year},
    submit="提交",
    cancel=lambda year: year.page("checkpoints"),
    goes_to=lambda point: point.year.page("checkpoints"),
)


def _checkpoint(request: Request, pk: int) -> Checkpoint:
    point = queries.checkpoint(pk)
    if point is None:
        raise Http404
    request.year_row = point.year
    return point


amend_checkpoint = ActForm(
    path="checkpoints/<int:pk>/amend/",
    line=MOVES["amend_checkpoint"],
    find=_checkpoint,
    action=actions.amend_checkpoint,
    thing="checkpoint",
    form=PointsForm,
    form_options=lambda request, point: {"initial": {"questions": "\n".join(point.questions), "due": point.due}},
    heading=lambda point: f"更正四问：{point.title}",
    submit="提交",
    shell="ui/desk.html",
    done="已更正，下级各地区看到的是改好的要点和期限",
    goes_to=Checkpoint.get_absolute_url,
)
"""Correct one of the 四问."""


def _point_to_answer(request: Request, pk: int) -> Checkpoint:
    """One question: who reads the board may not answer it, and is told so."""
    point = _checkpoint(request, pk)
    if request.method == "POST" and not MOVES.may("answer_checkpoint", point, request.seat):
        MOVES.require("read_checkpoints", point.place, request.seat)
        raise Refused("只有下级地区答复四问")
    return point


def _answer_of(point: Checkpoint, seat: Seat | None) -> Answer | None:
    return point.answers.filter(place=seat.place).first() if seat else None


def _checkpoint_context(request: Request, point: Checkpoint) -> dict[str, Any]:
    seat = request.seat
    answers = point.answers.select_related("place", "seat__body")
    if not MOVES.entitled("read_checkpoints", point.place, seat):
        answers = answers.filter(place=seat.place)
    return {
        "point": point,
        "year": point.year,
        "answers": answers,
        "may_answer": MOVES.may("answer_checkpoint", point, seat),
        "may_amend": MOVES.may("amend_checkpoint", point, seat),
    }


def _typed_before(request: Request, point: Checkpoint) -> dict[str, Any]:
    answer = _answer_of(point, request.seat)
    return {"initial": {"text": answer.text if answer else ""}}


checkpoint = ActForm(
    path="checkpoints/<int:pk>/",
    name="checkpoint",
    line=MOVES["answer_checkpoint"],
    find=_point_to_answer,
    action=actions.answer_checkpoint,
    thing="checkpoint",
    form=AnswerForm,
    form_options=_typed_before,
    template="years/checkpoint.html",
    context=_checkpoint_context,
    submit="提交",
    seen_by=MOVES["read_checkpoints"],
    goes_to=Answer.get_absolute_url,
)
"""One question with all answers; a lower region answers here."""
