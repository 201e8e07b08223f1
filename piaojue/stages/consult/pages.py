"""Pages of the council's meetings: called, opened, minuted."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from engines.counting import explain
from piaojue.commons.decisions.queries import awaiting, decisions_on, seen_by
from piaojue.commons.people.models import Seat
from piaojue.commons.sittings.moves import MOVES as SITTINGS
from piaojue.commons.web.act_pages import ActButton, ActForm
from piaojue.commons.web.request import Request
from piaojue.commons.years.models import Year
from piaojue.commons.years.queries import year_at
from piaojue.stages.consult import actions, queries, rounds
from piaojue.stages.consult.forms import CallForm, SpeakForm
from piaojue.stages.consult.models import Consultation, CouncilOpinion
from piaojue.stages.consult.moves import DESK, MOVES

STEPS = ("open_meeting", "speak", "open_ballot", "choose_way", "enter_count", "conclude")


@require_GET
def consultations(request: Request, place: str, number: int) -> HttpResponse:
    """The council's meetings and what it recommended."""
    year = year_at(request, place, number)
    context = {
        "year": year,
        "rows": queries.consultations_for(request.seat, year),
        "recommended": queries.recommendations(year),
        "may_call": MOVES.may("call", year, request.seat),
    }
    return render(request, "consult/list.html", context)


def _called(request: Request, year: Year, cleaned: dict[str, Any]) -> dict[str, Any]:
    return {**{name: value for name, value in cleaned.items() if name != "lines"}, "agenda": cleaned["lines"]}


call = ActForm(
    path="<place:place>/<int:number>/consultations/new/",
    name="call_consultation",
    line=MOVES["call"],
    find=year_at,
    action=actions.call,
    thing="year",
    values=_called,
    form=CallForm,
    form_options=lambda request, year: {"year": year},
    lead="街道只会商、票选推荐，不作票决（地方组织法 59 条）。",
    submit="提交",
    cancel=lambda year: year.page("consultations"),
    goes_to=Consultation.get_absolute_url,
)


def _meeting(request: Request, pk: int) -> Consultation:
    return queries.consultation_for(request.seat, pk)


def _meeting_context(request: Request, meeting: Consultation) -> dict[str, Any]:
    seat = request.seat
    return {
        "consultation": meeting,
        "year": meeting.year,
        "thing": meeting,
        "may": {act: MOVES.may(act, meeting, seat) for act in STEPS},
        "inner": MOVES.entitled("read_council", meeting.place, seat),
        "desk": SITTINGS.entitled("set_agenda", meeting.place, seat),
        "members": queries.members_of(meeting),
        "present": queries.present(meeting),
        "agenda": meeting.sitting.agenda.all(),
        "dossiers": meeting.dossiers.order_by("no"),
        "recommended": queries.recommended_by(meeting),
        "awaits": awaiting(meeting, meeting.year, seat),
        "decisions": decisions_on(meeting).filter(pk__in=seen_by(seat)),
        **_opinions(meeting, seat),
        **_ballot(meeting, seat),
    }


def _opinions(meeting: Consultation, seat: Seat | None) -> dict[str, Any]:
    """What was said, and which of it this seat may correct: opinion_of None means any."""
    corrects = MOVES.entitled("amend_opinion", meeting.place, seat)
    return {
        "opinions": queries.opinions_of(meeting),
        "may_correct": corrects and not MOVES.refusals("amend_opinion", meeting, seat),
        "opinion_of": None if seat and seat.role in DESK else seat and seat.pk,
    }


def _ballot(meeting: Consultation, seat: Seat | None) -> dict[str, Any]:
    """How the ballot is cast, and how far it has come."""
    result = meeting.result
    return {
        "clauses": explain(meeting.the_rule),
        "way": queries.way_of(meeting),
        "boxes": queries.boxes_of(meeting),
        "entered": len(result.typed),
        "differences": rounds.differences(meeting) if MOVES.may("enter_count", meeting, seat) else [],
        "ready": bool(result.counted) or len(result.typed) == rounds.COUNTERS,
        "tied": rounds.on_the_ballot(meeting) if result.tied else [],
        "with_deputies": any(sheet.deputies_returned for sheet in result.held),
    }


consultation = ActForm(
    path="consultations/<int:pk>/",
    name="consultation",
    line=MOVES["speak"],
    find=_meeting,
    action=actions.speak,
    thing="consultation",
    form=SpeakForm,
    form_options=lambda request, meeting: {"consultation": meeting, "by": request.seat},
    template="consult/consultation.html",
    context=_meeting_context,
    seen_by=MOVES["read_consultation"],
    done="意见已记下",
    goes_to=CouncilOpinion.get_absolute_url,
)
"""One meeting: who is there, what is said, how it ends."""


def _opinion_options(request: Request, opinion: CouncilOpinion) -> dict[str, Any]:
    initial = {"dossier": opinion.dossier_id, "speaker": opinion.speaker_id, "text": opinion.text}
    return {"consultation": opinion.consultation, "by": request.seat, "initial": initial}


amend_opinion = ActForm(
    path="council-opinions/<int:pk>/",
    name="amend_council_opinion",
    line=MOVES["amend_opinion"],
    find=lambda request, pk: queries.opinion_at(pk),
    action=actions.amend_opinion,
    thing="opinion",
    form=SpeakForm,
    form_options=_opinion_options,
    lead=lambda opinion: f"{opinion.consultation} · {opinion.speaker.person}",
    submit="提交",
    done="意见已更正",
    goes_to=CouncilOpinion.get_absolute_url,
)

open_meeting = ActButton(
    path="consultations/<int:pk>/step/open/",
    name="open_consultation",
    line=MOVES["open_meeting"],
    find=_meeting,
    action=actions.open_meeting,
    thing="consultation",
    done=lambda meeting: f"现在是：{meeting.get_state_display()}",
    goes_to=Consultation.get_absolute_url,
)
