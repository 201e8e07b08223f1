"""Pages of 票决: the year's polls, one poll at the desk, the public result."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from piaojue.commons.record.log import history
from piaojue.commons.web.listing import listing
from piaojue.commons.years.queries import on_page, year_at
from piaojue.stages.vote import queries, sealed
from piaojue.stages.vote.ballots import columns
from piaojue.stages.vote.forms import rule_words
from piaojue.stages.vote.models import PollState
from piaojue.stages.vote.moves import MOVES
from piaojue.stages.vote.outcome import rounds
from piaojue.stages.vote.wording import ACTS, BOX_ALONE

BUTTONS = [
    "set_rule",
    "refresh_items",
    "appoint_tellers",
    "freeze_poll",
    "print_slips",
    "keep_paper_box",
    "enter_paper",
    "count",
    "record_decision",
    "next_round",
    "confirm_result",
    "abandon_poll",
    "wipe_rehearsal",
]


@require_GET
def poll_list(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """Polls of the year; outside the hall only the confirmed ones."""
    year = year_at(request, place, number)
    page = listing(
        request,
        queries.polls_for(request.seat, year),
        search=("title",),
        filters={"state": ("状态", PollState.choices)},
        export=[("名称", "title"), ("票种", "get_kind_display"), ("会议", "sitting"), ("状态", "get_state_display")],
    )
    if isinstance(page, HttpResponse):
        return page
    may_prepare = year.place.has_congress and MOVES.entitled("prepare_poll", year.place, request.seat)
    return render(request, "vote/polls.html", {"year": year, "page": page, "may_prepare": may_prepare})


@require_GET
def poll_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One poll. The hall's people see its preparation and counts; everybody else is shown the public result."""
    seat = request.seat
    poll, inside = queries.poll_seen(seat or None, pk)
    on_page(request, poll)
    if not inside:
        if poll.advisory:
            return redirect("consultation", poll.sitting.consultation.pk)
        return redirect("vote_result", poll.year.place_id, poll.year.number)
    return render(
        request,
        "vote/poll.html",
        {
            "poll": poll,
            "may": {act: MOVES.may(act, poll, seat) for act in BUTTONS},
            "why": {act: MOVES.refusals(act, poll, seat) for act in ("freeze_poll", "confirm_result")},
            "rule_words": [(poll.term(label), poll.term(word)) for label, word in rule_words(poll.the_rule, poll.kind)],
            "numbers": queries.hall_numbers(poll),
            "tellers": poll.tellers.select_related("person", "body").order_by("role", "pk"),
            "boxes": poll.paper_boxes.all(),
            "lines": queries.count_lines(poll),
            "columns": columns(poll),
            "rounds": rounds(poll),
            "later": poll.reruns.all(),
            "verdict": poll.the_verdict,
            "history": [(entry, ACTS.get(entry.act.partition(".")[2], entry.act)) for entry in history(poll)[:12]],
            "alone": BOX_ALONE if poll.advisory else "",
            "rehearsal_note": "演练不作数，结束后清除" if poll.rehearsal else "",
        },
    )


@require_GET
def result(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """票决结果: who is in, who is not, and why, in one sentence each. Public once the presidium has confirmed."""
    year = year_at(request, place, number)
    if not year.place.has_congress:
        raise Http404
    rows = list(queries.results_of(year))
    poll = rows[0].poll if rows else None
    return render(
        request,
        "vote/result.html",
        {
            "year": year,
            "poll": poll,
            "rows": rows,
            "adopted": [r for r in rows if r.adopted],
            "others": [r for r in rows if not r.adopted],
            "with_counts": any(r.approve is not None for r in rows),
            "in_full": any(r.against is not None for r in rows),
            "summary": queries.public_summary(poll),
            "archives": sealed.archives_of(poll, request.build_absolute_uri),
            "codes": poll.codes if poll else [],
            "box": queries.check_address(poll),
        },
    )
