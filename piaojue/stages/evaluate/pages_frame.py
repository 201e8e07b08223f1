"""Pages of a survey's frame: who is in it, the draw, invitations, sheets to print, and how many have answered."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from piaojue.commons.moves import Refused
from piaojue.commons.web.act_pages import ActButton, ActForm
from piaojue.commons.web.printed import printed_address
from piaojue.commons.web.printing import pdf
from piaojue.commons.web.request import Request
from piaojue.commons.years.queries import on_page
from piaojue.stages.evaluate import actions, queries
from piaojue.stages.evaluate.actions.framing import silent
from piaojue.stages.evaluate.codes import code_of
from piaojue.stages.evaluate.forms_reply import SampleForm
from piaojue.stages.evaluate.models import Invitee, Item, Survey
from piaojue.stages.evaluate.moves import MOVES
from piaojue.stages.evaluate.pages_desk import survey_at

MOST_SHEETS = 500
ACTS = (
    "add_to_frame",
    "add_proposers",
    "draw_sample",
    "send_invitations",
    "remind_invited",
    "enter_paper",
    "print_sheets",
)


def frame_page(survey: Survey) -> str:
    return reverse("survey_frame", args=[survey.pk])


@require_GET
def frame(request: Request, pk: int) -> HttpResponse:
    """Who is asked, by group, and how many have answered; for those who prepare it."""
    survey = survey_at(request, pk)
    MOVES.require("read_preparations", survey.place, request.seat)
    on_page(request, survey)
    context = {
        "survey": survey,
        "year": survey.year,
        "work": queries.fieldwork_of(survey),
        "may": {act: MOVES.may(act, survey, request.seat) for act in ACTS if act != "print_sheets"},
        "sheets": _to_visit(survey).count() if MOVES.entitled("print_sheets", survey.place, request.seat) else 0,
        "silent": silent(survey).count(),
    }
    return render(request, "evaluate/frame.html", context)


add_proposers = ActButton(
    path="surveys/<int:pk>/frame/proposers/",
    line=MOVES["add_proposers"],
    find=survey_at,
    action=actions.add_proposers,
    thing="survey",
    done="建议人已列入名单",
    goes_to=frame_page,
)
draw_sample = ActForm(
    path="surveys/<int:pk>/frame/draw/",
    line=MOVES["draw_sample"],
    find=survey_at,
    action=actions.draw_sample,
    thing="survey",
    form=SampleForm,
    lead="随机抽取，抽样的种子记入操作记录，谁都可以重算。重新抽样会代替上一次的。",
    done="已抽样",
    cancel=frame_page,
    goes_to=frame_page,
)
send_invitations = ActButton(
    path="surveys/<int:pk>/frame/invite/",
    line=MOVES["send_invitations"],
    find=survey_at,
    action=actions.send_invitations,
    thing="survey",
    done="邀请已交给短信通道",
    goes_to=frame_page,
)
remind_invited = ActButton(
    path="surveys/<int:pk>/frame/remind/",
    line=MOVES["remind_invited"],
    find=survey_at,
    action=actions.remind_invited,
    thing="survey",
    done="提醒已交给短信通道",
    goes_to=frame_page,
)


@dataclass(frozen=True)
class Sheet:
    """One person's sheet. code: as it is typed; address: the same answer on a phone; items: rows that are asked about."""

    code: str
    address: str
    at: str
    items: list[Item]


def _to_visit(survey: Survey) -> QuerySet[Invitee]:
    return survey.frame.filter(drawn=True, answered=False, phone="").order_by("at", "pk")


@require_GET
def sheets(request: Request, pk: int) -> HttpResponse:
    """One A4 sheet for each drawn person without a telephone. Raises Refused: nobody is left to visit, too many at once."""
    survey = survey_at(request, pk)
    MOVES.require("print_sheets", survey.place, request.seat)
    rows = list(_to_visit(survey)[: MOST_SHEETS + 1])
    if not rows:
        raise Refused("抽中的人都有手机号，或者都已经回答：没有要上门的问卷")
    items = queries.items_of(survey)
    made = [_sheet(request, row, items) for row in rows[:MOST_SHEETS]]
    return pdf(request, "evaluate/sheets.html", {"survey": survey, "sheets": made}, f"{survey.title}问卷.pdf")


def _sheet(request: Request, row: Invitee, items: list[Item]) -> Sheet:
    code = code_of(row)
    address = printed_address(request, reverse("survey_invited", args=[code]))
    return Sheet(code, address, row.at, [item for item in items if row.item_id in (None, item.pk)])
