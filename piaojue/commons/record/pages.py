"""The log, readable: who did what, when. It holds no personal data and no vote."""

import json

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from piaojue.commons.moves import NotYours
from piaojue.commons.record.acts import ACTS, acts_called, named
from piaojue.commons.record.models import Chain, Entry
from piaojue.commons.record.moves import MOVES
from piaojue.commons.record.subjects import called, subjects_of
from piaojue.commons.ui.paging import listing


@require_GET
def log(request: HttpRequest) -> HttpResponse:
    """Entries of the seat's place and below, newest first."""
    seat = request.seat
    if not seat or not MOVES.entitled("read_log", seat.place, seat):
        raise NotYours("log")
    page = listing(
        request,
        Entry.objects.filter(place_code__startswith=seat.place_id).order_by("-at", "-seq"),
        search=("act", "subject", "seat"),
        meaning=lambda word: Q(act__in=acts_called(word)) | called(word),
        per_page=40,
        export=[
            ("时间", "at"),
            ("地区", "place_code"),
            ("序号", "seq"),
            ("席位", "seat"),
            ("行为", lambda entry: named(entry.act)),
            ("代号", "act"),
            ("对象", "subject"),
            ("哈希", "hash"),
        ],
    )
    if isinstance(page, HttpResponse):
        return page
    heads = Chain.objects.filter(place_code__startswith=seat.place_id).order_by("place_code")[:40]
    return render(
        request, "record/log.html", {"page": page, "heads": heads, "acts": ACTS, "subjects": subjects_of(page)}
    )


@require_GET
def entry(request: HttpRequest, place: str, seq: int) -> HttpResponse:
    """One entry with its before and after."""
    seat = request.seat
    found = Entry.objects.filter(place_code=place, seq=seq).first()
    if (
        not seat
        or found is None
        or not place.startswith(seat.place_id)
        or not MOVES.entitled("read_log", seat.place, seat)
    ):
        raise NotYours("log")
    payload = json.loads(found.payload)
    before, after = payload["before"] or {}, payload["after"] or {}
    rows = [(name, before.get(name), after[name]) for name in after if before.get(name) != after[name]]
    return render(
        request,
        "record/entry.html",
        {
            "entry": found,
            "act": named(found.act),
            "rows": rows,
            "facts": payload["facts"],
            "subject": subjects_of([found])[found.subject],
        },
    )
