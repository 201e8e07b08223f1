"""Pages of the review queue: cards with reasons, keys, the batch job, the switch of automatic acceptance."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from piaojue.commons.jobs.queries import latest
from piaojue.commons.web.forms import fill
from piaojue.commons.web.listing import listing
from piaojue.commons.years.models import Year
from piaojue.commons.years.queries import year_at
from piaojue.stages.group import actions, queries, standing
from piaojue.stages.group import batch as batching
from piaojue.stages.group.forms import ReviewForm
from piaojue.stages.group.moves import MOVES
from piaojue.stages.suggest.public import Category

PER_PAGE = 10
UNDO = "group.undo"  # in the session: how it was before the last decision


def queue(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """What waits for a judgement, surest first; a decision posts here."""
    year = _year(request, place, number)
    closed = next(iter(MOVES.refusals("group", year, request.seat)), "")
    if request.method == "GET" and not closed:
        actions.place_new(year=year)
    singles = request.GET.get("kind") == "singles"
    word = request.GET.get("q", "").replace("\x00", "").strip()[:60]
    page = Paginator(queries.bundles_waiting(year, singles, word), PER_PAGE).get_page(request.GET.get("page"))

    def then(cleaned: dict) -> str:
        _decide(request, year, cleaned)
        return request.get_full_path()

    share, of = queries.precision(year)
    cards = queries.cards(year, [row["bundle"] for row in page])
    for card in cards:
        card.sent = request.POST if request.POST.get("bundle") == str(card.bundle) else None
    context = {
        "fields": Category.choices,
        "departments": queries.departments(year),
        "year": year,
        "page": page,
        "singles": singles,
        "word": word,
        "cards": cards,
        "demands": queries.demands_for(request.seat, year).filter(state="open")[:300],
        "left": queries.waiting(year).count(),
        "closed": closed,
        "unplaced": 0 if closed else standing.suggestions_of(year).filter(proposal=None).count(),
        "job": latest(request.seat, batching.KIND, **batching.argument(year)),
        "undoable": request.session.get(UNDO, {}).get("year") == year.pk,
        "auto": year.settings.auto_group is not None,
        "line": queries.line_of(year),
        "share": share,
        "of": of,
    }
    return fill(request, ReviewForm, then, template="group/queue.html", context=context, form_kwargs={"year": year})


def _decide(request: HttpRequest, year: Year, cleaned: dict) -> None:
    do, by = cleaned.pop("do"), request.seat
    before = actions.as_it_was(year, cleaned["bundle"])
    common = {"year": year, "bundle": cleaned["bundle"], "suggestions": cleaned["suggestions"], "by": by}
    if do == "accept":
        demand = actions.accept(
            **common,
            title=cleaned["title"],
            category=cleaned["category"],
            department=cleaned["department"],
            into=cleaned["into"],
        )
        messages.success(request, f"已归入“{demand.title}”（{demand.voices} 人）")
    elif do == "reject":
        gone = actions.reject(**common)
        messages.success(request, f"{len(gone)} 条各自单列，以后不再放到一起")
    elif do == "split":
        actions.split_off(**common)
        messages.success(request, "已拆成两组")
    else:
        actions.move(**common, to=cleaned["to"], into=cleaned["into"])
        messages.success(request, "已移动")
    request.session[UNDO] = before


@require_POST
def undo(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """The last decision of this sitting is taken back."""
    year = _year(request, place, number)
    done = actions.undo(year=year, before=request.session.get(UNDO, {}), by=request.seat)
    del request.session[UNDO]
    messages.success(request, f"已撤销，{len(done)} 条建议回到原来的样子")
    return redirect("review_queue", place, number)


@require_POST
def batch(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """Start the batch job and show its progress."""
    year = _year(request, place, number)
    return redirect(batching.start(year=year, by=request.seat))


@require_POST
def auto(request: HttpRequest, place: str, number: int) -> HttpResponse:
    year = _year(request, place, number)
    on = request.POST.get("on") == "1"
    actions.set_auto(year=year, on=on, by=request.seat)
    messages.success(request, "已开启自动归并：只归并十分有把握的，随时可以拆开" if on else "已关闭自动归并")
    return redirect("review_queue", place, number)


@require_GET
def decisions(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """Judged pairs as a table, without anybody's words: what the engine learns from and is measured by."""
    year = _year(request, place, number)
    asked = request.GET.copy()
    asked["export"] = "csv"
    request.GET = asked
    columns = [
        ("建议", "one_id"),
        ("另一条", "other_id"),
        ("同一件事", lambda row: int(row.same)),
        ("方式", "get_act_display"),
        ("引擎相似度", "likeness"),
        ("时间", "at"),
    ]
    return listing(request, queries.decisions_for(year), export=columns)


def _year(request: HttpRequest, place: str, number: int) -> Year:
    year = year_at(request, place, number)
    MOVES.require("read_board", year.place, request.seat)
    return year
