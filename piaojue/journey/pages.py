"""Pages that read every room and write none: the portal, a year, 去向, boards, 回音壁, search, open data."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.web import menu
from piaojue.commons.web.beside import made_beside
from piaojue.commons.web.listing import listing, show_list
from piaojue.commons.web.paging import Known, counted
from piaojue.commons.web.request import Request
from piaojue.commons.web.shared import shared
from piaojue.commons.years.models import Year
from piaojue.commons.years.queries import on_page, year_at
from piaojue.commons.years.road import next_gate
from piaojue.journey import doing, queries
from piaojue.journey.echoes import by_disposition, echoes_of
from piaojue.journey.figures import figures_of
from piaojue.journey.regions import numbers_below
from piaojue.journey.way import way_of, where
from piaojue.stages.deliver.public import latest_photos
from piaojue.stages.evaluate.public import (
    columns_text,
    csv_lines,
    json_lines,
    main_survey,
    public_tables,
    rows_of,
    table_named,
)
from piaojue.stages.shortlist.public import Disposition, ReasonCode
from piaojue.stages.suggest.public import (
    Category,
    Suggestion,
    code_in_address,
    found_by_code,
    may_read,
    newest_words,
    suggestion_for,
    unkept,
)

TILES = 4
"""Projects that a year's page shows with their photos."""
ECHO_COLUMNS = [
    ("诉求", "demand.title"),
    ("地区", "demand.spot.name"),
    ("去向", "get_disposition_display"),
    ("理由", "get_code_display"),
    ("答复", "answer"),
    ("答复单位", "department.name"),
    ("答复时间", "answered_at"),
]


@shared
@require_GET
def choose(request: Request, what: str) -> HttpResponse:
    """Where? One list of regions for 我来提, 看候选, 看项目, 监督评价; a single one is opened at once."""
    if what not in doing.CHOICES:
        raise Http404
    place = queries.city()
    years = queries.years_for(what, place) if place else []
    if len(years) == 1:
        return redirect(doing.address(what, years[0]))
    return render(
        request,
        "journey/choose.html",
        {
            "what": what,
            "title": doing.CHOICES[what],
            "years": [(year, doing.address(what, year)) for year in years],
        },
    )


@shared
@require_GET
def year_page(request: Request, place: str, number: int) -> HttpResponse:
    """One region's year: where it stands, what one can do now, its numbers, its pages and public papers."""
    year = year_at(request, place, number)
    tiles = list(queries.pictured(year)[:TILES])
    return render(
        request,
        "journey/year.html",
        {
            "year": year,
            "tiles": tiles,
            "thumbs": latest_photos(tiles),
            "candidates": [] if tiles else list(queries.candidates_of(year)),
            "words": [] if tiles else newest_words(year),
            "figures": figures_of([year])[year.pk],
            "now": doing.now(year),
            "coming": next_gate(year.road, year.stage),
            "entries": _rooms(request.seat, year),
            "papers": queries.public_papers(year),
            "survey": main_survey(year),
            "others": queries.other_years(year),
        },
    )


def _rooms(seat: Seat | None, year: Year) -> list[menu.Entry]:
    """Every page below the year's own, as this seat finds them."""
    base = year.get_absolute_url()
    return [entry for entry in menu.entries(seat, year) if entry.url.startswith(base) and entry.url != base]


@require_GET
def way(request: Request, pk: int) -> HttpResponse:
    """去向 of one suggestion; where its words are not public, under its number, but for whoever holds the 查询码."""
    suggestion = suggestion_for(request.seat, pk)
    on_page(request, suggestion)
    code = code_in_address(request, suggestion)
    read = may_read(suggestion, request.seat, code)
    address = suggestion.get_absolute_url()
    steps = way_of(suggestion)
    context = {
        "suggestion": suggestion,
        "called": suggestion.masked_title if read else suggestion.number_word,
        "back": f"{address}?ticket={suggestion.ticket_no}" if code else address,
        "year": suggestion.year,
        "where": where(steps),
        "steps": [step.on_the_line() for step in steps],
        "passed": [step for step in steps if step.passed],
    }
    return unkept(request, render(request, "journey/way.html", context))


@shared
@require_GET
def echo(request: Request, place: str = "", number: int = 0) -> HttpResponse:
    """回音壁: every answered demand, with reason and answer."""
    year = year_at(request, place, number) if place else None
    page = listing(
        request,
        Known(queries.answers(year), queries.answered(year)),
        search=("demand__title", "answer", "demand__spot__name", "department__name"),
        filters={
            "disposition": ("去向", Disposition.choices),
            "code": ("理由", ReasonCode.choices),
            "demand__category": ("领域", Category.choices),
        },
    )
    context = {"year": year, "echoes": echoes_of(page), "counted": by_disposition(year)}
    return show_list(request, "journey/echo.html", page, context, columns=ECHO_COLUMNS)


@require_GET
def search(request: Request) -> HttpResponse:
    """Two characters find suggestions, demands, candidates and projects; a 查询码 finds its suggestion."""
    text = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:60]
    kind = request.GET.get("kind", "")
    if mine := _by_code(request, text):
        return redirect(f"{reverse('way', args=[mine.pk])}?ticket={mine.ticket_no}")
    kind = kind if kind in queries.KINDS else ""
    place = queries.city()
    numbers = numbers_below(place) if place else []
    year = next((number for number in numbers if str(number) == request.GET.get("year", "")), None)
    context: dict[str, Any] = {"text": text, "kinds": queries.KINDS, "kind": kind, "numbers": numbers, "number": year}
    context["of_year"] = mark_safe(f"&amp;year={year}") if year else ""
    if len(text) < 2:
        return render(request, "journey/search.html", context)
    if kind:
        found = listing(request, queries.matches(kind, text, year))
        return show_list(request, "journey/search.html", found, context)
    groups = _first_matches(text, year)
    context |= {"groups": groups, "nothing": not any(group.things for group in groups)}
    return render(request, "journey/search.html", context)


def _by_code(request: Request, text: str) -> Suggestion | None:
    """A 查询码 typed into the search box; for somebody who tries many it is only a text."""
    try:
        return found_by_code(request, text)
    except Refused:
        return None


@dataclass(frozen=True)
class Group:
    """The first things of one kind that were looked for. kind and label: of queries.KINDS; more: whether there are further ones."""

    kind: str
    label: str
    things: list[Model]
    more: bool


def _first_matches(text: str, number: int | None, most: int = 5) -> list[Group]:
    """Of each kind the newest."""
    groups = []
    for kind, label in queries.KINDS.items():
        things = list(queries.matches(kind, text, number)[: most + 1])
        groups.append(Group(kind, label, things[:most], len(things) > most))
    return groups


@shared
@require_GET
def open_data(request: Request, place: str, number: int) -> HttpResponse:
    """What can be downloaded, with every column explained."""
    year = year_at(request, place, number)
    return render(request, "journey/data.html", {"year": year, "tables": public_tables(year)})


@require_GET
def data_file(request: Request, place: str, number: int, name: str, kind: str) -> HttpResponseBase:
    """One table as .csv or .json, streamed; columns.json explains them."""
    year = year_at(request, place, number)
    if (name, kind) == ("columns", "json"):
        return HttpResponse(columns_text(public_tables(year)), content_type="application/json; charset=utf-8")
    table = table_named(year, name)
    if table is None or kind not in ("csv", "json"):
        raise Http404
    if (beside := made_beside(request, counted(table.rows(year))[0])) is not None:
        return beside
    writer, mime = (csv_lines, "text/csv") if kind == "csv" else (json_lines, "application/json")
    answer = StreamingHttpResponse(writer(table, rows_of(table, year)), content_type=f"{mime}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{year.place_id}-{year.number}-{name}.{kind}"'
    return answer


@shared
@require_GET
def demand_ways(request: Request, pk: int) -> HttpResponse:
    """Which suggestions stand behind a demand: titles and places of those that are public, and how many there are in all."""
    demand = queries.demand_at(pk)
    on_page(request, demand)
    page = listing(request, queries.behind(demand))
    number = queries.suggestions_of([demand.pk]).get(demand.pk, 0)
    return show_list(request, "journey/behind.html", page, {"demand": demand, "year": demand.year, "number": number})
