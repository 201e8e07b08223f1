"""Addresses of the read API. Each asks `world.queries`, which asks what the pages ask."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from pydantic import StringConstraints

from piaojue.commons.finding import found
from piaojue.commons.places.models import Level
from piaojue.commons.years.road import Stage
from piaojue.journey.figures import figures_of
from piaojue.stages.deliver.public import Lamp, ProjectState
from piaojue.stages.group.public import DemandState
from piaojue.stages.shortlist.public import Disposition
from piaojue.stages.suggest.public import Category
from piaojue.stages.supervise.public import FindingState
from piaojue.world import queries
from piaojue.world.api import schemas
from piaojue.world.api.door import PROBLEMS
from piaojue.world.api.paging import Code, Id, Number, Page, Paging, Word, page_from, page_of

router = Router()
YEAR = "/years/{place}/{number}"
Project = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z]{1,10}$")]


class PlacePaging(Schema):
    """after: the last code of the page before."""

    after: Annotated[str, StringConstraints(pattern=r"^[0-9]{0,12}$")] = ""
    limit: Annotated[int, Field(ge=1, le=100)] = 100


class PlaceFilter(Schema):
    """parent: code of the region it lies in; level: province, city, county, town or village."""

    parent: Code | None = None
    level: Level | None = None


class YearFilter(Schema):
    """within: code of a region, itself and all below; year: 2026."""

    within: Code | None = None
    year: Number | None = None
    stage: Stage | None = None


class SpotFilter(Schema):
    """within: code of a region, itself and all below; q: a word of its title."""

    within: Code | None = None
    category: Category | None = None
    q: Word | None = None


class DemandFilter(SpotFilter):
    state: DemandState | None = None


class ProjectFilter(SpotFilter):
    state: ProjectState | None = None
    lamp: Lamp | None = None


def _picked(rows: Any, chosen: SpotFilter, title: str = "title") -> Any:
    """The rows that fit the filter."""
    rows = rows.filter(spot__code__startswith=chosen.within) if chosen.within else rows
    rows = rows.filter(found(chosen.q, (title,))) if chosen.q else rows
    equal = chosen.model_dump(exclude={"within", "q"}, exclude_none=True)
    return rows.filter(**equal)


@router.get("/places", response={200: Page[schemas.PlaceOut], **PROBLEMS})
def places(request: HttpRequest, chosen: Query[PlaceFilter], paging: Query[PlacePaging]) -> Any:
    """Regions of the tree, by code."""
    rows = queries.places()
    rows = rows.filter(parent=chosen.parent) if chosen.parent else rows
    rows = rows.filter(level=chosen.level) if chosen.level else rows
    shown = list(rows.order_by("code").filter(code__gt=paging.after)[: paging.limit + 1])
    return page_from(request, shown, paging.limit, lambda row: row.code)


@router.get("/places/{place}", response={200: schemas.PlaceOut, **PROBLEMS})
def place(request: HttpRequest, place: Code) -> Any:
    """One region."""
    return queries.place_at(place)


@router.get("/years", response={200: Page[schemas.YearOut], **PROBLEMS})
def years(request: HttpRequest, chosen: Query[YearFilter], paging: Query[Paging]) -> Any:
    """Years of all regions that count."""
    rows = queries.years()
    rows = rows.filter(place__code__startswith=chosen.within) if chosen.within else rows
    rows = rows.filter(number=chosen.year) if chosen.year else rows
    rows = rows.filter(stage=chosen.stage) if chosen.stage else rows
    return page_of(request, rows, paging)


@router.get(YEAR, response={200: schemas.YearOut, **PROBLEMS})
def year(request: HttpRequest, place: Code, number: Number) -> Any:
    """One region's year."""
    return queries.year_at(place, number)


@router.get(f"{YEAR}/figures", response={200: schemas.FiguresOut, **PROBLEMS})
def figures(request: HttpRequest, place: Code, number: Number) -> Any:
    """The year's board: from the first suggestion to satisfaction, in numbers."""
    year = queries.year_at(place, number)
    return figures_of([year])[year.pk]


@router.get(f"{YEAR}/suggestions", response={200: Page[schemas.SuggestionOut], **PROBLEMS})
def suggestions(
    request: HttpRequest, place: Code, number: Number, chosen: Query[SpotFilter], paging: Query[Paging]
) -> Any:
    """Published suggestions."""
    rows = queries.suggestions(queries.year_at(place, number))
    return page_of(request, _picked(rows, chosen, "shown_title"), paging)


@router.get(f"{YEAR}/demands", response={200: Page[schemas.DemandOut], **PROBLEMS})
def demands(
    request: HttpRequest, place: Code, number: Number, chosen: Query[DemandFilter], paging: Query[Paging]
) -> Any:
    """What people ask for, said once."""
    return page_of(request, _picked(queries.demands(queries.year_at(place, number)), chosen), paging)


@router.get("/demands/{pk}", response={200: schemas.DemandOut, **PROBLEMS})
def demand(request: HttpRequest, pk: Id) -> Any:
    """One demand."""
    return queries.demand_at(pk)


@router.get(f"{YEAR}/outcomes", response={200: Page[schemas.OutcomeOut], **PROBLEMS})
def outcomes(
    request: HttpRequest,
    place: Code,
    number: Number,
    paging: Query[Paging],
    disposition: Disposition | None = None,
) -> Any:
    """Written answers to demands."""
    rows = queries.outcomes(queries.year_at(place, number))
    return page_of(request, rows.filter(disposition=disposition) if disposition else rows, paging)


@router.get(f"{YEAR}/candidates", response={200: Page[schemas.CandidateOut], **PROBLEMS})
def candidates(
    request: HttpRequest, place: Code, number: Number, chosen: Query[SpotFilter], paging: Query[Paging]
) -> Any:
    """Candidates of the vote, once they are public."""
    return page_of(request, _picked(queries.candidates(queries.year_at(place, number)), chosen), paging)


@router.get(f"{YEAR}/results", response={200: Page[schemas.ResultOut], **PROBLEMS})
def results(request: HttpRequest, place: Code, number: Number, paging: Query[Paging]) -> Any:
    """Confirmed results of the vote."""
    return page_of(request, queries.results(queries.year_at(place, number)), paging)


@router.get(f"{YEAR}/projects", response={200: Page[schemas.ProjectOut], **PROBLEMS})
def projects(
    request: HttpRequest, place: Code, number: Number, chosen: Query[ProjectFilter], paging: Query[Paging]
) -> Any:
    """The year's projects with their lamps."""
    return page_of(request, _picked(queries.projects(queries.year_at(place, number)), chosen), paging)


@router.get("/projects/{code}", response={200: schemas.ProjectWholeOut, **PROBLEMS})
def project(request: HttpRequest, code: Project) -> Any:
    """One project by the code of its QR address, with reports and photos."""
    return queries.whole_project_at(code)


@router.get(f"{YEAR}/findings", response={200: Page[schemas.FindingOut], **PROBLEMS})
def findings(
    request: HttpRequest,
    place: Code,
    number: Number,
    paging: Query[Paging],
    state: FindingState | None = None,
) -> Any:
    """What supervision found, and what became of it."""
    rows = queries.findings(queries.year_at(place, number))
    return page_of(request, rows.filter(state=state) if state else rows, paging)


@router.get(f"{YEAR}/evaluations", response={200: Page[schemas.EvaluationOut], **PROBLEMS})
def evaluations(request: HttpRequest, place: Code, number: Number, paging: Query[Paging]) -> Any:
    """Published evaluations with their rows."""
    return page_of(request, queries.evaluations(queries.year_at(place, number)), paging)


@router.get(f"{YEAR}/documents", response={200: Page[schemas.DocumentOut], **PROBLEMS})
def documents(request: HttpRequest, place: Code, number: Number, paging: Query[Paging]) -> Any:
    """Public papers of the year."""
    return page_of(request, queries.documents(queries.year_at(place, number)), paging)
