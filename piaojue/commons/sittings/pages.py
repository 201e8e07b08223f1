"""Pages of sittings: list, one meeting with agenda, check-in and minutes."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from piaojue.commons.moves import NotYours
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.sittings import actions
from piaojue.commons.sittings.forms import AgendaForm, CheckInForm, MinutesForm, SittingForm, UndoCheckInForm
from piaojue.commons.sittings.models import Sitting, SittingKind
from piaojue.commons.sittings.moves import MOVES
from piaojue.commons.web.forms import fill, version_of
from piaojue.commons.web.listing import listing

MEMBERS = {Role.DEPUTY, Role.COMMITTEE, Role.COUNCIL_MEMBER, Role.LEADING_GROUP, Role.PRESIDIUM}


def sitting_list(request: HttpRequest) -> HttpResponse:
    """Meetings, newest first: of the own region for those signed in, of all regions for visitors."""
    found = Sitting.objects.select_related("body", "place")
    if request.seat:
        found = found.filter(place__code__startswith=request.seat.place_id[:6])
    page = listing(
        request,
        found,
        search=("name", "place__name"),
        export=[("会议", "name"), ("地区", "place"), ("开始", "starts_on"), ("状态", "get_state_display")],
    )
    if isinstance(page, HttpResponse):
        return page
    may_call = bool(request.seat) and MOVES.entitled("call_sitting", request.seat.place, request.seat)
    return render(request, "sittings/list.html", {"page": page, "may_call": may_call})


def call_sitting(request: HttpRequest) -> HttpResponse:
    seat = request.seat
    if seat is None or not MOVES.entitled("call_sitting", seat.place, seat):
        raise NotYours("call_sitting")
    return fill(
        request,
        SittingForm,
        lambda cleaned: f"/sittings/{actions.call_sitting(by=seat, **cleaned).pk}/",
        template="sittings/new.html",
        context={},
        form_kwargs={"seat": seat},
    )


def sitting(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting: agenda with time, who is expected and present."""
    found = _sitting(pk)
    seat = request.seat
    return render(
        request,
        "sittings/sitting.html",
        {
            "sitting": found,
            "agenda": found.agenda.all(),
            "total_minutes": sum(item.minutes for item in found.agenda.all()),
            "present": found.attendances.count(),
            "deputies_present": actions.present(found),
            "deputies_expected": actions.expected(found),
            "may_set": MOVES.may("set_agenda", found, seat),
            "may_check_in": MOVES.may("check_in", found, seat),
            "may_minute": MOVES.may("minute", found, seat),
            "may_close": MOVES.may("close_sitting", found, seat),
        },
    )


def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    found = _entitled(request, pk, "set_agenda")

    def then(cleaned: dict) -> str:
        actions.set_agenda(sitting=found, items=cleaned["lines"], by=request.seat, version=version_of(request))
        return f"/sittings/{pk}/"

    lines = "\n".join(f"{item.minutes} | {item.title}" for item in found.agenda.all())
    return fill(
        request,
        AgendaForm,
        then,
        template="sittings/agenda.html",
        context={"sitting": found, "thing": found},
        form_kwargs={"initial": {"lines": lines}},
    )


def check_in(request: HttpRequest, pk: int) -> HttpResponse:
    """签到: tick who has come; those present stay ticked."""
    found = _entitled(request, pk, "check_in")
    present = set(found.attendances.values_list("seat_id", flat=True))
    seats = Seat.objects.filter(place=found.place, active=True, role__in=MEMBERS).select_related(
        "person", "delegation", "body"
    )
    if found.kind == SittingKind.COUNCIL:
        seats = seats.filter(body=found.body)
    word = request.GET.get("q", "").strip()
    if word:
        seats = seats.filter(person__name__contains=word)

    def then(cleaned: dict) -> str:
        with transaction.atomic():
            for seat in cleaned["seats"]:
                if seat.pk not in present:
                    actions.check_in(sitting=found, seat=seat, by=request.seat)
        return f"/sittings/{pk}/check-in/"

    context = {
        "sitting": found,
        "seats": seats.order_by("role", "delegation__name", "person__name")[:800],
        "present": present,
        "word": word,
        "deputies_present": actions.present(found),
        "deputies_expected": actions.expected(found),
        "all_present": len(present),
    }
    return fill(
        request,
        CheckInForm,
        then,
        template="sittings/check_in.html",
        context=context,
        form_kwargs={"place": found.place},
    )


def undo_check_in(request: HttpRequest, pk: int) -> HttpResponse:
    """更正签到: tick who has not come after all."""
    found = _entitled(request, pk, "undo_check_in")

    def then(cleaned: dict) -> str:
        number = actions.undo_check_in(sitting=found, seats=cleaned["seats"], by=request.seat)
        messages.success(request, f"已撤销 {number} 人的签到")
        return f"/sittings/{pk}/check-in/"

    why = MOVES.refusals("undo_check_in", found, request.seat)
    lead = f"{found.name}。只撤销登记错了的；已经开始的投票按开始时的到会人数计算，不能再改。"
    return fill(
        request,
        UndoCheckInForm,
        then,
        context={
            "heading": "更正签到",
            "lead": f"{lead}现在不能撤销：{'；'.join(why)}" if why else lead,
            "submit": "撤销签到",
            "cancel": f"/sittings/{pk}/check-in/",
        },
        form_kwargs={"sitting": found},
    )


def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    found = _entitled(request, pk, "minute")

    def then(cleaned: dict) -> str:
        actions.minute(sitting=found, text=cleaned["text"], by=request.seat, version=version_of(request))
        return f"/sittings/{pk}/"

    return fill(
        request,
        MinutesForm,
        then,
        template="sittings/minutes.html",
        context={"sitting": found, "thing": found},
        form_kwargs={"initial": {"text": found.minutes}},
    )


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    found = _entitled(request, pk, "close_sitting")
    actions.close_sitting(sitting=found, by=request.seat)
    messages.success(request, "已闭会")
    return redirect("sitting", pk)


def _sitting(pk: int) -> Sitting:
    found = Sitting.objects.select_related("body", "place").prefetch_related("agenda").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _entitled(request: HttpRequest, pk: int, act: str) -> Sitting:
    found = _sitting(pk)
    MOVES.require(act, found.place, request.seat)
    return found
