"""Pages of decisions: the form for signed minutes with its preview, a decision, the lists of a year and of all places."""

from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet
from django.forms import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from engines.law import Matter
from piaojue.commons.decisions import actions, queries
from piaojue.commons.decisions.counting import Reckoning
from piaojue.commons.decisions.forms import DecisionForm
from piaojue.commons.decisions.models import Decision, matters
from piaojue.commons.decisions.moves import MOVES
from piaojue.commons.evidence.fields import keeping
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.web.act_pages import ActButton
from piaojue.commons.web.holding import hold_chosen
from piaojue.commons.web.listing import listing, show_list
from piaojue.commons.web.request import Request
from piaojue.commons.years.models import Year
from piaojue.commons.years.queries import on_page, year_at

COLUMNS = [
    ("标题", "title"),
    ("文号", "number"),
    ("事项", "get_matter_display"),
    ("机构", "get_organ_display"),
    ("地区", "place"),
    ("日期", "decided_on"),
]
SEARCH = ("title", "number", "place__name", "items__title")


def decision_list(request: Request) -> HttpResponse:
    """Decisions, the newest first: public ones of all places, all of one's own."""
    rows = queries.seen_by(request.seat).distinct()
    page = listing(request, rows, search=SEARCH, filters={"matter": ("事项", matters())})
    return show_list(request, "decisions/list.html", page, {}, columns=COLUMNS)


def year_decisions(request: Request, place: str, number: int) -> HttpResponse:
    """Decisions of one year, and what waits for one."""
    year = year_at(request, place, number)
    page = listing(request, queries.seen_by(request.seat).filter(year=year).distinct(), search=SEARCH)
    context = {"year": year, "waits": queries.waits(year, request.seat) if request.seat else []}
    return show_list(request, "decisions/list.html", page, context, columns=COLUMNS)


@require_GET
def decision(request: Request, pk: int) -> HttpResponse:
    """One decision: how it came, who was there, how the vote went, what it says."""
    row = queries.decision_for(request.seat, pk)
    if row.year is not None:
        on_page(request, row)
    inner = MOVES.entitled("read_all_decisions", row.place, request.seat)
    return render(request, "decisions/decision.html", {"decision": row, "items": row.items.all(), "inner": inner})


def decide(request: Request, place: str, number: int, matter: str) -> HttpResponse:
    """Enter a decision: type it, see what it comes to, then save it."""
    year = year_at(request, place, number)
    known = _matter(matter)
    if not queries.may_record(known, year.place, request.seat):
        raise NotYours("decide")
    sent = request.method == "POST"
    data = (request.POST, request.FILES) if sent else ()
    form: Any = DecisionForm(*data, matter=known, year=year, seat=request.seat, organ=request.GET.get("organ", ""))
    status, preview = 200, None
    if sent:
        status = 422 if form.things else 409
        if form.is_valid():
            try:
                done, preview = _previewed_or_done(request, form)
                if done is not None:
                    return redirect(done.get_absolute_url())
                status = 200
            except (Refused, ValidationError) as refusal:
                status = 409
                for reason in getattr(refusal, "reasons", None) or refusal.messages:  # type: ignore[union-attr]
                    form.add_error(None, reason)
        form.files_wait = hold_chosen(form)
    context = {"form": form, "year": year, "matter": known, "preview": preview, "seen": _seen(form)}
    return render(request, "decisions/decide.html", context, status=status)


def _matter(value: str) -> Matter:
    try:
        return Matter(value)
    except ValueError:
        raise Http404("no such matter") from None


def _seen(form: DecisionForm) -> str:
    """A digest of what the form says, and of the things on it: only what was previewed is saved. Empty while it says nothing valid.

    What was read counts, not what was sent: the page that comes back sends fields that the first one did not have, and a scan once.
    """
    if not form.is_bound or not form.is_valid():
        return ""
    said = [
        (name, _read(value)) for name, value in sorted(form.cleaned_data.items()) if name not in ("papers", "scans")
    ]
    return sha256(repr((said, form.keys)).encode()).hexdigest()[:16]


def _read(value: Any) -> Any:
    """A field's value as something that two requests have alike."""
    if isinstance(value, Model):
        return value.pk
    return sorted(row.pk for row in value) if isinstance(value, QuerySet) else value


def _previewed_or_done(request: Request, form: DecisionForm) -> tuple[Decision | None, Reckoning | None]:
    """The saved decision, where this very entry was seen before; else what it comes to. Raises Refused."""
    sitting = form.sitting_chosen()
    if request.POST.get("seen") == _seen(form):
        with transaction.atomic():
            return actions.decide(
                sitting=sitting, by=request.seat, **form.entry(keep=_keeping(request, form.year))
            ), None
    return None, actions.preview(sitting=sitting, **form.entry(keep=tuple))


def _keeping(request: Request, year: Year) -> Any:
    """Files are kept when the act takes them, inside."""
    return lambda files: keeping(files, place=year.place, by=request.seat, photo=False, public=False)


def _found(request: Request, pk: int) -> Decision:
    return queries.decision_for(request.seat, pk)


publish = ActButton(
    of=Decision,
    path="decisions/<int:pk>/publish/",
    line=MOVES["publish_decision"],
    find=_found,
    action=actions.publish_decision,
    thing="decision",
    done="已公开",
    undone_by="take_back_decision",
    goes_to=Decision.get_absolute_url,
)

take_back = ActButton(
    of=Decision,
    kind="quiet",
    confirm="确定不再公开？决定仍然有效",
    path="decisions/<int:pk>/take-back/",
    line=MOVES["take_back_decision"],
    find=_found,
    action=actions.take_back_decision,
    thing="decision",
    done="已不再公开",
    goes_to=Decision.get_absolute_url,
)
