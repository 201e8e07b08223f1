"""Pages of sittings: list, one meeting with agenda, check-in and minutes."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from engines.law import Organ
from piaojue.commons.people.apart import told_apart
from piaojue.commons.roles import STAFF
from piaojue.commons.sittings import actions, counting, queries
from piaojue.commons.sittings.forms import AgendaForm, CheckInForm, MinutesForm, SittingForm, UndoCheckInForm
from piaojue.commons.sittings.models import Sitting, SittingKind, SittingState
from piaojue.commons.sittings.moves import MOVES
from piaojue.commons.sittings.organs import kept_count, organ_of
from piaojue.commons.web.act_pages import ActButton, ActForm, own_seat
from piaojue.commons.web.listing import listing, show_list
from piaojue.commons.web.request import Request

SITTING_COLUMNS = [("会议", "name"), ("地区", "place"), ("开始", "starts_on"), ("状态", "get_state_display")]
MOST_SHOWN = 800


def sitting_list(request: Request) -> HttpResponse:
    """Meetings, newest first: of the own region for those signed in, of all regions for visitors."""
    page = listing(request, queries.sittings_for(request.seat), search=("name", "place__name"))
    may_call = bool(request.seat) and MOVES.entitled("call_sitting", request.seat.place, request.seat)
    return show_list(request, "sittings/list.html", page, {"may_call": may_call}, columns=SITTING_COLUMNS)


def _sitting(request: Request, pk: int) -> Sitting:
    sitting = queries.sitting(pk)
    if sitting is None:
        raise Http404
    return sitting


def _numbers(sitting: Sitting) -> dict[str, Any]:
    """应到 and 实到 of who makes up the meeting; of one that is over, as they were when it closed."""
    over = sitting.state == SittingState.CLOSED and sitting.roll is not None
    kept = {"roll": sitting.roll, "present": sitting.present} if over else kept_count(sitting)
    deputies = organ_of(sitting) in (None, Organ.CONGRESS)
    return {"expected": kept["roll"], "arrived": kept["present"], "whole": "全体代表" if deputies else "全体组成人员"}


def _check_in_page(sitting: Sitting) -> str:
    return reverse("check_in", args=[sitting.pk])


call_sitting = ActForm(
    path="sittings/new/",
    line=MOVES["call_sitting"],
    find=own_seat,
    action=actions.call_sitting,
    form=SittingForm,
    form_options=lambda request, seat: {"seat": seat},
    template="sittings/new.html",
    submit="提交",
    cancel=lambda seat: reverse("sittings"),
    goes_to=Sitting.get_absolute_url,
)


def sitting(request: Request, pk: int) -> HttpResponse:
    """One meeting: agenda with time, who is expected and present."""
    sitting = _sitting(request, pk)
    context = {
        "sitting": sitting,
        "agenda": sitting.agenda.all(),
        "total_minutes": sum(item.minutes for item in sitting.agenda.all()),
        "present": sitting.attendances.count(),
        "body": sitting.body.name_on(sitting.starts_on),
        "is_session": sitting.kind == SittingKind.SESSION,
        "inner": request.seat is not None and request.seat.role in STAFF,
        **_numbers(sitting),
    }
    return render(request, "sittings/sitting.html", context)


def _agenda_lines(sitting: Sitting) -> str:
    return "\n".join(f"{item.minutes} | {item.title}" for item in sitting.agenda.all())


agenda = ActForm(
    of=Sitting,
    path="sittings/<int:pk>/agenda/",
    line=MOVES["set_agenda"],
    find=_sitting,
    action=actions.set_agenda,
    thing="sitting",
    form=AgendaForm,
    form_options=lambda request, sitting: {"initial": {"lines": _agenda_lines(sitting)}},
    values=lambda request, sitting, cleaned: {"items": cleaned["lines"]},
    template="sittings/agenda.html",
    context=lambda request, sitting: {"sitting": sitting},
    submit="提交",
    goes_to=Sitting.get_absolute_url,
)


def _check_in_context(request: Request, sitting: Sitting) -> dict[str, Any]:
    word = request.GET.get("q", "").strip()
    present = queries.present_seats(sitting)
    return {
        "sitting": sitting,
        "seats": told_apart(queries.members_of(sitting, word)[:MOST_SHOWN]),
        "present": present,
        "word": word,
        "all_present": len(present),
        "gone": told_apart(counting.no_longer_in_office(sitting)),
        **_numbers(sitting),
    }


check_in = ActForm(
    of=Sitting,
    kind="primary",
    path="sittings/<int:pk>/check-in/",
    line=MOVES["check_in"],
    find=_sitting,
    action=actions.check_in_all,
    thing="sitting",
    form=CheckInForm,
    form_options=lambda request, sitting: {"sitting": sitting},
    template="sittings/check_in.html",
    context=_check_in_context,
    submit="提交",
    goes_to=_check_in_page,
)
"""签到: tick who has come; those present stay ticked."""


def _undo_lead(sitting: Sitting) -> str:
    lead = f"{sitting.name}。只撤销登记错了的；已经开始的投票按开始时的到会人数计算，不能再改。"
    reasons = MOVES.refusals("undo_check_in", sitting, None)
    return f"{lead}现在不能撤销：{'；'.join(reasons)}" if reasons else lead


undo_check_in = ActForm(
    path="sittings/<int:pk>/check-in/undo/",
    line=MOVES["undo_check_in"],
    find=_sitting,
    action=actions.undo_check_in,
    thing="sitting",
    form=UndoCheckInForm,
    form_options=lambda request, sitting: {"sitting": sitting},
    heading="更正签到",
    lead=_undo_lead,
    cancel=_check_in_page,
    done=lambda undone: f"已撤销 {undone.number} 人的签到",
    goes_to=lambda undone: _check_in_page(undone.sitting),
)
"""更正签到: tick who has not come after all."""

strike_off = ActButton(
    path="sittings/<int:pk>/check-in/strike-off/",
    line=MOVES["strike_off"],
    find=_sitting,
    action=actions.strike_off,
    thing="sitting",
    done=lambda undone: f"已划去 {undone.number} 名离任者的签到",
    goes_to=lambda undone: _check_in_page(undone.sitting),
)
"""One button takes off everybody who left office after the check-in."""

minutes = ActForm(
    of=Sitting,
    path="sittings/<int:pk>/minutes/",
    name="minutes",
    line=MOVES["minute"],
    find=_sitting,
    action=actions.minute,
    thing="sitting",
    form=MinutesForm,
    form_options=lambda request, sitting: {"initial": {"text": sitting.minutes}},
    template="sittings/minutes.html",
    context=lambda request, sitting: {"sitting": sitting},
    submit="提交",
    goes_to=Sitting.get_absolute_url,
)

close = ActButton(
    of=Sitting,
    kind="danger",
    confirm="确定闭会？",
    path="sittings/<int:pk>/close/",
    line=MOVES["close_sitting"],
    find=_sitting,
    action=actions.close_sitting,
    thing="sitting",
    done="已闭会",
    goes_to=Sitting.get_absolute_url,
)
