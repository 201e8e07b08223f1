"""Pages of the 四问: asked from above, answered by the regions below."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from piaojue.commons.evidence.fields import keeping
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.web.act_pages import ActForm
from piaojue.commons.web.request import Request
from piaojue.commons.years import queries, questioning
from piaojue.commons.years.asking import facts_of, visits_of
from piaojue.commons.years.asking_board import board_of
from piaojue.commons.years.forms import AnswerForm, CheckpointForm, FollowUpForm, JudgeForm, PointsForm
from piaojue.commons.years.models import Answer, Checkpoint, Year
from piaojue.commons.years.moves import MOVES
from piaojue.commons.years.queries import year_at


@require_GET
def checkpoints(request: Request, place: str, number: int) -> HttpResponse:
    """四问看板: which lower region has answered which question, those that are late and weak first."""
    year = year_at(request, place, number)
    MOVES.require("read_checkpoints", year.place, request.seat)
    asked = list(year.checkpoints.prefetch_related("answers"))
    rows = board_of(year.place, asked)
    context = {
        "year": year,
        "asked": asked,
        "rows": rows,
        "visits": visits_of(year.place, year.number, [row.place for row in rows], request.seat),
        "may_ask": MOVES.may("ask_checkpoint", year, request.seat),
    }
    return render(request, "years/checkpoints.html", context)


def _titled(request: Request, year: Year, cleaned: dict[str, Any]) -> dict[str, Any]:
    return {**cleaned, "title": CheckpointForm.TITLES[cleaned["ordinal"]]}


ask_checkpoint = ActForm(
    path="<place:place>/<int:number>/checkpoints/new/",
    line=MOVES["ask_checkpoint"],
    find=year_at,
    action=questioning.ask_checkpoint,
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
    action=questioning.amend_checkpoint,
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
    answers = point.answers.select_related("place", "seat__body", "judged_by__body").prefetch_related("proofs")
    own = not MOVES.entitled("read_checkpoints", point.place, seat)
    if own:
        answers = answers.filter(place=seat.place)
    asked = [seat.place] if own else queries.asked_of(point.place)
    return {
        "visits": visits_of(point.place, point.year.number, asked, seat),
        "point": point,
        "year": point.year,
        "answers": answers,
        "facts": facts_of(point.ordinal, seat.place, point.year.number) if seat.place_id != point.place.pk else (),
        "may_judge": MOVES.may("judge_answer", point, seat),
        "may_answer": MOVES.may("answer_checkpoint", point, seat),
        "may_amend": MOVES.may("amend_checkpoint", point, seat),
    }


def _typed_before(request: Request, point: Checkpoint) -> dict[str, Any]:
    answer = _answer_of(point, request.seat)
    return {"initial": {"text": answer.text if answer else ""}}


def _with_proofs(request: Request, point: Checkpoint, cleaned: dict[str, Any]) -> dict[str, Any]:
    seat = request.seat
    place = seat.place if seat else point.place
    return cleaned | {"proofs": keeping(cleaned["proofs"], place=place, by=seat, photo=False, public=False)}


checkpoint = ActForm(
    path="checkpoints/<int:pk>/",
    name="checkpoint",
    line=MOVES["answer_checkpoint"],
    find=_point_to_answer,
    action=questioning.answer_checkpoint,
    thing="checkpoint",
    form=AnswerForm,
    values=_with_proofs,
    form_options=_typed_before,
    template="years/checkpoint.html",
    context=_checkpoint_context,
    submit="提交",
    seen_by=MOVES["read_checkpoints"],
    goes_to=Answer.get_absolute_url,
)
"""One question with all answers; a lower region answers here."""


def _judged(request: Request, pk: int) -> Answer:
    """An answer to a question of the seat's own place."""
    answer = queries.answer(pk)
    if answer is None or not MOVES.entitled("judge_answer", answer.checkpoint.place, request.seat):
        raise NotYours("judge_answer")
    request.year_row = answer.checkpoint.year
    return answer


judge_answer = ActForm(
    path="checkpoints/answers/<int:pk>/judge/",
    name="judge_region",
    line=MOVES["judge_answer"],
    find=_judged,
    action=questioning.judge_answer,
    thing="answer",
    form=JudgeForm,
    form_options=lambda request, answer: {
        "initial": {
            "verdict": answer.verdict,
            "judgement": answer.judgement,
            "follow_up": answer.follow_up,
            "due": answer.follow_up_due,
            "read": answer.at.isoformat(),
        }
    },
    heading=lambda answer: f"评价{answer.place}的答复：{answer.checkpoint.title}",
    lead=lambda answer: answer.text,
    shell="ui/desk.html",
    done="已评价，答复的地区看得到评价和追问",
    goes_to=Answer.get_absolute_url,
)
"""The guidance group judges an answer and asks further."""


def _asked_further(request: Request, pk: int) -> Answer:
    """An answer of the seat's own region."""
    answer = queries.answer(pk)
    if answer is None or request.seat is None or answer.place_id != request.seat.place_id:
        raise NotYours("answer_follow_up")
    request.year_row = answer.checkpoint.year
    return answer


answer_follow_up = ActForm(
    path="checkpoints/answers/<int:pk>/further/",
    line=MOVES["answer_follow_up"],
    find=_asked_further,
    action=questioning.answer_follow_up,
    thing="answer",
    form=FollowUpForm,
    heading=lambda answer: f"答复追问：{answer.checkpoint.title}",
    lead=lambda answer: answer.follow_up,
    shell="ui/desk.html",
    done="已答复追问",
    goes_to=Answer.get_absolute_url,
)
"""The region answers what it was asked further."""
