"""What the city's pages read: years of a region, candidates and projects everybody may see, answers, search."""

from collections.abc import Mapping

from django.db.models import Case, Count, Q, QuerySet, When
from django.shortcuts import get_object_or_404

from piaojue.commons.people.models import Body, BodyKind
from piaojue.commons.places.models import Level, Place
from piaojue.commons.tallies.queries import numbers
from piaojue.commons.wordindex.find import having
from piaojue.commons.years.models import Paper, Standing, Year
from piaojue.commons.years.road import RoadKind, Stage, stages_of
from piaojue.stages.deliver.public import BURNING, Project, ProjectState
from piaojue.stages.evaluate.public import Item, SurveyState
from piaojue.stages.group.public import GONE, Demand, Link
from piaojue.stages.shortlist.public import Dossier, DossierState, Outcome
from piaojue.stages.suggest.public import Category, Suggestion, open_to_words, public_suggestions
from piaojue.stages.vote.public import PollState, Result

KINDS = {"suggestion": "建议", "demand": "诉求", "dossier": "候选项目", "project": "项目"}
"""What can be looked for."""


WORST_FIRST = Case(When(lamp="red", then=0), When(lamp="yellow", then=1), default=2)


def city() -> Place | None:
    """The region this site is for, a city or one county: the highest that somebody administers, the first of several.

    Without administrators: the highest city, else the highest region there is.
    """
    run_for = Body.objects.filter(kind=BodyKind.OPERATIONS).select_related("place")
    if bodies := sorted(run_for, key=lambda body: (len(body.place_id), body.pk)):
        return bodies[0].place
    return Place.objects.filter(level=Level.CITY).order_by("code").first() or Place.objects.order_by("code").first()


def place_at(code: str) -> Place:
    """raises: Http404."""
    return get_object_or_404(Place, pk=code)


def public_candidates() -> QuerySet[Dossier]:
    """Candidates of years in which they are public (from 送阅, in a 街道 from 会商)."""
    return Dossier.objects.filter(state=DossierState.CANDIDATE, year__standing=Standing.REAL).filter(
        Q(year__road=RoadKind.CONGRESS, year__stage__in=_from(RoadKind.CONGRESS, Stage.CIRCULATING))
        | Q(year__road=RoadKind.STREET, year__stage__in=_from(RoadKind.STREET, Stage.CONSULTING))
    )


def candidates_of(year: Year) -> QuerySet[Dossier]:
    """The year's candidates as everybody may see them, in the order of the ballot."""
    return public_candidates().filter(year=year).select_related("department", "spot").order_by("no", "pk")


def _from(road: str, stage: str) -> list[Stage]:
    stages = stages_of(road)
    return stages[stages.index(Stage(stage)) :]


def years_for(what: str, place: Place) -> list[Year]:
    """Running years in which one can now do or see `what`: suggest, candidates, projects, evaluation."""
    here = Year.real.filter(place__code__startswith=place.code)
    stages = {
        "candidates": _from(RoadKind.CONGRESS, Stage.CIRCULATING),
        "projects": [Stage.DELIVERING, Stage.EVALUATING, Stage.ARCHIVED],
        "evaluation": [Stage.DELIVERING, Stage.EVALUATING, Stage.ARCHIVED],
    }
    rows = open_to_words(here) if what == "suggest" else here.filter(stage__in=stages[what])
    return list(rows.select_related("place", "place__parent").order_by("-number", "place_id")[:300])


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


def answered(year: Year | None = None) -> int:
    """How many `answers` there are (项)."""
    years = [year.pk] if year else list(Year.real.values_list("pk", flat=True))
    kept = numbers(years, "outcomes")
    return sum(kept.one("outcomes", key) for key in years)


def suggestions_of(outcome_demands: list[int]) -> dict[int, int]:
    """Demand id → how many suggestions stand behind it."""
    rows = Link.objects.filter(demand__in=outcome_demands, ended_at=None).order_by().values("demand")
    return {row["demand"]: row["n"] for row in rows.annotate(n=Count("*"))}


def matches(kind: str, text: str, number: int | None = None) -> QuerySet:
    """Public things of one of KINDS, the newest, whose words or place have every word of `text`, or another word for the same.

    number: of one year alone
    """
    things: dict[str, QuerySet] = {
        "suggestion": public_suggestions(),
        "demand": Demand.objects.exclude(state__in=GONE),
        "dossier": public_candidates(),
        "project": Project.objects.all(),
    }
    rows = things[kind].filter(year__standing=Standing.REAL).select_related("spot", "year__place", "place")
    rows = rows if number is None else rows.filter(year__number=number)
    return rows.filter(having(kind)(text)).order_by("-pk")


UNSORTED = "未分类"
Field = tuple[str, int, int]
"""(领域, suggestions, adopted projects)."""


def categories_of(year: Year, asked: Mapping[str, int]) -> list[Field]:
    """The fields of a year, most suggestions first. asked: category → suggestions, as they are kept."""
    names = dict(Category.choices)
    done = dict(Project.objects.filter(year=year).order_by().values_list("category").annotate(n=Count("*")))
    lines = [(str(names.get(key, UNSORTED)), n, done.pop(key, 0)) for key, n in asked.items()]
    lines += [(str(names.get(key, UNSORTED)), 0, n) for key, n in done.items()]
    return sorted(lines, key=lambda line: (-line[1], line[0]))


def demand_at(pk: int) -> Demand:
    """raises: Http404."""
    return get_object_or_404(Demand.objects.select_related("year__place", "spot"), pk=pk)


def behind(demand: Demand) -> QuerySet[Suggestion]:
    """The public suggestions in a demand: everybody may see that they led to it."""
    rows = public_suggestions().filter(links__demand=demand, links__ended_at=None)
    return rows.select_related("spot", "year", "place").order_by("pk")


def projects_in(place: Place, *, done: bool) -> QuerySet[Project]:
    """Projects in a place that count: those under way, in trouble first, or those that are done, the newest first."""
    rows = Project.objects.filter(spot__code__startswith=place.code, year__standing=Standing.REAL)
    rows = rows.select_related("spot", "year__place", "department")
    if done:
        return rows.filter(state__in=[ProjectState.COMPLETED, ProjectState.MOSTLY]).order_by("-accepted_on", "-pk")
    return rows.filter(BURNING).order_by(WORST_FIRST, "-year__number", "no")


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
