"""Pages of the review queue: cards with reasons, keys, the batch job, the switch of automatic acceptance."""

from dataclasses import dataclass
from typing import Any, cast

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from piaojue.commons.jobs.models import Job
from piaojue.commons.jobs.queries import latest
from piaojue.commons.people.models import Seat
from piaojue.commons.tallies.queries import number
from piaojue.commons.web.act_pages import ActButton, ActForm
from piaojue.commons.web.listing import Column, listing, show_list
from piaojue.commons.web.request import Request
from piaojue.commons.years.models import Year
from piaojue.commons.years.queries import year_at
from piaojue.stages.group import actions, queries
from piaojue.stages.group import batch as batching
from piaojue.stages.group.forms import ReviewForm
from piaojue.stages.group.moves import MOVES
from piaojue.stages.group.values import Before, DemandDraft
from piaojue.stages.suggest.public import Category

PER_PAGE = 10
LONGEST_WORD = 60
UNDO = "group.undo"
"""In the session: how it was before the last decision (Before)."""


@dataclass(frozen=True)
class Decided:
    """What a decision says and which page the clerk goes on with."""

    says: str
    goes_on_at: str


def _decide(*, year: Year, by: Seat, request: Request, decision: dict[str, Any]) -> Decided:
    """Do what a card asks for, and remember how it was."""
    before = actions.as_it_was(year, decision["bundle"])
    says = DECISIONS[decision["do"]](year, decision, by)
    request.session[UNDO] = before.to_json()
    return Decided(says, request.get_full_path())


def _accept(year: Year, decision: dict[str, Any], by: Seat) -> str:
    names = ("title", "summary", "category", "department", "guessed_category", "guessed_department")
    draft = DemandDraft(**{name: decision[name] for name in names})
    demand = actions.accept(**_part(year, decision, by), draft=draft, into=decision["into"])
    return f"已归入“{demand.title}”（{demand.voices} 人）"


def _reject(year: Year, decision: dict[str, Any], by: Seat) -> str:
    alone = actions.reject(**_part(year, decision, by))
    return f"{len(alone)} 条各自单列，以后不再放到一起"


def _split_off(year: Year, decision: dict[str, Any], by: Seat) -> str:
    actions.split_off(**_part(year, decision, by))
    return "已拆成两组"


def _move(year: Year, decision: dict[str, Any], by: Seat) -> str:
    actions.move(**_part(year, decision, by), to=decision["to"], into=decision["into"])
    return "已移动"


DECISIONS = {"accept": _accept, "reject": _reject, "split": _split_off, "move": _move}
"""What a card's form asks for in `do` → who does it and says so."""


def _part(year: Year, decision: dict[str, Any], by: Seat) -> dict[str, Any]:
    """Which bundle, or which part of it, a decision is about."""
    return {"year": year, "bundle": decision["bundle"], "suggestions": decision["suggestions"], "by": by}


def _queue_context(request: Request, year: Year) -> dict[str, Any]:
    closed = next(iter(MOVES.refusals("make_demand", year, request.seat)), "")
    if request.method == "GET" and not closed:
        actions.place_new(year=year)
    singles = request.GET.get("kind") == "singles"
    word = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_WORD]
    page = Paginator(queries.bundles_waiting(year, singles, word), PER_PAGE).get_page(request.GET.get("page"))
    share, of = queries.precision(year)
    cards = queries.cards(year, [row["bundle"] for row in page])
    for card in cards:
        card.sent = request.POST if request.POST.get("bundle") == str(card.bundle) else None
    return {
        "fields": Category.choices,
        "departments": queries.departments(year),
        "year": year,
        "page": page,
        "singles": singles,
        "word": word,
        "cards": cards,
        "demands": queries.open_demands(year),
        "left": number("ungrouped", year.pk),
        "closed": closed,
        "unplaced": 0 if closed else queries.unplaced(year),
        "job": latest(request.seat, batching.KIND, **batching.argument(year)),
        "undoable": request.session.get(UNDO, {}).get("year") == year.pk,
        "auto": year.settings.auto_group is not None,
        "line": queries.line_of(year),
        "share": share,
        "of": of,
    }


queue = ActForm(
    path="<place:place>/<int:number>/grouping/queue/",
    name="review_queue",
    line=MOVES["make_demand"],
    find=year_at,
    action=_decide,
    thing="year",
    form=ReviewForm,
    form_options=lambda request, year: {"year": year},
    template="group/queue.html",
    context=_queue_context,
    seen_by=MOVES["read_board"],
    values=lambda request, year, cleaned: {"request": request, "decision": cleaned},
    done=lambda decided: decided.says,
    goes_to=lambda decided: decided.goes_on_at,
)
"""What waits for a judgement, first where a key settles most; a decision posts here."""


def _queue_of(year: Year) -> str:
    return year.page("review_queue")


@dataclass(frozen=True)
class Undone:
    """Which suggestions are as they were before the last decision."""

    year: Year
    suggestions: list[int]


def _undo(*, year: Year, by: Seat, request: Request) -> Undone:
    before = Before.from_json(request.session.get(UNDO))
    suggestions = actions.undo(year=year, before=before, by=by)
    del request.session[UNDO]
    return Undone(year, suggestions)


undo = ActButton(
    path="<place:place>/<int:number>/grouping/undo/",
    name="undo_review",
    line=MOVES["undo"],
    find=year_at,
    action=_undo,
    thing="year",
    values=lambda request, year, cleaned: {"request": request},
    done=lambda undone: f"已撤销，{len(undone.suggestions)} 条建议回到原来的样子",
    goes_to=lambda undone: _queue_of(undone.year),
)
"""The last decision of this sitting is taken back."""

batch = ActButton(
    path="<place:place>/<int:number>/grouping/batch/",
    name="batch_grouping",
    line=MOVES["make_demand"],
    find=year_at,
    action=batching.start,
    thing="year",
    goes_to=Job.get_absolute_url,
)
"""Start the batch job and show its progress."""


def _auto_says(year: Year) -> str:
    on = year.settings.auto_group is not None
    return "已开启自动归并：只归并十分有把握的，随时可以拆开" if on else "已关闭自动归并"


auto = ActButton(
    path="<place:place>/<int:number>/grouping/auto/",
    name="auto_grouping",
    line=MOVES["set_auto"],
    find=year_at,
    action=actions.set_auto,
    thing="year",
    values=lambda request, year, cleaned: {"on": request.POST.get("on") == "1"},
    done=_auto_says,
    goes_to=_queue_of,
)
"""Automatic acceptance of sure likenesses, on or off."""

DECISION_COLUMNS: list[Column] = [
    ("建议", "one_id"),
    ("另一条", "other_id"),
    ("同一件事", lambda row: int(row.same)),
    ("方式", "get_act_display"),
    ("引擎相似度", "likeness"),
    ("时间", "at"),
]


@require_GET
def decisions(request: Request, place: str, number: int) -> HttpResponse:
    """Judged pairs as a table, without anybody's words: what the engine learns from and is measured by."""
    year = year_at(request, place, number)
    MOVES.require("read_board", year.place, request.seat)
    asked = request.GET.copy()
    asked["export"] = "csv"
    request.GET = cast(Any, asked)
    page = listing(request, queries.decisions_for(year))
    return show_list(request, "", page, columns=DECISION_COLUMNS)
