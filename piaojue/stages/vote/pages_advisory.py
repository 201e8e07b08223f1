"""票箱票选 of a sub-district's council: its boxes, how far they are, and that their totals go to 会商 together."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.web.forms import fill
from piaojue.commons.years.queries import on_page
from piaojue.stages.consult.public import MOVES as CONSULT
from piaojue.stages.consult.public import Consultation, MeetingState, consultation_for
from piaojue.stages.vote import actions
from piaojue.stages.vote.actions.advising import OVER, groups_of, not_counted, polls_of
from piaojue.stages.vote.forms import AdvisoryForm
from piaojue.stages.vote.moves import COUNTING, MOVES
from piaojue.stages.vote.roll import small_groups


def boxes(request: HttpRequest, pk: int) -> HttpResponse:
    """The boxes of the round that goes on; the desk makes them and joins their totals."""
    found = consultation_for(request.seat, pk)
    MOVES.require("read_polls", found.place, request.seat)
    on_page(request, found)
    if request.method == "POST":
        MOVES.require("prepare_advisory", found.place, request.seat)

    def then(cleaned: dict) -> str:
        made = actions.prepare_advisory(consultation=found, by=request.seat, **cleaned)
        word = "演练票箱" if cleaned["rehearsal"] else "票箱"
        messages.success(request, f"已准备 {len(made)} 个{word}。下一步：逐个确定票面，监票人印票签。")
        return request.path

    context = _context(request, found)
    kwargs = {"place": found.place, "initial": {"rehearsal": not context["may_prepare"]}}
    return fill(request, AdvisoryForm, then, template="vote/advisory.html", context=context, form_kwargs=kwargs)


def _context(request: HttpRequest, found: Consultation) -> dict:
    polls, drills = list(polls_of(found)), list(polls_of(found, rehearsal=True))
    desk = MOVES.entitled("prepare_advisory", found.place, request.seat)
    due, wrong = [], ""
    if found.state == MeetingState.BALLOT:
        try:
            due = groups_of(found)
        except Refused as refusal:
            wrong = refusal.reasons[0]
    missing = [group for group in due if group not in {poll.group for poll in polls}]
    why = CONSULT.refusals("choose_way", found, request.seat)
    return {
        "consultation": found,
        "year": found.year,
        "thing": found,
        "polls": polls,
        "due": due,
        "wrong": wrong,
        "why": why,
        "small": small_groups(found, due),
        "may_prepare": bool(desk and missing and not why),
        "missing": missing,
        "drills": drills,
        "may_drill": bool(desk and not drills and found.state not in OVER),
        "may_join": bool(desk and polls and not why and not wrong and not not_counted(found, polls)),
        "tellers": Seat.objects.filter(place=found.place, role__in=COUNTING, active=True).exists(),
        "earlier": found.sitting.polls.filter(state="joined"),
    }


@require_POST
def join(request: HttpRequest, pk: int) -> HttpResponse:
    found = consultation_for(request.seat, pk)
    MOVES.require("hand_over", found.place, request.seat)
    done = actions.hand_over(consultation=found, by=request.seat)
    if done.state == MeetingState.BALLOT:
        messages.warning(request, done.result.get("sentence") or "票数相等，请街道人大工委主任确定。")
    else:
        messages.success(request, "各箱票数已合并，推荐结果已形成。")
    return redirect("consultation", pk)
