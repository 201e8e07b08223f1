"""The hall: the tellers' screen, the big screen, opening and closing, the move to paper."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from piaojue.commons.moves import Refused
from piaojue.commons.people.apart import told_apart
from piaojue.commons.sittings.counting import no_longer_in_office
from piaojue.commons.sittings.moves import MOVES as SITTINGS
from piaojue.commons.web.act_pages import ActButton, ActForm
from piaojue.commons.web.printing import pdf
from piaojue.commons.web.request import Request
from piaojue.stages.vote import actions, queries, sealed
from piaojue.stages.vote.ballot_box import ballot_box
from piaojue.stages.vote.ballots import ballot_name, paper_columns, paper_guidance
from piaojue.stages.vote.few_paper import paper_before_closing
from piaojue.stages.vote.finding import poll_at, seat_of, tellers_screen
from piaojue.stages.vote.forms import BasisForm
from piaojue.stages.vote.models import ConsentTo, Poll, PollState
from piaojue.stages.vote.moves import MOVES
from piaojue.stages.vote.now import next_for, steps_of
from piaojue.stages.vote.outcome import rounds
from piaojue.stages.vote.watching import before_opening

ROWS_ON_THE_WALL = 15
"""Projects that one table on the hall's screen can show; more stand in two columns."""
BUTTONS = [
    "print_slips",
    "agree_to_open",
    "agree_to_close",
    "exchange_slip",
    "switch_to_paper",
    "add_paper_box",
    "register_paper",
    "enter_paper",
    "count",
    "give_back_slip",
    "connect_office",
]


@require_GET
def tellers(request: Request, pk: int) -> HttpResponse:
    """监票人的屏: numbers, who has agreed, and what to do next."""
    return render(request, "vote/tellers.html", _tellers(request, poll_at(request, pk)))


@require_GET
def tellers_numbers(request: Request, pk: int) -> HttpResponse:
    """The part of the tellers' screen that is fetched again every few seconds."""
    return render(request, "vote/_numbers.html", _tellers(request, poll_at(request, pk)))


def _tellers(request: Request, poll: Poll) -> dict[str, Any]:
    seat, agreements = seat_of(request), list(queries.agreements_of(poll))
    now_asked = ConsentTo.OPEN if poll.state == PollState.FROZEN else ConsentTo.CLOSE
    return {
        "poll": poll,
        "numbers": queries.hall_numbers(poll),
        "agreed_open": [one for one in agreements if one.act == ConsentTo.OPEN],
        "agreed_close": [one for one in agreements if one.act == ConsentTo.CLOSE],
        "i_agreed": any(one.act == now_asked and one.seat_id == seat.pk for one in agreements),
        "may": {code: MOVES.may(code, poll, seat) for code in BUTTONS},
        "boxes": queries.boxes_of(poll, seat),
        "now": timezone.now(),
        "slips": queries.slips_of(poll),
        "keys": sealed.keys_of(poll),
        "mine": queries.key_of(poll, seat),
        "gone": told_apart(no_longer_in_office(poll.sitting)) if poll.state == PollState.FROZEN else [],
        "terminal": ballot_box(poll).address(poll.box_id) + "?terminal" if poll.box_id and poll.sealed else "",
        "before": before_opening(poll) if poll.state == PollState.FROZEN else [],
        "paper_first": paper_before_closing(poll) if poll.state == PollState.OPEN else None,
    }


@require_GET
def now(request: Request, pk: int) -> HttpResponse:
    """会场: the one next act of whoever looks, for whom the hall waits, and what the room hears."""
    poll, seat = poll_at(request, pk, "watch_hall"), seat_of(request)
    steps = steps_of(poll)
    context = {
        "poll": poll,
        "mine": next_for(steps, seat),
        "steps": steps,
        "script": steps[0].script if steps else "",
        "numbers": queries.hall_numbers(poll),
        "votes": poll.state == PollState.OPEN and seat.role == poll.voters and not poll.on_paper,
        "inside": MOVES.entitled("read_polls", poll.place, seat),
        "now": timezone.now(),
    }
    return render(request, "vote/now.html", context)


@require_GET
def hall(request: Request, pk: int) -> HttpResponse:
    """会场大屏 while voting: 应到 实到 发票 收回 未投 and the time; never a partial result."""
    poll = poll_at(request, pk, "watch_hall")
    voting = poll.state == PollState.OPEN and not poll.on_paper
    booth = request.build_absolute_uri(ballot_box(poll).address(poll.box_id)) if voting else ""
    context = {"poll": poll, "numbers": queries.hall_numbers(poll), "now": timezone.now(), "booth": booth}
    return render(request, "vote/hall.html", context)


@require_GET
def hall_numbers(request: Request, pk: int) -> HttpResponse:
    poll = poll_at(request, pk, "watch_hall")
    context = {"poll": poll, "numbers": queries.hall_numbers(poll), "now": timezone.now()}
    return render(request, "vote/_hall_numbers.html", context)


@require_GET
def hall_result(request: Request, pk: int) -> HttpResponse:
    """会场大屏 after the count."""
    poll = poll_at(request, pk)
    if not poll.counts:
        raise Refused("还没有计票。计票完成后，这里显示结果。")
    lines = queries.announced_lines(poll)
    shown = _shown(request, len(lines))
    for place, line in enumerate(lines, 1):
        line["waits"] = place > shown
    half = len(lines) if len(lines) <= ROWS_ON_THE_WALL else -(-len(lines) // 2)
    context = {
        "poll": poll,
        "lines": lines,
        "parts": [lines[:half], lines[half:]] if lines[half:] else [lines],
        "columns": queries.announced_columns(poll),
        "verdict": poll.the_verdict,
        "counts": poll.the_counts,
        "keys": sealed.keys_of(poll),
        "verify": sealed.verify_address(request.build_absolute_uri, poll),
        "line": queries.pass_line(poll),
        "next": shown + 1 if shown < len(lines) else None,
        "all": shown >= len(lines),
        "round": len(rounds(poll)) if poll.previous_id else None,
    }
    return render(request, "vote/hall_result.html", context)


def _shown(request: Request, number: int) -> int:
    """How many lines are announced: all of them, or as far as the chair has got who announces them one by one."""
    asked = request.GET.get("upto", "")
    return min(int(asked), number) if asked.isdecimal() and len(asked) < 4 else number


def _opened(poll: Poll) -> str:
    if poll.state == PollState.OPEN:
        return "票箱已开，可以投票。"
    return "您已同意开箱，还需另一名监票人同意（其中一人为总监票人）。"


def _closed(poll: Poll) -> str:
    if poll.state == PollState.CLOSED:
        return "投票已截止。"
    return "您已同意截止，还需另一名监票人同意（其中一人为总监票人）。"


open_poll = ActButton(
    path="polls/<int:pk>/open/",
    name="open_poll",
    line=MOVES["agree_to_open"],
    find=poll_at,
    action=actions.agree_to_open,
    thing="poll",
    done=_opened,
    goes_to=tellers_screen,
)

strike_off_departed = ActButton(
    path="polls/<int:pk>/strike-off/",
    name="strike_off_departed",
    line=SITTINGS["strike_off"],
    find=poll_at,
    action=actions.strike_off_departed,
    thing="poll",
    done="已划去离任者的签到",
    goes_to=tellers_screen,
)

close_poll = ActButton(
    path="polls/<int:pk>/close/",
    name="close_poll",
    line=MOVES["agree_to_close"],
    find=poll_at,
    action=actions.agree_to_close,
    thing="poll",
    done=_closed,
    goes_to=tellers_screen,
)

to_paper = ActForm(
    path="polls/<int:pk>/to-paper/",
    line=MOVES["switch_to_paper"],
    find=poll_at,
    action=actions.switch_to_paper,
    thing="poll",
    form=BasisForm,
    lead="此后不再接收电子票，已投入的保留，不能再改回。",
    submit="改用纸质票",
    cancel=tellers_screen,
    done=lambda poll: poll.term("已改用纸质票。已投的电子票保留；没有投票的代表凭票签换纸质票。"),
    goes_to=tellers_screen,
)


@require_GET
def paper_ballot(request: Request, pk: int) -> HttpResponse:
    """The paper ballot of the same rule, A4, in the poll's colour."""
    poll = poll_at(request, pk)
    context = {
        "poll": poll,
        "name": ballot_name(poll),
        "options": paper_columns(poll),
        "guidance": paper_guidance(poll),
    }
    return pdf(request, "vote/ballot_paper.html", context, "ballot.pdf")
