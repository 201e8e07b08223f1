"""The log, readable: who did what, when. It holds no personal data and no vote."""

import json

from django.db.models import Q
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_safe

from piaojue.commons.moves import NotYours
from piaojue.commons.record import witness
from piaojue.commons.record.covering import covered
from piaojue.commons.record.models import Chain, Entry, Witnessed
from piaojue.commons.record.moves import MOVES
from piaojue.commons.record.subjects import entries_about, subjects_of
from piaojue.commons.record.wording import Wording, names_with
from piaojue.commons.web.listing import listing, show_list
from piaojue.commons.web.request import Request

HEADS_SHOWN = 40


@require_GET
def log(request: Request) -> HttpResponse:
    """Entries of the seat's place and below, newest first."""
    seat = request.seat
    if not seat or not MOVES.entitled("read_log", seat.place, seat):
        raise NotYours("log")
    page = listing(
        request,
        Entry.objects.filter(place_code__startswith=seat.place_id).order_by("-at", "-seq"),
        search=("act", "subject", "seat"),
        meaning=lambda word: Q(act__in=names_with(word)) | entries_about(word),
        per_page=40,
    )
    wording = Wording()
    columns = [
        ("时间", "at"),
        ("地区", "place_code"),
        ("序号", "seq"),
        ("席位", "seat"),
        ("行为", wording),
        ("代号", "act"),
        ("对象", "subject"),
        ("哈希", "hash"),
    ]
    heads = Chain.objects.filter(place_code__startswith=seat.place_id).order_by("place_code")[:HEADS_SHOWN]
    rows: list[Entry] = list(page)
    words = {row.pk: wording(row) for row in rows}
    context = {"heads": heads, "subjects": subjects_of(rows), "words": words, "witnessed": witness.last()}
    return show_list(request, "record/log.html", page, context, columns=columns)


@require_GET
def entry(request: Request, place: str, seq: int) -> HttpResponse:
    """One entry with its before and after."""
    seat = request.seat
    row = Entry.objects.filter(place_code=place, seq=seq).first()
    readable = seat and place.startswith(seat.place_id) and MOVES.entitled("read_log", seat.place, seat)
    if row is None or not readable:
        raise NotYours("log")
    payload = covered(json.loads(row.payload))
    before, after = payload["before"] or {}, payload["after"] or {}
    context = {
        "entry": row,
        "words": Wording()(row),
        "rows": [(name, before.get(name), after[name]) for name in after if before.get(name) != after[name]],
        "facts": list(payload["facts"].items()),
        "subject": subjects_of([row])[row.subject],
    }
    return render(request, "record/entry.html", context)


WITNESSED_SHOWN = 30


@require_safe
def witnessed(request: Request) -> HttpResponse:
    """For everybody: when the log was witnessed, to be printed or kept, so that nobody can rewrite it unseen."""
    rows = Witnessed.objects.all()[:WITNESSED_SHOWN]
    return render(
        request, "record/witnessed.html", {"rows": rows, "last": rows[0] if rows else None, "key": witness.public_key()}
    )


@require_safe
def witnessed_file(request: Request, digest: str) -> JsonResponse:
    """One witnessing as a file that `piaojue log verify --against` reads."""
    row = Witnessed.objects.filter(digest=digest).first()
    if row is None:
        raise Http404
    name = f"attachment; filename=witness-{row.at:%Y%m%d}.json"
    return JsonResponse(witness.published(row), headers={"Content-Disposition": name})
