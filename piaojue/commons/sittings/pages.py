"""Pages of sittings: list, one meeting with agenda, check-in and minutes."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from engines.law import Organ
from piaojue.commons.moves import Refused
from piaojue.commons.people.apart import told_apart
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import STAFF, Role
from piaojue.commons.sittings import actions, counting, queries
from piaojue.commons.sittings.cards import cards
from piaojue.commons.sittings.forms import AgendaForm, CardForm, CheckInForm, MinutesForm, SittingForm, UndoCheckInForm
from piaojue.commons.sittings.models import Sitting, SittingKind, SittingState
from piaojue.commons.sittings.moves import MOVES
from piaojue.commons.sittings.organs import kept_count, organ_of
from piaojue.commons.web.act_pages import ActButton, ActForm, own_seat
from piaojue.commons.web.listing import listing, show_list
from piaojue.commons.web.printing import pdf
from piaojue.commons.web.request import Request

SITTING_COLUMNS = [("会议", "name"), ("地区", "place"), ("开始", "starts_on"), ("状态", "get_state_display")]
MOST_SHOWN = 800
CARRIERS = (Role.DEPUTY, Role.COMMITTEE, Role.COUNCIL_MEMBER)


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
        "groups": _groups(told_apart(queries.members_of(sitting, word)[:MOST_SHOWN])),
        "present": present,
        "word": word,
        "all_present": len(present),
        "gone": told_apart(counting.no_longer_in_office(sitting)),
        **_numbers(sitting),
    }


def _groups(seats: list[Seat]) -> list[tuple[str, list[Seat]]]:
    """By delegation, those without one by their role."""
    groups: dict[str, list[Seat]] = {}
    for seat in seats:
        groups.setdefault(seat.delegation.name if seat.delegation else seat.get_role_display(), []).append(seat)
    return list(groups.items())


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


def _scan_page(sitting: Sitting) -> str:
    return reverse("scan_cards", args=[sitting.pk])


scan_cards = ActForm(
    path="sittings/<int:pk>/check-in/scan/",
    name="scan_cards",
    line=MOVES["check_in"],
    find=_sitting,
    action=actions.check_in_by_card,
    thing="sitting",
    form=CardForm,
    heading="扫证签到",
    lead=lambda sitting: "{name} · 实到 {arrived} 人，应到 {expected} 人".format(
        name=sitting.name, **_numbers(sitting)
    ),
    submit="登记到会",
    cancel=_check_in_page,
    done=lambda attendance: f"✓ {attendance.seat.person} 已到会",
    goes_to=lambda attendance: _scan_page(attendance.sitting),
)
"""扫证: one scan a deputy, at the door; the field waits for the next one."""


@require_GET
def attendance_cards(request: Request, pk: int) -> HttpResponse:
    """出席证 to print, ten an A4 page, by delegation."""
    sitting = _sitting(request, pk)
    MOVES.require("check_in", sitting.place, request.seat)
    members = told_apart(queries.members_of(sitting).filter(role__in=CARRIERS)[:MOST_SHOWN])
    if not members:
        raise Refused("名单里还没有人，没有出席证可印")
    context = {"sitting": sitting, "cards": cards(sitting, members)}
    return pdf(request, "sittings/cards_paper.html", context, "出席证.pdf")


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
