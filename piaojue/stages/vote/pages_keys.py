"""The keys of a sealed box: who has done what, connection codes, and the archive that anybody can check."""

import re
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.web.act_pages import ActButton
from piaojue.commons.web.request import Request
from piaojue.commons.years.queries import on_page
from piaojue.stages.vote import actions, queries, sealed
from piaojue.stages.vote.archive import bundle
from piaojue.stages.vote.ballot_box import ballot_box
from piaojue.stages.vote.finding import poll_at, seat_of
from piaojue.stages.vote.models import Poll, PollState
from piaojue.stages.vote.moves import MOVES

FINGERPRINT = re.compile("[0-9a-f]{64}")


BUTTONS = ["connect_station", "connect_office", "restart_keys"]


@require_GET
def keys(request: Request, pk: int) -> HttpResponse:
    """密钥: how far every teller's station is, the election's fingerprint, what to do next."""
    poll = poll_at(request, pk)
    if not poll.sealed or not poll.box_id:
        raise Refused("这次投票没有加密票箱。用加密票箱时，确定票面后在这里做钥匙。")
    if poll.state == PollState.ABANDONED:
        raise Refused("这次投票已经作废，票箱和钥匙都已清除。")
    return render(request, "vote/keys.html", _keys_context(request, poll))


def _keys_context(request: Request, poll: Poll) -> dict[str, Any]:
    return {
        "poll": poll,
        "keys": sealed.keys_of(poll),
        "slips": queries.slips_of(poll),
        "mine": queries.key_of(poll, seat_of(request)),
        "may": {code: MOVES.may(code, poll, request.seat) for code in BUTTONS},
        "page": ballot_box(poll).page_fingerprint(poll.box_id),
        "server": request.build_absolute_uri(ballot_box(poll).address(poll.box_id)),
    }


@require_POST
def connect_station(request: Request, pk: int) -> HttpResponse:
    poll = poll_at(request, pk)
    return _code_page(request, poll, actions.connect_station(poll=poll, by=seat_of(request)), "监票台")


@require_POST
def connect_office(request: Request, pk: int) -> HttpResponse:
    poll = poll_at(request, pk)
    return _code_page(request, poll, actions.connect_office(poll=poll, by=seat_of(request)), "票签组")


def _code_page(request: Request, poll: Poll, code: str, desk: str) -> HttpResponse:
    """The connection code is on this answer alone."""
    kind = "票签组" if desk == "票签组" else "监票人钥匙"
    shown = {"code": code, "desk": desk, "kind": kind}
    answer = render(request, "vote/keys.html", _keys_context(request, poll) | shown)
    answer["Cache-Control"] = "no-store"
    return answer


restart_keys = ActButton(
    path="polls/<int:pk>/keys/restart/",
    line=MOVES["restart_keys"],
    find=poll_at,
    action=actions.restart_keys,
    thing="poll",
    done="密钥仪式从头开始：请每位监票人重新取得连接码。",
    goes_to=lambda poll: poll.page("keys"),
)


def _require_counted(poll: Poll) -> None:
    """Raises Refused: there is no archive to check, or nothing of it was opened."""
    if not poll.sealed or not poll.counts:
        raise Refused("还没有可以验证的档案。计票完成后，在这里下载。")
    if poll.desk.void:
        raise Refused("这次投票收回的票多于发出的票，全部无效，没有打开票箱，没有可以验证的合计。")


@require_GET
def verify(request: Request, pk: int) -> HttpResponse:
    """验票: what anybody needs to check the count without us. Public once the result is confirmed."""
    scanned = request.GET.get("head", "").lower()
    scanned = scanned if FINGERPRINT.fullmatch(scanned) else ""
    try:
        poll, _ = queries.poll_seen(request.seat, pk)
    except NotYours:
        if not scanned:
            raise
        return render(request, "vote/verify_later.html", {"scanned": scanned})
    if not poll.sealed and poll.counts and (check := queries.check_address(poll)):
        return redirect(check)
    _require_counted(poll)
    on_page(request, poll)
    keys = sealed.keys_of(poll)
    context = {
        "poll": poll,
        "keys": keys,
        "address": sealed.verify_address(request.build_absolute_uri, poll),
        "scanned": scanned,
        "same": keys is not None and scanned == keys["bundle"],
    }
    return render(request, "vote/verify.html", context)


@require_GET
def archive(request: Request, pk: int) -> HttpResponse:
    """The bundle: archive, numbers of the meeting, opened ballots, certificate (docs/ballot.md#bundle)."""
    poll, _ = queries.poll_seen(request.seat, pk)
    _require_counted(poll)
    name, content = bundle(poll)
    answer = HttpResponse(content, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
