"""Pages of 会商."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from engines.counting import Rule, explain
from piaojue.commons.moves import NotYours
from piaojue.commons.sittings.moves import MOVES as SITTINGS
from piaojue.commons.web.forms import fill, version_of
from piaojue.commons.years.queries import on_page, year_at
from piaojue.stages.consult import actions, queries
from piaojue.stages.consult.forms import CallForm, CountForm, SpeakForm
from piaojue.stages.consult.models import CouncilOpinion
from piaojue.stages.consult.moves import DESK, MOVES

STEPS = {
    "open": actions.open_meeting,
    "open_ballot": actions.open_ballot,
    "conclude": actions.conclude,
    "confirm": actions.confirm,
}


@require_GET
def consultations(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """The council's meetings and what it recommended."""
    year = year_at(request, place, number)
    return render(
        request,
        "consult/list.html",
        {
            "year": year,
            "rows": queries.consultations_for(request.seat, year),
            "recommended": queries.recommendations(year),
            "may_call": MOVES.may("call", year, request.seat),
        },
    )


def call(request: HttpRequest, place: str, number: int) -> HttpResponse:
    year = year_at(request, place, number)
    MOVES.require("call", year.place, request.seat)

    def then(cleaned: dict) -> str:
        return f"/consultations/{actions.call(year=year, by=request.seat, agenda=cleaned.pop('lines'), **cleaned).pk}/"

    return fill(
        request,
        CallForm,
        then,
        context={
            "heading": "召集会商",
            "lead": "街道只会商、票选推荐，不作票决（地方组织法 59 条）。",
            "cancel": f"{year.get_absolute_url()}consultations/",
        },
        form_kwargs={"year": year},
    )


def consultation(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting: who is there, what is said, how it ends."""
    found = queries.consultation_for(request.seat, pk)
    on_page(request, found)
    seat = request.seat
    may = {
        act: MOVES.may(act, found, seat)
        for act in ("open", "speak", "open_ballot", "choose_way", "enter_count", "conclude", "confirm")
    }

    def then(cleaned: dict) -> str:
        actions.speak(consultation=found, by=seat, **cleaned)
        messages.success(request, "意见已记下")
        return request.path

    if request.method == "POST":
        MOVES.require("speak", found.place, seat)
    context = {
        "consultation": found,
        "year": found.year,
        "may": may,
        "thing": found,
        "clauses": explain(Rule.from_json(found.rule)),
        "may_correct": MOVES.may("amend_opinion", found, seat),
        "opinion_of": None if seat and seat.role in DESK else seat and seat.pk,
        "opinions": found.opinions.select_related("dossier", "speaker__person").order_by("dossier__no", "pk"),
        "entered": len(found.result.get("entries", {})),
        "members": queries.members_of(found),
        "present": queries.present(found),
        "agenda": found.sitting.agenda.all(),
        "tied": actions.on_the_ballot(found) if found.result.get("tied") else [],
        "again": len(found.result.get("rounds", [])),
        "desk": SITTINGS.entitled("set_agenda", found.place, seat),
        "differences": actions.differences(found) if may["enter_count"] else [],
        "recommended": found.recommendations.select_related("dossier").order_by("-recommended", "-all_for"),
        "dossiers": found.dossiers.order_by("no"),
        "ready": bool(found.result.get("counted")) or len(found.result.get("entries", {})) == 2,
        "way": queries.way_of(found),
        "boxes": found.sitting.polls.exclude(state="abandoned").order_by("pk"),
        "with_deputies": any(sheet["deputies_returned"] for sheet in found.result.get("rounds", [])),
        "inner": MOVES.entitled("read_council", found.place, seat),
    }
    return fill(
        request,
        SpeakForm,
        then,
        template="consult/consultation.html",
        context=context,
        form_kwargs={"consultation": found, "by": seat},
    )


def amend_opinion(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct one opinion."""
    found = (
        CouncilOpinion.objects.select_related("consultation__sitting__body", "year__place", "place", "dossier")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise NotYours("opinion")
    MOVES.require("amend_opinion", found.place, request.seat)
    on_page(request, found)
    back = f"/consultations/{found.consultation_id}/"

    def then(cleaned: dict) -> str:
        actions.amend_opinion(opinion=found, by=request.seat, version=version_of(request), **cleaned)
        messages.success(request, "意见已更正")
        return back

    initial = {"dossier": found.dossier_id, "speaker": found.speaker_id, "text": found.text}
    context = {
        "heading": "更正会商意见",
        "lead": f"{found.consultation} · {found.speaker.person}",
        "cancel": back,
        "thing": found,
    }
    return fill(
        request,
        SpeakForm,
        then,
        context=context,
        form_kwargs={"consultation": found.consultation, "by": request.seat, "initial": initial},
    )


def count(request: HttpRequest, pk: int) -> HttpResponse:
    found = queries.consultation_for(request.seat, pk)
    MOVES.require("enter_count", found.place, request.seat)
    on_page(request, found)

    def then(cleaned: dict) -> str:
        actions.enter_count(consultation=found, sheet=cleaned["sheet"], by=request.seat)
        messages.success(request, "您的计数已保存；另一人请独立录入")
        return f"/consultations/{pk}/"

    return fill(
        request,
        CountForm,
        then,
        context={
            "heading": "录入票选计数",
            "lead": "两个人各自独立数、各自录入，一致才能形成结果。",
            "cancel": f"/consultations/{pk}/",
        },
        form_kwargs={"consultation": found},
    )


@require_POST
def step(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    if act not in STEPS:
        raise NotYours(act)
    found = queries.consultation_for(request.seat, pk)
    MOVES.require(act, found.place, request.seat)
    more = (
        {"chosen": found.dossiers.filter(pk__in=[pk for pk in request.POST.getlist("chosen") if pk.isdecimal()])}
        if act == "conclude"
        else {}
    )
    done = STEPS[act](consultation=found, by=request.seat, version=version_of(request), **more)
    if act == "conclude" and done.result.get("tied"):
        messages.warning(request, done.result["sentence"])
        return redirect("consultation", pk)
    messages.success(request, f"现在是：{done.get_state_display()}")
    return redirect("consultation", pk)
