"""Pages that read every room and write none: the portal, a year, 去向, boards, 回音壁, search, open data."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from piaojue.commons.places.models import Place
from piaojue.commons.web import menu
from piaojue.commons.web.listing import listing
from piaojue.commons.years.queries import on_page, year_at
from piaojue.commons.years.road import next_gate
from piaojue.journey import doing, drawing, queries
from piaojue.journey.figures import figures_of, received, total
from piaojue.journey.way import way_of, where
from piaojue.stages.evaluate.public import (
    columns_text,
    csv_lines,
    json_lines,
    main_survey,
    public_tables,
    rows_of,
    table_named,
)
from piaojue.stages.group.public import Demand
from piaojue.stages.shortlist.public import Disposition, ReasonCode
from piaojue.stages.suggest.public import Category, suggestion_for


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The city's portal, phone first."""
    place = queries.city()
    if place is None:
        return render(request, "journey/empty.html")
    years = list(queries.running_years(place))
    own = request.portal_year = next((year for year in years if year.place_id == place.pk), None)
    numbers = figures_of(years)
    regions = queries.regions_of(place)
    below = {region.place.pk for region in regions}
    return render(
        request,
        "journey/home.html",
        {
            "place": place,
            "all": total(numbers.values()),
            "regions": regions,
            "own": (own, numbers[own.pk]) if own else None,
            "others": [year for year in years if year.place_id not in below and year.place_id != place.pk][:60],
            "years": len(years),
            "soliciting": [year for year in years if year.stage in ("soliciting", "grouping", "screening")],
            "answers": queries.answers()[:4],
        },
    )


@require_GET
def choose(request: HttpRequest, what: str) -> HttpResponse:
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


@require_GET
def year_page(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """One region's year: where it stands, what one can do now, its numbers, its pages and public papers."""
    year = year_at(request, place, number)
    return render(
        request,
        "journey/year.html",
        {
            "year": year,
            "figures": figures_of([year])[year.pk],
            "now": doing.now(request.seat, year),
            "coming": next_gate(year.road, year.stage),
            "entries": [
                entry
                for entry in menu.entries(request.seat, year)
                if entry.section == "年度" and entry.url != year.get_absolute_url()
            ],
            "papers": year.papers.filter(public=True)[:12],
            "survey": main_survey(year),
            "others": queries.other_years(year),
        },
    )


@require_GET
def way(request: HttpRequest, pk: int) -> HttpResponse:
    """去向 of one suggestion."""
    suggestion = suggestion_for(request.seat, pk)
    on_page(request, suggestion)
    steps = way_of(suggestion)
    return render(
        request,
        "journey/way.html",
        {
            "suggestion": suggestion,
            "year": suggestion.year,
            "where": where(steps),
            "steps": [step | {"note": step["day"]} for step in steps],
            "told": [step for step in steps if step["status"] in ("done", "now", "bad")],
        },
    )


@require_GET
def city_board(request: HttpRequest, place: str) -> HttpResponse:
    """The districts side by side."""
    here = _place(place)
    regions = queries.regions_of(here)
    context = {
        "place": here,
        "regions": regions,
        "all": total(region.figures for region in regions),
        "tiles": drawing.tiles(regions),
        "lamps": drawing.lamps(regions),
        "everywhere": _suggestions_in(here),
    }
    return render(request, "journey/city_board.html", context)


@require_GET
def wall(request: HttpRequest, place: str) -> HttpResponse:
    """The same on a wall of 1920 × 1080."""
    here = _place(place)
    regions = queries.regions_of(here)
    request.portal_year = queries.latest_year(here)
    return render(
        request,
        "journey/wall.html",
        {
            "place": here,
            "regions": regions[:12],
            "all": total(region.figures for region in regions),
            "everywhere": _suggestions_in(here),
        },
    )


def _suggestions_in(place: Place) -> int:
    """Suggestions (条) of all running years in the region, its own and those of towns and sub-districts, as the portal counts them."""
    return received(queries.running_years(place)).count()


def _place(code: str) -> Place:
    found = Place.objects.filter(pk=code).first()
    if found is None:
        raise Http404("no such place")
    return found


@require_GET
def echo(request: HttpRequest, place: str = "", number: int = 0) -> HttpResponse:
    """回音壁: every answered demand, with reason and answer."""
    year = year_at(request, place, number) if place else None
    page = listing(
        request,
        queries.answers(year),
        search=("demand__title", "answer", "demand__spot__name", "department__name"),
        filters={
            "disposition": ("去向", Disposition.choices),
            "code": ("理由", ReasonCode.choices),
            "demand__category": ("领域", Category.choices),
        },
        export=[
            ("诉求", "demand.title"),
            ("地区", "demand.spot.name"),
            ("去向", "get_disposition_display"),
            ("理由", "get_code_display"),
            ("答复", "answer"),
            ("答复单位", "department.name"),
            ("答复时间", "answered_at"),
        ],
    )
    if isinstance(page, HttpResponse):
        return page
    voices = queries.suggestions_of([outcome.demand_id for outcome in page])
    return render(
        request,
        "journey/echo.html",
        {"year": year, "page": page, "rows": [(o, voices.get(o.demand_id, 0)) for o in page]},
    )


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Two characters find suggestions, demands, candidates and projects; a 查询码 finds its suggestion."""
    text = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:60]
    kind = request.GET.get("kind", "")
    if text and (mine := queries.ticket(text)):
        return redirect("way", mine.pk)
    context: dict = {"text": text, "kinds": queries.KINDS, "kind": kind if kind in queries.KINDS else ""}
    if len(text) >= 2 and context["kind"]:
        context["page"] = listing(request, queries.found(kind, text))
    elif len(text) >= 2:
        groups = []
        for name, label in queries.KINDS.items():
            rows = list(queries.found(name, text)[:6])
            groups.append((name, label, rows[:5], len(rows) > 5))
        context["groups"] = groups
        context["nothing"] = not any(rows for _, _, rows, _ in groups)
    return render(request, "journey/search.html", context)


@require_GET
def open_data(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """What can be downloaded, with every column explained."""
    year = year_at(request, place, number)
    return render(request, "journey/data.html", {"year": year, "tables": public_tables(year)})


@require_GET
def data_file(request: HttpRequest, place: str, number: int, name: str, kind: str) -> HttpResponse:
    """One table as .csv or .json, streamed; columns.json explains them."""
    year = year_at(request, place, number)
    if (name, kind) == ("columns", "json"):
        return HttpResponse(columns_text(public_tables(year)), content_type="application/json; charset=utf-8")
    table = table_named(year, name)
    if table is None or kind not in ("csv", "json"):
        raise Http404
    writer, mime = (csv_lines, "text/csv") if kind == "csv" else (json_lines, "application/json")
    answer = StreamingHttpResponse(writer(table, rows_of(table, year)), content_type=f"{mime}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{year.place_id}-{year.number}-{name}.{kind}"'
    return answer


@require_GET
def demand_ways(request: HttpRequest, pk: int) -> HttpResponse:
    """Which suggestions stand behind a demand: titles and places only."""
    demand = Demand.objects.select_related("year__place", "spot").filter(pk=pk).first()
    if demand is None:
        raise Http404
    on_page(request, demand)
    page = listing(request, queries.behind(demand))
    return render(request, "journey/behind.html", {"demand": demand, "year": demand.year, "page": page})
