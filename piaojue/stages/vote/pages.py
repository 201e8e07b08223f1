"""Pages of 票决: the year's polls, one poll at the desk, the public result."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from piaojue.commons.decisions.queries import decisions_on
from piaojue.commons.people.moves import MOVES as PEOPLE
from piaojue.commons.record.log import history
from piaojue.commons.record.wording import Wording
from piaojue.commons.web.listing import listing, show_list
from piaojue.commons.web.request import Request
from piaojue.commons.years.queries import on_page, year_at
from piaojue.stages.vote import queries, sealed
from piaojue.stages.vote.ballots import columns
from piaojue.stages.vote.forms import rule_words
from piaojue.stages.vote.models import Poll, PollState
from piaojue.stages.vote.moves import MOVES
from piaojue.stages.vote.outcome import rounds, rounds_of_items
from piaojue.stages.vote.wording import BOX_ALONE

BUTTONS = [
    "set_rule",
    "refresh_items",
    "appoint_tellers",
    "freeze_poll",
    "enter_passed",
    "begin_next_round",
    "accept_measurement",
    "abandon_poll",
    "propose_voiding",
    "wipe_rehearsal",
]
LAST_ACTS = 12
COLUMNS = [("名称", "title"), ("票种", "get_kind_display"), ("会议", "sitting"), ("状态", "get_state_display")]


@require_GET
def poll_list(request: Request, place: str, number: int) -> HttpResponse:
    """Polls of the year; outside the hall only the confirmed ones."""
    year = year_at(request, place, number)
    page = listing(
        request,
        queries.polls_for(request.seat, year),
        search=("title",),
        filters={"state": ("状态", PollState.choices)},
    )
    may_prepare = year.place.has_congress and MOVES.entitled("prepare_poll", year.place, request.seat)
    may_appoint = may_prepare and PEOPLE.entitled("appoint", year.place, request.seat)
    crew_waits = queries.crew_waiting(request.seat, year.place)
    return show_list(
        request,
        "vote/polls.html",
        page,
        {
            "year": year,
            "may_prepare": may_prepare,
            "may_appoint": may_appoint,
            "crew_waits": crew_waits,
            "casting": queries.is_casting(year),
        },
        columns=COLUMNS,
    )


@require_GET
def poll_page(request: Request, pk: int) -> HttpResponse:
    """One poll. The hall's people see its preparation and counts; everybody else is shown the public result."""
    poll, inside = queries.poll_seen(request.seat, pk)
    on_page(request, poll)
    if inside:
        return render(request, "vote/poll.html", _poll_context(request, poll))
    if poll.advisory:
        return redirect("consultation", poll.sitting.consultation.pk)
    return redirect(poll.year.page("vote_result"))


def _poll_context(request: Request, poll: Poll) -> dict[str, Any]:
    return {
        "poll": poll,
        "may": {code: MOVES.may(code, poll, request.seat) for code in BUTTONS},
        "rule_words": [(poll.term(label), poll.term(word)) for label, word in rule_words(poll.the_rule, poll.kind)],
        "numbers": queries.hall_numbers(poll),
        "tellers": queries.tellers_of(poll),
        "boxes": poll.paper_boxes.all(),
        "lines": queries.count_lines(poll),
        "columns": columns(poll),
        "rounds": rounds(poll),
        "later": poll.reruns.all(),
        "verdict": poll.the_verdict,
        "history": _history(poll),
        "awaits": queries.awaits_of(poll, request.seat),
        "decisions": decisions_on(poll),
        "alone": BOX_ALONE if poll.advisory else "",
        "rehearsal_note": "演练不作数，结束后清除" if poll.rehearsal else "",
    }


def _history(poll: Poll) -> list[tuple[Any, str]]:
    """(entry, what happened) of the last acts, in the words of the place and of this kind of poll."""
    wording = Wording()
    return [(entry, poll.term(wording(entry))) for entry in history(poll)[:LAST_ACTS]]


@require_GET
def result(request: Request, place: str, number: int) -> HttpResponse:
    """票决结果: who is in, who is not, and why, in one sentence each. Public once the presidium has confirmed."""
    year = year_at(request, place, number)
    if not year.place.has_congress:
        raise Http404
    rows = list(queries.results_of(year))
    poll = rows[0].poll if rows else None
    numbers = rounds_of_items(poll) if poll and poll.previous_id else {}
    for row in rows:
        row.round_number = numbers.get(row.key)  # type: ignore[attr-defined]  # counts of two rounds never stand together unnamed
    context = {
        "year": year,
        "poll": poll,
        "rows": rows,
        "adopted": [row for row in rows if row.adopted],
        "others": [row for row in rows if not row.adopted],
        "with_counts": any(row.approve is not None for row in rows),
        "in_full": any(row.against is not None for row in rows),
        "summary": queries.public_summary(poll),
        "archives": sealed.archives_of(poll, request.build_absolute_uri),
        "codes": poll.codes if poll else [],
        "box": queries.check_address(poll),
    }
    return render(request, "vote/result.html", context)
