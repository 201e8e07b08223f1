"""票箱票选 of a sub-district's council: its boxes, how far they are, and that their totals go to 会商 together."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from piaojue.commons.moves import Refused
from piaojue.commons.web.act_pages import ActForm
from piaojue.commons.web.request import Request
from piaojue.stages.consult.public import MOVES as CONSULT
from piaojue.stages.consult.public import Consultation, MeetingState, consultation_for
from piaojue.stages.vote import actions, council, queries
from piaojue.stages.vote.actions.advising import OVER
from piaojue.stages.vote.finding import seat_of
from piaojue.stages.vote.forms import AdvisoryForm
from piaojue.stages.vote.models import Group, Poll
from piaojue.stages.vote.moves import MOVES
from piaojue.stages.vote.roll import small_groups


def _due(meeting: Consultation) -> tuple[list[Group], str]:
    """(whose boxes this round needs, why it cannot be said)."""
    if meeting.state != MeetingState.BALLOT:
        return [], ""
    try:
        return council.groups_of(meeting), ""
    except Refused as refusal:
        return [], refusal.reasons[0]


def _missing(meeting: Consultation, due: list[Group]) -> list[Group]:
    there = {poll.group for poll in council.polls_of(meeting)}
    return [group for group in due if group not in there]


def _context(request: Request, meeting: Consultation) -> dict[str, Any]:
    polls, drills = list(council.polls_of(meeting)), list(council.polls_of(meeting, rehearsal=True))
    due, wrong = _due(meeting)
    missing, why = _missing(meeting, due), CONSULT.refusals("choose_way", meeting, request.seat)
    desk = MOVES.entitled("prepare_advisory", meeting.place, request.seat)
    return {
        "consultation": meeting,
        "year": meeting.year,
        "polls": polls,
        "due": due,
        "wrong": wrong,
        "why": why,
        "small": small_groups(meeting, due),
        "may_prepare": bool(desk and missing and not why),
        "missing": missing,
        "drills": drills,
        "may_drill": bool(desk and not drills and meeting.state not in OVER),
        "may_join": bool(desk and polls and not why and not wrong and not council.not_counted(meeting, polls)),
        "tellers": queries.tellers_at(meeting.place).exists(),
        "earlier": council.joined_polls(meeting),
    }


def _options(request: Request, meeting: Consultation) -> dict[str, Any]:
    """A rehearsal is proposed where no real boxes can be made now."""
    now = _missing(meeting, _due(meeting)[0]) and not CONSULT.refusals("choose_way", meeting, request.seat)
    return {"place": meeting.place, "initial": {"rehearsal": not now}}


def _prepared(polls: list[Poll]) -> str:
    word = "演练票箱" if polls[0].rehearsal else "票箱"
    return f"已准备 {len(polls)} 个{word}。下一步：逐个确定票面，监票人印票签。"


def _boxes_page(polls: list[Poll]) -> str:
    return reverse("advisory_boxes", args=[polls[0].sitting.consultation.pk])


boxes = ActForm(
    path="consultations/<int:pk>/polls/",
    name="advisory_boxes",
    line=MOVES["prepare_advisory"],
    find=lambda request, pk: consultation_for(request.seat, pk),
    action=actions.prepare_advisory,
    thing="consultation",
    form=AdvisoryForm,
    form_options=_options,
    template="vote/advisory.html",
    context=_context,
    seen_by=MOVES["read_polls"],
    done=_prepared,
    goes_to=_boxes_page,
)
"""The boxes of the round that goes on; the desk makes them and joins their totals."""


@require_POST
def join(request: Request, pk: int) -> HttpResponse:
    """A tie is a warning: the chair has to decide."""
    meeting = actions.hand_over(consultation=consultation_for(request.seat, pk), by=seat_of(request))
    if meeting.state == MeetingState.BALLOT:
        messages.warning(request, meeting.result.get("sentence") or "票数相等，请街道人大工委主任确定。")
    else:
        messages.success(request, "各箱票数已合并，推荐结果已形成。")
    return redirect("consultation", pk)
