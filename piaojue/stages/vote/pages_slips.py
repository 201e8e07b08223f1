"""Slips: printed, void, exchanged for paper, given back to transcribe paper."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.web.act_pages import ActButton, ActForm
from piaojue.commons.web.forms import version_of
from piaojue.commons.web.request import Request
from piaojue.stages.vote import actions, queries, sealed
from piaojue.stages.vote.ballot_box import ballot_box
from piaojue.stages.vote.finding import poll_at, seat_of, tellers_screen
from piaojue.stages.vote.forms import ExchangeForm, LeftOverForm, SlipsForm, TranscribedForm
from piaojue.stages.vote.models import Poll, PollState
from piaojue.stages.vote.moves import MOVES
from piaojue.stages.vote.sheets import slips_pdf

ONLY_HERE = {"localhost", "127.0.0.1"}
"""Names by which a computer calls itself: no phone gets there."""


def slips(request: Request, pk: int) -> HttpResponse:
    """Print slips: the sheet is the answer of the POST and exists nowhere else. Of a sealed box: how the office prints them."""
    poll = poll_at(request, pk)
    act = "connect_office" if poll.sealed else "print_slips"
    if not MOVES.entitled(act, poll.place, request.seat):
        raise NotYours(act)
    if poll.state == PollState.ABANDONED:
        raise Refused("这次投票已经作废，票签都已失效。")
    if poll.sealed:
        return render(request, "vote/slips_sealed.html", _sealed_context(request, poll))
    form = SlipsForm(request.POST or None, initial={"number": queries.hall_numbers(poll)["present"] or None})
    if request.method == "POST" and form.is_valid():
        try:
            number, version = form.cleaned_data["number"], version_of(request)
            codes = actions.print_slips(poll=poll, number=number, by=seat_of(request), version=version)
            return _sheet(request, poll, codes)
        except Refused as refusal:
            for reason in refusal.reasons:
                form.add_error(None, reason)
    context = _print_context(request, poll) | {"form": form}
    return render(request, "vote/slips.html", context, status=422 if request.method == "POST" else 200)


def _sealed_context(request: Request, poll: Poll) -> dict[str, Any]:
    may = {code: MOVES.may(code, poll, request.seat) for code in ("connect_office", "void_slips")}
    return {"poll": poll, "slips": queries.slips_of(poll), "keys": sealed.keys_of(poll), "may": may}


def _print_context(request: Request, poll: Poll) -> dict[str, Any]:
    return {
        "poll": poll,
        "thing": poll,
        "slips": queries.slips_of(poll),
        "may_void": MOVES.may("void_slips", poll, request.seat),
        "closed": MOVES.refusals("print_slips", poll, request.seat),
        "address": request.build_absolute_uri("/"),
        "only_here": request.get_host().partition(":")[0] in ONLY_HERE,
    }


def _sheet(request: Request, poll: Poll, codes: list[str]) -> HttpResponse:
    box = ballot_box(poll)
    data = slips_pdf(poll, codes, lambda code: request.build_absolute_uri(box.address(poll.box_id, code)))
    answer = HttpResponse(data, content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="slips.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer


def _slip_facts(poll: Poll) -> dict[str, Any]:
    """A sealed box knows slips by their public half, which the teller's page computes: its address tells the page how."""
    box = ballot_box(poll)
    if not poll.sealed:
        return {"poll": poll}
    return {"poll": poll, "board": box.address(poll.box_id) + "board.json", "script": box.slips_script()}


def _slips_page(poll: Poll) -> str:
    return poll.page("slips")


void_slips = ActForm(
    path="polls/<int:pk>/slips/void/",
    line=MOVES["void_slips"],
    find=poll_at,
    action=actions.void_slips,
    thing="poll",
    form=LeftOverForm,
    lead="开箱前，把没有发出去的票签当众逐张作废。",
    submit="作废这些票签",
    cancel=_slips_page,
    template="vote/slip_form.html",
    context=lambda request, poll: _slip_facts(poll) | {"next": _slips_page(poll)},
    done=lambda voided: f"已作废 {voided.number} 张票签。",
    goes_to=lambda voided: _slips_page(voided.poll),
)

void_all_slips = ActButton(
    path="polls/<int:pk>/slips/void-all/",
    line=MOVES["void_all_slips"],
    find=poll_at,
    action=actions.void_all_slips,
    thing="poll",
    done="已印的票签全部作废，请重新印制。",
    goes_to=_slips_page,
)


def _exchange_page(poll: Poll) -> str:
    return poll.page("exchange_slip")


exchange_slip = ActForm(
    path="polls/<int:pk>/exchange/",
    line=MOVES["exchange_slip"],
    find=poll_at,
    action=actions.exchange_slip,
    thing="poll",
    form=ExchangeForm,
    lead=lambda poll: poll.term("扫描或输入代表交回的票签。已经投过票的票签不能换。"),
    submit="收回票签",
    cancel=tellers_screen,
    template="vote/slip_form.html",
    context=lambda request, poll: _slip_facts(poll) | {"next": _exchange_page(poll)},
    done="票签已收回作废，请发给一张纸质票。",
    goes_to=_exchange_page,
)


def _given_back(given: actions.GivenBack) -> str:
    yours = f"您的转录码是 {given.hand}，由您本人填票时输入，不要给别人看。"
    if given.usable:
        return (
            f"{yours}现在可以转录：两名监票人在会场终端扫签，各照着纸票填一遍，各输入自己的转录码，两遍相同才能投入。"
        )
    return f"{yours}请另一名监票人在自己的设备上扫同一张票签，两人都扫了才能转录。"


give_back_slip = ActForm(
    path="polls/<int:pk>/transcribe/",
    line=MOVES["give_back_slip"],
    find=poll_at,
    action=actions.give_back_slip,
    thing="poll",
    form=ExchangeForm,
    lead="扫描交回的票签，一张签转录一张纸质票。两名监票人各在自己的设备上扫同一张票签，原票封存。",
    submit="用这张票签转录",
    cancel=tellers_screen,
    template="vote/slip_form.html",
    context=lambda request, poll: _slip_facts(poll) | {"next": tellers_screen(poll)},
    done=_given_back,
    goes_to=lambda given: tellers_screen(given.poll),
)
"""转录: one slip back for one paper ballot."""

declare_transcribed = ActForm(
    path="polls/<int:pk>/transcribe/done/",
    line=MOVES["declare_transcribed"],
    find=poll_at,
    action=actions.declare_transcribed,
    thing="poll",
    form=TranscribedForm,
    heading="纸质票已全部转录",
    lead="纸质票箱里一共收回多少张，就应当转录了多少张。没有收回纸质票填 0。",
    submit="登记",
    cancel=tellers_screen,
    done="已登记转录完毕，可以截止。",
    goes_to=tellers_screen,
)
