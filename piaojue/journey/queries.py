"""What the city's pages read: years of a region, candidates and projects everybody may see, answers, search."""

from dataclasses import dataclass

from django.db.models import Case, Count, F, Q, QuerySet, When, Window
from django.db.models.functions import RowNumber
from django.shortcuts import get_object_or_404

from engines.writing import read_code
from piaojue.commons.finding import found
from piaojue.commons.moves import NotYours
from piaojue.commons.people.models import Body, BodyKind
from piaojue.commons.places.models import Level, Place
from piaojue.commons.years.models import Paper, Standing, Year
from piaojue.commons.years.road import RoadKind, Stage, stages_of
from piaojue.journey.figures import Figures, figures_of, received
from piaojue.stages.deliver.public import ALIVE, Project, ProjectState
from piaojue.stages.evaluate.public import Item, SurveyState
from piaojue.stages.group.public import GONE, Demand, Link
from piaojue.stages.shortlist.public import Dossier, DossierState, Outcome
from piaojue.stages.suggest.public import Category, Suggestion, by_ticket, public_suggestions
from piaojue.stages.vote.public import PollState, Result

KINDS = {"suggestion": "建议", "demand": "诉求", "dossier": "候选项目", "project": "项目"}
"""What can be looked for."""
WORDS = {"suggestion": ("shown_title", "shown_content"), "demand": ("title", "summary")}
"""Fields that are searched besides the place: what everybody may read."""


WORST_FIRST = Case(When(lamp="red", then=0), When(lamp="yellow", then=1), default=2)


@dataclass(frozen=True)
class Region:
    """One place with its running year (None: none was opened) and that year's numbers."""

    place: Place
    year: Year | None
    figures: Figures


def city() -> Place | None:
    """The region this site is for, a city or one county: the highest that somebody administers, the first of several.

    Without administrators: the highest city, else the highest region there is.
    """
    run_for = Body.objects.filter(kind=BodyKind.OPERATIONS).select_related("place")
    if bodies := sorted(run_for, key=lambda body: (len(body.place_id), body.pk)):
        return bodies[0].place
    return Place.objects.filter(level=Level.CITY).order_by("code").first() or Place.objects.order_by("code").first()


def running_years(place: Place) -> QuerySet[Year]:
    """The latest year of each region inside `place`, itself included, that has begun; else the latest at all."""
    latest = Window(RowNumber(), partition_by=[F("place")], order_by=[F("begun").desc(), F("number").desc()])
    rows = Year.real.filter(place__code__startswith=place.code)
    begun = rows.annotate(begun=~Q(stage=Stage.PLANNED)).annotate(nth=latest)
    return begun.filter(nth=1).select_related("place", "place__parent").order_by("place_id")


def latest_year(place: Place) -> Year | None:
    """The place's own latest year."""
    return Year.real.filter(place=place).order_by("-number").first()


def place_at(code: str) -> Place:
    """raises: Http404."""
    return get_object_or_404(Place, pk=code)


def suggestions_in(place: Place) -> int:
    """Suggestions (条) of all running years in the region, its own and those of towns and sub-districts, as the portal counts them."""
    return received(running_years(place)).count()


def regions_of(place: Place) -> list[Region]:
    """The regions directly below `place` (旗县区 of a city), each with its running year. A fixed number of queries."""
    below = list(Place.objects.filter(parent=place).order_by("code"))
    years = {year.place_id: year for year in running_years(place)}
    numbers = figures_of([years[p.pk] for p in below if p.pk in years])
    return [Region(p, years.get(p.pk), numbers[years[p.pk].pk] if p.pk in years else Figures()) for p in below]


def public_candidates() -> QuerySet[Dossier]:
    """Candidates of years in which they are public (from 送阅, in a 街道 from 会商)."""
    return Dossier.objects.filter(state=DossierState.CANDIDATE, year__standing=Standing.REAL).filter(
        Q(year__road=RoadKind.CONGRESS, year__stage__in=_from(RoadKind.CONGRESS, Stage.CIRCULATING))
        | Q(year__road=RoadKind.STREET, year__stage__in=_from(RoadKind.STREET, Stage.CONSULTING))
    )


def _from(road: str, stage: str) -> list[Stage]:
    stages = stages_of(road)
    return stages[stages.index(Stage(stage)) :]


def years_for(what: str, place: Place) -> list[Year]:
    """Running years in which one can now do or see `what`: suggest, candidates, projects, evaluation."""
    stages = {
        "suggest": [Stage.SOLICITING, Stage.GROUPING, Stage.SCREENING],
        "candidates": _from(RoadKind.CONGRESS, Stage.CIRCULATING),
        "projects": [Stage.DELIVERING, Stage.EVALUATING, Stage.ARCHIVED],
        "evaluation": [Stage.DELIVERING, Stage.EVALUATING, Stage.ARCHIVED],
    }[what]
    rows = Year.real.filter(place__code__startswith=place.code, stage__in=stages).select_related(
        "place", "place__parent"
    )
    return list(rows.order_by("-number", "place_id")[:300])


def other_years(year: Year) -> list[Year]:
    """The same place's other years, newest first."""
    return list(Year.real.filter(place=year.place).exclude(pk=year.pk).order_by("-number")[:6])


def public_papers(year: Year, most: int = 12) -> QuerySet[Paper]:
    """The newest public documents of the year."""
    return year.papers.filter(public=True)[:most]


def answers(year: Year | None = None) -> QuerySet[Outcome]:
    """回音壁: answered demands; public."""
    rows = Outcome.objects.select_related("demand__spot", "department", "year__place", "place")
    rows = rows.exclude(demand__state__in=GONE).order_by("-answered_at", "-pk")
    return rows.filter(year=year) if year else rows.filter(year__standing=Standing.REAL)


def suggestions_of(outcome_demands: list[int]) -> dict[int, int]:
    """Demand id → how many suggestions stand behind it."""
    rows = Link.objects.filter(demand__in=outcome_demands, ended_at=None).order_by().values("demand")
    return {row["demand"]: row["n"] for row in rows.annotate(n=Count("pk"))}


def matches(kind: str, text: str) -> QuerySet:
    """Public things of one of KINDS whose title, words or place have every word of `text`, or another word for the same.

    Two characters are enough.
    """
    things: dict[str, QuerySet] = {
        "suggestion": public_suggestions(),
        "demand": Demand.objects.exclude(state__in=GONE),
        "dossier": public_candidates(),
        "project": Project.objects.all(),
    }
    rows = things[kind].filter(year__standing=Standing.REAL).select_related("spot", "year__place", "place")
    fields = ("spot__name", *WORDS.get(kind, ("title",)))
    for word in text.split():
        rows = rows.filter(found(word, fields))
    return rows.order_by("-pk")


def ticket(text: str) -> Suggestion | None:
    """A 查询码 typed into the search box."""
    return by_ticket(text) if read_code(text) else None


def categories_of(year: Year) -> list[tuple[str, int, int]]:
    """(领域, suggestions, adopted projects) of a year, most suggestions first."""
    names = dict(Category.choices)
    asked = received([year])
    done = dict(Project.objects.filter(year=year).order_by().values_list("category").annotate(n=Count("pk")))
    rows = asked.values_list("category").annotate(n=Count("pk"))
    lines = [(str(names.get(key, "未分类")), n, done.pop(key, 0)) for key, n in rows]
    lines += [(str(names.get(key, "未分类")), 0, n) for key, n in done.items()]
    return sorted(lines, key=lambda line: (-line[1], line[0]))


def demand_at(pk: int) -> Demand:
    """raises: Http404."""
    return get_object_or_404(Demand.objects.select_related("year__place", "spot"), pk=pk)


def behind(demand: Demand) -> QuerySet[Suggestion]:
    """The public suggestions in a demand: everybody may see that they led to it."""
    rows = public_suggestions().filter(links__demand=demand, links__ended_at=None)
    return rows.select_related("spot", "year", "place").order_by("pk")


def project_at(code: str) -> Project:
    """A project by the code in its address. raises: NotYours."""
    rows = Project.objects.select_related("place", "year__place", "department", "spot", "dossier")
    if (project := rows.filter(code=code).first()) is None:
        raise NotYours("project")
    return project


def projects_in(place: Place, *, done: bool) -> QuerySet[Project]:
    """Projects in a place that count: those under way, in trouble first, or those that are done, the newest first."""
    rows = Project.objects.filter(spot__code__startswith=place.code, year__standing=Standing.REAL)
    rows = rows.select_related("spot", "year__place", "department")
    if done:
        return rows.filter(state__in=[ProjectState.COMPLETED, ProjectState.MOSTLY]).order_by("-accepted_on", "-pk")
    return rows.filter(state__in=ALIVE).order_by(WORST_FIRST, "-year__number", "no")


def pictured(year: Year) -> QuerySet[Project]:
    """The year's projects as its page shows them: those in trouble first."""
    return Project.objects.filter(year=year).select_related("year__place").order_by(WORST_FIRST, "no")


def scores(project: Project) -> QuerySet[Item]:
    """Published evaluations of the project, first the year's, then re-evaluations."""
    rows = Item.objects.filter(project=project, survey__state=SurveyState.PUBLISHED)
    return rows.select_related("survey").order_by("survey_id")


def result_of(dossier: int | Dossier) -> Result | None:
    """The confirmed result of a candidate; of several rounds the one that adopted it, else the last."""
    results = Result.objects.filter(dossier=dossier, poll__state=PollState.CONFIRMED, poll__rehearsal=False)
    return results.select_related("poll").order_by("-adopted", "-poll_id").first()
