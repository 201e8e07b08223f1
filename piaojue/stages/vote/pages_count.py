"""Paper boxes, the count, the certificate."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.roles import Role
from piaojue.commons.web.act_pages import ActForm
from piaojue.commons.web.forms import fill
from piaojue.commons.web.printing import pdf
from piaojue.commons.web.request import Request
from piaojue.stages.vote import actions, queries, sealed
from piaojue.stages.vote.ballots import columns, keys_of_marks, limit_of_paper, places_of_marks
from piaojue.stages.vote.finding import box_at, poll_at, seat_of, tellers_screen
from piaojue.stages.vote.forms import BoxForm, CountForm, IssuedForm, SheetForm, sheet_of
from piaojue.stages.vote.models import PaperBox, Poll, PollState
from piaojue.stages.vote.moves import MOVES
from piaojue.stages.vote.wording import BOX_ALONE, beside_the_sheet, equation, presiding

SIGNING = [Role.CHIEF_TELLER, Role.TELLER, Role.COUNTER]


def _screen_of(box: PaperBox) -> str:
    return tellers_screen(box.poll)


new_box = ActForm(
    path="polls/<int:pk>/boxes/new/",
    line=MOVES["add_paper_box"],
    find=poll_at,
    action=actions.add_paper_box,
    thing="poll",
    form=BoxForm,
    lead=lambda poll: poll.title,
    submit="登记",
    cancel=tellers_screen,
    done=lambda box: f"已登记“{box.name}”。",
    goes_to=_screen_of,
)

box_issued = ActForm(
    path="polls/<int:pk>/boxes/<int:box>/issued/",
    name="paper_issued",
    line=MOVES["register_paper"],
    find=box_at,
    action=actions.register_paper,
    thing="box",
    form=IssuedForm,
    form_options=lambda request, box: {"initial": {"issued": box.issued, "collected": box.collected}},
    heading=lambda box: f"{box.name}：发出和收回的纸质票",
    lead=lambda box: box.poll.title,
    submit="登记",
    cancel=_screen_of,
    done="已登记发出和收回的纸质票。",
    goes_to=_screen_of,
)


def enter_paper(request: Request, pk: int, box: int) -> HttpResponse:
    """One teller's own sheet; the other's numbers are never shown, only where both differ."""
    paper_box = box_at(request, pk, box)
    if not MOVES.entitled("enter_paper", paper_box.place, request.seat):
        raise NotYours("enter_paper")
    poll = paper_box.poll

    def enter(cleaned: dict[str, Any]) -> str:
        entered = actions.enter_paper(box=paper_box, sheet=sheet_of(poll, cleaned), by=seat_of(request))
        messages.add_message(request, *_entered(entered))
        return tellers_screen(poll)

    places, blank = places_of_marks(poll)
    context = {
        "poll": poll,
        "box": paper_box,
        "columns": [word for word in columns(poll) if word],
        "keys": keys_of_marks(poll),
        "places": places,
        "blank": blank,
        "limit": limit_of_paper(poll) or "",
    }
    return fill(request, SheetForm, enter, template="vote/enter.html", context=context, form_kwargs={"poll": poll})


def _entered(box: PaperBox) -> tuple[int, str]:
    """(level of the message, what is said) after a sheet."""
    if box.settled:
        return messages.SUCCESS, f"“{box.name}”两人录入一致，已核定。"
    if len(box.entries) == 2:
        return messages.ERROR, f"“{box.name}”两人录入不一致，请共同复核原票后，由填错的人重新录入。"
    return messages.SUCCESS, f"您已录入“{box.name}”，请另一人独立录入。"


def _count_context(request: Request, poll: Poll) -> dict[str, Any]:
    return {
        "poll": poll,
        "numbers": queries.hall_numbers(poll),
        "boxes": poll.paper_boxes.all(),
        "closed": MOVES.refusals("count", poll, request.seat),
    }


def _count_options(request: Request, poll: Poll) -> dict[str, Any]:
    return {"initial": {"not_voted": queries.hall_numbers(poll)["not_yet"] if request.method == "GET" else None}}


def _counted(poll: Poll) -> str:
    to_do = poll.verdict and poll.state == PollState.COUNTED
    return "计票完成，还有一步要办。" if to_do else "计票完成，计票报告单已生成。"


count = ActForm(
    path="polls/<int:pk>/count/",
    name="count_poll",
    line=MOVES["count"],
    find=poll_at,
    action=actions.count,
    thing="poll",
    form=CountForm,
    form_options=_count_options,
    template="vote/count.html",
    context=_count_context,
    done=_counted,
    goes_to=lambda poll: poll.page("certificate"),
)


def _certificate(request: Request, pk: int) -> dict[str, Any]:
    poll = poll_at(request, pk)
    if not poll.counts:
        raise Refused("还没有计票，计票完成后生成计票报告单。")
    return {
        "poll": poll,
        "counts": poll.the_counts,
        "lines": queries.count_lines(poll),
        "columns": columns(poll),
        "verdict": poll.the_verdict,
        "equation": equation(poll),
        "alone": BOX_ALONE if poll.advisory else "",
        "tellers": sorted(queries.tellers_of(poll), key=lambda seat: (SIGNING.index(Role(seat.role)), seat.pk)),
        "check": queries.check_address(poll),
        "presiding": presiding(poll),
        "beside": beside_the_sheet(poll),
        "keys": sealed.keys_of(poll),
        "verify": sealed.verify_address(request.build_absolute_uri, poll),
    }


@require_GET
def certificate(request: Request, pk: int) -> HttpResponse:
    """计票报告单."""
    return render(request, "vote/certificate.html", _certificate(request, pk))


@require_GET
def certificate_pdf(request: Request, pk: int) -> HttpResponse:
    """计票报告单 to print and sign."""
    return pdf(request, "vote/certificate_paper.html", _certificate(request, pk), "计票报告单.pdf")
