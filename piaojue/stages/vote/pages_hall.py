"""The hall: slips, the tellers' screen, the big screen, opening and closing, exchange for paper."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from piaojue.commons.moves import Refused
from piaojue.commons.web.forms import fill, version_of
from piaojue.commons.web.printing import pdf_bytes
from piaojue.stages.vote import actions, queries, sealed
from piaojue.stages.vote.actions.hall import paper_before_closing
from piaojue.stages.vote.ballot_box import ballot_box
from piaojue.stages.vote.ballots import ballot_name, guidance, options
from piaojue.stages.vote.forms import BasisForm, ExchangeForm, LeftOverForm, SlipsForm, TranscribedForm
from piaojue.stages.vote.models import Poll, PollState
from piaojue.stages.vote.moves import MOVES
from piaojue.stages.vote.pages_setup import poll_at
from piaojue.stages.vote.sheets import slips_pdf

ONLY_HERE = {"localhost", "127.0.0.1"}
"""Names by which a computer calls itself: no phone gets there."""
ROWS_ON_THE_WALL = 15
"""Projects that one table on the hall's screen can show; more stand in two columns."""


@require_GET
def tellers(request: HttpRequest, pk: int) -> HttpResponse:
    """监票人的屏: numbers, who has agreed, and what to do next."""
    poll = poll_at(request, pk, "read_polls")
    return render(request, "vote/tellers.html", _tellers(request, poll))


@require_GET
def tellers_numbers(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the tellers' screen that is fetched again every few seconds."""
    poll = poll_at(request, pk, "read_polls")
    return render(request, "vote/_numbers.html", _tellers(request, poll))


def _tellers(request: HttpRequest, poll: Poll) -> dict:
    agreed = poll.consents.select_related("seat__person").order_by("pk")
    acts = [
        "print_slips",
        "void_slips",
        "agree_to_open",
        "agree_to_close",
        "exchange_slip",
        "switch_to_paper",
        "keep_paper_box",
        "enter_paper",
        "count",
        "give_back_slip",
        "connect_office",
    ]
    now_asked = "open" if poll.state == PollState.FROZEN else "close"
    return {
        "i_agreed": any(c.act == now_asked and c.seat_id == getattr(request.seat, "pk", None) for c in agreed),
        "poll": poll,
        "numbers": queries.hall_numbers(poll),
        "agreed_open": [c for c in agreed if c.act == "open"],
        "agreed_close": [c for c in agreed if c.act == "close"],
        "may": {act: MOVES.may(act, poll, request.seat) for act in acts},
        "boxes": queries.boxes_of(poll, request.seat),
        "now": timezone.now(),
        "slips": queries.slips_of(poll),
        "keys": sealed.keys_of(poll),
        "mine": queries.key_of(poll, request.seat),
        "paper_first": paper_before_closing(poll) if poll.state == PollState.OPEN else None,
    }


@require_GET
def hall(request: HttpRequest, pk: int) -> HttpResponse:
    """会场大屏 while voting: 应到 实到 发票 收回 未投 and the time; never a partial result."""
    poll = poll_at(request, pk, "watch_hall")
    voting = poll.state == PollState.OPEN and not poll.on_paper
    booth = request.build_absolute_uri(ballot_box(poll).address(poll.box_id)) if voting else ""
    context = {"poll": poll, "numbers": queries.hall_numbers(poll), "now": timezone.now(), "booth": booth}
    return render(request, "vote/hall.html", context)


@require_GET
def hall_numbers(request: HttpRequest, pk: int) -> HttpResponse:
    poll = poll_at(request, pk, "watch_hall")
    return render(
        request, "vote/_hall_numbers.html", {"poll": poll, "numbers": queries.hall_numbers(poll), "now": timezone.now()}
    )


@require_GET
def hall_result(request: HttpRequest, pk: int) -> HttpResponse:
    """会场大屏 after the count."""
    poll = poll_at(request, pk, "read_polls")
    if not poll.counts:
        raise Refused("还没有计票。计票完成后，这里显示结果。")
    lines = queries.announced_lines(poll)
    half = len(lines) if len(lines) <= ROWS_ON_THE_WALL else -(-len(lines) // 2)
    context = {
        "poll": poll,
        "lines": lines,
        "parts": [lines[:half], lines[half:]] if lines[half:] else [lines],
        "columns": queries.announced_columns(poll),
        "verdict": poll.the_verdict,
        "counts": poll.counts,
        "keys": sealed.keys_of(poll),
        "verify": sealed.verify_address(request.build_absolute_uri, poll),
    }
    return render(request, "vote/hall_result.html", context)


def slips(request: HttpRequest, pk: int) -> HttpResponse:
    """Print slips: the sheet is the answer of the POST and exists nowhere else. Of a sealed box: how the office prints them."""
    poll = poll_at(request, pk, "print_slips")
    if poll.state == PollState.ABANDONED:
        raise Refused("这次投票已经作废，票签都已失效。")
    if poll.sealed:
        may = {act: MOVES.may(act, poll, request.seat) for act in ("connect_office", "void_slips")}
        return render(
            request,
            "vote/slips_sealed.html",
            {"poll": poll, "slips": queries.slips_of(poll), "keys": sealed.keys_of(poll), "may": may},
        )
    form = SlipsForm(request.POST or None, initial={"number": queries.hall_numbers(poll)["present"] or None})
    if request.method == "POST" and form.is_valid():
        try:
            codes = actions.print_slips(
                poll=poll, number=form.cleaned_data["number"], by=request.seat, version=version_of(request)
            )
            return _sheet(request, poll, codes)
        except Refused as refusal:
            for reason in refusal.reasons:
                form.add_error(None, reason)
    status = 422 if request.method == "POST" else 200
    context = {
        "poll": poll,
        "thing": poll,
        "form": form,
        "slips": queries.slips_of(poll),
        "may_void": MOVES.may("void_slips", poll, request.seat),
        "closed": MOVES.refusals("print_slips", poll, request.seat),
        "address": request.build_absolute_uri("/"),
        "only_here": request.get_host().partition(":")[0] in ONLY_HERE,
    }
    return render(request, "vote/slips.html", context, status=status)


def _sheet(request: HttpRequest, poll: Poll, codes: list[str]) -> HttpResponse:
    box = ballot_box(poll)
    data = slips_pdf(poll, codes, lambda code: request.build_absolute_uri(box.address(poll.box_id, code)))
    answer = HttpResponse(data, content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="slips.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer


def void_slips(request: HttpRequest, pk: int) -> HttpResponse:
    poll = poll_at(request, pk, "void_slips")

    def then(cleaned: dict) -> str:
        made = actions.void_slips(poll=poll, codes=cleaned["codes"], by=request.seat)
        messages.success(request, f"已作废 {made} 张票签。")
        return f"/polls/{pk}/slips/"

    context = {
        "heading": "作废剩余票签",
        "lead": "开箱前，把没有发出去的票签当众逐张作废。",
        "submit": "作废这些票签",
        "next": f"/polls/{pk}/slips/",
        "cancel": f"/polls/{pk}/slips/",
        "thing": poll,
    }
    return fill(request, LeftOverForm, then, template="vote/slip_form.html", context=context | _slip_facts(poll))


@require_POST
def void_all_slips(request: HttpRequest, pk: int) -> HttpResponse:
    actions.void_all_slips(poll=poll_at(request, pk, "void_slips"), by=request.seat)
    messages.success(request, "已印的票签全部作废，请重新印制。")
    return redirect("slips", pk)


@require_POST
def open_poll(request: HttpRequest, pk: int) -> HttpResponse:
    poll = actions.agree_to_open(poll=poll_at(request, pk, "agree_to_open"), by=request.seat)
    said = (
        "票箱已开，可以投票。"
        if poll.state == PollState.OPEN
        else "您已同意开箱，还需另一名监票人同意（其中一人为总监票人）。"
    )
    messages.success(request, said)
    return redirect("tellers_screen", pk)


@require_POST
def close_poll(request: HttpRequest, pk: int) -> HttpResponse:
    poll = actions.agree_to_close(poll=poll_at(request, pk, "agree_to_close"), by=request.seat)
    said = (
        "投票已截止。"
        if poll.state == PollState.CLOSED
        else "您已同意截止，还需另一名监票人同意（其中一人为总监票人）。"
    )
    messages.success(request, said)
    return redirect("tellers_screen", pk)


def exchange_slip(request: HttpRequest, pk: int) -> HttpResponse:
    poll = poll_at(request, pk, "exchange_slip")

    def then(cleaned: dict) -> str:
        actions.exchange_slip(poll=poll, code=cleaned["code"], by=request.seat)
        messages.success(request, "票签已收回作废，请发给一张纸质票。")
        return f"/polls/{pk}/exchange/"

    context = {
        "heading": "以票签换纸质票",
        "lead": poll.term("扫描或输入代表交回的票签。已经投过票的票签不能换。"),
        "submit": "收回票签",
        "next": f"/polls/{pk}/exchange/",
        "cancel": f"/polls/{pk}/tellers/",
    }
    return fill(request, ExchangeForm, then, template="vote/slip_form.html", context=context | _slip_facts(poll))


def _slip_facts(poll: Poll) -> dict:
    """A sealed box knows slips by their public half, which the teller's page computes: its address tells the page how."""
    return {"poll": poll, "board": ballot_box(poll).address(poll.box_id) + "board.json" if poll.sealed else ""}


def give_back_slip(request: HttpRequest, pk: int) -> HttpResponse:
    """转录: one slip back for one paper ballot."""
    poll = poll_at(request, pk, "give_back_slip")

    def then(cleaned: dict) -> str:
        actions.give_back_slip(poll=poll, code=cleaned["code"], by=request.seat)
        messages.success(request, "可以用这张票签转录一张纸质票：两名监票人在会场终端扫签，照票填写，投入票箱。")
        return f"/polls/{pk}/tellers/"

    context = {
        "heading": "转录少量纸质票",
        "lead": "扫描交回的票签，一张签转录一张纸质票。两名监票人一起做，原票封存。",
        "submit": "用这张票签转录",
        "next": f"/polls/{pk}/tellers/",
        "cancel": f"/polls/{pk}/tellers/",
    }
    return fill(request, ExchangeForm, then, template="vote/slip_form.html", context=context | _slip_facts(poll))


def declare_transcribed(request: HttpRequest, pk: int) -> HttpResponse:
    poll = poll_at(request, pk, "give_back_slip")

    def then(cleaned: dict) -> str:
        actions.declare_transcribed(poll=poll, ballots=cleaned["ballots"], by=request.seat)
        messages.success(request, "已登记转录完毕，可以截止。")
        return f"/polls/{pk}/tellers/"

    context = {
        "heading": "纸质票已全部转录",
        "lead": "纸质票箱里一共收回多少张，就应当转录了多少张。没有收回纸质票填 0。",
        "submit": "登记",
        "cancel": f"/polls/{pk}/tellers/",
    }
    return fill(request, TranscribedForm, then, context=context)


def to_paper(request: HttpRequest, pk: int) -> HttpResponse:
    poll = poll_at(request, pk, "switch_to_paper")

    def then(cleaned: dict) -> str:
        actions.switch_to_paper(poll=poll, basis=cleaned["basis"], by=request.seat)
        messages.success(request, poll.term("已改用纸质票。已投的电子票保留；没有投票的代表凭票签换纸质票。"))
        return f"/polls/{pk}/tellers/"

    context = {
        "heading": "全场改用纸质票",
        "lead": "此后不再接收电子票，已投入的保留，不能再改回。",
        "submit": "改用纸质票",
        "cancel": f"/polls/{pk}/tellers/",
    }
    return fill(request, BasisForm, then, context=context)


@require_GET
def paper_ballot(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper ballot of the same rule, A4, in the poll's colour."""
    poll = poll_at(request, pk, "read_polls")
    context = {
        "poll": poll,
        "name": ballot_name(poll),
        "options": [label for _, label in options(poll)],
        "guidance": guidance(poll),
    }
    answer = HttpResponse(pdf_bytes("vote/ballot_paper.html", context), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="ballot.pdf"'
    return answer
