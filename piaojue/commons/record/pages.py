"""The log, readable: who did what, when. It holds no personal data and no vote."""

import json

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.request import RawPostDataException
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST, require_safe

from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.record import keeping, witness
from piaojue.commons.record.covering import covered
from piaojue.commons.record.models import Chain, Entry, KeptHeads, Witnessed
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
    context = {"rows": rows, "last": rows[0] if rows else None, "key": witness.public_key(), "kept": keeping.latest()}
    return render(request, "record/witnessed.html", context)


@require_safe
def witnessed_file(request: Request, digest: str) -> JsonResponse:
    """One witnessing as a file that `piaojue log verify --against` reads."""
    row = Witnessed.objects.filter(digest=digest).first()
    if row is None:
        raise Http404
    name = f"attachment; filename=witness-{row.at:%Y%m%d}.json"
    return JsonResponse(witness.published(row), headers={"Content-Disposition": name})


@csrf_exempt
@require_POST
def take_heads(request: HttpRequest) -> JsonResponse:
    """Another site hands over its signed heads (its WITNESS_URLS): kept 201, kept before 200, refused 403 with the reason."""
    try:
        if int(request.headers.get("Content-Length") or 0) > keeping.MOST_BYTES:
            raise ValueError("too large")
        given = json.loads(request.body)
    except (ValueError, RecursionError, RawPostDataException):  # the last: a form
        return JsonResponse({"problem": "不是 JSON，或者太大"}, status=422)
    try:
        row, new = keeping.keep_heads(given)
    except Refused as refused:
        return JsonResponse({"problem": "；".join(refused.reasons)}, status=403)
    return JsonResponse({"kept": row.digest}, status=201 if new else 200)


@require_safe
def kept_heads(request: Request, pk: int) -> JsonResponse:
    """What is kept for another site, as it was handed over."""
    row = KeptHeads.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    name = f"attachment; filename=witness-{row.at:%Y%m%d}.json"
    return JsonResponse(keeping.kept_file(row), headers={"Content-Disposition": name})
